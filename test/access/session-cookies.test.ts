import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { type Answer, ROOT, type TestServer } from "../setup/test-server.js";
import { type MadeAccount, PASSWORD, type Tree, makeAdmin, startTreeServer } from "../setup/tree.js";
import { session } from "./sessions.js";

/** Several cookies of the session's name in one request: a parent domain's comes along with our own. */

let server: TestServer;
let tree: Tree;
let made = 0;
beforeAll(async () => void ({ server, tree } = await startTreeServer({ TRUSTED_PROXIES: "loopback" })));
afterAll(() => server.stop());

const account = (): Promise<MadeAccount> => makeAdmin(server, tree.company.id, `person-${++made}`);
const foreign = (): string => `SESSION=${randomUUID()}`;
const together = (...cookies: string[]): Record<string, string> => ({ cookie: cookies.join("; ") });
const profile = (headers: Record<string, string>): Promise<Answer> => server.rest("GET", "/profile", { headers });
const group = (headers: Record<string, string>): Promise<Answer> => server.rest("GET", "/groups/self", { headers });
const loginOf = ({ body }: Answer): string | undefined => (body as { login?: string }).login;
const sessionsOf = async ({ id }: { id: number }): Promise<number> =>
  (await query(server.db, "select from sessions where account_id = ?", [id])).length;

describe("a good session", () => {
  it.each([
    ["behind a foreign cookie", (good: string) => [foreign(), good]],
    ["before a foreign cookie", (good: string) => [good, foreign()]],
    ["among four that are none", (good: string) => ["SESSION=", 'SESSION="x"', good, "SESSION=theirs", foreign()]],
    ["in double quotes", (good: string) => [foreign(), good.replace(/=(.*)/, '="$1"')]],
    ["sent six times", (good: string) => Array.from({ length: 6 }, () => good)],
  ])("%s is good, at both endpoints and for a page", async (_what, cookies) => {
    const person = await account();
    const headers = together(...cookies(await session(server, person)));
    // Twice: the second time it might be remembered.
    for (let round = 0; round < 2; round++) {
      expect(loginOf(await profile(headers))).toBe(person.login);
      expect((await group(headers)).status).toBe(200);
      expect((await server.graph("{ viewer { login } }", { headers })).data).toEqual({ viewer: { login: person.login } });
      const page = await fetch(`${server.url}/graphql`, { headers: { ...headers, accept: "text/html" }, redirect: "manual" });
      expect([page.status, (await page.text()).includes(person.login)]).toEqual([200, true]);
    }
  });

  it("beside more than four others is 401, remembered or not", async () => {
    const good = await session(server, await account());
    for (const cookies of [[good], [good]]) expect((await group(together(...cookies))).status).toBe(200);
    const headers = together(good, foreign(), foreign(), foreign(), foreign(), foreign());
    expect([
      (await group(headers)).status,
      (await profile(headers)).status,
      (await server.graph("{ viewer { login } }", { headers })).status,
    ]).toEqual([401, 401, 401]);
  });

  it("beside another of the same account is that account's", async () => {
    const person = await account();
    expect(loginOf(await profile(together(await session(server, person), await session(server, person))))).toBe(person.login);
  });

  it("beside one of another account is 401, also where both are remembered", async () => {
    const [one, other] = [await session(server, await account()), await session(server, await account())];
    for (const cookie of [one, other, one, other]) expect((await group(together(cookie))).status).toBe(200);
    for (const headers of [together(one, other), together(other, one), together(one, foreign(), other)]) {
      expect([
        (await group(headers)).status,
        (await profile(headers)).status,
        (await server.graph("{ viewer { login } }", { headers })).status,
      ]).toEqual([401, 401, 401]);
    }
  });

  it.each<[string, (other: MadeAccount, cookie: string) => Promise<unknown>]>([
    ["has expired", ({ id }) => query(server.db, "update sessions set expires_at = now() where account_id = ?", [id])],
    ["is of a disabled account", ({ id }) => query(server.db, "update accounts set enabled = false where id = ?", [id])],
    ["owes its second factor", ({ id }) => query(server.db, "update sessions set second_factor_owed = true where account_id = ?", [id])],
    [
      "is of an account whose actor is gone",
      ({ id }) =>
        query(server.db, "update sessions set actor_id = (select id from accounts where not enabled limit 1) where account_id = ?", [id]),
    ],
    [
      "may not be used from here",
      async ({ id }) => {
        const { rows } = await server.db.raw<{ rows: { group_id: number }[] }>("select group_id from accounts where id = ?", [id]);
        await query(server.db, "update groups set logon_ips_enabled = true, logon_ips = '{192.0.2.99}' where id = ?", [rows[0]!.group_id]);
      },
    ],
  ])("beside one of another account that %s is good", async (_what, spoil) => {
    const person = await account();
    const other = await makeAdmin(server, tree.otherCompany.id, `other-${++made}`);
    const [good, bad] = [await session(server, person), await session(server, other)];
    await spoil(other, bad);
    for (const headers of [together(bad, good), together(good, bad)])
      expect([loginOf(await profile(headers)), (await group(headers)).status]).toEqual([person.login, 200]);
    await query(server.db, "update groups set logon_ips_enabled = false", []);
  });

  it("is asked for by one statement for each cookie", async () => {
    const good = await session(server, await account());
    const asking = async (headers: Record<string, string>): Promise<number> => {
      await group(headers);
      return (await server.statements(() => group(headers))).filter((sql) => /\bsessions\b/.test(sql)).length;
    };
    expect([await asking(together(good)), await asking(together(foreign(), good))]).toEqual([1, 2]);
  });
});

