import { expect } from "vitest";
import { GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import type { Case, Request } from "../case.js";
import { GROUP_PRIVILEGES, NO_STORAGE, items, usage } from "../exact.js";
import type { Reply } from "../http.js";
import type { World } from "../world.js";

const CONTACT = { firstname: "Ida", lastname: "Inn", email: "ida@example.com", city: "Town" };

const create = (group: number | string, body: object): Request => ({ target: `/groups/${group}/children`, as: ROOT, body });

const creating =
  (more: object): Case["request"] =>
  (world) =>
    create(world.tree.partner.id, { name: world.fresh("Child"), kind: 40, ...more });

/** Two children of a new partner, with their uuids. */
async function family(world: World): Promise<{ parent: number; uuids: string[] }> {
  const { id: parent } = await world.group(world.tree.distributor.id, GroupKind.MSP);
  const first = await world.group(parent);
  const second = await world.group(parent);
  return { parent, uuids: [first.uuid, second.uuid] };
}

const listed = ({ body }: Reply): { uuid: string }[] => (body as { items: { uuid: string }[] }).items;

const refused = (entries: readonly (readonly [object, RegExp])[]): Case[] =>
  entries.map(([body, info]) => ({
    operation: "createGroup",
    status: 400,
    name: JSON.stringify(body).slice(0, 60),
    info,
    request: creating(body),
  }));

const lists: Case[] = [
  {
    operation: "listChildren",
    status: 200,
    name: "one child, to the byte",
    request: async (world) => {
      const { id: parent } = await world.group(world.tree.distributor.id, GroupKind.MSP);
      const { id, uuid, name } = await world.group(parent);
      const { created_at: at } = await world.server.db("groups").where({ id }).first<{ created_at: Date }>("created_at");
      return {
        target: `/groups/${parent}/children`,
        as: ROOT,
        text: items(
          `{"id":${id},"uuid":"${uuid}","version":1,"name":"${name}","kind":40,"grade":3,"status":1,"parent_has_access":1,` +
            `"capabilities":29,"external":0,"internal_tag":null,"creation_date":${Math.floor(at.getTime() / 1000)},"has_children":0,` +
            `"mfa_status":"disabled","storage":${NO_STORAGE},"privileges":${GROUP_PRIVILEGES},"usage":${usage()},` +
            '"pricing":{"enabled":1,"mode":2}}',
        ),
      };
    },
  },
  {
    operation: "listChildren",
    status: 200,
    name: "a child with children of its own",
    request: ({ tree }) => ({ target: `/groups/${tree.partner.id}/children`, as: tree.accounts.readonly_admin }),
    check: (reply, { tree }) =>
      expect(listed(reply)).toContainEqual(
        expect.objectContaining({ id: tree.company.id, has_children: 1, pricing: { enabled: 1, mode: 2 } }),
      ),
  },
  {
    operation: "listChildren",
    status: 200,
    name: "none",
    request: async (world) => ({ target: `/groups/${(await world.group()).id}/children`, as: ROOT, text: items() }),
  },
  {
    operation: "listChildren",
    status: 200,
    name: "their uuids alone",
    request: async (world) => {
      const { parent, uuids } = await family(world);
      return {
        target: `/groups/${parent}/children?request_type=uuids_list`,
        as: ROOT,
        text: items(...uuids.map((uuid) => JSON.stringify(uuid))),
      };
    },
  },
  {
    operation: "listChildren",
    status: 200,
    name: "no uuids",
    request: async (world) => ({ target: `/groups/${(await world.group()).id}/children?request_type=uuids_list`, as: ROOT, text: items() }),
  },
  {
    operation: "listChildren",
    status: 200,
    name: "those whose uuids are given, and no others",
    request: async (world) => {
      const { parent, uuids } = await family(world);
      const asked = [uuids[1]!, world.tree.unit.uuid, "00000000-0000-4000-8000-000000000000"].join(",");
      const reply = await world.send("GET", `/groups/${parent}/children?request_type=tenants_batch&uuids=${asked}`, { as: ROOT });
      expect(listed(reply).map(({ uuid }) => uuid)).toEqual([uuids[1]]);
      return { target: `/groups/${parent}/children?request_type=tenants_batch&uuids=${uuids.join("%2C")}`, as: ROOT };
    },
    check: (reply) => expect(listed(reply)).toHaveLength(2),
  },
  {
    operation: "listChildren",
    status: 400,
    name: "an unknown request_type",
    info: /^request_type /,
    request: () => ({ target: "/groups/self/children?request_type=all", as: ROOT }),
  },
  {
    operation: "listChildren",
    status: 400,
    name: "a batch without uuids",
    info: /^uuids /,
    request: () => ({ target: "/groups/self/children?request_type=tenants_batch", as: ROOT }),
  },
  {
    operation: "listChildren",
    status: 400,
    name: "a batch of what is no uuid",
    info: /^uuids .*'5'/,
    request: () => ({ target: "/groups/self/children?request_type=tenants_batch&uuids=5", as: ROOT }),
  },
  {
    operation: "listChildren",
    status: 403,
    name: "of a group that is cut off",
    info: /no access/,
    request: async (world) => {
      const { id } = await world.group();
      const admin = await world.account("admins", id);
      expect((await world.send("PUT", "/groups/self", { as: admin, body: { parent_has_access: 0 } })).status).toBe(200);
      return { target: `/groups/${id}/children`, as: ROOT };
    },
  },
];

const creations: Case[] = [
  {
    operation: "createGroup",
    status: 201,
    name: "a company",
    request: creating({}),
    check: ({ text }) => expect(text).toMatch(/^\{"version":1,"id":\d+,"uuid":"[0-9a-f-]{36}"\}$/),
  },
  {
    operation: "createGroup",
    status: 201,
    name: "with all there is",
    request: creating({
      internal_tag: "tag",
      language: "fr",
      storage: null,
      customer_id: "C-9",
      preferred_backup_server: null,
      agents: { autoupdate: 0 },
      privileges: { quota_storage_hard: 1000, local_backup: { visible: 1, permitted: 0 } },
      pricing: { mode: 1, price: 0.5, currency: "EUR", discounts: [{ enabled: 0, name: "none" }] },
    }),
    check: async ({ body }, world) => {
      const { body: shown } = await world.send("GET", `/groups/${(body as { id: number }).id}`, { as: ROOT });
      expect(shown).toMatchObject({
        internal_tag: "tag",
        language: "fr",
        customer_id: "C-9",
        agents: { autoupdate: 0 },
        privileges: { quota_storage_hard: 1000, local_backup: { visible: 1, permitted: 0 } },
        pricing: { mode: 1, price: 0.5, currency: "EUR", discounts: [{ enabled: 0, name: "none" }] },
      });
    },
  },
  {
    operation: "createGroup",
    status: 201,
    name: "with a contact",
    request: (world) => ({
      target: `/groups/${world.tree.partner.id}/children`,
      as: ROOT,
      body: { name: world.fresh("Child"), kind: 40, contact: CONTACT },
    }),
    check: async ({ body }, world) =>
      expect((await world.send("GET", `/groups/${(body as { id: number }).id}`, { as: ROOT })).body).toMatchObject({ contact: CONTACT }),
  },
  {
    operation: "createGroup",
    status: 201,
    name: "a customer_id that is an integer",
    request: creating({ customer_id: 4711 }),
    check: async ({ body }, world) =>
      expect((await world.send("GET", `/groups/${(body as { id: number }).id}`, { as: ROOT })).body).toMatchObject({ customer_id: "4711" }),
  },
  {
    operation: "createGroup",
    status: 201,
    name: "nulls for what is optional",
    request: creating({ internal_tag: null, language: null, customer_id: null }),
  },
  {
    operation: "createGroup",
    status: 201,
    name: "a unit under a unit",
    request: (world) => create(world.tree.unit.id, { name: world.fresh("Unit"), kind: 50 }),
  },
  ...refused([
    [{ kind: 10 }, /^kind /],
    [{ kind: -1 }, /^kind /],
    [{ kind: 7 }, /^kind /],
    [{ kind: "40" }, /^kind must be an integer/],
    [{ kind: null }, /^kind /],
    [{ name: "" }, /^name /],
    [{ name: " " }, /^name /],
    [{ name: "a".repeat(256) }, /^name /],
    [{ name: 7 }, /^name must be a string/],
    [{ language: "english please" }, /^language /],
    [{ storage: 4_000_000_000 }, /^storage/],
    [{ preferred_backup_server: 4_000_000_000 }, /^preferred_backup_server /],
    [{ privileges: { quota_storage_hard: -2 } }, /quota_storage_hard /],
    [{ privileges: { local_backup: { visible: 2 } } }, /visible /],
    [{ agents: { autoupdate: true } }, /autoupdate must be an integer/],
    [{ pricing: { price: 1 } }, /mode is required/],
    [{ pricing: { mode: 7 } }, /mode /],
    [{ pricing: { mode: 3 } }, /mode /],
    [{ pricing: { mode: 1, discounts: [{ enabled: 5 }] } }, /enabled /],
    [{ contact: "Ida" }, /^contact must be an object/],
    [{ contact: { email: 5 } }, /email must be a string/],
  ]),
  {
    operation: "createGroup",
    status: 400,
    name: "under a disabled group",
    info: /disabled/,
    request: async (world) => create(await world.disabledGroup(), { name: "Under", kind: 50 }),
  },
  {
    operation: "createGroup",
    status: 400,
    name: "no customer_id where one is needed",
    info: /^customer_id .*required/,
    request: async (world) => {
      const { id } = await world.group(world.tree.distributor.id, GroupKind.MSP);
      expect((await world.send("PUT", `/groups/${id}`, { as: ROOT, body: { capabilities: 511 } })).status).toBe(200);
      return create(id, { name: "Numberless", kind: 40 });
    },
  },
  {
    operation: "createGroup",
    status: 403,
    name: "under a group that may have no children",
    info: /CHILDREN/i,
    request: async (world) => {
      const { id } = await world.group(world.tree.distributor.id, GroupKind.MSP);
      expect((await world.send("PUT", `/groups/${id}`, { as: ROOT, body: { capabilities: 1 } })).status).toBe(200);
      return create(id, { name: "Childless", kind: 40 });
    },
  },
  {
    operation: "createGroup",
    status: 409,
    name: "a name that a sibling has",
    info: /^name .*taken/,
    request: async (world) => create(world.tree.partner.id, { name: (await world.group()).name, kind: 40 }),
  },
];

export const children: readonly Case[] = [...lists, ...creations];
