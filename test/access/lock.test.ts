import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { ALL_RIGHTS, READ_AND_BRAND } from "../setup/masks.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type MadeGroup, PASSWORD, type Tree, activate, makeAdmin, makeGroup, makeTree } from "../setup/tree.js";
import { type Caller, type CallerPlace, callerPlaces } from "./callers.js";
import { watched } from "./checksum.js";
import { OPERATIONS, isDocumented } from "./contract.js";
import { FIELDS_INSIDE, NAMING_FIELDS } from "./graph-fields.js";
import { REQUESTS } from "./requests.js";

let server: TestServer;
let tree: Tree;
let places: Record<Caller, CallerPlace>;
let distributorAdmin: MadeAccount;
/** A group below all callers of this test. */
let subunit: MadeGroup;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  places = await callerPlaces(server, tree);
  distributorAdmin = await makeAdmin(server, tree.distributor.id, "distributor-admin");
  subunit = await makeGroup(server, tree.unit.id, GroupKind.COMPANY_DEPARTMENT, "Subunit");
});
afterAll(() => server.stop());

const lock = (group: MadeGroup, as: Credentials = ROOT): Promise<Answer> => server.rest("POST", `/groups/${group.id}/lock`, { as });
const unlock = (group: MadeGroup, as: Credentials = ROOT): Promise<Answer> => server.rest("DELETE", `/groups/${group.id}/lock`, { as });
const infoOf = ({ body }: Answer): string => (body as { error: { details: { info: string } } } | undefined)?.error.details.info ?? "";
const stored = async (group: MadeGroup) =>
  server.db("groups").where({ id: group.id }).first<{ locked: boolean; version: number }>("locked", "version");