describe("what a page of another site may do", () => {
  it("is nothing, whichever place the good session has", async () => {
    const good = await session(server, await account());
    for (const headers of [together(foreign(), good), together(good, foreign())]) {
      const { status } = await server.rest("PUT", "/groups/self", {
        headers: { ...headers, "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" },
        body: { internal_tag: "x" },
      });
      expect(status).toBe(403);
    }
  });
});

describe("logging out", () => {
  it.each([
    ["REST", (headers: Record<string, string>) => server.rest("POST", "/logout", { headers }).then(({ status }) => status), 204],
    ["graph", (headers: Record<string, string>) => server.graph("mutation { logout }", { headers }).then(({ status }) => status), 200],
    [
      "page",
      (headers: Record<string, string>) =>
        fetch(`${server.url}/signout`, { method: "POST", redirect: "manual", headers: { ...headers, origin: server.url } }).then(
          ({ status }) => status,
        ),
      303,
    ],
  ] as const)("by %s ends all sessions that were sent, and no other", async (_door, out, due) => {
    const person = await account();
    const cookies = [await session(server, person), await session(server, person), await session(server, person)];
    const [one, other, kept] = cookies as [string, string, string];
    expect(await out(together(one, foreign(), other))).toBe(due);
    expect([
      (await profile(together(one))).status,
      (await profile(together(other))).status,
      (await profile(together(kept))).status,
    ]).toEqual([401, 401, 200]);
  });

  it("by Basic ends no session", async () => {
    const person = await account();
    const cookie = await session(server, person);
    expect((await server.rest("POST", "/logout", { as: person, headers: { cookie } })).status).toBe(204);
    expect((await profile({ cookie })).status).toBe(200);
  });
});

describe("a session that begins in running ones", () => {
  it("takes the place of all that were sent, by a login and by a token", async () => {
    const person = await account();
    const { jwt } = (await server.rest("GET", "/admins/self/jwt", { as: person })).body as { jwt: string };
    for (const begin of [
      (headers: Record<string, string>) => server.rest("POST", "/login", { headers, body: { username: person.login, password: PASSWORD } }),
      (headers: Record<string, string>) => server.rest("POST", "/login", { headers, body: { user_id: person.id } }),
      (headers: Record<string, string>) => server.rest("GET", `/login?jwt=${jwt}`, { headers }),
    ]) {
      await query(server.db, "delete from sessions where account_id = ?", [person.id]);
      const [one, other] = [await session(server, person), await session(server, person)];
      const { status, headers } = await begin(together(foreign(), one, other));
      const begun = headers.getSetCookie()[0]!.split(";")[0]!;
      expect([
        status,
        await sessionsOf(person),
        (await profile(together(one, other))).status,
        (await profile(together(other, begun))).status,
      ]).toEqual([200, 1, 401, 200]);
    }
  });

  it("of another person begins by a password in any case, and not by a token", async () => {
    const [person, other] = [await account(), await account()];
    const { jwt } = (await server.rest("GET", "/admins/self/jwt", { as: other })).body as { jwt: string };
    const cookie = await session(server, person);
    expect((await server.rest("GET", `/login?jwt=${jwt}`, { headers: together(foreign(), cookie) })).status).toBe(401);
    const { status } = await server.rest("POST", "/login", {
      headers: together(foreign(), cookie),
      body: { username: ROOT.login, password: ROOT.password },
    });
    expect([status, await sessionsOf(person)]).toEqual([200, 0]);
  });
});
