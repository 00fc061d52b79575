import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { type Answer, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";
import { isDocumented, operation } from "./contract.js";
import { session } from "./sessions.js";

let server: TestServer;
let tree: Tree;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ TRUSTED_PROXIES: "loopback" });
  tree = await makeTree(server);
  token = (await session(server, tree.accounts.unit_admin)).replace("SESSION=", "");
});
afterAll(() => server.stop());

const profile = (headers: Record<string, string>, query = ""): Promise<Answer> => server.rest("GET", `/profile${query}`, { headers });
const loginOf = ({ body }: Answer): string | undefined => (body as { login?: string }).login;
const encoded = (text: string): string => Buffer.from(text).toString("base64");
const basic = (text: string): Record<string, string> => ({ authorization: `Basic ${encoded(text)}` });
const PROFILE = operation("getProfile");

describe("the session cookie", () => {
  it.each([
    ["plain", (value: string) => `SESSION=${value}`],
    ["in double quotes", (value: string) => `SESSION="${value}"`],
    ["among others", (value: string) => `theme=dark; SESSION=${value}; lang=en`],
    ["quoted, among others, without blanks", (value: string) => `theme=dark;SESSION="${value}";lang=en`],
    ["after one with an equals sign", (value: string) => `a=b=c; SESSION=${value}`],
    ["after one whose name ends likewise", (value: string) => `OLDSESSION=x; SESSION=${value}`],
  ])("is good %s", async (_form, cookie) => {
    const answer = await profile({ cookie: cookie(token) });
    expect([answer.status, loginOf(answer)]).toEqual([200, "unit-admin"]);
    const { data } = await server.graph("{ viewer { login } }", { headers: { cookie: cookie(token) } });
    expect(data).toEqual({ viewer: { login: "unit-admin" } });
  });

  it.each([
    ["unknown", () => `SESSION=${randomUUID()}`],
    ["empty", () => "SESSION="],
    ["two double quotes", () => 'SESSION=""'],
    ["no token of ours", () => "SESSION=drop table sessions"],
    ["cut short", () => `SESSION=${token.slice(0, -1)}`],
    ["by another name", () => `OLDSESSION=${token}`],
    ["in small letters", () => `session=${token}`],
  ])("that is %s is 401", async (_form, cookie) => {
    const answer = await profile({ cookie: cookie() });
    expect([answer.status, isDocumented(PROFILE, 401, answer.body, true)]).toEqual([401, true]);
  });

  it.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ "x-forwarded-proto": "http" }, false],
    [{ "x-forwarded-proto": "https" }, true],
  ])("is a uuid, host-only, with Max-Age, HttpOnly and SameSite=Lax; with %j Secure: %s", async (sent, secure) => {
    const body = { username: ROOT.login, password: ROOT.password };
    const { headers } = await server.rest("POST", "/login", { headers: sent, body });
    const form = /^SESSION=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax(; Secure)?$/;
    const [cookie, ...more] = headers.getSetCookie();
    expect([cookie, more, cookie!.endsWith("; Secure")]).toEqual([expect.stringMatching(form), [], secure]);
  });

  it("is stored nowhere as it is", async () => {
    const { rows } = await server.db.raw<{ rows: { text: string }[] }>("select s::text text from sessions s");
    const forms = [token, token.replaceAll("-", ""), Buffer.from(token).toString("hex")];
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) for (const form of forms) expect(text).not.toContain(form);
  });

  it("ends at its time, and at logout", async () => {
    const cookies = [await session(server, tree.accounts.company_admin), await session(server, tree.accounts.company_admin)];
    const out = await server.rest("POST", "/logout", { headers: { cookie: cookies[0]! } });
    expect([out.status, out.headers.getSetCookie()[0]]).toEqual([204, expect.stringMatching(/^SESSION=; Max-Age=0;/)]);
    expect([(await profile({ cookie: cookies[0]! })).status, (await profile({ cookie: cookies[1]! })).status]).toEqual([401, 200]);
    await server
      .db("sessions")
      .where({ account_id: tree.accounts.company_admin.id })
      .update({ expires_at: new Date(Date.now() - 1000) });
    expect((await profile({ cookie: cookies[1]! })).status).toBe(401);
  });
});