describe("locking and unlocking", () => {
  const actors: [string, (tree: Tree) => Credentials, (tree: Tree) => MadeGroup, number][] = [
    ["a root admin", () => ROOT, ({ company }) => company, 204],
    ["an admin two levels above", () => distributorAdmin, ({ company }) => company, 204],
    ["an admin of the parent", ({ accounts }) => accounts.partner_admin, ({ company }) => company, 204],
    ["an admin of the group itself", ({ accounts }) => accounts.partner_admin, ({ partner }) => partner, 403],
    ["an admin below", ({ accounts }) => accounts.company_admin, ({ partner }) => partner, 403],
    ["a company's admin, its unit", ({ accounts }) => accounts.company_admin, ({ unit }) => unit, 403],
    ["one who may only read", ({ accounts }) => accounts.readonly_admin, ({ company }) => company, 403],
    ["an admin of another branch", ({ otherAdmin }) => otherAdmin, ({ company }) => company, 403],
    ["a service user", ({ accounts }) => accounts.tenant_viewer, ({ company }) => company, 403],
  ];

  it.each(actors)("by %s", async (_who, actor, target, status) => {
    const group = target(tree);
    for (const [act, locked] of [
      [lock, true],
      [lock, true],
      [unlock, false],
      [unlock, false],
    ] as const) {
      const { answer, changed } = await watched(server.db, () => act(group, actor(tree)));
      expect([answer.status, answer.text === ""]).toEqual([status, status === 204]);
      if (status === 403) expect(changed).toBe(false);
      else expect((await stored(group)).locked).toBe(locked);
    }
  });

  it("a root admin may lock the root group itself", async () => {
    const { own } = places.root_admin;
    expect((await server.rest("POST", "/groups/self/lock", { as: ROOT })).status).toBe(204);
    expect(
      (await server.rest("PUT", `/groups/${tree.company.id}`, { as: tree.accounts.partner_admin, body: { internal_tag: "x" } })).status,
    ).toBe(403);
    expect((await server.rest("DELETE", `/groups/${own}/lock`, { as: ROOT })).status).toBe(204);
  });

  it("is refused to all but root admins while a group above is locked: neither endpoint opens a lock from within", async () => {
    const above = await makeAdmin(server, tree.distributor.id, "above-the-lock");
    const lockings: Record<string, (group: MadeGroup, as: Credentials) => Promise<number>> = {
      POST: async (group, as) => (await lock(group, as)).status,
      DELETE: async (group, as) => (await unlock(group, as)).status,
      lockGroup: async (group, as) =>
        (await server.graph(`mutation { lockGroup(id: "${group.id}") { id } }`, { as })).errors?.[0]?.extensions.code === "FORBIDDEN"
          ? 403
          : 204,
      unlockGroup: async (group, as) =>
        (await server.graph(`mutation { unlockGroup(id: "${group.id}") { id } }`, { as })).errors?.[0]?.extensions.code === "FORBIDDEN"
          ? 403
          : 204,
    };
    for (const inner of [false, true]) {
      if (inner) await lock(tree.company);
      await lock(tree.partner);
      for (const [name, act] of Object.entries(lockings)) {
        for (const as of [tree.accounts.partner_admin, above]) {
          for (const group of [tree.company, tree.unit]) {
            const { answer, changed } = await watched(server.db, () => act(group, as));
            expect([name, group.id, answer, changed]).toEqual([name, group.id, 403, false]);
          }
        }
      }
      for (const [name, act] of Object.entries(lockings)) expect([name, await act(tree.company, ROOT)]).toEqual([name, 204]);
      // The outermost lock is opened from above it.
      expect([
        (await unlock(tree.partner, tree.accounts.partner_admin)).status,
        (await unlock(tree.partner, above)).status,
        (await unlock(tree.partner, above)).status,
      ]).toEqual([403, 204, 204]);
      expect([
        (await lock(tree.company, tree.accounts.partner_admin)).status,
        (await unlock(tree.company, tree.accounts.partner_admin)).status,
      ]).toEqual([204, 204]);
    }
  });

  it("needs the right to write", async () => {
    const brander = await makeAdmin(server, tree.partner.id, "brander", { access_type: READ_AND_BRAND });
    for (const act of [lock, unlock]) expect((await act(tree.company, brander)).status).toBe(403);
  });

  it("is no change of the group's version", async () => {
    const before = await stored(tree.company);
    await lock(tree.company);
    await unlock(tree.company);
    expect(await stored(tree.company)).toEqual(before);
  });
});

