import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, AdminRole, FULL_ACCESS, GroupKind } from "../../src/kernel/enums.js";
import { ALL_RIGHTS, LESS_THAN_FULL_ACCESS, READ_AND_WRITE } from "../setup/masks.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type MadeGroup, type Tree, makeAdmin, makeGroup, makeStorage, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";

/** What each access type holds. */
const ACCESS = { read: 1, branding: 3, write: 5, externalWrite: 9, migration: 17, writeAndMigration: 21, full: 15 } as const;
type Access = keyof typeof ACCESS;
const WRITING: readonly Access[] = ["write", "writeAndMigration", "full"];
const EXTERNAL: readonly Access[] = ["externalWrite", "full"];
const MIGRATING: readonly Access[] = ["migration", "writeAndMigration"];

let server: TestServer;
let tree: Tree;
let admins: Record<Access, MadeAccount>;
let external: MadeGroup;
let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;

beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  const entries: [string, MadeAccount][] = [];
  for (const [name, access] of Object.entries(ACCESS))
    entries.push([name, await makeAdmin(server, tree.partner.id, name.toLowerCase(), { access_type: access })]);
  admins = Object.fromEntries(entries) as Record<Access, MadeAccount>;
  external = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "External");
  await server.rest("PUT", `/groups/${external.id}`, { as: ROOT, body: { external: 1 } });
});
afterAll(() => server.stop());

async function pending(group: number, sort: "admins" | "users", more: object = {}): Promise<number> {
  const login = fresh("pending");
  const { body, status } = await server.rest("POST", `/groups/${group}/${sort}`, {
    as: ROOT,
    body: { login, email: `${login}@example.com`, ...more },
  });
  expect(status).toBe(201);
  return (body as { id: number }).id;
}

async function expectRefused(status: number, work: () => Promise<Answer>): Promise<Answer> {
  const { answer, changed } = await watched(server.db, work);
  expect([answer.status, changed, answer.text]).toEqual([status, false, expect.any(String)]);
  return answer;
}

/** What makes a new account have no right that an admin who may only read lacks. */
const weak = (sort: "admins" | "users"): object => (sort === "admins" ? { access_type: AccessRight.READ } : {});

/** Every change in a group and in its accounts that is built, each with targets of its own. */
const CHANGES: Record<string, (group: number, as: Credentials) => Promise<() => Promise<Answer>>> = {
  "PUT a group": (group, as) => Promise.resolve(() => server.rest("PUT", `/groups/${group}`, { as, body: { internal_tag: fresh("tag") } })),
  "DELETE a group": async (group, as) => {
    const child = await makeGroup(server, group, GroupKind.COMPANY_DEPARTMENT, fresh("child"));
    await server.rest("PUT", `/groups/${child.id}`, { as: ROOT, body: { status: 0, external: group === external.id ? 1 : 0 } });
    return () => server.rest("DELETE", `/groups/${child.id}`, { as });
  },
  "POST a child": (group, as) =>
    Promise.resolve(() =>
      server.rest("POST", `/groups/${group}/children`, { as, body: { kind: GroupKind.COMPANY_DEPARTMENT, name: fresh("child") } }),
    ),
  "POST an admin": (group, as) =>
    Promise.resolve(() =>
      server.rest("POST", `/groups/${group}/admins`, {
        as,
        body: { login: fresh("admin"), email: "a@example.com", access_type: AccessRight.READ },
      }),
    ),
  "POST a user": (group, as) =>
    Promise.resolve(() => server.rest("POST", `/groups/${group}/users`, { as, body: { login: fresh("user"), email: "u@example.com" } })),
  "POST settings": (group, as) =>
    Promise.resolve(() => server.rest("POST", `/groups/${group}/settings/flags`, { as, body: { allow_add_devices: 1 } })),
  "POST a lock": (group, as) => Promise.resolve(() => server.rest("DELETE", `/groups/${group}/lock`, { as })),
  "PUT storages' inheritance": (group, as) =>
    Promise.resolve(() => server.rest("PUT", `/groups/${group}/storages`, { as, body: { inherited: 1 } })),
  "PUT a storage": async (group, as) => {
    const { id } = await makeStorage(server, group);
    return () => server.rest("PUT", `/groups/${group}/storages/${id}`, { as, body: { name: fresh("storage") } });
  },
  "DELETE a storage": async (group, as) => {
    const { id } = await makeStorage(server, group);
    return () => server.rest("DELETE", `/groups/${group}/storages/${id}`, { as });
  },
  ...Object.fromEntries(
    (["admins", "users"] as const).flatMap((sort) => [
      [
        `PUT one of the ${sort}`,
        async (group: number, as: Credentials) => {
          const id = await pending(group, sort, weak(sort));
          return () => server.rest("PUT", `/${sort}/${id}`, { as, body: { firstname: "Changed" } });
        },
      ],
      [
        `DELETE one of the ${sort}`,
        async (group: number, as: Credentials) => {
          const id = await pending(group, sort, weak(sort));
          return () => server.rest("DELETE", `/${sort}/${id}`, { as });
        },
      ],
    ]),
  ),
};

