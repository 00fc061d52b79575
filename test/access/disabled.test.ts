import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccountStatus, GroupKind } from "../../src/kernel/enums.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type Tree, activate, makeAdmin, makeTree, makeUser } from "../setup/tree.js";
import { isDocumented, operation } from "./contract.js";
import { session, statuses } from "./sessions.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const login = ({ login: username, password }: Credentials, more: object = {}): Promise<Answer> =>
  server.rest("POST", "/login", { body: { username, password, ...more } });
const LOGIN = operation("login");
const asUsual = [200, 200];
const over = [401, 403];

describe("a disabled group", () => {
  const setStatus = async (group: "distributor" | "partner" | "unit", status: 0 | 1): Promise<void> =>
    expect((await server.rest("PUT", `/groups/${tree[group].id}`, { as: ROOT, body: { status } })).status).toBe(200);

  it.each([
    ["unit", ["unit_admin", "tenant_viewer"], ["company_admin", "partner_admin"]],
    ["partner", ["partner_admin", "readonly_admin", "company_admin", "unit_admin", "tenant_viewer"], ["root_admin"]],
    ["distributor", ["partner_admin", "unit_admin", "tenant_viewer"], ["root_admin"]],
  ] as const)("shuts out everybody of the %s and below at once, and nobody else", async (group, inside, outside) => {
    const all = [...inside, ...outside];
    const cookies = Object.fromEntries(
      await Promise.all(all.map(async (role) => [role, await session(server, tree.accounts[role])] as const)),
    );
    for (const role of all) expect(await statuses(server, cookies[role]!, tree.accounts[role])).toEqual(asUsual);
    await setStatus(group, 0);
    for (const role of inside) {
      expect([role, await statuses(server, cookies[role]!, tree.accounts[role])]).toEqual([role, over]);
      const answer = await login(tree.accounts[role]);
      expect([role, answer.status, Object.keys(answer.body).sort(), answer.headers.getSetCookie()]).toEqual([
        role,
        403,
        ["client_ip", "message"],
        [],
      ]);
      expect((answer.body as { client_ip: string }).client_ip).toBe("127.0.0.1");
      const graph = await server.graph("{ viewer { login } }", { headers: { cookie: cookies[role]! } });
      expect([graph.errors?.[0]?.extensions.code, graph.data]).toEqual(["UNAUTHENTICATED", null]);
    }
    for (const role of outside) expect([role, await statuses(server, cookies[role]!, tree.accounts[role])]).toEqual([role, asUsual]);
    await setStatus(group, 1);
    for (const role of inside) expect([role, (await login(tree.accounts[role])).status]).toEqual([role, 200]);
  });

  it("hides that it is disabled from those who do not know the password", async () => {
    await setStatus("unit", 0);
    const answer = await login({ ...tree.accounts.unit_admin, password: "not the password" });
    expect([answer.status, isDocumented(LOGIN, 401, answer.body)]).toEqual([401, true]);
    await setStatus("unit", 1);
  });

  it("is still read and changed from above", async () => {
    await setStatus("unit", 0);
    expect((await server.rest("GET", `/groups/${tree.unit.id}/users`, { as: tree.accounts.company_admin })).status).toBe(200);
    expect((await server.rest("PUT", `/groups/${tree.unit.id}`, { as: tree.accounts.company_admin, body: { status: 1 } })).status).toBe(
      200,
    );
  });

  it("leaves an identity its account elsewhere", async () => {
    await server.rest("POST", `/groups/${tree.company.id}/admins`, { as: ROOT, body: { login: "unit-admin", use_existing_identity: 1 } });
    await setStatus("unit", 0);
    const { status, body } = await server.rest("GET", "/profile", { as: tree.accounts.unit_admin });
    expect([status, (body as { account_group_id: number }).account_group_id]).toEqual([200, tree.company.id]);
    expect((await login(tree.accounts.unit_admin, { user_id: tree.accounts.unit_admin.id })).status).toBe(403);
    await setStatus("unit", 1);
  });
});

