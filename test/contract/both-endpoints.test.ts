import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "../../src/access/roles.js";
import { AdminRole, GroupKind } from "../../src/kernel/enums.js";
import { READ_AND_WRITE } from "../setup/masks.js";
import { type Credentials, ROOT } from "../setup/test-server.js";
import * as shapes from "./graph-shapes.js";
import { type World, createWorld, must } from "./world.js";

type Json = Record<string, unknown>;

let world: World;
/** A group, an admin and a service user of which every property has been set. */
let full: { group: number; admin: number; user: number };

const CONTACT = {
  firstname: "Ida",
  lastname: "Inn",
  email: "ida@example.com",
  phone: "+1-111",
  address1: "1 Way",
  address2: "Back",
  city: "Town",
  state: "TX",
  country: "Land",
  zipcode: "00001",
};
const NOTIFICATIONS = {
  notifications_backup: 21,
  notifications_management: 1,
  notifications_device_control: 1,
  notifications_certificate_management: 5,
};

async function fill(): Promise<typeof full> {
  const { id: group } = await world.group(world.root, GroupKind.END_USER_COMPANY);
  const { id: admin } = await world.account("admins", group, {
    access_type: READ_AND_WRITE,
    roles: AdminRole.BUYER,
    language: "de",
    ...NOTIFICATIONS,
  });
  const { id: user } = await world.pending("users", group);
  const put = async (path: string, body: object): Promise<void> => void must(200, await world.send("PUT", path, { as: ROOT, body }));
  await put(`/groups/${group}`, {
    name: "Full",
    customer_id: "C-1",
    internal_tag: "tag",
    language: "de",
    external: 1,
    capabilities: 13,
    migration_enabled: 0,
    migration_service: "https://move.example",
    contact: CONTACT,
    billing: { ...CONTACT, city: "Elsewhere" },
    agents: { autoupdate: 0 },
    privileges: {
      quota_vms_hard: 5,
      vm_count: 4,
      quota_mobiles_hard: null,
      subscription_expiration: 1_461_801_600,
      cloud_to_cloud_backup: 1,
      local_backup: { visible: 0, permitted: 0 },
    },
    pricing: {
      price: 0.125,
      enabled: 0,
      storage_discount: 20.5,
      rating: 2,
      mode: 1,
      currency: "EUR",
      discounts: [
        { enabled: 1, name: "early" },
        { enabled: 0, name: "late" },
      ],
    },
    usage: { storage_size: 4_503_599_627_370_497, vm_count: 6, size_for_vms: 3, slices_count: 2 },
  });
  await put(`/users/${user}`, {
    ...CONTACT,
    language: "fr",
    privileged: 1,
    roles: 1,
    backup: { monitor: 1 },
    agents: { autoupdate: 0 },
    privileges: { quota_storage_hard: 9_007_199_254_740_991, storage_size: 7, local_backup: 0 },
  });
  const settings: [string, object][] = [
    ["flags", { allow_add_devices: 0, allow_download_docs: 0 }],
    ["logon_ips", { items: ["127.0.0.0/8", "192.0.2.1 - 192.0.2.9"] }],
    ["local_backup_restriction", { status: 1 }],
  ];
  for (const [name, body] of settings) must(200, await world.send("POST", `/groups/${group}/settings/${name}`, { as: ROOT, body }));
  must(204, await world.send("POST", `/groups/${world.tree.otherUnit.id}/lock`, { as: ROOT }));
  return { group, admin, user };
}

beforeAll(async () => {
  world = await createWorld();
  full = await fill();
});
afterAll(() => world.server.stop());

async function graph<T = Json>(query: string, as: Credentials = ROOT, variables: Json = {}): Promise<T> {
  const { data, errors } = await world.server.graph(query, { as, variables });
  expect(errors).toBeUndefined();
  return data;
}

const rest = async (path: string, as: Credentials = ROOT): Promise<unknown> => must(200, await world.send("GET", path, { as })).body;

const GROUPS: [string, () => number][] = [
  ["the root", () => world.root],
  ["a partner", () => world.tree.partner.id],
  ["a company", () => world.tree.company.id],
  ["a unit", () => world.tree.unit.id],
  ["a locked unit", () => world.tree.otherUnit.id],
  ["a group of which everything is set", () => full.group],
];

