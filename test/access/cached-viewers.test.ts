import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { type TestServer, startTestServer } from "../setup/test-server.js";
import { PASSWORD } from "../setup/tree.js";
import { type Asker, CHANGES, type Headers, atStranger, changeAsker, credentialsOf, makeAsker } from "./asker.js";

/** Viewers are cached, and a read revalidates them in its own statement: what has changed of them counts all the same. */

let server: TestServer;
beforeAll(async () => (server = await startTestServer({}, { compiledReads: true })));
afterAll(() => server.stop());

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

describe("a cached viewer", () => {
  it("is revalidated by the read itself: one statement", async () => {
    const asker = await makeAsker(server);
    const credentials = await credentialsOf(server, asker);
    for (const [name, headers] of Object.entries(credentials)) {
      for (const request of [REQUESTS[0]!, REQUESTS[3]!, REQUESTS[5]!]) {
        await request(server.url, asker, headers);
        const statements = await server.statements(async () => expect((await request(server.url, asker, headers)).status).toBe(200));
        expect([name, statements.length]).toEqual([name, 1]);
      }
    }
  });

  it("is not looked up again where the read is refused", async () => {
    const asker = await makeAsker(server);
    for (const [name, headers] of Object.entries(await credentialsOf(server, asker))) {
      for (const request of [REQUESTS[1]!, REQUESTS[6]!]) {
        for (let time = 0; time < 2; time++) await REQUESTS[0]!(server.url, asker, headers);
        const statements = await server.statements(() => request(server.url, asker, headers));
        // The read, and the lookup that finds out what is wrong.
        expect([name, statements.length]).toEqual([name, 2]);
      }
    }
  });

  it.each(Object.entries(CHANGES))("is answered as one who is not, when %s", async (_what, change) => {
    const asker = await makeAsker(server);
    const credentials = await credentialsOf(server, asker);
    // Twice: a password and who has it are cached in turn.
    await answers(server.url, asker, credentials);
    const before = await answers(server.url, asker, credentials);
    for (const [first] of Object.values(before)) expect(first).toMatch(/^200 /);
    await changeAsker(server, asker, change);
    const after = await answers(server.url, asker, credentials);
    // Failures that were counted now are no part of the change.
    await query(server.db, "delete from login_failures where forgotten_at < now() + interval '36 hours'", []);
    expect(after).toEqual(await atStranger(server, (url) => answers(url, asker, credentials)));
  });

  it("has the use of its session noted, when that is due", async () => {
    const asker = await makeAsker(server);
    const { session: headers } = await credentialsOf(server, asker);
    for (let time = 0; time < 2; time++) await REQUESTS[0]!(server.url, asker, headers!);
    await query(server.db, "update sessions set last_used_at = now() - interval '1 hour', address = '192.0.2.1' where account_id = ?", [
      asker.id,
    ]);
    for (let time = 0; time < 2; time++) expect((await REQUESTS[0]!(server.url, asker, headers!)).status).toBe(200);
    const noted = await query(
      server.db,
      "select address, last_used_at > now() - interval '1 minute' just from sessions where account_id = ?",
      [asker.id],
    );
    expect(noted).toEqual([{ address: "127.0.0.1", just: true }]);
  });

  it("is none where the password is wrong, or the session a page elsewhere's", async () => {
    const asker = await makeAsker(server);
    const { session: cookie } = await credentialsOf(server, asker);
    for (let time = 0; time < 2; time++) expect((await server.rest("GET", "/groups/self", { as: asker })).status).toBe(200);
    expect((await server.rest("GET", "/groups/self", { as: { ...asker, password: `${PASSWORD}!` } })).status).toBe(403);
    const ask = (more: Headers) => server.graph('{ group(id: "self") { name } }', { headers: { ...cookie!, ...more } });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).errors?.[0]?.extensions.code).toBe("CROSS_SITE");
  });
});