describe("while a group is locked", () => {
  beforeAll(async () => {
    // Whoever tries has every right, so that the lock alone stands in the way.
    const { body } = await server.rest("GET", "/profile", { as: distributorAdmin });
    for (const id of [(body as { id: number }).id, tree.accounts.partner_admin.id])
      await server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { access_type: ALL_RIGHTS } });
    await lock(tree.partner);
  });
  afterAll(() => unlock(tree.partner));

  /** Usage and reports go on. */
  const CHANGING = OPERATIONS.filter(
    ({ id, method, path }) =>
      id in REQUESTS &&
      !["GET", "HEAD"].includes(method) &&
      /\{(group|admin|user)\}/.test(path) &&
      !/\/lock$|\/reports\//.test(path) &&
      id !== "listHosts",
  );
  /** Who could make these changes but for the lock, by the role it has. */
  const CALLERS = ["distributor", "partner_admin", "company_admin", "unit_admin"] as const;
  const roleOf = (caller: (typeof CALLERS)[number]) => (caller === "distributor" ? "partner_admin" : caller);
  const placeOf = (caller: (typeof CALLERS)[number] | "root_admin"): CallerPlace => ({
    ...(caller === "distributor" ? { ...places.partner_admin, as: distributorAdmin } : places[caller]),
    own: subunit.id,
    customer: subunit.id,
    childKind: 50,
  });

  const addressIn = (path: string, values: Record<string, string | number> = {}): string =>
    path.replace(/\{(\w+)\}/g, (_match, name: string) => String(values[name] === "self" ? subunit.id : (values[name] ?? subunit.id)));

  it.each(CHANGING.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    "%s below it is refused to all but root admins",
    async (_route, operation) => {
      for (const caller of CALLERS.filter((candidate) => operation.allowedTo!.includes(roleOf(candidate)))) {
        const { path, body } = await REQUESTS[operation.id]!(placeOf(caller));
        const { answer, changed } = await watched(server.db, () =>
          server.rest(operation.method, addressIn(operation.path, path), { as: placeOf(caller).as, body }),
        );
        expect([caller, answer.status, changed, infoOf(answer)]).toEqual([caller, 403, false, expect.stringContaining("locked")]);
        expect(isDocumented(operation, 403, answer.body)).toBe(true);
      }
      if (!operation.allowedTo!.includes("root_admin")) return;
      const { path, body } = await REQUESTS[operation.id]!(placeOf("root_admin"));
      expect((await server.rest(operation.method, addressIn(operation.path, path), { as: ROOT, body })).status).toBe(operation.success);
    },
  );

  /** Of objects inside of others these tests know none; the routes above have them. */
  it.each(
    Object.entries(NAMING_FIELDS).filter(
      ([name]) => /^Mutation\.(create|update|delete|move|set|disable|restrict)(?!.*Report)/.test(name) && !FIELDS_INSIDE.includes(name),
    ),
  )("%s is refused likewise", async (_name, field) => {
    const ids = { group: subunit.id, admin: tree.accounts.unit_admin.id, user: tree.accounts.tenant_viewer.id, report: 0 };
    const { answer, changed } = await watched(server.db, () =>
      server.graph(field.ask(ids[field.of[0]!]), { as: tree.accounts.partner_admin }),
    );
    expect([answer.errors?.[0]?.extensions.code, answer.errors?.[0]?.message, changed]).toEqual([
      "FORBIDDEN",
      expect.stringContaining("locked"),
      false,
    ]);
  });

  describe.each<[string, () => Credentials]>([
    ["its own admins", () => tree.accounts.partner_admin],
    ["those above", () => distributorAdmin],
  ])("the locked group itself is refused to %s", (_whom, as) => {
    it.each([
      ["PUT", "", { internal_tag: "changed" }],
      ["POST", "/settings/flags", { allow_add_devices: 0 }],
      ["POST", "/children", { kind: GroupKind.END_USER_COMPANY, name: "Intruder" }],
    ])("%s %s", async (method, path, body) => {
      const { answer, changed } = await watched(server.db, () =>
        server.rest(method, `/groups/${tree.partner.id}${path}`, { as: as(), body }),
      );
      expect([answer.status, changed, infoOf(answer)]).toEqual([403, false, expect.stringContaining("locked")]);
    });
  });

  it("nothing moves in or out", async () => {
    for (const [group, parent] of [
      [tree.company, tree.otherPartner],
      [tree.otherCompany, tree.partner],
      [tree.otherCompany, tree.distributor],
    ] as const) {
      const inside = [group, parent].some(({ id }) => id === tree.company.id || id === tree.partner.id);
      const { status } = await server.rest("PUT", `/groups/${group.id}`, { as: distributorAdmin, body: { parent_id: parent.id } });
      expect([parent.id, status]).toEqual([parent.id, inside ? 403 : 200]);
    }
    await server.rest("PUT", `/groups/${tree.otherCompany.id}`, { as: ROOT, body: { parent_id: tree.otherPartner.id } });
  });

  it.each(["distributor", "otherPartner", "otherUnit"] as const)("the %s, above it or beside it, changes as ever", async (name) => {
    const { id } = tree[name];
    expect((await server.rest("PUT", `/groups/${id}`, { as: distributorAdmin, body: { internal_tag: `${id}` } })).status).toBe(200);
  });

  it.each(["/groups/self", "/groups/self/children", "/groups/self/settings", "/groups/self/users", "/groups?limit=5"])(
    "%s is read as ever",
    async (path) => {
      expect((await server.rest("GET", path, { as: tree.accounts.company_admin })).status).toBe(200);
    },
  );

  it.each(["company_admin", "tenant_viewer"] as const)("a %s logs in and out, and changes its own password", async (role) => {
    const account = tree.accounts[role];
    const login = await server.rest("POST", "/login", { body: { username: account.login, password: account.password } });
    expect(login.status).toBe(200);
    const cookie = login.headers.getSetCookie()[0]!.split(";")[0]!;
    const body = { current_password: PASSWORD, new_password: PASSWORD };
    expect((await server.rest("POST", "/actions/change_password", { headers: { cookie }, body })).status).toBe(200);
    expect((await server.rest("POST", "/logout", { headers: { cookie } })).status).toBe(204);
  });

  it("new accounts are invited and set their passwords", async () => {
    await server.rest("POST", `/groups/${tree.unit.id}/users`, { as: ROOT, body: { login: "invited", email: "invited@example.com" } });
    const mail = await server.rest("GET", "/actions/mail/activate?login=invited", { as: tree.accounts.partner_admin });
    expect([mail.status, mail.body]).toEqual([200, expect.objectContaining({ token: expect.any(String) as string })]);
    await activate(server, "invited");
    expect((await server.rest("GET", "/profile", { as: { login: "invited", password: PASSWORD } })).status).toBe(200);
  });

  it.each<[string, () => number]>([
    ["a group", () => tree.unit.id],
    ["a service user", () => tree.accounts.tenant_viewer.id],
  ])("usage of %s is recorded", async (_what, id) => {
    const { errors } = await server.graph(`mutation { recordUsage(id: "${id()}", usage: { serverCount: 3 }) { serverCount } }`, {
      as: ROOT,
    });
    expect(errors).toBeUndefined();
  });
});

