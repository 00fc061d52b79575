import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, FULL_ACCESS, GroupKind } from "../../src/kernel/enums.js";
import { watched } from "../access/checksum.js";
import { ALL_RIGHTS, READ_AND_BRAND } from "../setup/masks.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeGroup, makeTree } from "../setup/tree.js";
import { accountApi, AUDIT, freshIdentifier, MANAGE, program } from "./programs.js";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

const rest = async (as: Credentials, method: string, path: string, body?: unknown): Promise<number> =>
  (await server.rest(method, path, { as, body })).status;
const codeOf = async (as: Credentials, query: string): Promise<string | undefined> =>
  (await server.graph(query, { as })).errors?.[0]?.extensions.code;

describe("an API account on /api/1 and in the graph", () => {
  it("stands on the root group with a role for the whole tree", async () => {
    const as = await program(server, { roles: ["partner_admin"] });
    expect((await server.rest("GET", "/groups/self", { as })).body).toMatchObject({ kind: 0, name: "Root" });
    expect(await rest(as, "POST", `/groups/${tree.partner.id}/children`, { name: "By a program", kind: GroupKind.END_USER_COMPANY })).toBe(
      201,
    );
    expect((await server.graph(`{ group(id: "self") { name } principal { type roles } }`, { as })).data).toEqual({
      group: { name: "Root" },
      principal: { type: "LOCAL", roles: ["partner_admin"] },
    });
    expect(await rest(as, "PUT", `/groups/${tree.partner.id}`, { usage: { server_count: 1 } })).toBe(403);
    expect(await codeOf(as, `mutation { recordUsage(id: "${tree.partner.id}", usage: { serverCount: 1 }) { serverCount } }`)).toBe(
      "FORBIDDEN",
    );
  });

  it("sees and changes no more than its role's part of the tree", async () => {
    const as = await program(server, { roles: [`company_admin@${tree.company.uuid}`] });
    expect((await server.rest("GET", "/groups/self", { as })).body).toMatchObject({ id: tree.company.id });
    expect(await rest(as, "GET", `/groups/${tree.unit.id}`)).toBe(200);
    for (const group of [tree.partner, tree.otherCompany]) expect(await rest(as, "GET", `/groups/${group.id}`)).toBe(403);
    expect(await rest(as, "GET", `/admins/${tree.accounts.partner_admin.id}`)).toBe(403);
    expect(await rest(as, "POST", "/groups/self/children", { name: "By a company's program", kind: GroupKind.COMPANY_DEPARTMENT })).toBe(
      201,
    );
    expect(await rest(as, "POST", "/groups/self/storages", {})).toBe(403);
  });

  it("only reads as a readonly_admin", async () => {
    const as = await program(server, { roles: ["readonly_admin"] });
    expect(await rest(as, "GET", `/groups/${tree.unit.id}`)).toBe(200);
    expect(await rest(as, "POST", `/groups/${tree.unit.id}/admins`, { login: "x", email: "x@example.com" })).toBe(403);
  });

  it("records usage as a root_admin", async () => {
    const as = await program(server, { roles: ["root_admin"] });
    expect(await rest(as, "PUT", `/groups/${tree.otherUnit.id}`, { usage: { server_count: 3 } })).toBe(200);
    expect(
      await codeOf(as, `mutation { recordUsage(id: "${tree.otherUser.id}", usage: { serverCount: 4 }) { serverCount } }`),
    ).toBeUndefined();
  });

  it("gives no admin more rights than it has", async () => {
    const { id } = (await server.rest("GET", "/groups/self", { as: ROOT })).body as { id: number };
    const maker = await makeAdmin(server, id, "maker-of-programs", { access_type: FULL_ACCESS });
    const as = await program(server, { roles: [`partner_admin@${tree.partner.uuid}`] }, maker);
    expect(
      await rest(as, "POST", "/groups/self/admins", { login: "made-by-program", email: "m@example.com", access_type: FULL_ACCESS }),
    ).toBe(201);
    expect(await rest(as, "POST", "/groups/self/admins", { login: "more", email: "m@example.com", access_type: ALL_RIGHTS })).toBe(403);
  });

  it("gives nobody a role above its own, has none such mailed a link, and changes nobody's address that stands in one", async () => {
    const as = await program(server, { roles: ["partner_admin"] });
    const { body } = await server.rest("POST", "/groups/self/admins", {
      as: ROOT,
      body: { login: "root-to-be", email: "root-to-be@example.com", access_type: AccessRight.READ },
    });
    const reader = (body as { id: number }).id;
    expect(await rest(as, "POST", "/groups/self/admins", { login: "mine", email: "mine@example.com" })).toBe(403);
    expect(
      await rest(as, "POST", "/groups/self/admins", { login: "reads-only", email: "mine@example.com", access_type: AccessRight.READ }),
    ).toBe(201);
    expect(await rest(as, "PUT", `/admins/${reader}`, { access_type: READ_AND_BRAND })).toBe(403);
    expect(await rest(ROOT, "PUT", `/admins/${reader}`, { access_type: FULL_ACCESS })).toBe(200);
    for (const [method, path, sent] of [
      ["PUT", `/admins/${reader}`, { email: "mine@example.com" }],
      ["POST", "/actions/mail/activate", { login: "root-to-be", email: "root-to-be@example.com" }],
      ["POST", "/actions/mail/reset", { login: "root-to-be", email: "root-to-be@example.com" }],
    ] as const)
      expect([path, await rest(as, method, path, sent)]).toEqual([path, 403]);
    expect(
      await rest(await program(server, { roles: ["root_admin"] }), "POST", "/groups/self/admins", {
        login: "by-root",
        email: "x@example.com",
      }),
    ).toBe(201);
  });

  it("is nobody's account: no profile, no session, no password", async () => {
    const as = await program(server, { roles: ["root_admin"] });
    expect(await rest(as, "GET", "/profile")).toBe(404);
    expect((await server.rest("GET", "/profiles", { as })).text).toBe("[]");
    expect(await rest(as, "GET", "/admins/self")).toBe(404);
    expect(await rest(as, "GET", `/admins/${as.id}`)).toBe(404);
    expect((await server.rest("POST", "/login", { body: { username: as.login, password: as.password } })).status).toBe(401);
    expect(await rest(as, "POST", "/actions/change_password", { current_password: as.password, new_password: "another long one" })).toBe(
      400,
    );
  });

  it("answers for nobody: no token to act as others, no link by mail that rests on it, no login, no test mail", async () => {
    const as = await program(server, { roles: ["root_admin"] });
    const { id, login } = tree.accounts.company_admin;
    const refused = async (method: string, path: string, body?: unknown): Promise<void> => {
      const { answer, changed } = await watched(server.db, () => server.rest(method, path, { as, body }));
      expect([path, answer.status, (answer.body as { error: { details: { info: string } } }).error.details.info, changed]).toEqual([
        path,
        403,
        expect.stringContaining("nobody's"),
        false,
      ]);
    };
    // Its time of last use is written now, and not again for a minute.
    await rest(as, "GET", "/groups/self");
    await refused("GET", `/admins/${id}/jwt`);
    await refused("GET", `/admins/${id}/impersonate`);
    await refused("GET", `/actions/mail/reset?login=${login}`);
    await refused("POST", "/actions/mail/emailupdate", { login, email: "other@example.com" });
    await refused("POST", "/actions/change_login", { login, newlogin: "another" });
    expect(await rest(as, "GET", "/admins/self/jwt")).toBe(404);
    await refused("POST", `/groups/${tree.company.id}/reports/ordered`, {
      begin_date: 1577836800,
      end_date: 1580515199,
      result_action: "send",
    });
    expect(await codeOf(as, `mutation { sendTestMail(groupId: "self") }`)).toBe("FORBIDDEN");
    expect(await rest(as, "POST", "/actions/mail/reset", { login, email: "company-admin@example.com" })).toBe(204);
  });

  it("without a role it may do nothing there", async () => {
    const as = await program(server, { permissions: [AUDIT] });
    for (const path of [
      "/groups/self",
      `/groups/${tree.unit.id}`,
      "/profile",
      "/profiles",
      "/checkauth",
      "/groups",
      "/logic/rules",
      "/ca/crl",
    ]) {
      expect([path, await rest(as, "GET", path)]).toEqual([path, 403]);
    }
    expect(await codeOf(as, "{ viewer { id } }")).toBe("FORBIDDEN");
    expect(await codeOf(as, "{ apiAccounts { nodes { id } } }")).toBeUndefined();
    expect(await codeOf(as, "mutation { registerApiAccount(input: { type: LOCAL }) { secret } }")).toBe("FORBIDDEN");
  });

  it("acts in the first of its roles that can be used", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "For programs");
    const as = await program(server, { roles: [`company_admin@${group.uuid}`, `unit_admin@${tree.otherUnit.uuid}`] });
    const own = async (): Promise<number> => ((await server.rest("GET", "/groups/self", { as })).body as { id: number }).id;
    expect(await own()).toBe(group.id);
    await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { status: 0 } });
    expect(await own()).toBe(tree.otherUnit.id);
    expect(await rest(ROOT, "DELETE", `/groups/${group.id}`)).toBe(204);
    expect((await accountApi(server, "GET", "/principals/self", { as })).body).toMatchObject({
      roles: [`unit_admin@${tree.otherUnit.uuid}`],
    });
  });

  it("a disabled group above takes the role away at once, and a move takes it along", async () => {
    const parent = await makeGroup(server, tree.distributor.id, GroupKind.MSP, "Disabled later");
    const group = await makeGroup(server, parent.id, GroupKind.END_USER_COMPANY, "Below it");
    const as = await program(server, { roles: [`company_admin@${group.uuid}`] });
    expect(await rest(as, "GET", "/groups/self")).toBe(200);
    await server.rest("PUT", `/groups/${parent.id}`, { as: ROOT, body: { status: 0 } });
    expect(await rest(as, "GET", "/groups/self")).toBe(403);
    await server.rest("PUT", `/groups/${parent.id}`, { as: ROOT, body: { status: 1 } });
    await server.rest("PUT", `/groups/${group.id}`, { as: ROOT, body: { parent_id: tree.otherPartner.id } });
    expect((await server.rest("GET", "/groups/self", { as })).body).toMatchObject({ id: group.id });
    expect(await rest(as, "GET", `/groups/${parent.id}`)).toBe(403);
  });

  it("a group that cuts itself off shuts programs out, those on it and above", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Cut off");
    const below = await makeGroup(server, group.id, GroupKind.COMPANY_DEPARTMENT, "Below cut off");
    const admin = await makeAdmin(server, group.id, "cut-off-admin");
    const programs = [
      await program(server, { roles: [`company_admin@${group.uuid}`] }),
      await program(server, { roles: [`unit_admin@${below.uuid}`] }),
    ];
    const above = await program(server, { roles: ["root_admin"] });
    expect(await rest(admin, "PUT", "/groups/self", { parent_has_access: 0 })).toBe(200);
    for (const as of programs) expect(await rest(as, "GET", "/groups/self")).toBe(403);
    expect(await rest(above, "GET", `/groups/${group.id}`)).toBe(200);
    for (const path of [`/groups/${group.id}/admins`, `/groups/${below.id}`]) expect(await rest(above, "GET", path)).toBe(403);
    const { answer, changed } = await watched(server.db, () =>
      accountApi(server, "POST", "/accounts", { as: ROOT, body: { type: "local", roles: [`unit_admin@${below.uuid}`] } }),
    );
    expect([answer.status, changed]).toEqual([403, false]);
  });

  it("logon addresses hold for it: its group's, and without a role the root group's", async () => {
    const group = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Elsewhere only");
    await server.rest("POST", `/groups/${group.id}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } });
    const as = await program(server, { roles: [`company_admin@${group.uuid}`] });
    expect(await rest(as, "GET", "/groups/self")).toBe(403);
    expect((await accountApi(server, "GET", "/principals/self", { as })).body).toMatchObject({
      error: "SEC-PERM-001",
      detail: expect.stringContaining("127.0.0.1") as string,
    });
  });
});

describe("an identifier and a login", () => {
  it("are never the same, whoever comes first", async () => {
    const { login } = await program(server, { identifier: freshIdentifier() });
    for (const taken of [login, login.toUpperCase()]) {
      expect(await rest(ROOT, "POST", `/groups/${tree.company.id}/admins`, { login: taken, email: "x@example.com" })).toBe(409);
    }
    expect(await rest(ROOT, "PUT", `/users/${tree.otherUser.id}`, { login })).toBe(409);
  });

  it("raced for, one of the two gets it", async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = freshIdentifier();
      const [login, identifier] = await Promise.all([
        rest(ROOT, "POST", `/groups/${tree.company.id}/admins`, { login: name, email: "x@example.com" }),
        accountApi(server, "POST", "/accounts", { as: ROOT, body: { type: "local", identifier: name } }),
      ]);
      expect([
        [201, 400],
        [409, 201],
      ]).toContainEqual([login, identifier.status]);
    }
  });
});

describe("nobody climbs", () => {
  const attempt = async (as: Credentials, method: string, path: string, body?: unknown): Promise<void> => {
    const { answer, changed } = await watched(server.db, () => accountApi(server, method, path, { as, body }));
    expect([path, body, answer.status, (answer.body as { error: string }).error, changed]).toEqual([
      path,
      body,
      403,
      "SEC-PERM-001",
      false,
    ]);
  };

  it("an account that manages others gives, replaces, resets and keeps no more than its own rights", async () => {
    const manager = await program(server, { permissions: [MANAGE], roles: [`partner_admin@${tree.partner.uuid}`] });
    // Its time of last use is written now, and not again for a minute.
    expect((await accountApi(server, "GET", "/accounts", { as: manager })).status).toBe(200);
    const stronger = await program(server, { permissions: [{ value: "*" }] });
    const elsewhere = await program(server, { roles: [`unit_admin@${tree.otherUnit.uuid}`] });
    const make = (more: object): Promise<void> => attempt(manager, "POST", "/accounts", { type: "local", ...more });
    await make({ permissions: [{ value: "*" }] });
    await make({ permissions: [{ value: "configuration:security:account" }] });
    await make({ permissions: [AUDIT] });
    await make({ roles: ["root_admin"] });
    await make({ roles: ["partner_admin"] });
    await make({ roles: ["readonly_admin"] });
    await make({ roles: [`unit_admin@${tree.otherUnit.uuid}`] });
    await make({ roles: [`partner_admin@${tree.distributor.uuid}`] });
    for (const { login } of [stronger, elsewhere]) {
      await attempt(manager, "GET", `/accounts/${login}/resetPassword`);
      await attempt(manager, "PUT", "/accounts", { type: "local", identifier: login });
    }
    await attempt(manager, "PUT", "/accounts", { type: "local", identifier: manager.login, permissions: [MANAGE] });
    await attempt(manager, "PUT", "/accounts", { type: "local", identifier: manager.login, permissions: [{ value: "*" }] });
    await attempt(manager, "DELETE", `/accounts/${manager.login}`);
    const made = await program(server, { permissions: [MANAGE], roles: [`company_admin@${tree.company.uuid}`] }, manager);
    expect((await accountApi(server, "GET", `/accounts/${made.login}/resetPassword`, { as: manager })).status).toBe(200);
    expect((await accountApi(server, "GET", `/accounts/${manager.login}/resetPassword`, { as: manager })).status).toBe(200);
  });

  it("an auditor changes nothing", async () => {
    const auditor = await program(server, { permissions: [AUDIT] });
    expect((await accountApi(server, "GET", "/accounts", { as: auditor })).status).toBe(200);
    await attempt(auditor, "POST", "/accounts", { type: "local" });
    await attempt(auditor, "PUT", "/accounts", { type: "local", identifier: auditor.login });
    await attempt(auditor, "DELETE", `/accounts/${auditor.login}`);
    await attempt(auditor, "GET", `/accounts/${auditor.login}/resetPassword`);
  });

  it("a root admin without the right to migrate makes no program that has it", async () => {
    const root = (await server.rest("GET", "/groups/self", { as: ROOT })).body as { id: number };
    const admin = await makeAdmin(server, root.id, "less-than-root", { access_type: FULL_ACCESS });
    await program(server, { roles: ["root_admin"] }, admin);
    const rows = await server
      .db("api_account_roles")
      .where({ role: "root_admin" })
      .orderBy("api_account_id", "desc")
      .limit(1)
      .pluck<number[]>("access_type");
    expect(rows).toEqual([15]);
    const full = await program(server, { roles: ["root_admin"] });
    await attempt(admin, "GET", `/accounts/${full.login}/resetPassword`);
    const reader = await makeAdmin(server, root.id, "reads-at-root", { access_type: AccessRight.READ });
    await attempt(reader, "POST", "/accounts", { type: "local" });
  });

  it("nor does an x509 account's certificate go to somebody with less", async () => {
    await accountApi(server, "POST", "/accounts", { as: ROOT, body: { type: "x509", identifier: "CN=strong", roles: ["root_admin"] } });
    const issuing = (as: Credentials, subject: string) =>
      codeOf(as, `mutation { issueClientCertificate(input: { subject: "${subject}" }) { privateKey } }`);
    const admin: Credentials = { login: "less-than-root", password: "a password for tests" };
    expect(await issuing(admin, "cn=Strong")).toBe("FORBIDDEN");
    expect(await issuing(admin, "CN=other")).toBeUndefined();
    expect(await issuing({ login: "reads-at-root", password: "a password for tests" }, "CN=other")).toBe("FORBIDDEN");
    const { login, password } = await program(server, { roles: ["root_admin"], permissions: [] });
    await accountApi(server, "POST", "/accounts", { as: ROOT, body: { type: "x509", identifier: "CN=manager", permissions: [MANAGE] } });
    expect(await issuing({ login, password }, "CN=manager")).toBe("FORBIDDEN");
  });
});