/** Quotas that may be exceeded, as the graph names them. */
const QUOTAS = [
  "virtualhosts",
  "workstations",
  "servers",
  "winServerEssentials",
  "vms",
  "mailboxes",
  "mobiles",
  "websites",
  "universalDevices",
];

describe.each(GROUPS)("both endpoints show the same of %s:", (_what, idOf) => {
  it("itself", async () => {
    const id = idOf();
    const { group } = await graph<{ group: Json }>(`query ($id: ID!) { group(id: $id) { ${shapes.GROUP} } }`, ROOT, { id: String(id) });
    expect(shapes.group(group)).toEqual(await rest(`/groups/${id}`));
  });

  it("its children, in the same order", async () => {
    const id = idOf();
    const { group } = await graph<{ group: { children: { nodes: Json[] } } }>(
      `query ($id: ID!) { group(id: $id) { children(first: 1000) { nodes { ${shapes.CHILD} } } } }`,
      ROOT,
      { id: String(id) },
    );
    expect({ items: group.children.nodes.map(shapes.child) }).toEqual(await rest(`/groups/${id}/children`));
  });

  it("its admins", async () => {
    const id = idOf();
    const { group } = await graph<{ group: { admins: { nodes: Json[] } } }>(
      `query ($id: ID!) { group(id: $id) { admins { nodes { ${shapes.LISTED_ADMIN} } } } }`,
      ROOT,
      { id: String(id) },
    );
    expect({ items: group.admins.nodes.map(shapes.listedAdmin) }).toEqual(await rest(`/groups/${id}/admins`));
  });

  it("its service users", async () => {
    const id = idOf();
    const { group } = await graph<{ group: { users: { nodes: Json[] } } }>(
      `query ($id: ID!) { group(id: $id) { users { nodes { ${shapes.LISTED_USER} } } } }`,
      ROOT,
      { id: String(id) },
    );
    expect({ items: group.users.nodes.map(shapes.listedUser) }).toEqual(await rest(`/groups/${id}/users`));
  });

  it("its settings, as a whole and each by itself", async () => {
    const id = idOf();
    const { group } = await graph<{ group: { settings: Json } }>(`query ($id: ID!) { group(id: $id) { ${shapes.SETTINGS} } }`, ROOT, {
      id: String(id),
    });
    const shown = shapes.settings(group.settings);
    expect(shown).toEqual(await rest(`/groups/${id}/settings`));
    for (const [name, value] of Object.entries(shown))
      expect({ name, value }).toEqual({ name, value: await rest(`/groups/${id}/settings/${name}`) });
    expect(shown["agents_autoupdate"]).toEqual(await rest(`/groups/${id}/agents/autoupdate`));
    expect(shown["logon_ips"]).toEqual(await rest(`/groups/${id}/limits/logon_ips`));
  });

  it("its exceeded quotas", async () => {
    const id = idOf();
    const { group } = await graph<{ group: { quotaExceedance: Record<string, boolean> } }>(
      `query ($id: ID!) { group(id: $id) { quotaExceedance { ${QUOTAS.join(" ")} } } }`,
      ROOT,
      { id: String(id) },
    );
    const { winServerEssentials: essentials, universalDevices: devices, ...others } = group.quotaExceedance;
    const exceeded = Object.entries({ ...others, winserveressentials: essentials, universal_devices: devices });
    const shown = Object.fromEntries(exceeded.map(([name, above]) => [name, above ? 1 : 0]));
    expect(shown).toEqual(await rest(`/groups/${id}/quota_exceedance`));
  });
});

