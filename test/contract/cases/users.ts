import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import type { Case, Request } from "../case.js";
import { USER_PRIVILEGES, items, usage, version } from "../exact.js";
import type { PendingAccount, World } from "../world.js";

const CREATED = /^\{"version":1,"id":\d+,"uuid":"[0-9a-f-]{36}"\}$/;
const ADDRESS = { phone: "+1-111", address1: "1 Way", address2: "Back", city: "Town", state: "TX", country: "Land", zipcode: "00001" };

const create = (group: number | string, body: object): Request => ({ target: `/groups/${group}/users`, as: ROOT, body });

const creating =
  (more: object): Case["request"] =>
  (world) => {
    const login = world.fresh("new-user");
    return create(world.tree.company.id, { login, email: `${login}@example.com`, ...more });
  };

const changing =
  (body: object, text?: string): Case["request"] =>
  async (world) => ({ target: `/users/${(await world.pending("users")).id}`, as: ROOT, body, ...(text !== undefined && { text }) });

async function hidden(world: World): Promise<{ group: number; user: PendingAccount }> {
  const { id: group } = await world.group();
  const user = await world.pending("users", group);
  const { errors } = await world.server.graph("mutation ($id: ID!) { updateUser(id: $id, input: { hidden: true }) { version } }", {
    as: ROOT,
    variables: { id: String(user.id) },
  });
  expect(errors).toBeUndefined();
  return { group, user };
}

const ids = (body: unknown): number[] => (body as { items: { id: number }[] }).items.map(({ id }) => id);

const lists: Case[] = [
  {
    operation: "listUsers",
    status: 200,
    name: "a new one, to the byte",
    request: async (world) => {
      const { id: group } = await world.group();
      const { id, uuid, login } = await world.pending("users", group);
      return {
        target: `/groups/${group}/users`,
        as: ROOT,
        text: items(
          `{"id":${id},"uuid":"${uuid}","tenant_id":${group},"user_id":${id},"version":1,"login":"${login}",` +
            `"email":"${login}@example.com","firstname":"Ada","lastname":"Account","language":"en","status":-1,"access_type":1,` +
            `"roles":0,"privileged":0,"backup":{"monitor":0},"privileges":${USER_PRIVILEGES},"usage":${usage()}}`,
        ),
      };
    },
  },
  {
    operation: "listUsers",
    status: 200,
    name: "none",
    request: async (world) => ({ target: `/groups/${(await world.group()).id}/users`, as: ROOT, text: items() }),
  },
  {
    operation: "listUsers",
    status: 200,
    name: "hidden ones left out",
    request: async (world) => ({ target: `/groups/${(await hidden(world)).group}/users`, as: ROOT, text: items() }),
  },
  {
    operation: "listUsers",
    status: 200,
    name: "include_hidden=0",
    request: async (world) => ({ target: `/groups/${(await hidden(world)).group}/users?include_hidden=0`, as: ROOT, text: items() }),
  },
  {
    operation: "listUsers",
    status: 200,
    name: "include_hidden=1",
    request: async (world) => ({ target: `/groups/${(await hidden(world)).group}/users?include_hidden=1`, as: ROOT }),
    check: ({ body }) => expect(ids(body)).toHaveLength(1),
  },
  ...["2", "yes", "", "1.5"].map((value): Case => ({
    operation: "listUsers",
    status: 400,
    name: `include_hidden=${value}`,
    info: /^include_hidden /,
    request: ({ tree }) => ({ target: `/groups/${tree.unit.id}/users?include_hidden=${value}`, as: ROOT }),
  })),
];