describe("after the lock", () => {
  it("everything changes as before, unless another group above is locked", async () => {
    const tag = async (): Promise<number> =>
      (
        await server.rest("PUT", `/groups/${tree.unit.id}`, {
          as: tree.accounts.company_admin,
          body: { internal_tag: String(Math.random()) },
        })
      ).status;
    await lock(tree.distributor);
    await lock(tree.company);
    expect(await tag()).toBe(403);
    await unlock(tree.company);
    expect(await tag()).toBe(403);
    await unlock(tree.distributor);
    expect(await tag()).toBe(200);
    await lock(tree.company);
    expect(await tag()).toBe(403);
    await unlock(tree.company);
    expect(await tag()).toBe(200);
  });
});

describe("what begins above a locked group stops short of it", () => {
  it("deleting the parent's subtree is refused", async () => {
    const parent = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Parent of a locked group");
    const locked = await makeGroup(server, parent.id, GroupKind.COMPANY_DEPARTMENT, "Locked");
    await server.rest("PUT", `/groups/${parent.id}`, { as: ROOT, body: { status: 0 } });
    await lock(locked);
    const { answer, changed } = await watched(server.db, () =>
      server.rest("DELETE", `/groups/${parent.id}`, { as: tree.accounts.partner_admin }),
    );
    expect([answer.status, changed]).toEqual([403, false]);
  });

  it("settings for all children leave it as it is", async () => {
    await lock(tree.unit);
    const before = await server.db("groups").where({ id: tree.unit.id }).first<{ agents_autoupdate: boolean }>("agents_autoupdate");
    await server.rest("POST", `/groups/${tree.company.id}/settings/agents_autoupdate`, {
      as: tree.accounts.partner_admin,
      body: { status: before.agents_autoupdate ? 0 : 1, apply_for_children: 1 },
    });
    expect(await server.db("groups").where({ id: tree.unit.id }).first("agents_autoupdate")).toEqual(before);
    await unlock(tree.unit);
  });
});
