import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import { type Case, fill } from "../case.js";
import { operationById } from "../document.js";
import { bodyOf } from "../operations.js";
import { type World, must } from "../world.js";

/** What changes a group, or something in it, and is refused while it is locked. */
const CHANGES = [
  "updateGroup",
  "createGroup",
  "createUser",
  "createAdmin",
  "updateFlags",
  "updateAgentsAutoupdate",
  "updateLocalBackupRestriction",
  "setLogonIps",
  "disableLogonIps",
  "enableBrand",
  "updateBrand",
  "disableBrand",
  "uploadLogo",
];

async function locked(world: World): Promise<number> {
  const { id } = await world.group();
  must(204, await world.send("POST", `/groups/${id}/lock`, { as: ROOT }));
  return id;
}

const isLocked = async ({ server }: World, id: number): Promise<boolean> =>
  (await server.db("groups").where({ id }).first<{ locked: boolean }>("locked")).locked;

const switching = (operation: string, make: (world: World) => Promise<number>, after: boolean): Case => ({
  operation,
  status: 204,
  name: "a group below one's own, twice",
  text: "",
  request: async (world) => {
    const id = await make(world);
    const { method, path } = operationById(operation);
    const request = { target: fill(path, { group: id }), as: world.tree.accounts.partner_admin };
    must(204, await world.send(method, request.target, request));
    expect(await isLocked(world, id)).toBe(after);
    return request;
  },
});

export const lock: readonly Case[] = [
  switching("lockGroup", async (world) => (await world.group()).id, true),
  switching("unlockGroup", locked, false),
  ...["lockGroup", "unlockGroup"].map((operation): Case => ({
    operation,
    status: 403,
    name: "one's own group",
    info: /above/,
    request: ({ tree }) => ({ target: "/groups/self/lock", as: tree.accounts.partner_admin }),
  })),
  ...CHANGES.map((operation): Case => ({
    operation,
    status: 403,
    name: "in a locked group",
    info: /locked/,
    request: async (world) => {
      const body = bodyOf(operation);
      const target = fill(operationById(operation).path, { group: await locked(world) });
      return { target, as: world.tree.accounts.partner_admin, ...(body !== undefined && { body }) };
    },
  })),
  {
    operation: "updateGroup",
    status: 200,
    name: "in a locked group by a root admin",
    request: async (world) => ({ target: `/groups/${await locked(world)}`, as: ROOT, body: { internal_tag: "x" } }),
  },
];