const creations: Case[] = [
  {
    operation: "createUser",
    status: 201,
    name: "login and e-mail",
    request: creating({}),
    check: ({ text }) => expect(text).toMatch(CREATED),
  },
  {
    operation: "createUser",
    status: 201,
    name: "with all there is, and what is not known is ignored",
    request: creating({
      ...ADDRESS,
      firstname: "Nils",
      lastname: "New",
      language: "de",
      privileged: 1,
      roles: 1,
      notifications_management: 1,
      notifications_backup: 1,
      notifications_device_control: 1,
      notifications_certificate_management: 1,
      agents: { autoupdate: 0 },
      backup: { monitor: 1 },
      idp_id: 1,
      privileges: { quota_storage_hard: 1000, storage_size: 900, local_backup: 0 },
      use_existing_identity: 0,
      nobody_knows: 1,
    }),
    check: async ({ body }, world) =>
      expect((await world.send("GET", `/users/${(body as { id: number }).id}`, { as: ROOT })).body).toMatchObject({
        ...ADDRESS,
        firstname: "Nils",
        lastname: "New",
        language: "de",
        privileged: 1,
        roles: 1,
        agents: { autoupdate: 0 },
        backup: { monitor: 1 },
        idp_id: 1,
        status: -1,
        privileges: { quota_storage_hard: 1000, storage_size: 900, local_backup: 0 },
      }),
  },
  {
    operation: "createUser",
    status: 201,
    name: "a further account of an identity",
    request: async (world) => create(world.tree.unit.id, { login: (await world.pending("users")).login, use_existing_identity: 1 }),
  },
  ...(
    [
      [{ login: 5 }, /^login must be a string/],
      [{ login: "with:colon" }, /^login /],
      [{ email: "no address" }, /^email /],
      [{ privileges: { local_backup: { visible: 1 } } }, /local_backup must be an integer/],
      [{ privileges: { quota_vms_hard: -2 } }, /quota_vms_hard /],
      [{ idp_id: 2 }, /^idp_id /],
      [{ idp_uuid: "00000000-0000-4000-8000-000000000000" }, /^idp_uuid /],
      [{ idp_uuid: "x" }, /^idp_uuid must be a uuid/],
      [{ privileged: 2 }, /^privileged /],
      [{ backup: { monitor: "1" } }, /monitor must be an integer/],
      [{ roles: 2 }, /^roles /],
      [{ notifications_certificate_management: 8 }, /^notifications_certificate_management /],
    ] as const
  ).map(([body, info]): Case => ({ operation: "createUser", status: 400, name: JSON.stringify(body), info, request: creating(body) })),
  {
    operation: "createUser",
    status: 400,
    name: "no login",
    info: /^login is required/,
    request: ({ tree }) => create(tree.company.id, { email: "x@example.com" }),
  },
  {
    operation: "createUser",
    status: 400,
    name: "in a group where no service user may live",
    info: /MSP/,
    request: (world) => create(world.tree.partner.id, { login: world.fresh("u"), email: "u@example.com" }),
  },
  { operation: "createUser", status: 409, name: "a login that is taken", info: /^login .*taken/, request: creating({ login: "Root" }) },
];

