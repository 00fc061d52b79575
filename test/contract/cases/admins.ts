import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import type { Case, Request } from "../case.js";
import { items, version } from "../exact.js";

const CREATED = /^\{"id":(\d+),"user_id":\1,"version":1,"uuid":"[0-9a-f-]{36}"\}$/;

const create = (group: number | string, body: object): Request => ({ target: `/groups/${group}/admins`, as: ROOT, body });

const creating =
  (more: object): Case["request"] =>
  (world) => {
    const login = world.fresh("new-admin");
    return create(world.tree.company.id, { login, email: `${login}@example.com`, ...more });
  };

const changing =
  (body: object, text?: string): Case["request"] =>
  async (world) => ({ target: `/admins/${(await world.pending("admins")).id}`, as: ROOT, body, ...(text !== undefined && { text }) });

const lists: Case[] = [
  {
    operation: "listAdmins",
    status: 200,
    name: "a new one, to the byte",
    request: async (world) => {
      const { id: group } = await world.group();
      const { id, uuid, login } = await world.pending("admins", group);
      return {
        target: `/groups/${group}/admins`,
        as: ROOT,
        text: items(
          `{"id":${id},"uuid":"${uuid}","user_id":${id},"firstname":"Ada","lastname":"Account","login":"${login}","language":"en",` +
            `"roles":0,"status":-1,"access_type":15,"email":"${login}@example.com","version":1}`,
        ),
      };
    },
  },
  {
    operation: "listAdmins",
    status: 200,
    name: "none",
    request: async (world) => ({ target: `/groups/${(await world.group()).id}/admins`, as: ROOT, text: items() }),
  },
  {
    operation: "listAdmins",
    status: 200,
    name: "of one's own group, by uuid",
    request: ({ tree }) => ({ target: `/groups/${tree.partner.uuid}/admins`, as: tree.accounts.readonly_admin }),
    check: ({ body }, { tree: { accounts } }) =>
      expect(
        (body as { items: { id: number; access_type: number; status: number }[] }).items.map(({ id, access_type, status }) => [
          id,
          access_type,
          status,
        ]),
      ).toEqual([
        [accounts.partner_admin.id, 15, 1],
        [accounts.readonly_admin.id, 1, 1],
      ]),
  },
];

const creations: Case[] = [
  {
    operation: "createAdmin",
    status: 201,
    name: "login and e-mail",
    request: creating({}),
    check: ({ text }) => expect(text).toMatch(CREATED),
  },
  {
    operation: "createAdmin",
    status: 201,
    name: "a login that is the e-mail",
    request: (world) => create(world.tree.company.id, { login: `${world.fresh("a")}@example.com` }),
    check: ({ text }) => expect(text).toMatch(CREATED),
  },
  {
    operation: "createAdmin",
    status: 201,
    name: "with all there is, and what is not known is ignored",
    request: creating({
      firstname: "Nina",
      lastname: "New",
      language: "de",
      access_type: 1,
      roles: 1,
      notifications_management: 1,
      notifications_backup: 31,
      notifications_device_control: 1,
      notifications_certificate_management: 7,
      use_existing_identity: 0,
      nobody_knows: 1,
    }),
    check: async ({ body }, world) =>
      expect((await world.send("GET", `/admins/${(body as { id: number }).id}`, { as: ROOT })).body).toMatchObject({
        firstname: "Nina",
        lastname: "New",
        language: "de",
        access_type: 1,
        roles: 1,
        notifications_management: 1,
        notifications_backup: 31,
        notifications_device_control: 1,
        notifications_certificate_management: 7,
        status: -1,
        integration_active: false,
      }),
  },
  {
    operation: "createAdmin",
    status: 201,
    name: "a further account of an identity",
    request: async (world) => create(world.tree.unit.id, { login: (await world.pending("admins")).login, use_existing_identity: 1 }),
  },
  ...(
    [
      [{ login: 5 }, /^login must be a string/],
      [{ login: "with:colon" }, /^login /],
      [{ login: " blank" }, /^login /],
      [{ login: "" }, /^login /],
      [{ login: "a".repeat(255) }, /^login .*254/],
      [{ email: "no address" }, /^email /],
      [{ access_type: 32 }, /^access_type /],
      [{ access_type: -1 }, /^access_type /],
      [{ roles: 2 }, /^roles /],
      [{ language: "!" }, /^language /],
      [{ notifications_backup: 32 }, /^notifications_backup /],
      [{ use_existing_identity: 2 }, /^use_existing_identity /],
    ] as const
  ).map(([body, info]): Case => ({
    operation: "createAdmin",
    status: 400,
    name: JSON.stringify(body).slice(0, 60),
    info,
    request: creating(body),
  })),
  {
    operation: "createAdmin",
    status: 400,
    name: "no login",
    info: /^login is required/,
    request: ({ tree }) => create(tree.company.id, { email: "x@example.com" }),
  },
  {
    operation: "createAdmin",
    status: 400,
    name: "no e-mail",
    info: /^email is required/,
    request: ({ tree }) => create(tree.company.id, { login: "no-address" }),
  },
  {
    operation: "createAdmin",
    status: 403,
    name: "more rights than the giver's",
    info: /MIGRATION/i,
    request: (world) => ({
      ...create(world.tree.company.id, { login: world.fresh("more"), email: "m@example.com", access_type: 31 }),
      as: world.tree.accounts.partner_admin,
    }),
  },
  {
    operation: "createAdmin",
    status: 403,
    name: "an identity with accounts elsewhere",
    info: /outside/,
    request: ({ tree }) => ({
      ...create(tree.company.id, { login: tree.otherAdmin.login, use_existing_identity: 1 }),
      as: tree.accounts.partner_admin,
    }),
  },
  {
    operation: "createAdmin",
    status: 404,
    name: "an identity that is not there",
    info: /'nobody'/,
    request: ({ tree }) => create(tree.company.id, { login: "nobody", use_existing_identity: 1 }),
  },
  {
    operation: "createAdmin",
    status: 409,
    name: "a login that is taken, whatever its case",
    info: /^login .*taken/,
    request: creating({ login: "ROOT" }),
  },
  {
    operation: "createAdmin",
    status: 409,
    name: "a seat that is taken",
    info: /^login /,
    request: async (world) => create(world.tree.company.id, { login: (await world.pending("admins")).login, use_existing_identity: 1 }),
  },
];