describe.each(["admins", "users"] as const)("a disabled account among the %s", (sort) => {
  let account: MadeAccount;
  let cookie: string;
  const put = (status: 0 | 1) => server.rest("PUT", `/${sort}/${account.id}`, { as: tree.accounts.company_admin, body: { status } });
  beforeAll(async () => {
    account = await (sort === "admins" ? makeAdmin : makeUser)(server, tree.company.id, `one-of-the-${sort}`);
    cookie = await session(server, account);
    expect(await statuses(server, cookie, account)).toEqual(asUsual);
    expect((await put(0)).status).toBe(200);
  });

  it("is out at once", async () => {
    expect(await statuses(server, cookie, account)).toEqual(over);
    expect(await server.db("sessions").where({ account_id: account.id })).toEqual([]);
  });

  it("is told so after the right password only", async () => {
    const answer = await login(account);
    expect([answer.status, answer.headers.get("retry-after"), answer.body]).toEqual([
      423,
      null,
      { error: expect.objectContaining({ code: 423 }) as object },
    ]);
    expect((await login(account, { user_id: account.id })).status).toBe(423);
    expect((await login({ ...account, password: "not the password" })).status).toBe(401);
  });

  it("comes back when it is enabled, its old sessions do not", async () => {
    expect((await put(1)).status).toBe(200);
    expect(await statuses(server, cookie, account)).toEqual([401, 200]);
    expect((await login(account)).status).toBe(200);
  });

  it("loses the tokens sent to it", async () => {
    const name = `invited-among-${sort}`;
    const { body } = await server.rest("POST", `/groups/${tree.company.id}/${sort}`, {
      as: ROOT,
      body: { login: name, email: `${name}@example.com` },
    });
    const { id } = body as { id: number };
    const mail = await server.rest("GET", `/actions/mail/activate?login=${name}`, { as: ROOT });
    const { token } = mail.body as { token: string };
    for (const status of [0, 1]) await server.rest("PUT", `/${sort}/${id}`, { as: ROOT, body: { status } });
    expect((await server.rest("POST", `/actions/activate?token=${token}`, { body: { password: "quite a new one" } })).status).toBe(401);
    const { body: stored } = await server.rest("GET", `/${sort}/${id}`, { as: ROOT });
    expect((stored as { status: number }).status).toBe(-1);
    await activate(server, name);
  });

  it("is gone altogether once it is deleted", async () => {
    const running = await session(server, account);
    expect((await server.rest("DELETE", `/${sort}/${account.id}`, { as: tree.accounts.company_admin })).status).toBe(204);
    expect(await statuses(server, running, account)).toEqual(over);
    expect((await login(account)).status).toBe(401);
    expect((await server.rest("GET", `/${sort}/${account.id}`, { as: ROOT })).status).toBe(404);
  });
});

describe("an identity with a disabled account and another", () => {
  it("logs in by the other one; the disabled one is told so when it is asked for", async () => {
    const first = await makeAdmin(server, tree.partner.id, "two-seats");
    const { body } = await server.rest("POST", `/groups/${tree.company.id}/admins`, {
      as: ROOT,
      body: { login: "two-seats", use_existing_identity: 1 },
    });
    const second = (body as { id: number }).id;
    await server.rest("PUT", `/admins/${first.id}`, { as: ROOT, body: { status: AccountStatus.DISABLED } });
    const profile = await server.rest("GET", "/profile", { as: first });
    expect([profile.status, (profile.body as { id: number }).id]).toEqual([200, second]);
    expect((await login(first, { user_id: first.id })).status).toBe(423);
    expect((await login(first, { user_id: second })).status).toBe(200);
  });
});

describe("a deleted group", () => {
  it("takes its accounts and their sessions along", async () => {
    const { body } = await server.rest("POST", `/groups/${tree.company.id}/children`, {
      as: ROOT,
      body: { kind: GroupKind.COMPANY_DEPARTMENT, name: "To be deleted" },
    });
    const { id } = body as { id: number };
    const admin = await makeAdmin(server, id, "admin-to-be-deleted");
    const cookie = await session(server, admin);
    await server.rest("PUT", `/groups/${id}`, { as: ROOT, body: { status: 0 } });
    expect((await server.rest("DELETE", `/groups/${id}`, { as: ROOT })).status).toBe(204);
    expect(await statuses(server, cookie, admin)).toEqual(over);
    expect((await login(admin)).status).toBe(401);
  });
});
