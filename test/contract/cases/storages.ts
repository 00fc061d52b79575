import { expect } from "vitest";
import { AccessRight, GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import { makeStorage } from "../../setup/tree.js";
import type { Case, Request } from "../case.js";
import { version } from "../exact.js";
import type { World } from "../world.js";

interface Listed {
  id: number;
  uuid: string;
  uid: string;
  name: string;
}

const LINK = /^\{"url":"http:\/\/localhost:\d+\/storages\?access_token=[\w-]{43}"\}$/;

const body = (world: World, more: object = {}): object => ({ kind: 1, name: world.fresh("Storage"), uid: world.fresh("UID"), ...more });
const register = (group: number | string, sent: unknown): Request => ({ target: `/groups/${group}/storages`, as: ROOT, body: sent });

async function listed(world: World, group: number, name: string): Promise<Listed> {
  const { items } = (await world.send("GET", `/groups/${group}/storages`, { as: ROOT })).body as { items: Listed[] };
  return items.find((item) => item.name === name)!;
}

/** A new partner with a storage of its own. */
async function stored(world: World): Promise<{ group: number; storage: Listed }> {
  const { id: group } = await world.group(world.tree.distributor.id, GroupKind.MSP);
  const name = world.fresh("Storage");
  await makeStorage(world.server, group, name);
  return { group, storage: await listed(world, group, name) };
}

const shown = ({ id, uuid, name, uid }: Listed, owner: number, inherited: 0 | 1): string =>
  `{"id":${id},"uuid":"${uuid}","name":"${name}","kind":2,"active":0,"inherited":${inherited},"owner":${owner},"space_usage":0,` +
  `"content_mobile_url":"","uid":"${uid}","datacenter_id":1,"content_url":""}`;

const one = ({ id, uuid, name, uid }: Listed, owner: number, inherited: 0 | 1, used: 0 | 1): string =>
  `{"id":${id},"uuid":"${uuid}","name":"${name}","kind":2,"prices":[],"used":${used},"content_mobile_url":"","owner":${owner},` +
  `"uid":"${uid}","content_url":"","active":0,"inherited":${inherited},"datacenter_id":1,"space_usage":0}`;

const changing = (sent: object, more: Partial<Case>): Case => ({
  operation: "updateStorage",
  status: 202,
  name: JSON.stringify(sent),
  text: version(2),
  request: async (world) => {
    const { group, storage } = await stored(world);
    return { target: `/groups/${group}/storages/${storage.id}`, as: ROOT, body: sent };
  },
  ...more,
});

const lists: Case[] = [
  {
    operation: "listStorages",
    status: 200,
    name: "own ones, to the byte",
    request: async (world) => {
      const { group, storage } = await stored(world);
      return { target: `/groups/${group}/storages`, as: ROOT, text: `{"inherited":1,"items":[${shown(storage, group, 0)}]}` };
    },
  },
  {
    operation: "listStorages",
    status: 200,
    name: "an inherited one, seen by an admin below",
    request: async (world) => {
      const { group, storage } = await stored(world);
      const company = await world.group(group);
      const admin = await world.account("admins", company.id, { access_type: AccessRight.READ });
      return { target: "/groups/self/storages", as: admin, text: `{"inherited":1,"items":[${shown(storage, group, 1)}]}` };
    },
  },
  {
    operation: "listStorages",
    status: 200,
    name: "of the root, which has nothing to inherit",
    request: () => ({ target: "/groups/self/storages", as: ROOT, text: '{"inherited":null,"items":[]}' }),
  },
  {
    operation: "getStorage",
    status: 200,
    name: "an own one, by its uuid, to the byte",
    request: async (world) => {
      const { group, storage } = await stored(world);
      return { target: `/groups/${group}/storages/${storage.uuid}`, as: ROOT, text: one(storage, group, 0, 0) };
    },
  },
  {
    operation: "getStorage",
    status: 200,
    name: "an inherited one that is in use",
    request: async (world) => {
      const { group, storage } = await stored(world);
      const { id } = await world.group(group, GroupKind.END_USER_COMPANY, { storage: storage.id });
      return { target: `/groups/${id}/storages/${storage.id}`, as: ROOT, text: one(storage, group, 1, 1) };
    },
  },
  ...["4000000000", "00000000-0000-4000-8000-000000000000", "nonsense", "self"].map((reference): Case => ({
    operation: "getStorage",
    status: 404,
    name: `storage ${reference}`,
    info: new RegExp(`no storage '${reference}'`),
    request: ({ tree }) => ({ target: `/groups/${tree.company.id}/storages/${reference}`, as: ROOT }),
  })),
];

const refusedBodies: Case[] = (
  [
    [{ kind: 3 }, /^kind /],
    [{ kind: "1" }, /^kind must be an integer/],
    [{ name: "" }, /^name must not be empty/],
    [{ name: "x".repeat(256) }, /^name must not have more than 255/],
    [{ uid: "" }, /^uid must not be empty/],
    [{ uid: " x" }, /^uid /],
    [{ uid: null }, /^uid must be a string/],
  ] as const
).map(([more, info]) => ({
  operation: "registerStorage",
  status: 400,
  name: JSON.stringify(more).slice(0, 40),
  info,
  request: (world) => register(world.tree.partner.id, body(world, more)),
}));

const registering: Case[] = [
  {
    operation: "registerStorage",
    status: 200,
    name: "is listed at once, not active yet",
    request: (world) => register(world.tree.partner.id, body(world, { kind: 2, name: "Just registered" })),
    check: async (reply, world) => {
      expect(reply.text).toMatch(LINK);
      expect(await listed(world, world.tree.partner.id, "Just registered")).toMatchObject({ active: 0, kind: 2 });
    },
  },
  {
    operation: "registerStorage",
    status: 409,
    name: "a uid that is taken, in another case, by another group",
    info: /^uid is taken/,
    request: async (world) => {
      const { storage } = await stored(world);
      return register(world.tree.otherPartner.id, body(world, { uid: storage.uid.toUpperCase() }));
    },
  },
  {
    operation: "registerStorage",
    status: 409,
    name: "a name that is taken in the same group",
    info: /^name is taken/,
    request: async (world) => {
      const { group, storage } = await stored(world);
      return register(group, body(world, { name: storage.name }));
    },
  },
  {
    operation: "registerStorage",
    status: 200,
    name: "a name that is taken in another group",
    request: async (world) => register(world.tree.partner.id, body(world, { name: (await stored(world)).storage.name })),
  },
  {
    operation: "registerStorage",
    status: 403,
    name: "by an admin of a partner of another kind",
    info: /admin of a MSP registers no storages/,
    request: (world) => ({ ...register("self", body(world)), as: world.tree.accounts.partner_admin }),
  },
];

const inheritance: Case[] = [
  {
    operation: "updateStorageInheritance",
    status: 200,
    name: "off: what is above is not there any more",
    request: async (world) => {
      const { group } = await stored(world);
      const { id } = await world.group(group);
      return { target: `/groups/${id}/storages?version=1`, as: ROOT, body: { inherited: 0 }, text: version(2) };
    },
  },
  {
    operation: "updateStorageInheritance",
    status: 200,
    name: "by the group's own admin; nothing sent is no change",
    request: async (world) => {
      const { id } = await world.group(world.tree.distributor.id, GroupKind.MSP);
      return { target: "/groups/self/storages", as: await world.account("admins", id), body: {}, text: version(1) };
    },
  },
  ...[2, "1", null].map((inherited): Case => ({
    operation: "updateStorageInheritance",
    status: 400,
    name: JSON.stringify({ inherited }),
    info: /^inherited must be/,
    request: ({ tree }) => ({ target: `/groups/${tree.company.id}/storages`, as: ROOT, body: { inherited } }),
  })),
];

const changes: Case[] = [
  changing({ name: "Renamed", content_url: "https://files.example.com/browse", content_mobile_url: "" }, {}),
  changing({}, { text: version(1) }),
  changing({ content_url: "javascript:alert(1)" }, { status: 400, text: undefined, info: /^content_url must be an http/ }),
  changing({ content_mobile_url: "storage.files" }, { status: 400, text: undefined, info: /^content_mobile_url must be an http/ }),
  changing({ name: " " }, { status: 400, text: undefined, info: /^name must not be empty/ }),
  {
    operation: "updateStorage",
    status: 409,
    name: "a name that is taken",
    info: /^name is taken/,
    request: async (world) => {
      const { group, storage } = await stored(world);
      const other = await makeStorage(world.server, group);
      return { target: `/groups/${group}/storages/${other.id}`, as: ROOT, body: { name: storage.name } };
    },
  },
  ...(["updateStorage", "deleteStorage"] as const).map((operation): Case => ({
    operation,
    status: 403,
    name: "an inherited one",
    info: /belongs to group \d+ and is changed there/,
    request: async (world) => {
      const { group, storage } = await stored(world);
      const { id } = await world.group(group);
      return {
        target: `/groups/${id}/storages/${storage.id}`,
        as: ROOT,
        ...(operation === "updateStorage" && { body: { name: "Never" } }),
      };
    },
  })),
  {
    operation: "deleteStorage",
    status: 204,
    name: "by the version of the last change",
    text: "",
    request: async (world) => {
      const { group, storage } = await stored(world);
      const target = `/groups/${group}/storages/${storage.id}`;
      expect((await world.send("PUT", `${target}?version=1`, { as: ROOT, body: { name: "Last" } })).text).toBe(version(2));
      return { target: `${target}?version=2`, as: ROOT };
    },
  },
  {
    operation: "deleteStorage",
    status: 400,
    name: "while a group below uses it",
    info: /is in use/,
    request: async (world) => {
      const { group, storage } = await stored(world);
      await world.group(group, GroupKind.END_USER_COMPANY, { storage: storage.id });
      return { target: `/groups/${group}/storages/${storage.id}`, as: ROOT };
    },
  },
];

export const storages: readonly Case[] = [...lists, ...registering, ...refusedBodies, ...inheritance, ...changes];
