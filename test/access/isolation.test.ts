import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, GroupKind } from "../../src/kernel/enums.js";
import { COMPANY_CAPABILITIES, READ_AND_BRAND } from "../setup/masks.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeGroup, type Tree, makeAdmin, makeGroup, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";

let server: TestServer;
let tree: Tree;
let above: Record<string, Credentials>;
/** The admin of each group that a test cuts off. */
let ownAdmin: Map<MadeGroup, Credentials>;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  const { accounts, distributor, partner, otherPartner, company, unit } = tree;
  const distributorAdmin = await makeAdmin(server, distributor.id, "distributor-admin");
  above = { root: ROOT, distributor: distributorAdmin, partner: accounts.partner_admin };
  ownAdmin = new Map<MadeGroup, Credentials>([
    [distributor, distributorAdmin],
    [partner, accounts.partner_admin],
    [otherPartner, tree.otherAdmin],
    [company, accounts.company_admin],
    [unit, accounts.unit_admin],
  ]);
});
afterAll(() => server.stop());

const set = (group: MadeGroup, value: 0 | 1, as: Credentials = ownAdmin.get(group)!) =>
  server.rest("PUT", `/groups/${group.id}`, { as, body: { parent_has_access: value } });

async function cut(...groups: MadeGroup[]): Promise<void> {
  for (const group of groups) expect((await set(group, 0)).status).toBe(200);
}

async function lift(...groups: MadeGroup[]): Promise<void> {
  for (const group of groups) expect((await set(group, 1)).status).toBe(200);
}

async function statusOf(method: string, path: string, as: Credentials, body?: unknown): Promise<number> {
  return (await server.rest(method, path, { as, body })).status;
}

async function found(as: Credentials): Promise<string[]> {
  const { body } = await server.rest("GET", "/groups?limit=1000", { as });
  return (body as { items: { name: string }[] }).items.map(({ name }) => name).sort();
}

describe("who cuts a group off", () => {
  it("its own admin may, and the group's version grows", async () => {
    const before = await server.rest("GET", "/groups/self", { as: tree.accounts.company_admin });
    const { status, body } = await set(tree.company, 0);
    expect([status, body]).toEqual([200, { version: (before.body as { version: number }).version + 1 }]);
    await lift(tree.company);
  });

  it.each(["root", "distributor", "partner"])("the %s admin above may neither cut nor lift", async (who) => {
    for (const value of [0, 1] as const) {
      if (value === 1) await cut(tree.company);
      const { answer, changed } = await watched(server.db, () => set(tree.company, value, above[who]));
      expect([answer.status, changed]).toEqual([403, false]);
    }
    await lift(tree.company);
  });

  it("neither an admin below, nor one who may only read, nor one without the right to write", async () => {
    const brander = await makeAdmin(server, tree.company.id, "brander", { access_type: READ_AND_BRAND });
    for (const as of [tree.accounts.unit_admin, tree.accounts.readonly_admin, brander]) {
      const { answer, changed } = await watched(server.db, () => set(tree.company, 0, as));
      expect([answer.status, changed]).toEqual([403, false]);
    }
  });

  it("needs the capability Isolation, which a unit has only when it is given", async () => {
    const { answer, changed } = await watched(server.db, () => set(tree.unit, 0));
    expect([answer.status, changed]).toEqual([403, false]);
    expect(await statusOf("PUT", `/groups/${tree.unit.id}`, tree.accounts.company_admin, { capabilities: COMPANY_CAPABILITIES })).toBe(200);
    await cut(tree.unit);
    await lift(tree.unit);
  });

  it("may lift a cut though the capability has been taken away since", async () => {
    await cut(tree.company);
    const capabilities = (value: number) => statusOf("PUT", `/groups/${tree.company.id}`, ROOT, { capabilities: value });
    expect(await capabilities(21)).toBe(200);
    const { status } = await set(tree.company, 1);
    expect(await capabilities(29)).toBe(200);
    await lift(tree.company);
    expect(status).toBe(200);
  });
});