const one: Case[] = [
  {
    operation: "getUser",
    status: 200,
    name: "a new one, to the byte",
    request: async (world) => {
      const { id, uuid, login } = await world.pending("users");
      return {
        target: `/users/${id}`,
        as: ROOT,
        text:
          `{"id":${id},"uuid":"${uuid}","tenant_id":${world.tree.company.id},"user_id":${id},"version":1,"login":"${login}",` +
          `"email":"${login}@example.com","firstname":"Ada","lastname":"Account","phone":"","address1":"","address2":"","city":"",` +
          '"state":"","country":"","zipcode":"","language":"en","status":-1,"access_type":1,"roles":0,"privileged":0,' +
          '"backup":{"monitor":0},"agents":{"autoupdate":1},"idp_id":1,"idp_uuid":"6f2d1c0e-51b4-4a1e-9d5c-0c2a7be0f001",' +
          `"terms_accepted":0,"platform_terms_accepted":0,"privacy_policy_accepted":0,"privileges":${USER_PRIVILEGES},` +
          `"usage":${usage()}}`,
      };
    },
  },
  {
    operation: "getUser",
    status: 200,
    name: "a service user itself",
    request: ({ tree }) => ({ target: "/users/self", as: tree.accounts.tenant_viewer }),
    check: ({ body }, { tree }) => expect(body).toMatchObject({ id: tree.accounts.tenant_viewer.id, tenant_id: tree.unit.id, status: 1 }),
  },
  { operation: "getUser", status: 404, name: "an admin as self", info: /'self'/, request: () => ({ target: "/users/self", as: ROOT }) },
  {
    operation: "getUser",
    status: 404,
    name: "an id that is an admin's",
    info: /no service user/,
    request: ({ tree }) => ({ target: `/users/${tree.otherAdmin.id}`, as: ROOT }),
  },
  {
    operation: "getUser",
    status: 403,
    name: "a service user another one",
    info: /./,
    request: async (world) => ({
      target: `/users/${(await world.pending("users", world.tree.unit.id)).id}`,
      as: world.tree.accounts.tenant_viewer,
    }),
  },
  { operation: "updateUser", status: 200, name: "a name", request: changing({ firstname: "Other" }, version(2)) },
  { operation: "updateUser", status: 200, name: "an unknown property is ignored", request: changing({ nobody_knows: 1 }, version(1)) },
  {
    operation: "updateUser",
    status: 200,
    name: "a login",
    request: (world) => changing({ login: world.fresh("renamed") }, version(2))(world),
  },
  { operation: "updateUser", status: 200, name: "disables it", request: changing({ status: 0 }, version(2)) },
  {
    operation: "updateUser",
    status: 200,
    name: "with the version it has",
    request: async (world) => ({
      target: `/users/${(await world.pending("users")).uuid}?version=1`,
      as: ROOT,
      body: { backup: { monitor: 1 } },
      text: version(2),
    }),
  },
  {
    operation: "updateUser",
    status: 200,
    name: "all that was read",
    request: async (world) => {
      const { id } = await world.pending("users");
      return { target: `/users/${id}`, as: ROOT, body: (await world.send("GET", `/users/${id}`, { as: ROOT })).body, text: version(1) };
    },
  },
  ...(
    [
      [{ status: 2 }, /^status /],
      [{ email: "no address" }, /^email /],
      [{ login: "" }, /^login /],
      [{ privileges: 5 }, /^privileges must be an object/],
      [{ agents: { autoupdate: 2 } }, /autoupdate /],
      [{ zipcode: 5 }, /^zipcode must be a string/],
      [{ language: "!" }, /^language /],
    ] as const
  ).map(([body, info]): Case => ({ operation: "updateUser", status: 400, name: JSON.stringify(body), info, request: changing(body) })),
  { operation: "updateUser", status: 409, name: "a login that is taken", info: /^login .*taken/, request: changing({ login: "root" }) },
  {
    operation: "updateUser",
    status: 403,
    name: "the login of an identity with accounts elsewhere",
    info: /outside/,
    request: async (world) => {
      const { id, login } = await world.pending("users");
      expect(
        (await world.send("POST", `/groups/${world.tree.otherUnit.id}/users`, { as: ROOT, body: { login, use_existing_identity: 1 } }))
          .status,
      ).toBe(201);
      return { target: `/users/${id}`, as: world.tree.accounts.partner_admin, body: { login: world.fresh("taken-over") } };
    },
  },
  {
    operation: "deleteUser",
    status: 204,
    name: "an enabled one",
    text: "",
    request: async (world) => ({ target: `/users/${(await world.account("users")).id}`, as: ROOT }),
  },
  {
    operation: "deleteUser",
    status: 204,
    name: "with the version it has",
    text: "",
    request: async (world) => ({ target: `/users/${(await world.pending("users")).uuid}?version=1`, as: ROOT }),
  },
];

export const users: readonly Case[] = [...lists, ...creations, ...one];