describe("Basic", () => {
  const SPECIAL = { password: "päss:wörd with = and \u{1F511}" };
  const logins = ["a", "ab", "abc"];
  beforeAll(async () => {
    for (const login of logins) {
      await server.rest("POST", `/groups/${tree.unit.id}/users`, { as: ROOT, body: { login, email: `${login}@example.com` } });
      const { body } = await server.rest("GET", `/actions/mail/activate?login=${login}`, { as: ROOT });
      await server.rest("POST", `/actions/activate?token=${(body as { token: string }).token}`, { body: SPECIAL });
    }
  });

  it("is good whatever the padding", async () => {
    const endings = new Set<string>();
    for (const login of logins) {
      const text = encoded(`${login}:${SPECIAL.password}`);
      endings.add(/=*$/.exec(text)![0]);
      for (const sent of [text, text.replace(/=+$/, "")]) {
        expect([sent, loginOf(await profile({ authorization: `Basic ${sent}` }))]).toEqual([sent, login]);
      }
    }
    expect([...endings].sort()).toEqual(["", "=", "=="]);
  });

  it("that are no UTF-8 are nobody's, also where somebody is called as they would be read", async () => {
    const { id, password } = await makeAdmin(server, tree.company.id, "lossy");
    const login = "lossy-\ufffd";
    await query(server.db, "update identities set login = ?, login_key = ? where id = (select identity_id from accounts where id = ?)", [
      login,
      login,
      id,
    ]);
    expect((await profile(basic(`${login}:${password}`))).status).toBe(200);
    const bytes = Buffer.from(`lossy-\xff:${password}`, "latin1");
    expect((await profile({ authorization: `Basic ${bytes.toString("base64")}` })).status).toBe(403);
  });

  it.each(["Basic", "basic", "BASIC"])("is good as %s, with the login in any case", async (scheme) => {
    const answer = await profile({ authorization: `${scheme} ${encoded(`UNIT-Admin:${tree.accounts.unit_admin.password}`)}` });
    expect([answer.status, loginOf(answer)]).toEqual([200, "unit-admin"]);
  });

  it.each([
    ["nothing", "Basic"],
    ["blanks", "Basic   "],
    ["no base64", "Basic !!!"],
    ["no colon", `Basic ${encoded("root")}`],
    ["no login", `Basic ${encoded(":correct-horse-battery")}`],
    ["no password", `Basic ${encoded("root:")}`],
    ["two words", `Basic ${encoded("root:")} ${encoded("correct")}`],
    ["a NUL", `Basic ${encoded("root\0:correct-horse-battery")}`],
    ["an unknown login", `Basic ${encoded("nobody-at-all:correct-horse-battery")}`],
    ["a wrong password", `Basic ${encoded("company-admin:wrong")}`],
    ["a password in another case", `Basic ${encoded("partner-admin:A PASSWORD FOR TESTS")}`],
  ])("with %s is 403", async (_what, authorization) => {
    const { answer, changed } = await watched(server.db, () =>
      server.rest("PUT", "/groups/self", { headers: { authorization }, body: { internal_tag: "x" } }),
    );
    expect([answer.status, changed, isDocumented(operation("updateGroup"), 403, answer.body)]).toEqual([403, false, true]);
    expect(answer.text).not.toContain("correct-horse");
  });

  it("of an account without a password is 403", async () => {
    await server.rest("POST", `/groups/${tree.unit.id}/users`, { as: ROOT, body: { login: "inactive", email: "inactive@example.com" } });
    for (const password of ["", "null", "inactive"]) expect((await profile(basic(`inactive:${password}`))).status).toBe(403);
    const { status } = await server.rest("POST", "/login", { body: { username: "inactive", password: "whatever it is" } });
    expect(status).toBe(401);
  });

  it("that is bad is answered in the graph, too", async () => {
    const { status, errors } = await server.graph("{ viewer { login } }", { headers: basic("nobody-at-all:wrong") });
    expect([status, errors?.[0]?.extensions.code]).toEqual([403, "BAD_CREDENTIALS"]);
  });
});

describe("other credentials", () => {
  it.each([
    ["an unknown Bearer token", { authorization: "Bearer unknown" }, ""],
    ["an empty Bearer token", { authorization: "Bearer" }, ""],
    ["an unknown access_token", {}, "?access_token=unknown"],
    ["an empty access_token", {}, "?access_token="],
    ["an unknown jwt", {}, "?jwt=a.b.c"],
    ["a scheme that is not taken", { authorization: 'Digest username="root"' }, ""],
    ["none at all", {}, ""],
  ])("%s is 401", async (_what, headers, query) => {
    const answer = await profile(headers, query);
    expect([answer.status, isDocumented(PROFILE, 401, answer.body, true)]).toEqual([401, true]);
  });

  it.each([
    ["Basic and access_token", () => basic(`${ROOT.login}:${ROOT.password}`), "?access_token=x"],
    ["Basic and jwt", () => basic(`${ROOT.login}:${ROOT.password}`), "?jwt=x"],
    ["Bearer and access_token", () => ({ authorization: "Bearer x" }), "?access_token=x"],
    ["access_token and jwt", () => ({}), "?access_token=x&jwt=y"],
    ["two jwts", () => ({}), "?jwt=x&jwt=y"],
  ])("%s are one too many: 400", async (_what, headers, query) => {
    const answer = await profile(headers(), query);
    expect([answer.status, isDocumented(PROFILE, 400, answer.body)]).toEqual([400, true]);
    const { answer: put, changed } = await watched(server.db, () =>
      server.rest("PUT", `/groups/self${query}`, { headers: headers(), body: { internal_tag: "two" } }),
    );
    expect([put.status, changed]).toEqual([400, false]);
  });

  it("an explicit credential beats the cookie, good or bad", async () => {
    const cookie = `SESSION=${token}`;
    expect(loginOf(await profile({ cookie, ...basic(`${ROOT.login}:${ROOT.password}`) }))).toBe("root");
    expect((await profile({ cookie, ...basic("nobody-at-all:wrong") })).status).toBe(403);
    expect((await profile({ cookie, authorization: "Bearer unknown" })).status).toBe(401);
    expect((await profile({ cookie }, "?access_token=unknown")).status).toBe(401);
    expect((await profile({ cookie }, "?jwt=unknown")).status).toBe(401);
  });

  it("a bad cookie beside a good explicit one does not matter", async () => {
    expect((await profile({ cookie: "SESSION=unknown", ...basic(`${ROOT.login}:${ROOT.password}`) })).status).toBe(200);
  });

  it.each<Record<string, string>>([{ cookie: "SESSION=unknown" }, basic("nobody-at-all:wrong"), { authorization: "Bearer unknown" }, {}])(
    "open routes are open, whatever bad credential comes along: %j",
    async (headers) => {
      expect((await server.rest("GET", "/accounts?login=anyone", { headers })).status).toBe(200);
    },
  );
});
