import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { OPERATIONS } from "../access/contract.js";
import { session } from "../access/sessions.js";
import { BEHIND_PROXY } from "../lockout/attempts.js";
import { type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeTree } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, SESSION_LIFETIME: "3600" });
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const tokenOf = (cookie: string): string => cookie.split("=")[1]!;

describe("the session cookie", () => {
  const login = (headers: Record<string, string> = {}) =>
    server.rest("POST", "/login", {
      body: { username: tree.accounts.company_admin.login, password: tree.accounts.company_admin.password },
      headers,
    });

  it("is a random uuid, host-only, for its lifetime, out of reach of scripts and of other sites' forms", async () => {
    const plain = (await login()).headers.getSetCookie();
    expect(plain).toEqual([
      expect.stringMatching(/^SESSION=[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const behindTls = (await login({ "x-forwarded-proto": "https" })).headers.getSetCookie();
    expect(behindTls[0]).toMatch(/; SameSite=Lax; Secure$/);
  });

  it("is never one that the client brought along", async () => {
    const brought = "11111111-1111-4111-8111-111111111111";
    const first = (await login({ cookie: `SESSION=${brought}` })).headers.getSetCookie()[0]!.split(";")[0]!;
    expect(tokenOf(first)).not.toBe(brought);
    const second = (await login({ cookie: first })).headers.getSetCookie()[0]!.split(";")[0]!;
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    const status = async (cookie: string) => (await server.rest("GET", "/profile", { headers: { cookie } })).status;
    expect([await status(`SESSION=${brought}`), await status(first), await status(second)]).toEqual([401, 401, 200]);
  });

  it("is kept as a digest alone, and is over when its time is", async () => {
    const cookie = await session(server, tree.accounts.unit_admin);
    const rows = await query<{ text: string }>(server.db, "select s::text as text from sessions s where account_id = ?", [
      tree.accounts.unit_admin.id,
    ]);
    expect([rows.length, rows[0]!.text.includes(tokenOf(cookie))]).toEqual([1, false]);
    await query(server.db, "update sessions set expires_at = now() where account_id = ?", [tree.accounts.unit_admin.id]);
    expect((await server.rest("GET", "/profile", { headers: { cookie } })).status).toBe(401);
  });
});

describe("a session by the graph", () => {
  const ask = (query: string, cookie = ""): Promise<Response> =>
    fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ query }),
    });

  it("begins with login, is who asks from then on, and ends with logout, each saying so by the cookie", async () => {
    const { login, password } = tree.accounts.company_admin;
    const begun = await ask(`mutation { login(username: "${login}", password: "${password}") { message account { login } } }`);
    expect(await begun.json()).toEqual({ data: { login: { message: "Success", account: { login } } } });
    const [cookie, ...others] = begun.headers.getSetCookie();
    expect([others, cookie]).toEqual([[], expect.stringMatching(/^SESSION=[0-9a-f-]{36}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/)]);
    const shown = cookie!.split(";")[0]!;
    expect(await (await ask("{ viewer { login } }", shown)).json()).toEqual({ data: { viewer: { login } } });
    const ended = await ask("mutation { logout }", shown);
    expect(ended.headers.getSetCookie()).toEqual([expect.stringMatching(/^SESSION=; Max-Age=0; /)]);
    const { errors } = (await (await ask("{ viewer { login } }", shown)).json()) as { errors: { extensions: object }[] };
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([{ code: "UNAUTHENTICATED" }]);
  });
});

describe("a second factor", () => {
  it("is disabled for everybody, and no session owes one", async () => {
    const cookie = await session(server, tree.accounts.company_admin);
    const { body } = await server.rest("GET", "/profile", { headers: { cookie } });
    expect(body).toMatchObject({ mfa_status: "disabled", session_mfa_status: "passed_or_not_required" });
    expect(await query(server.db, "select from sessions where second_factor_owed")).toEqual([]);
  });

  it("that is still owed lets a session do nothing", async () => {
    const person = await makeAdmin(server, tree.company.id, "owes-a-factor");
    const cookie = await session(server, person);
    await query(server.db, "update sessions set second_factor_owed = true where account_id = ?", [person.id]);
    for (const { method, path, open } of OPERATIONS) {
      if (open || method === "HEAD") continue;
      const { status } = await server.rest(method, path.replace(/\{\w+\}/g, "self"), { headers: { cookie } });
      expect([method, path, status]).toEqual([method, path, 401]);
    }
    expect((await server.graph("{ viewer { id } }", { headers: { cookie } })).status).toBe(401);
    expect((await server.graph("mutation { endOtherSessions }", { headers: { cookie } })).status).toBe(401);
    const { status } = await server.rest("POST", "/login", { headers: { cookie }, body: { user_id: person.id } });
    expect(status).toBe(401);
    expect(await query(server.db, "select second_factor_owed from sessions where account_id = ?", [person.id])).toEqual([
      { second_factor_owed: true },
    ]);
    await query(server.db, "update sessions set second_factor_owed = false where account_id = ?", [person.id]);
    expect((await server.rest("GET", "/profile", { headers: { cookie } })).status).toBe(200);
  });
});