describe("a change needs its bit of the access type", () => {
  it.each(Object.keys(CHANGES))("%s", async (change) => {
    for (const access of Object.keys(ACCESS) as Access[]) {
      for (const [group, rights] of [
        [tree.company, WRITING],
        [external, EXTERNAL],
      ] as const) {
        const work = await CHANGES[change]!(group.id, admins[access]);
        if (!rights.includes(access)) await expectRefused(403, work);
        else expect([access, group.id, (await work()).status]).toEqual([access, group.id, expect.toBeOneOf([200, 201, 202, 204])]);
      }
    }
  });

  it("where services migrate to needs the bit for migration, and nothing else does", async () => {
    for (const access of Object.keys(ACCESS) as Access[]) {
      const put = (body: object) => server.rest("PUT", `/groups/${tree.company.id}`, { as: admins[access], body });
      for (const body of [{ migration_service: `https://example.com/${access}` }, { migration_enabled: 1 }, { migration_enabled: null }]) {
        if (MIGRATING.includes(access)) expect([access, body, (await put(body)).status]).toEqual([access, body, 200]);
        else await expectRefused(403, () => put({ ...body, migration_service: `https://example.com/not-${access}` }));
      }
      const both = { migration_service: `https://example.com/both/${access}`, internal_tag: fresh("tag") };
      if (access === "writeAndMigration") expect((await put(both)).status).toBe(200);
      else await expectRefused(403, () => put(both));
    }
  });

  it("the bit for migration alone records no usage", async () => {
    const group = await server.rest("GET", "/groups/self", { as: ROOT });
    const migrator = await makeAdmin(server, (group.body as { id: number }).id, "root-migrator", { access_type: ACCESS.migration });
    const usage = { server_count: 41 };
    await expectRefused(403, () => server.rest("PUT", `/groups/${tree.company.id}`, { as: migrator, body: { usage } }));
    await expectRefused(403, () =>
      server.rest("PUT", `/groups/${tree.company.id}`, { as: migrator, body: { migration_service: "https://example.com/usage", usage } }),
    );
  });

  describe("for a group within the subtree that is external", () => {
    let parent: MadeGroup;
    let inner: MadeGroup;
    beforeAll(async () => {
      parent = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, "Parent of an external one");
      inner = await makeGroup(server, parent.id, GroupKind.COMPANY_DEPARTMENT, "External within");
      await server.rest("PUT", `/groups/${inner.id}`, { as: ROOT, body: { external: 1 } });
      await server.rest("PUT", `/groups/${parent.id}`, { as: ROOT, body: { status: 0 } });
    });

    it("settings for all children leave it as it is", async () => {
      await server.rest("POST", `/groups/${parent.id}/settings/agents_autoupdate`, {
        as: admins.write,
        body: { status: 0, apply_for_children: 1 },
      });
      expect(await server.db("groups").where({ id: inner.id }).first("agents_autoupdate")).toEqual({ agents_autoupdate: true });
    });

    it("deleting the subtree is refused", async () => {
      await expectRefused(403, () => server.rest("DELETE", `/groups/${parent.id}`, { as: admins.write }));
    });
  });
});

