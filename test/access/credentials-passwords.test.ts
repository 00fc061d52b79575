import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PasswordChecker, type PasswordPolicy, checkNewPassword, hashPassword } from "../../src/encryption/passwords.js";
import type { Refusal } from "../../src/kernel/errors.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { PASSWORD, type MadeAccount, type Tree, makeAdmin, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";
import { session, statuses } from "./sessions.js";

const NEXT = "another password for tests";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const change = (how: { as?: Credentials; headers?: Record<string, string> }, from: string, to: string) =>
  server.rest("POST", "/actions/change_password", { ...how, body: { current_password: from, new_password: to } });

describe("a new password", () => {
  const owner = { login: "ada", email: "ada@example.com", firstname: "", lastname: "" };
  const problem = (password: string, policy: PasswordPolicy, isMd5 = false): string | null => {
    try {
      checkNewPassword({ password, isMd5 }, owner, "password", policy);
      return null;
    } catch (error) {
      return (error as Refusal).reason;
    }
  };
  const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
  const lax: PasswordPolicy = { passwordLength: 8, refusesCommonPasswords: false };
  const strict: PasswordPolicy = { passwordLength: 12, refusesCommonPasswords: true };

  it("is as long as the setting says", () => {
    expect([problem("password", lax), problem("passwor", lax)]).toEqual([null, "must have at least 8 characters"]);
    expect([problem("nobody has this", strict), problem("not so long", strict)]).toEqual([null, "must have at least 12 characters"]);
  });

  it.each([
    ["qwerty123456", false],
    ["QWERTY123456", false],
    [md5("password"), true],
  ])("is a common one only where the setting allows it: %s, as a digest: %s", (password, isMd5) => {
    const common = "must not be one that many people use";
    expect([problem(password, lax, isMd5), problem(password, strict, isMd5)]).toEqual([null, common]);
  });
});

describe("a changed password", () => {
  let account: MadeAccount;
  beforeAll(async () => {
    account = await makeAdmin(server, tree.company.id, "changes-password");
  });

  it("is in force at the next request, and ends all sessions but the one that changed it", async () => {
    const [own, other] = [await session(server, account), await session(server, account)];
    expect(await statuses(server, own, account)).toEqual([200, 200]);
    expect((await change({ headers: { cookie: own } }, PASSWORD, NEXT)).status).toBe(200);
    expect(await statuses(server, own, account)).toEqual([200, 403]);
    expect(await statuses(server, other, { ...account, password: NEXT })).toEqual([401, 200]);
    const { status } = await server.rest("POST", "/login", { body: { username: account.login, password: PASSWORD } });
    expect(status).toBe(401);
  });

  it("by Basic ends all sessions", async () => {
    const now = { ...account, password: NEXT };
    const cookie = await session(server, now);
    expect((await change({ as: now }, NEXT, PASSWORD)).status).toBe(200);
    expect(await statuses(server, cookie, now)).toEqual([401, 403]);
    expect(await statuses(server, cookie, account)).toEqual([401, 200]);
  });

  it("ends the sessions of the identity's other accounts", async () => {
    await server.rest("POST", `/groups/${tree.partner.id}/admins`, { as: ROOT, body: { login: account.login, use_existing_identity: 1 } });
    const { rows } = await server.db.raw<{ rows: { id: number }[] }>(
      "select a.id from accounts a join identities i on i.id = a.identity_id where i.login = ? order by a.id",
      [account.login],
    );
    const cookies = await Promise.all(
      rows.map(
        async ({ id }) =>
          (await server.rest("POST", "/login", { body: { username: account.login, password: PASSWORD, user_id: id } })).headers
            .getSetCookie()[0]!
            .split(";")[0]!,
      ),
    );
    expect(cookies).toHaveLength(2);
    expect((await change({ headers: { cookie: cookies[0]! } }, PASSWORD, NEXT)).status).toBe(200);
    const after = await Promise.all(cookies.map(async (cookie) => (await server.rest("GET", "/profile", { headers: { cookie } })).status));
    expect(after).toEqual([200, 401]);
    await change({ headers: { cookie: cookies[0]! } }, NEXT, PASSWORD);
  });

  it.each([
    ["wrong", NEXT],
    ["", NEXT],
    [PASSWORD, "short"],
    [PASSWORD, "company-admin"],
  ])("needs the current one and a good new one: from %j to %j is 400 and nothing changed", async (from, to) => {
    const cookie = await session(server, tree.accounts.company_admin);
    const { answer, changed } = await watched(server.db, () => change({ headers: { cookie } }, from, to));
    expect([answer.status, changed]).toEqual([400, false]);
  });
});

