import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { createApp } from "../../src/app.js";
import { createLogger } from "../../src/kernel/log.js";
import { attemptKeys } from "../../src/access/lockout/lockout.rules.js";
import { createServices } from "../../src/services.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, PASSWORD, makeAdmin, makeGroup } from "../setup/tree.js";
import { session } from "./sessions.js";

/** Viewers are cached, and a read revalidates them in its own statement: what has changed of them counts all the same. */

let server: TestServer;
beforeAll(async () => (server = await startTestServer({}, { compiledReads: true })));
afterAll(() => server.stop());

interface Asker extends MadeAccount {
  partner: number;
  company: number;
  elsewhere: number;
}

let made = 0;
async function makeAsker(): Promise<Asker> {
  made += 1;
  const { id: partner } = await makeGroup(server, "self", 30, `Partner ${made}`);
  const { id: elsewhere } = await makeGroup(server, "self", 30, `Elsewhere ${made}`);
  const { id: company } = await makeGroup(server, partner, 40, `Company ${made}`);
  return { ...(await makeAdmin(server, company, `asker-${made}`)), partner, company, elsewhere };
}

type Headers = Record<string, string>;

async function credentialsOf({ login, password }: MadeAccount): Promise<Record<string, Headers>> {
  const basic = { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` };
  const token = await server.rest("GET", "/admins/self/jwt", { headers: basic });
  return {
    session: { cookie: await session(server, { login, password }) },
    Basic: basic,
    Bearer: { authorization: `Bearer ${(token.body as { jwt: string }).jwt}` },
  };
}

/** Requests by which whoever asks shows: to what it may read, to what it may not, and such as are wrong by themselves. */
const REQUESTS: readonly ((url: string, asker: Asker, headers: Headers) => Promise<Response>)[] = [
  (url, _asker, headers) => fetch(`${url}/api/1/groups/self`, { headers }),
  (url, { partner }, headers) => fetch(`${url}/api/1/groups/${partner}`, { headers }),
  (url, { company }, headers) =>
    fetch(`${url}/api/1/groups/${company}/children?filter=${encodeURIComponent("no such filter")}`, { headers }),
  (url, _asker, headers) => fetch(`${url}/api/1/groups?prefix=company&limit=10`, { headers }),
  (url, _asker, headers) => fetch(`${url}/api/1/groups?prefix=company&limit=0`, { headers }),
  ...[
    '{ group(id: \\"self\\") { name path: id } }',
    "{ group(id: 1) { name } }",
    "{ nothing }",
    "{",
    'mutation { updateGroup(id: \\"self\\", input: {}) { group { name } } }',
  ].map(
    (text) => (url: string, _asker: Asker, headers: Headers) =>
      fetch(`${url}/graphql`, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: `{"query":"${text}"}` }),
  ),
  (url, _asker, headers) =>
    fetch(`${url}/graphql`, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: "no JSON" }),
];

/** What a server answers to everything, but for what differs from one request to the next. */
async function answers(url: string, asker: Asker, credentials: Record<string, Headers>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, headers] of Object.entries(credentials)) {
    found[name] = [];
    for (const request of REQUESTS) {
      const response = await request(url, asker, headers);
      found[name].push(`${response.status} ${(await response.text()).replaceAll(/("version":|"retryAfter":|\bin )\d+/g, "$1?")}`);
    }
  }
  return found;
}

/** The same by a server that has never seen anybody. */
async function answersOfStranger(asker: Asker, credentials: Record<string, Headers>): Promise<Record<string, string[]>> {
  const app = await createApp({ services: createServices(server.config, server.db, createLogger("silent")) });
  const endpoint = app.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  const found = await answers(`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`, asker, credentials);
  endpoint.close();
  endpoint.closeAllConnections();
  return found;
}

const run = (sql: string, values: unknown[]): Promise<unknown> => query(server.db, sql, values);

const CHANGES: Readonly<Record<string, (asker: Asker) => Promise<unknown>>> = {
  "its session is over": ({ id }) => run("delete from sessions where account_id = ?", [id]),
  "its session has run out": ({ id }) => run("update sessions set expires_at = now() - interval '1 second' where account_id = ?", [id]),
  "its session owes a second factor": ({ id }) => run("update sessions set second_factor_owed = true where account_id = ?", [id]),
  "its session was last used long ago": ({ id }) =>
    run("update sessions set last_used_at = now() - interval '1 hour' where account_id = ?", [id]),
  "it is disabled": ({ id }) => run("update accounts set enabled = false where id = ?", [id]),
  "its rights are less": ({ id }) => run("update accounts set access_type = 1 where id = ?", [id]),
  "its tokens are void": ({ id }) => run("update accounts set token_epoch = token_epoch + 1 where id = ?", [id]),
  "its password is another": ({ id }) =>
    run(
      "update identities set password_hash = (select password_hash from identities where login = ?) where id = (select identity_id from accounts where id = ?)",
      [ROOT.login, id],
    ),
  "its login is another": ({ id }) =>
    run("update identities set login = login||'x', login_key = login_key||'x' where id = (select identity_id from accounts where id = ?)", [
      id,
    ]),
  "its login is locked": ({ login: name }) => {
    const { login, network } = attemptKeys(server.config.secret, name, "127.0.0.1");
    return run(
      "insert into login_failures (login, network, failures, locked_until, forgotten_at) values (?, ?, 9, now() + interval '1 hour', now() + interval '2 days')",
      [login, network],
    );
  },
  "its network is no longer known": () => run("delete from login_networks", []),
  "its group is disabled": ({ company }) => run("update groups set enabled = false where id = ?", [company]),
  "a group above is disabled": ({ partner }) => run("update groups set enabled = false where id = ?", [partner]),
  "its group limits addresses": ({ company }) =>
    run("update groups set logon_ips = '{192.0.2.1}', logon_ips_enabled = true where id = ?", [company]),
  "a group above limits addresses": ({ partner }) =>
    run("update groups set logon_ips = '{192.0.2.1}', logon_ips_enabled = true where id = ?", [partner]),
  "its group is moved": ({ company, elsewhere }) => server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { parent_id: elsewhere } }),
  "its group is cut off": ({ company }) => run("update groups set parent_has_access = false where id = ?", [company]),
  "a group above is cut off": ({ partner, company }) =>
    run("update groups set parent_has_access = id <> ?, isolated_by = case id when ? then ?::bigint end where id = any(?::bigint[])", [
      partner,
      company,
      partner,
      [partner, company],
    ]),
  "it is removed": ({ id }) => server.rest("DELETE", `/admins/${id}`, { as: ROOT }),
};

describe("a cached viewer", () => {
  it("is revalidated by the read itself: one statement", async () => {
    const asker = await makeAsker();
    const credentials = await credentialsOf(asker);
    for (const [name, headers] of Object.entries(credentials)) {
      for (const request of [REQUESTS[0]!, REQUESTS[3]!, REQUESTS[5]!]) {
        await request(server.url, asker, headers);
        const statements = await server.statements(async () => expect((await request(server.url, asker, headers)).status).toBe(200));
        expect([name, statements.length]).toEqual([name, 1]);
      }
    }
  });

  it("is not looked up again where the read is refused", async () => {
    const asker = await makeAsker();
    for (const [name, headers] of Object.entries(await credentialsOf(asker))) {
      for (const request of [REQUESTS[1]!, REQUESTS[6]!]) {
        for (let time = 0; time < 2; time++) await REQUESTS[0]!(server.url, asker, headers);
        const statements = await server.statements(() => request(server.url, asker, headers));
        // The read, and the lookup that finds out what is wrong.
        expect([name, statements.length]).toEqual([name, 2]);
      }
    }
  });

  it.each(Object.entries(CHANGES))("is answered as one who is not, when %s", async (_what, change) => {
    const asker = await makeAsker();
    const credentials = await credentialsOf(asker);
    // Twice: a password and who has it are cached in turn.
    await answers(server.url, asker, credentials);
    const before = await answers(server.url, asker, credentials);
    for (const [first] of Object.values(before)) expect(first).toMatch(/^200 /);
    await change(asker);
    const after = await answers(server.url, asker, credentials);
    // Failures that were counted now are no part of the change.
    await run("delete from login_failures where forgotten_at < now() + interval '36 hours'", []);
    expect(after).toEqual(await answersOfStranger(asker, credentials));
  });

  it("has the use of its session noted, when that is due", async () => {
    const asker = await makeAsker();
    const { session: headers } = await credentialsOf(asker);
    for (let time = 0; time < 2; time++) await REQUESTS[0]!(server.url, asker, headers!);
    await run("update sessions set last_used_at = now() - interval '1 hour', address = '192.0.2.1' where account_id = ?", [asker.id]);
    for (let time = 0; time < 2; time++) expect((await REQUESTS[0]!(server.url, asker, headers!)).status).toBe(200);
    const noted = await query(
      server.db,
      "select address, last_used_at > now() - interval '1 minute' just from sessions where account_id = ?",
      [asker.id],
    );
    expect(noted).toEqual([{ address: "127.0.0.1", just: true }]);
  });

  it("is none where the password is wrong, or the session a page elsewhere's", async () => {
    const asker = await makeAsker();
    const { session: cookie } = await credentialsOf(asker);
    for (let time = 0; time < 2; time++) expect((await server.rest("GET", "/groups/self", { as: asker })).status).toBe(200);
    expect((await server.rest("GET", "/groups/self", { as: { ...asker, password: `${PASSWORD}!` } })).status).toBe(403);
    const ask = (more: Headers) => server.graph('{ group(id: "self") { name } }', { headers: { ...cookie!, ...more } });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).errors?.[0]?.extensions.code).toBe("CROSS_SITE");
  });
});
