import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, AccountStatus, FULL_ACCESS, GroupCapability, GroupKind } from "../../src/kernel/enums.js";
import { LESS_THAN_FULL_ACCESS, PARTNER_CAPABILITIES, READ_AND_WRITE } from "../setup/masks.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type Tree, makeAdmin, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";
import { isDocumented, operation } from "./contract.js";

const SELF = "can not change access policies for self";

let server: TestServer;
let tree: Tree;
let root: { group: number; account: number };
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  const { body } = await server.rest("GET", "/profile", { as: ROOT });
  const { id, account_group_id: group } = body as { id: number; account_group_id: number };
  root = { group, account: id };
});
afterAll(() => server.stop());

const infoOf = ({ body }: Answer): string => (body as { error: { details: { info: string } } }).error.details.info;

async function expectForbidden(operationId: string, work: () => Promise<Answer>): Promise<string> {
  const { answer, changed } = await watched(server.db, work);
  expect([answer.status, changed, isDocumented(operation(operationId), answer.status, answer.body)]).toEqual([403, false, true]);
  return infoOf(answer);
}

describe("nobody decides about its own account", () => {
  const ADMINS = ["root_admin", "partner_admin", "company_admin", "unit_admin"] as const;

  it.each(ADMINS)("a %s", async (role) => {
    const as: Credentials = tree.accounts[role];
    const { body } = await server.rest("GET", "/admins/self", { as });
    const { id, uuid, access_type: access, roles } = body as { id: number; uuid: string; access_type: number; roles: number };
    for (const reference of ["self", id, uuid]) {
      for (const sent of [
        { access_type: AccessRight.READ },
        { access_type: access ^ 2 },
        { roles: roles ^ 1 },
        { status: 0 },
        { status: 0, firstname: "Other" },
      ]) {
        expect(await expectForbidden("updateAdmin", () => server.rest("PUT", `/admins/${reference}`, { as, body: sent }))).toBe(SELF);
      }
      expect(await expectForbidden("deleteAdmin", () => server.rest("DELETE", `/admins/${reference}`, { as }))).toBe(SELF);
    }
  });

  it.each(ADMINS)("a %s by the graph", async (role) => {
    for (const text of [
      `updateAdmin(id: "self", input: { accessType: [READ] }) { id }`,
      `updateAdmin(id: "self", input: { status: DISABLED }) { id }`,
      `deleteAdmin(id: "self")`,
    ]) {
      const { answer, changed } = await watched(server.db, () => server.graph(`mutation { ${text} }`, { as: tree.accounts[role] }));
      expect([answer.errors?.[0]?.extensions.code, answer.errors?.[0]?.message, changed]).toEqual(["FORBIDDEN", SELF, false]);
    }
  });

  it.each(ADMINS)("a %s changes the rest of it, and may send back what it has", async (role) => {
    const as: Credentials = tree.accounts[role];
    const { body } = await server.rest("GET", "/admins/self", { as });
    const { access_type, roles, status } = body as { access_type: number; roles: number; status: number };
    const answer = await server.rest("PUT", "/admins/self", {
      as,
      body: { access_type, roles, status, firstname: "Renamed", email: `${as.login}@example.org` },
    });
    expect(answer.status).toBe(200);
  });

  it("another admin of the same group may", async () => {
    const colleague = await makeAdmin(server, tree.company.id, "colleague");
    for (const sent of [{ access_type: READ_AND_WRITE }, { status: AccountStatus.DISABLED }, { status: AccountStatus.ENABLED }]) {
      expect((await server.rest("PUT", `/admins/${colleague.id}`, { as: tree.accounts.company_admin, body: sent })).status).toBe(200);
    }
    expect((await server.rest("DELETE", `/admins/${colleague.id}`, { as: tree.accounts.company_admin })).status).toBe(204);
  });
});