describe("password hashes", () => {
  it("a right password costs one, and then none until it changes", async () => {
    const checker = new PasswordChecker();
    const stored = await hashPassword({ password: PASSWORD, isMd5: false });
    for (let again = 0; again < 3; again++) expect(await checker.matches("login", PASSWORD, stored)).toBe(true);
    expect(checker.hashes).toBe(1);
    const changed = await hashPassword({ password: NEXT, isMd5: false });
    expect(await checker.matches("login", PASSWORD, changed)).toBe(false);
    expect(await checker.matches("login", NEXT, changed)).toBe(true);
    expect(await checker.matches("login", NEXT, changed)).toBe(true);
    expect(checker.hashes).toBe(3);
  });

  it("what is remembered is for that login, password and stored hash alone", async () => {
    const checker = new PasswordChecker();
    const [stored, same] = [
      await hashPassword({ password: PASSWORD, isMd5: false }),
      await hashPassword({ password: PASSWORD, isMd5: false }),
    ];
    await checker.matches("login", PASSWORD, stored);
    expect(await checker.matches("other", PASSWORD, stored)).toBe(true);
    expect(await checker.matches("login", PASSWORD, same)).toBe(true);
    expect(await checker.matches("login", NEXT, stored)).toBe(false);
    expect(checker.hashes).toBe(4);
  });

  it("a wrong password and an unknown login cost one each, every time", async () => {
    const checker = new PasswordChecker();
    const stored = await hashPassword({ password: PASSWORD, isMd5: false });
    for (const [login, hash] of [
      ["known", stored],
      ["unknown", null],
      ["known", stored],
      ["unknown", null],
    ] as const) {
      const before = checker.hashes;
      expect(await checker.matches(login, "wrong", hash)).toBe(false);
      expect(checker.hashes - before).toBe(1);
    }
  });

  it("a password that came as its MD5 digest logs in by the plain one", async () => {
    const checker = new PasswordChecker();
    const stored = await hashPassword({ password: "5F4DCC3B5AA765D61D8327DEB882CF99", isMd5: true });
    expect(await checker.matches("login", "password", stored)).toBe(true);
    expect(await checker.matches("login", "5f4dcc3b5aa765d61d8327deb882cf99", stored)).toBe(false);
  });
});

describe("over HTTP", () => {
  /** The hashes the server computed while the work ran. */
  async function hashesDuring(work: () => Promise<unknown>): Promise<number> {
    const spy = vi.spyOn(PasswordChecker.prototype, "remembers");
    try {
      await server.rest("GET", "/profile", { as: ROOT });
      const checker = spy.mock.contexts[0] as PasswordChecker;
      const before = checker.hashes;
      await work();
      return checker.hashes - before;
    } finally {
      spy.mockRestore();
    }
  }
  const login = (username: string, password: string) => server.rest("POST", "/login", { body: { username, password } });

  it("Basic costs one hash, then none until the password changes", async () => {
    const account = await makeAdmin(server, tree.company.id, "counts-hashes");
    const read = (as: Credentials) => hashesDuring(() => server.rest("GET", "/profile", { as }));
    expect([await read(account), await read(account), await read(account)]).toEqual([1, 0, 0]);
    await change({ as: account }, PASSWORD, NEXT);
    expect([await read(account), await read({ ...account, password: NEXT }), await read({ ...account, password: NEXT })]).toEqual([
      1, 1, 0,
    ]);
  });

  it.each([
    ["login", "unit-admin", (name: string) => login(name, "wrong")],
    ["Basic", "company-admin", (name: string) => server.rest("GET", "/profile", { as: { login: name, password: "wrong" } })],
  ])("an unknown login shows in %s neither by hashes, nor by statements, nor by the answer", async (_what, known, attempt) => {
    const unknown = `not-${known}`;
    expect([await hashesDuring(() => attempt(known)), await hashesDuring(() => attempt(unknown))]).toEqual([1, 1]);
    expect(await server.statements(() => attempt(known))).toEqual(await server.statements(() => attempt(unknown)));
    const [first, second] = [await attempt(known), await attempt(unknown)];
    expect([first.status, first.text]).toEqual([second.status, second.text]);
  });

  it("an account without a password is none of it either", async () => {
    await server.rest("POST", `/groups/${tree.unit.id}/users`, { as: ROOT, body: { login: "inactive", email: "inactive@example.com" } });
    expect(await hashesDuring(() => login("inactive", "wrong"))).toBe(1);
    expect((await login("inactive", "wrong")).text).toBe((await login("never-made", "wrong")).text);
  });
});