describe("nobody hands out more than it has", () => {
  const create = (as: Credentials, more: object) =>
    server.rest("POST", `/groups/${tree.company.id}/admins`, { as, body: { login: fresh("given"), email: "given@example.com", ...more } });
  const accessOf = async (id: number) =>
    ((await server.rest("GET", `/admins/${id}`, { as: ROOT })).body as { access_type: number }).access_type;

  it.each([
    ["write", 1, 201],
    ["write", 5, 201],
    ["write", 4, 201],
    ["write", 3, 403],
    ["write", 7, 403],
    ["write", 15, 403],
    ["write", 21, 403],
    ["full", 15, 201],
    ["full", 31, 403],
    ["full", 16, 403],
    ["writeAndMigration", 21, 201],
    ["writeAndMigration", 31, 403],
  ] as const)("an admin with %s rights gives %i: %i", async (access, given, status) => {
    if (status === 403) await expectRefused(403, () => create(admins[access], { access_type: given }));
    else expect((await create(admins[access], { access_type: given })).status).toBe(201);
  });

  it.each([
    ["write", 5],
    ["full", 15],
    ["writeAndMigration", 5],
  ] as const)("an admin of %s rights makes, without a word, one with %i", async (access, due) => {
    const { body } = await create(admins[access], {});
    expect(await accessOf((body as { id: number }).id)).toBe(due);
  });

  it.each(["admins", "users"] as const)("roles it has not, it gives to none of the %s", async (sort) => {
    const post = (as: Credentials, roles: number) =>
      server.rest("POST", `/groups/${tree.company.id}/${sort}`, { as, body: { login: fresh("buyer"), email: "buyer@example.com", roles } });
    await expectRefused(403, () => post(admins.full, 1));
    const id = await pending(tree.company.id, sort);
    await expectRefused(403, () => server.rest("PUT", `/${sort}/${id}`, { as: admins.full, body: { roles: AdminRole.BUYER } }));
    expect((await post(ROOT, 1)).status).toBe(201);
    expect((await server.rest("PUT", `/${sort}/${id}`, { as: ROOT, body: { roles: AdminRole.BUYER } })).status).toBe(200);
    await expectRefused(403, () =>
      server.rest("PUT", `/${sort}/${id}`, { as: admins.full, body: { roles: AdminRole.BUYER, firstname: "Same" } }),
    );
  });

  it("rights an account has already may stay and may be taken, but not be given", async () => {
    const id = await pending(tree.company.id, "admins", { access_type: READ_AND_WRITE });
    const put = (body: object) => server.rest("PUT", `/admins/${id}`, { as: admins.write, body });
    expect((await put({ access_type: READ_AND_WRITE, lastname: "Same" })).status).toBe(200);
    await expectRefused(403, () => put({ access_type: LESS_THAN_FULL_ACCESS }));
    expect((await put({ access_type: AccessRight.WRITE })).status).toBe(200);
    expect((await put({ access_type: READ_AND_WRITE })).status).toBe(200);
    await expectRefused(403, () => put({ access_type: 21 }));
    expect(await accessOf(id)).toBe(5);
  });

  it("the graph is no way around", async () => {
    const id = await pending(tree.company.id, "admins", { access_type: AccessRight.READ });
    for (const text of [
      `createAdmin(groupId: "${tree.company.id}", input: { login: "graph", email: "g@example.com", accessType: [READ, MIGRATION] }) { id }`,
      `updateAdmin(id: "${id}", input: { accessType: [READ, EXTERNAL_WRITE] }) { id }`,
      `updateAdmin(id: "${id}", input: { roles: [BUYER] }) { id }`,
    ]) {
      const { answer, changed } = await watched(server.db, () => server.graph(`mutation { ${text} }`, { as: admins.write }));
      expect([answer.errors?.[0]?.extensions.code, changed]).toEqual(["FORBIDDEN", false]);
    }
  });
});

describe("acting for another: the token of its mail", () => {
  const mail = async (as: Credentials, id: number) => server.rest("GET", `/actions/mail/activate?user_id=${id}`, { as });

  it("is for full access, over an identity that has no more rights", async () => {
    const equal = await pending(tree.company.id, "admins", { access_type: FULL_ACCESS });
    const { body, status } = await mail(admins.full, equal);
    expect([status, (body as { token: unknown }).token]).toEqual([200, expect.any(String)]);
    for (const more of [{ access_type: ALL_RIGHTS }, { access_type: FULL_ACCESS, roles: AdminRole.BUYER }]) {
      const stronger = await pending(tree.company.id, "admins", more);
      await expectRefused(403, () => mail(admins.full, stronger));
    }
  });

  it("is not shown to those who may only read, who get the rest", async () => {
    const id = await pending(tree.company.id, "users");
    const { answer, changed } = await watched(server.db, () => mail(admins.read, id));
    const { token, ...rest } = answer.body as { token?: unknown; login: string };
    expect([answer.status, changed, token ?? null, rest.login]).toEqual([200, false, null, expect.stringContaining("pending")]);
  });

  it.each(["branding", "write", "externalWrite", "migration", "writeAndMigration"] as const)(
    "is not made for those with less than full access: %s",
    async (access) => {
      const id = await pending(tree.company.id, "users");
      const { answer, changed } = await watched(server.db, () => mail(admins[access], id));
      expect([changed, (answer.body as { token?: unknown }).token ?? null]).toEqual([false, null]);
    },
  );
});