describe("the last enabled root admin with full access", () => {
  let helper: MadeAccount;
  beforeAll(async () => {
    helper = await makeAdmin(server, root.group, "root-helper", { access_type: LESS_THAN_FULL_ACCESS });
  });

  const attempts = [
    [
      "disabled",
      "updateAdmin",
      (as: Credentials, id: number) => server.rest("PUT", `/admins/${id}`, { as, body: { status: AccountStatus.DISABLED } }),
    ],
    [
      "reduced",
      "updateAdmin",
      (as: Credentials, id: number) => server.rest("PUT", `/admins/${id}`, { as, body: { access_type: LESS_THAN_FULL_ACCESS } }),
    ],
    ["removed", "deleteAdmin", (as: Credentials, id: number) => server.rest("DELETE", `/admins/${id}`, { as })],
  ] as const;

  it.each(attempts)("can't be %s, with none but a lesser one beside it", async (_what, id, attempt) => {
    await expectForbidden(id, () => attempt(helper, root.account));
  });

  const OTHERS: [string, () => Promise<void>][] = [
    [
      "has no password yet",
      async () => {
        const { status } = await server.rest("POST", "/groups/self/admins", {
          as: ROOT,
          body: { login: "inactive", email: "i@example.com", access_type: FULL_ACCESS },
        });
        expect(status).toBe(201);
      },
    ],
    [
      "is disabled",
      async () => {
        const { id } = await makeAdmin(server, root.group, "disabled-root", { access_type: FULL_ACCESS });
        expect((await server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { status: AccountStatus.DISABLED } })).status).toBe(200);
      },
    ],
    [
      "sits elsewhere",
      async () => {
        await makeAdmin(server, tree.distributor.id, "elsewhere", { access_type: FULL_ACCESS });
      },
    ],
  ];

  it.each(OTHERS)("a second one that %s does not count", async (_what, make) => {
    await make();
    for (const [, id, attempt] of attempts) await expectForbidden(id, () => attempt(helper, root.account));
  });

  it("may lose what is not part of full access, and everything once there is another", async () => {
    const { access_type, roles } = (await server.rest("GET", "/admins/self", { as: ROOT })).body as { access_type: number; roles: number };
    const second = await makeAdmin(server, root.group, "second-root", { access_type, roles });
    for (const [, , attempt] of attempts.slice(0, 2)) expect((await attempt(ROOT, second.id)).status).toBe(200);
    expect(
      (await server.rest("PUT", `/admins/${second.id}`, { as: ROOT, body: { status: AccountStatus.ENABLED, access_type } })).status,
    ).toBe(200);
    expect((await server.rest("PUT", `/admins/${root.account}`, { as: second, body: { status: AccountStatus.DISABLED } })).status).toBe(
      200,
    );
    await expectForbidden("deleteAdmin", () => server.rest("DELETE", `/admins/${second.id}`, { as: helper }));
  });
});

describe("the root group", () => {
  let full: MadeAccount;
  beforeAll(async () => {
    await server.db("accounts").where({ id: root.account }).update({ enabled: true });
    full = await makeAdmin(server, root.group, "full-root", { access_type: FULL_ACCESS });
  });

  it("can't be deleted", async () => {
    await expectForbidden("deleteGroup", () => server.rest("DELETE", `/groups/${root.group}`, { as: full }));
    await expectForbidden("deleteGroup", () => server.rest("DELETE", "/groups/self", { as: full }));
  });

  it.each([
    ["disabled", { status: 0 }],
    ["given another kind", { kind: GroupKind.DISTRIBUTOR }],
  ])("can't be %s", async (_what, body) => {
    await expectForbidden("updateGroup", () => server.rest("PUT", "/groups/self", { as: full, body }));
  });

  it("can't be moved", async () => {
    await expectForbidden("updateGroup", () => server.rest("PUT", "/groups/self", { as: full, body: { parent_id: tree.distributor.id } }));
    const { errors } = await server.graph(`mutation { moveGroup(id: "self", parentId: "${tree.distributor.id}") { id } }`, { as: full });
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it.each([
    ["name", { name: "Renamed root" }],
    ["quotas", { privileges: { quota_vms_hard: 100 } }],
    ["capabilities", { capabilities: PARTNER_CAPABILITIES & ~GroupCapability.BRANDING }],
    ["price", { pricing: { price: 2 } }],
    ["external", { external: 0 }],
    ["customer id", { customer_id: "R1" }],
  ])("takes a change of its %s from a root admin", async (_what, body) => {
    expect((await server.rest("PUT", "/groups/self", { as: full, body })).status).toBe(200);
  });

  it("is no place for other groups' parent_id null: 400", async () => {
    for (const as of [full, tree.accounts.partner_admin]) {
      const { answer, changed } = await watched(server.db, () =>
        server.rest("PUT", `/groups/${tree.company.id}`, { as, body: { parent_id: null } }),
      );
      expect([answer.status, changed]).toEqual([400, false]);
    }
  });
});
