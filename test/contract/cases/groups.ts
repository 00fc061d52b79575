import { expect } from "vitest";
import { GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case, Request } from "../case.js";
import { GROUP_PRIVILEGES, NO_CONTACT, NO_STORAGE, usage, version } from "../exact.js";
import type { World } from "../world.js";

const put = (group: number | string, body: object, query = ""): Request => ({ target: `/groups/${group}${query}`, as: ROOT, body });

/** A request that changes a new company, whose version is 1. */
const changing =
  (body: object, after = 2): Case["request"] =>
  async (world) => ({ ...put((await world.group()).id, body), text: version(after) });

async function createdAt({ server }: World, id: number): Promise<number> {
  const { created_at: at } = await server.db("groups").where({ id }).first<{ created_at: Date }>("created_at");
  return Math.floor(at.getTime() / 1000);
}

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

const reading: Case[] = [
  {
    operation: "getGroup",
    status: 200,
    name: "a new company, to the byte",
    request: async (world) => {
      const { id, uuid, name } = await world.group();
      return {
        target: `/groups/${id}`,
        as: ROOT,
        text:
          `{"id":${id},"uuid":"${uuid}","version":1,"name":"${name}","kind":40,"grade":3,"parent_id":${world.tree.partner.id},` +
          '"status":1,"parent_has_access":1,"capabilities":29,"external":0,"customer_id":null,"customer_type":0,"internal_tag":null,' +
          `"language":"en","creation_date":${await createdAt(world, id)},"brand":null,"default_identity_provider_id":1,` +
          `"migration_enabled":null,"migration_service":"","contact":${NO_CONTACT},"billing":${NO_CONTACT},"storage":${NO_STORAGE},` +
          `"privileges":${GROUP_PRIVILEGES},"usage":${usage()},"agents":{"autoupdate":1},"pricing":{"price":null,"enabled":1,` +
          '"storage_discount":null,"rating":null,"mode_update_date":null,"mode":2,"currency":"USD","discounts":[]}}',
      };
    },
  },
  {
    operation: "getGroup",
    status: 200,
    name: "a unit, which has no pricing",
    request: ({ tree }) => ({ target: `/groups/${tree.unit.uuid.toUpperCase()}`, as: tree.accounts.unit_admin }),
    check: ({ body }) => expect(body).toMatchObject({ kind: 50, pricing: { enabled: null } }),
  },
  {
    operation: "getGroup",
    status: 200,
    name: "the root, which has no parent",
    request: () => ({ target: "/groups/self", as: ROOT }),
    check: ({ body }, { root }) =>
      expect(body).toMatchObject({ id: root, kind: 0, grade: 0, parent_id: null, brand: expect.any(Number) as number }),
  },
  {
    operation: "getGroup",
    status: 200,
    name: "all that was put",
    request: async (world) => {
      const { id } = await world.group(world.root, GroupKind.END_USER_COMPANY);
      const body = {
        name: world.fresh("Renamed"),
        customer_id: "C-1",
        internal_tag: "tag",
        language: "de",
        external: 1,
        contact: CONTACT,
        billing: CONTACT,
        agents: { autoupdate: 0 },
        privileges: {
          quota_vms_hard: 5,
          vm_count: 4,
          subscription_expiration: 1_461_801_600,
          cloud_to_cloud_backup: 1,
          local_backup: { visible: 0, permitted: 0 },
        },
        pricing: {
          price: 0.1,
          enabled: 0,
          storage_discount: 20.5,
          rating: 2,
          mode: 1,
          currency: "EUR",
          discounts: [{ enabled: 1, name: "early" }],
        },
        usage: { storage_size: 5, size_for_vms: 3 },
        migration_enabled: 1,
        migration_service: "https://move.example",
        capabilities: 1,
        parent_has_access: 1,
      };
      expect((await world.send("PUT", `/groups/${id}`, { as: ROOT, body })).text).toBe(version(2));
      const shown = (await world.send("GET", `/groups/${id}`, { as: ROOT })).body as object;
      expect(shown).toMatchObject(body);
      return { target: `/groups/${id}`, as: ROOT };
    },
    check: ({ body }) =>
      expect((body as { pricing: { mode_update_date: number } }).pricing.mode_update_date).toBeGreaterThan(1_461_801_600),
  },
];