describe("a cut-off company", () => {
  beforeAll(() => cut(tree.company));
  afterAll(() => lift(tree.company));

  const inside = (): string[] => ["Unit", "company-admin", "unit-admin", "tenant-viewer", "brander"];

  describe.each(["root", "distributor", "partner"])("seen by the %s admin", (who) => {
    it("shows and takes its own properties", async () => {
      const as = above[who]!;
      const group = `/groups/${tree.company.id}`;
      const { status, body } = await server.rest("GET", group, { as });
      expect([status, (body as { parent_has_access: number }).parent_has_access]).toEqual([200, 0]);
      for (const sent of [{ internal_tag: who }, { privileges: { quota_vms_hard: 7 } }, { status: 0 }, { status: 1 }]) {
        expect([sent, await statusOf("PUT", group, as, sent)]).toEqual([sent, 200]);
      }
      for (const path of ["settings", "settings/flags", "quota_exceedance"])
        expect(await statusOf("GET", `${group}/${path}`, as)).toBe(200);
      expect(await statusOf("POST", `${group}/settings/flags`, as, { allow_add_devices: 1 })).toBe(200);
      for (const method of ["POST", "DELETE"]) expect(await statusOf(method, `${group}/lock`, as)).toBe(204);
    });

    it.each([
      ["GET", "company", "/children"],
      ["POST", "company", "/children", { kind: GroupKind.COMPANY_DEPARTMENT, name: "Intruder" }],
      ["GET", "company", "/admins"],
      ["POST", "company", "/admins", { login: "intruder", email: "intruder@example.com" }],
      ["GET", "company", "/users"],
      ["POST", "company", "/users", { login: "intruder", email: "intruder@example.com" }],
      ["GET", "unit", ""],
      ["PUT", "unit", "", { internal_tag: "intruder" }],
      ["DELETE", "unit", ""],
      ["POST", "unit", "/lock"],
      ["GET", "unit", "/settings"],
      ["POST", "unit", "/settings/flags", { allow_add_devices: 0 }],
      ["GET", "unit", "/children"],
      ["GET", "unit", "/users"],
      ["POST", "unit", "/users", { login: "intruder", email: "intruder@example.com" }],
    ] as const)("refuses %s of the %s%s", async (method, group, path, body?: object) => {
      const { answer, changed } = await watched(server.db, () =>
        server.rest(method, `/groups/${tree[group].id}${path}`, { as: above[who]!, body }),
      );
      expect([answer.status, changed]).toEqual([403, false]);
    });

    it.each(["company_admin", "unit_admin", "tenant_viewer"] as const)("hides the account %s", async (role) => {
      const as = above[who]!;
      const { id, login } = tree.accounts[role];
      const path = role === "tenant_viewer" ? `/users/${id}` : `/admins/${id}`;
      for (const [method, address, body] of [
        ["GET", path],
        ["PUT", path, { firstname: "Intruder" }],
        ["DELETE", path],
        ["GET", `/actions/mail/activate?login=${login}`],
        ["POST", "/groups/self/admins", { login, use_existing_identity: 1, access_type: AccessRight.READ }],
      ] as const) {
        const { answer, changed } = await watched(server.db, () => server.rest(method, address, { as, body }));
        expect([method, address, answer.status, changed]).toEqual([method, address, 403, false]);
      }
    });

    it("keeps its inside out of searches and lists", async () => {
      const names = await found(above[who]!);
      expect(names).toContain("Company");
      expect(names.filter((name) => inside().includes(name))).toEqual([]);
      const { body } = await server.rest("GET", `/groups/${tree.partner.id}/children`, { as: above[who]! });
      expect(JSON.stringify(body)).toContain(tree.company.uuid);
    });

    it("refuses the graph's edges into it", async () => {
      const { company, unit, accounts } = tree;
      for (const text of [
        ...["children", "admins", "users"].map((edge) => `group(id: "${company.id}") { ${edge} { nodes { id } } }`),
        `node(id: "${unit.uuid}") { id }`,
        `node(id: "${accounts.unit_admin.id}") { id }`,
      ]) {
        const { errors } = await server.graph(`{ ${text} }`, { as: above[who]! });
        expect([text, errors?.[0]?.extensions.code]).toEqual([text, "FORBIDDEN"]);
      }
    });
  });

  it("is left alone by settings that are applied to all children from above", async () => {
    await server.rest("POST", `/groups/${tree.partner.id}/settings/agents_autoupdate`, {
      as: above["partner"]!,
      body: { status: 0, apply_for_children: 1 },
    });
    const rows = await server
      .db("groups")
      .whereIn("id", [tree.company.id, tree.unit.id])
      .orderBy("id")
      .pluck<boolean[]>("agents_autoupdate");
    expect(rows).toEqual([false, true]);
  });

  it("is the same as ever to its own admins and users", async () => {
    const { company_admin, unit_admin, tenant_viewer } = tree.accounts;
    expect(await found(company_admin)).toEqual(["Company", ...inside()].sort());
    expect(await found(unit_admin)).toEqual(["Unit", "tenant-viewer", "unit-admin"]);
    expect(await statusOf("GET", `/groups/${tree.unit.id}/users`, company_admin)).toBe(200);
    expect(await statusOf("PUT", `/users/${tenant_viewer.id}`, unit_admin, { firstname: "Una" })).toBe(200);
    expect(await statusOf("GET", "/users/self", tenant_viewer)).toBe(200);
    expect(await statusOf("POST", "/login", ROOT, { username: tenant_viewer.login, password: tenant_viewer.password })).toBe(200);
  });
});