describe("both endpoints show the same", () => {
  it.each<[string, () => number]>([
    ["of whom everything is set", () => full.admin],
    ["of the root", () => world.rootAdmin],
    ["who may read alone", () => world.tree.accounts.readonly_admin.id],
  ])("admin %s", async (_which, idOf) => {
    const id = idOf();
    const { admin } = await graph<{ admin: Json }>(`query ($id: ID!) { admin(id: $id) { ${shapes.ADMIN} } }`, ROOT, { id: String(id) });
    expect(shapes.admin(admin)).toEqual(await rest(`/admins/${id}`));
  });

  it.each<[string, () => number]>([
    ["of whom everything is set", () => full.user],
    ["of whom nothing is", () => world.tree.accounts.tenant_viewer.id],
  ])("service user %s", async (_which, idOf) => {
    const id = idOf();
    const { user } = await graph<{ user: Json }>(`query ($id: ID!) { user(id: $id) { ${shapes.USER} } }`, ROOT, { id: String(id) });
    expect(shapes.user(user)).toEqual(await rest(`/users/${id}`));
  });

  it("quotas that are exceeded, and others", async () => {
    expect(await rest(`/groups/${full.group}/quota_exceedance`)).toMatchObject({ vms: 1, mobiles: 0 });
  });

  describe.each(ROLES)("to a %s", (role) => {
    it("its profiles", async () => {
      const as = world.tree.accounts[role];
      const { viewer, profiles } = await graph<{ viewer: Json; profiles: Json[] }>(
        `{ viewer { ${shapes.PROFILE} } profiles { ${shapes.PROFILE} } }`,
        as,
      );
      expect(shapes.profile(viewer)).toEqual(await rest("/profile", as));
      expect(profiles.map(shapes.profile)).toEqual(await rest("/profiles", as));
    });

    it.each([
      ["", ""],
      ["?limit=3", "(limit: 3)"],
      ["?prefix=OTHER", '(prefix: "OTHER")'],
      ["?prefix=unit&strict=1&limit=50", '(prefix: "unit", exact: true, limit: 50)'],
    ])("the hits of a search: /groups%s, groups%s", async (query, args) => {
      const as = world.tree.accounts[role];
      const { groups: found } = await graph<{ groups: { hits: Json[] } }>(`{ groups${args} { ${shapes.HITS} } }`, as);
      expect({ items: found.hits.map(shapes.hit) }).toEqual(await rest(`/groups${query}`, as));
    });
  });

  it("constants, languages and versions", async () => {
    const { constants, languages, uiLanguages, versions } = await graph(
      "{ constants languages { code } uiLanguages versions { api database } }",
    );
    expect([constants, languages, uiLanguages, versions]).toEqual([
      await rest("/logic/constants"),
      await rest("/logic/languages"),
      await rest("/logic/languages/ui"),
      await rest("/logic/versions"),
    ]);
  });
});

describe("what one endpoint has written, the other shows", () => {
  it("a group, an admin and a service user made through the graph", async () => {
    const made = await graph<{ createGroup: { id: string } }>(
      `mutation ($parent: ID!) {
       createGroup(parentId: $parent, input: { name: "By graph", kind: END_USER_COMPANY, language: "fr",
       quotas: { quotaVmsHard: 3, subscriptionExpiration: "2030-01-01T00:00:00Z" } }) { id } }`,
      ROOT,
      { parent: String(world.tree.partner.id) },
    );
    const { id } = made.createGroup;
    expect(await rest(`/groups/${id}`)).toMatchObject({
      name: "By graph",
      kind: 40,
      language: "fr",
      privileges: { quota_vms_hard: 3, subscription_expiration: 1_893_456_000 },
    });
    const { createAdmin, createUser } = await graph<{ createAdmin: { id: string }; createUser: { id: string } }>(
      `mutation ($id: ID!) {
        createAdmin(groupId: $id,
          input: { login: "graph-admin", email: "a@example.com", accessType: [READ, WRITE], notificationsBackup: [ERROR, CRITICAL] }) { id }
        createUser(groupId: $id,
          input: { login: "graph-user", email: "u@example.com", backup: { monitorDisabled: true }, quotas: { localBackup: false } }) { id }
      }`,
      ROOT,
      { id },
    );
    expect(await rest(`/admins/${createAdmin.id}`)).toMatchObject({
      login: "graph-admin",
      access_type: 5,
      notifications_backup: 17,
      status: -1,
    });
    expect(await rest(`/users/${createUser.id}`)).toMatchObject({
      login: "graph-user",
      backup: { monitor: 1 },
      privileges: { local_backup: 0 },
    });
  });

  it("versions count on, whichever endpoint changes", async () => {
    const { id } = await world.group();
    must(200, await world.send("PUT", `/groups/${id}?version=1`, { as: ROOT, body: { internal_tag: "one" } }));
    const { updateGroup } = await graph<{ updateGroup: { version: number } }>(
      'mutation ($id: ID!) { updateGroup(id: $id, version: 2, input: { internalTag: "two" }) { version } }',
      ROOT,
      { id: String(id) },
    );
    expect(updateGroup.version).toBe(3);
    expect((await world.send("PUT", `/groups/${id}?version=2`, { as: ROOT, body: {} })).status).toBe(426);
  });
});