const writing: Case[] = [
  { operation: "updateGroup", status: 200, name: "one property", request: changing({ internal_tag: "x" }) },
  {
    operation: "updateGroup",
    status: 200,
    name: "null where a value may be cleared",
    request: changing({ internal_tag: null, customer_id: null, privileges: { quota_vms_hard: null } }),
  },
  {
    operation: "updateGroup",
    status: 200,
    name: "what has no effect",
    request: changing({ brand: 1, grade: 9, customer_type: 1, pricing: { mode_update_date: 5 } }, 1),
  },
  { operation: "updateGroup", status: 200, name: "nothing", request: changing({}, 1) },
  {
    operation: "updateGroup",
    status: 200,
    name: "no body",
    request: async (world) => ({
      target: `/groups/${(await world.group()).id}`,
      as: ROOT,
      text: version(1),
      headers: { "content-type": "application/json" },
    }),
  },
  {
    operation: "updateGroup",
    status: 200,
    name: "all that was read, but what can't be put",
    request: async (world) => {
      const { id } = await world.group();
      const read = Object.entries((await world.send("GET", `/groups/${id}`, { as: ROOT })).body);
      const body = Object.fromEntries(read.filter(([name]) => !["id", "uuid", "version", "creation_date", "storage"].includes(name)));
      return { ...put(id, body), text: version(1) };
    },
  },
  {
    operation: "updateGroup",
    status: 200,
    name: "with the version it has",
    request: async (world) => ({ ...put((await world.group()).id, { internal_tag: "x" }, "?version=1"), text: version(2) }),
  },
  {
    operation: "updateGroup",
    status: 200,
    name: "moves it under another parent",
    request: async (world) => ({ ...put((await world.group()).id, { parent_id: world.tree.otherPartner.id }), text: version(2) }),
  },
  ...(
    [
      [{ kind: 30 }, /^kind /],
      [{ kind: 7 }, /^kind /],
      [{ name: "" }, /^name /],
      [{ name: 5 }, /^name /],
      [{ name: "a".repeat(256) }, /^name .*255/],
      [{ status: 2 }, /^status /],
      [{ language: "english please" }, /^language /],
      [{ capabilities: 512 }, /^capabilities /],
      [{ privileges: { quota_vms_hard: -2 } }, /quota_vms_hard /],
      [{ privileges: { quota_vms_hard: "5" } }, /quota_vms_hard must be .*integer/],
      [{ pricing: { price: -1 } }, /price /],
      [{ pricing: { mode: 3 } }, /mode /],
      [{ pricing: { enabled: 0 } }, /enabled /],
      [{ pricing: { currency: "euro" } }, /currency /],
      [{ pricing: { rating: 3_000_000_000 } }, /rating /],
      [{ privileges: { subscription_expiration: 8_000_000_000_000 } }, /subscription_expiration /],
      [{ parent_id: null }, /^parent_id /],
      [{ parent_id: 4_000_000_000 }, /^parent_id /],
      [{ default_identity_provider_id: 2 }, /^default_identity_provider_id /],
      [{ storage: { id: 4_000_000_000 } }, /^storage/],
      [{ usage: { vm_count: -1 } }, /vm_count /],
      [{ usage: { service_users: 5 } }, /service_users /],
      [{ id: 5 }, /^id /],
      [{ uuid: "x" }, /^uuid /],
      [{ version: 1 }, /^version /],
    ] as const
  ).map(([body, info]): Case => ({
    operation: "updateGroup",
    status: 400,
    name: JSON.stringify(body).slice(0, 60),
    info,
    request: async (world) => put((await world.group()).id, body),
  })),
  {
    operation: "updateGroup",
    status: 400,
    name: "under itself",
    info: /^parent_id /,
    request: async (world) => {
      const { id } = await world.group();
      return put(id, { parent_id: id });
    },
  },
  {
    operation: "updateGroup",
    status: 400,
    name: "under a disabled group",
    info: /disabled/,
    request: async (world) =>
      put((await world.group(world.tree.company.id, GroupKind.COMPANY_DEPARTMENT)).id, { parent_id: await world.disabledGroup() }),
  },
  { operation: "updateGroup", status: 403, name: "disabling the root", info: /^status .*root/, request: () => put("self", { status: 0 }) },
  {
    operation: "updateGroup",
    status: 403,
    name: "customer_id of one's own group",
    info: /^customer_id /,
    request: ({ tree }) => ({ ...put("self", { customer_id: "C-1" }), as: tree.accounts.partner_admin }),
  },
  {
    operation: "updateGroup",
    status: 403,
    name: "quotas of one's own group",
    info: /above/,
    request: ({ tree }) => ({ ...put("self", { privileges: { quota_vms_hard: 5 } }), as: tree.accounts.partner_admin }),
  },
  {
    operation: "updateGroup",
    status: 403,
    name: "parent_has_access of another group",
    info: /own admins/,
    request: async (world) => put((await world.group()).id, { parent_has_access: 0 }),
  },
  {
    operation: "updateGroup",
    status: 403,
    name: "usage by a partner",
    info: /usage/,
    request: async (world) => ({ ...put((await world.group()).id, { usage: { vm_count: 1 } }), as: world.tree.accounts.partner_admin }),
  },
  {
    operation: "updateGroup",
    status: 409,
    name: "a name that a sibling has",
    info: /^name .*taken/,
    request: async (world) => put((await world.group()).id, { name: (await world.group()).name }),
  },
  {
    operation: "updateGroup",
    status: 409,
    name: "a move to where the name is taken",
    info: /^name .*taken/,
    request: async (world) => {
      const { id } = await world.group(world.tree.company.id, GroupKind.COMPANY_DEPARTMENT, { name: "Twin" });
      await world.group(world.tree.otherCompany.id, GroupKind.COMPANY_DEPARTMENT, { name: "Twin" });
      return put(id, { parent_id: world.tree.otherCompany.id });
    },
  },
];

const deleting: Case[] = [
  {
    operation: "deleteGroup",
    status: 204,
    name: "a disabled group",
    text: "",
    request: async (world) => ({ target: `/groups/${await world.disabledGroup()}`, as: ROOT }),
  },
  {
    operation: "deleteGroup",
    status: 204,
    name: "with the version it has",
    text: "",
    request: async (world) => ({ target: `/groups/${await world.disabledGroup()}?version=2`, as: ROOT }),
  },
  {
    operation: "deleteGroup",
    status: 400,
    name: "an enabled group",
    info: /^status /,
    request: async (world) => ({ target: `/groups/${(await world.group()).id}`, as: ROOT }),
  },
  { operation: "deleteGroup", status: 403, name: "the root", info: /root/, request: () => ({ target: "/groups/self", as: ROOT }) },
  {
    operation: "deleteGroup",
    status: 403,
    name: "one's own group",
    info: /own/,
    request: ({ tree }) => ({ target: "/groups/self", as: tree.accounts.partner_admin }),
  },
];

export const groups: readonly Case[] = [...reading, ...writing, ...deleting];