describe("usage", () => {
  it("of a cut-off group is in the totals above, before and while it is cut", async () => {
    const serverCount = async (group: MadeGroup): Promise<number> => {
      const { body } = await server.rest("GET", `/groups/${group.id}`, { as: ROOT });
      return (body as { usage: { server_count: number } }).usage.server_count;
    };
    const record = (id: number, count: number) =>
      server.graph(`mutation { recordUsage(id: "${id}", usage: { serverCount: ${count} }) { serverCount } }`, { as: ROOT });
    await record(tree.unit.id, 5);
    await cut(tree.company);
    expect([await serverCount(tree.distributor), await serverCount(tree.company)]).toEqual([5, 5]);
    expect((await record(tree.unit.id, 9)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect((await record(tree.company.id, 2)).errors).toBeUndefined();
    expect([await serverCount(tree.distributor), await serverCount(tree.partner), await serverCount(tree.company)]).toEqual([7, 7, 7]);
    await lift(tree.company);
    expect(await serverCount(tree.partner)).toBe(7);
  });
});

describe("an identity with one account in a cut-off group", () => {
  it("keeps its e-mail against those above, who see only the other one", async () => {
    const { body } = await server.rest("POST", `/groups/${tree.partner.id}/admins`, {
      as: ROOT,
      body: { login: "company-admin", use_existing_identity: 1 },
    });
    const { id } = body as { id: number };
    await cut(tree.company);
    const { answer, changed } = await watched(server.db, () =>
      server.rest("PUT", `/admins/${id}`, { as: above["partner"]!, body: { email: "taken@example.com" } }),
    );
    expect([answer.status, changed]).toEqual([403, false]);
    await lift(tree.company);
    expect(await statusOf("PUT", `/admins/${id}`, above["partner"]!, { email: "moved@example.com" })).toBe(200);
    expect(await statusOf("DELETE", `/admins/${id}`, ROOT)).toBe(204);
  });
});

describe("a group that was born under a cut-off one", () => {
  it("is inside like all others, until the cut is lifted", async () => {
    await cut(tree.company);
    const born = await makeGroup(server, tree.company.id, GroupKind.COMPANY_DEPARTMENT, "Born inside", {}, tree.accounts.company_admin);
    expect(await statusOf("GET", `/groups/${born.id}`, above["partner"]!)).toBe(403);
    await lift(tree.company);
    expect(await statusOf("GET", `/groups/${born.id}`, above["partner"]!)).toBe(200);
  });
});