const one: Case[] = [
  {
    operation: "getAdmin",
    status: 200,
    name: "a new one, to the byte",
    request: async (world) => {
      const { id, uuid, login } = await world.pending("admins");
      return {
        target: `/admins/${uuid}`,
        as: ROOT,
        text:
          `{"id":${id},"uuid":"${uuid}","user_id":${id},"version":1,"login":"${login}","email":"${login}@example.com",` +
          '"firstname":"Ada","lastname":"Account","phone":"","address1":"","address2":"","city":"","state":"","country":"",' +
          `"zipcode":"","language":"en","status":-1,"group":${world.tree.company.id},"access_type":15,"roles":0,` +
          '"integration_active":false,"terms_accepted":0,"platform_terms_accepted":0,"privacy_policy_accepted":0,' +
          '"notifications_backup":0,"notifications_management":0,"notifications_device_control":0,' +
          '"notifications_certificate_management":0}',
      };
    },
  },
  {
    operation: "getAdmin",
    status: 404,
    name: "an id that is a service user's",
    info: /no admin/,
    request: ({ tree }) => ({ target: `/admins/${tree.accounts.tenant_viewer.id}`, as: ROOT }),
  },
  { operation: "updateAdmin", status: 200, name: "a name", request: changing({ firstname: "Other", lastname: "Name" }, version(2)) },
  { operation: "updateAdmin", status: 200, name: "nothing", request: changing({}, version(1)) },
  {
    operation: "updateAdmin",
    status: 200,
    name: "with the version it has",
    request: async (world) => ({
      target: `/admins/${(await world.pending("admins")).id}?version=1`,
      as: ROOT,
      body: { status: 0 },
      text: version(2),
    }),
  },
  {
    operation: "updateAdmin",
    status: 200,
    name: "all there is",
    request: changing(
      {
        firstname: "A",
        lastname: "B",
        language: "fr",
        email: "other@example.com",
        access_type: 5,
        roles: 1,
        status: 1,
        notifications_management: 1,
        notifications_backup: 1,
        notifications_device_control: 1,
        notifications_certificate_management: 1,
      },
      version(2),
    ),
  },
  ...(
    [
      [{ status: -1 }, /^status /],
      [{ status: 2 }, /^status /],
      [{ email: "no address" }, /^email /],
      [{ access_type: "15" }, /^access_type must be an integer/],
      [{ login: "other" }, /^login is not a known property/],
      [{ firstname: null }, /^firstname /],
      [{ roles: 1.5 }, /^roles /],
    ] as const
  ).map(([body, info]): Case => ({ operation: "updateAdmin", status: 400, name: JSON.stringify(body), info, request: changing(body) })),
  {
    operation: "updateAdmin",
    status: 403,
    name: "one's own rights",
    info: /^can not change access policies for self$/,
    request: ({ tree }) => ({
      target: `/admins/${tree.accounts.company_admin.id}`,
      as: tree.accounts.company_admin,
      body: { access_type: 1 },
    }),
  },
  {
    operation: "updateAdmin",
    status: 403,
    name: "the last root admin",
    info: /last root admin|self/,
    request: ({ rootAdmin }) => ({ target: `/admins/${rootAdmin}`, as: ROOT, body: { status: 0 } }),
  },
  {
    operation: "deleteAdmin",
    status: 204,
    name: "an admin",
    text: "",
    request: async (world) => ({ target: `/admins/${(await world.account("admins")).id}`, as: ROOT }),
  },
  {
    operation: "deleteAdmin",
    status: 204,
    name: "with the version it has",
    text: "",
    request: async (world) => ({ target: `/admins/${(await world.pending("admins")).uuid}?version=1`, as: ROOT }),
  },
  {
    operation: "deleteAdmin",
    status: 403,
    name: "oneself",
    info: /self/,
    request: ({ rootAdmin }) => ({ target: `/admins/${rootAdmin}`, as: ROOT }),
  },
];

export const admins: readonly Case[] = [...lists, ...creations, ...one];
