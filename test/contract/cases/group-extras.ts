import { execFileSync } from "node:child_process";
import jwt from "jsonwebtoken";
import { expect } from "vitest";
import { GroupKind } from "../../../src/kernel/enums.js";
import { ROOT } from "../../setup/test-server.js";
import { READ_AND_MIGRATE } from "../../setup/masks.js";
import type { Case } from "../case.js";
import { version } from "../exact.js";
import { type World, must } from "../world.js";

const SERVICE = "https://move.example/portal?step=1";

/** A group whose agents are migrated. */
async function migrated(world: World, body: object = { migration_service: SERVICE, migration_enabled: 1 }): Promise<number> {
  const { id } = await world.group();
  must(200, await world.send("PUT", `/groups/${id}/migration`, { as: ROOT, body }));
  return id;
}

/** The key a migration portal is given by the operator, made as the documentation says. */
const serviceKey = (secret: string, origin: string): Buffer =>
  Buffer.from(
    execFileSync(
      "openssl",
      [
        "kdf",
        "-keylen",
        "32",
        "-kdfopt",
        "digest:SHA256",
        "-kdfopt",
        `key:${secret}`,
        "-kdfopt",
        `info:portico tokens for ${origin}`,
        "HKDF",
      ],
      { encoding: "utf8" },
    )
      .trim()
      .replaceAll(":", ""),
    "hex",
  );

const migration: Case[] = [
  {
    operation: "getMigration",
    status: 200,
    name: "the portal and a token good for it alone",
    request: async (world) => ({ target: `/groups/${await migrated(world)}/migration`, as: world.tree.accounts.readonly_admin }),
    check: async ({ text, body }, { send, server }) => {
      expect(text).toMatch(/^\{"migration_service":"https:\/\/move\.example\/portal\?step=1","jwt":"[\w-]+\.[\w-]+\.[\w-]+"\}$/);
      const token = (body as { jwt: string }).jwt;
      const key = serviceKey(server.config.secret, "https://move.example");
      expect(jwt.verify(token, key, { algorithms: ["HS256"], audience: "https://move.example", issuer: "localhost" })).toMatchObject({
        uid: "readonly-admin",
        scope: ["Migration"],
      });
      expect((await send("GET", `/profile?jwt=${token}`)).status).toBe(401);
      expect((await send("GET", `/login?jwt=${token}`)).status).toBe(401);
    },
  },
  ...[{}, { migration_enabled: 0, migration_service: SERVICE }, { migration_enabled: 1 }].map((body): Case => ({
    operation: "getMigration",
    status: 404,
    name: `after ${JSON.stringify(body)}`,
    info: /not enabled/,
    request: async (world) => ({ target: `/groups/${await migrated(world, body)}/migration`, as: ROOT }),
  })),
  {
    operation: "updateMigration",
    status: 200,
    name: "is seen in the group, whose version grows",
    text: version(2),
    request: async (world) => ({
      target: `/groups/${(await world.group()).id}/migration?version=1`,
      as: ROOT,
      body: { migration_service: "http://portal.com", migration_enabled: 1 },
    }),
  },
  {
    operation: "updateMigration",
    status: 200,
    name: "needs the right to migrate, and no other",
    text: version(3),
    request: async (world) => {
      const id = await migrated(world);
      return {
        target: `/groups/${id}/migration`,
        as: await world.account("admins", world.tree.partner.id, { access_type: READ_AND_MIGRATE }),
        body: { migration_enabled: 0 },
      };
    },
  },
  {
    operation: "updateMigration",
    status: 200,
    name: "old clients send back what they have read",
    text: version(2),
    request: async (world) => {
      const id = await migrated(world);
      const { migration_enabled, migration_service } = must(200, await world.send("GET", `/groups/${id}`, { as: ROOT })).body as Record<
        string,
        unknown
      >;
      return { target: `/groups/${id}/migration`, as: ROOT, body: { migration_enabled, migration_service } };
    },
  },
  {
    operation: "updateMigration",
    status: 403,
    name: "without the right to migrate, even where nothing would change",
    info: /MIGRATION/,
    request: async (world) => ({
      target: `/groups/${await migrated(world)}/migration`,
      as: world.tree.accounts.partner_admin,
      body: { migration_enabled: 1 },
    }),
  },
  ...(
    [
      [{ migration_service: "javascript:alert(1)" }, /^migration_service must be/],
      [{ migration_service: "/portal" }, /^migration_service must be/],
      [{ migration_enabled: 2 }, /^migration_enabled /],
      [{ other: 1 }, /^other is not a known property/],
    ] as const
  ).map(([body, info]): Case => ({
    operation: "updateMigration",
    status: 400,
    name: JSON.stringify(body),
    info,
    request: async (world) => ({ target: `/groups/${(await world.group()).id}/migration`, as: ROOT, body }),
  })),
  {
    operation: "updateMigration",
    status: 426,
    name: "another version",
    request: async (world) => ({
      target: `/groups/${await migrated(world)}/migration?version=1`,
      as: ROOT,
      body: { migration_enabled: 0 },
    }),
  },
];

const token = (body: unknown): string => (body as { token: string }).token;

const consoles: Case[] = [
  {
    operation: "getBackupConsole",
    status: 200,
    name: "opened for the caller, to the byte",
    request: ({ tree }) => ({ target: `/groups/${tree.company.id}/backupconsole`, as: tree.accounts.readonly_admin }),
    check: async ({ text, body }, { send, server }) => {
      const jwtText = token(body);
      const host = server.config.publicUrl;
      const url = `${host}/bc/#access_token=${jwtText}`;
      expect(text).toBe(
        `{"jwt":"${jwtText}","server_address":"${new URL(host).host}","api_prefix":"/api/ams/","token":"${jwtText}","shard":"",` +
          `"host":"${host}","url":"${url}","bc_path_prefix":"/bc/","redirect_url":"${url}"}`,
      );
      expect((await send("GET", `/profile?jwt=${jwtText}`)).body).toMatchObject({ login: "readonly-admin" });
    },
  },
  {
    operation: "getBackupConsole",
    status: 200,
    name: "for another program",
    request: ({ tree }) => ({
      target: "/groups/self/backupconsole?app=aps&language=pt-BR&username=J%26J%20%23%3C",
      as: tree.accounts.company_admin,
    }),
    check: ({ body }) => {
      const { url, redirect_url: redirect } = body as { url: string; redirect_url: string };
      expect(redirect).toBe(`${url}&app=aps&language=pt-BR&username=J%26J%20%23%3C`);
    },
  },
  {
    operation: "getBackupConsole",
    status: 200,
    name: "of a service user's own group, by id",
    request: ({ tree }) => ({ target: `/groups/${tree.unit.id}/backupconsole`, as: tree.accounts.tenant_viewer }),
    check: ({ body }) => expect(jwt.decode(token(body))).toMatchObject({ uid: "tenant-viewer" }),
  },
  {
    operation: "getBackupConsole",
    status: 403,
    name: "of a group that is not a service user's own",
    request: ({ tree }) => ({ target: `/groups/${tree.company.id}/backupconsole`, as: tree.accounts.tenant_viewer }),
  },
  {
    operation: "getBackupConsole",
    status: 400,
    name: "in no language",
    info: /^language /,
    request: () => ({ target: "/groups/self/backupconsole?language=%3Cscript%3E", as: ROOT }),
  },
  {
    operation: "getBackupConsole",
    status: 406,
    name: "of a group without backups",
    info: /BACKUP/,
    request: async (world) => {
      const { id } = await world.group();
      must(200, await world.send("PUT", `/groups/${id}`, { as: ROOT, body: { capabilities: 28 } }));
      return { target: `/groups/${id}/backupconsole`, as: ROOT };
    },
  },
];

/** A company with a contact, an admin of it who is mailed, and one of the partner above. */
async function watched(
  world: World,
): Promise<{ id: number; name: string; own: string; above: string; user: { id: number; login: string } }> {
  const partner = await world.group(world.tree.distributor.id, GroupKind.MSP);
  const group = await world.group(partner.id, GroupKind.END_USER_COMPANY, {
    contact: { firstname: "Con", lastname: "Tact", email: "contact@example.com" },
  });
  const mailed = { notifications_backup: 3, notifications_management: 0 };
  const { login: above } = await world.account("admins", partner.id, mailed);
  const { login: own } = await world.account("admins", group.id, { ...mailed, notifications_backup: 1 });
  await world.account("admins", group.id, { notifications_backup: 0 });
  const disabled = await world.account("admins", group.id, mailed);
  must(200, await world.send("PUT", `/admins/${disabled.id}`, { as: ROOT, body: { status: 0 } }));
  return { ...group, own, above, user: await world.pending("users", group.id) };
}

const recipients = (body: unknown): string[] => (body as { recipient: string }[]).map(({ recipient }) => recipient);
const query = (more = ""): string => `/watchers?event_mask=1&service_kind=2${more}`;

const watchers: Case[] = [
  {
    operation: "listWatchers",
    status: 200,
    name: "at and above a group, to the byte",
    request: async (world) => {
      const { id, name, own, above } = await watched(world);
      const brand = (must(200, await world.send("GET", "/profile", { as: ROOT })).body as { brand: number }).brand;
      const partner = (
        must(
          200,
          await world.send(
            "GET",
            `/groups/${(must(200, await world.send("GET", `/groups/${id}`, { as: ROOT })).body as { parent_id: number }).parent_id}`,
            { as: ROOT },
          ),
        ).body as { name: string }
      ).name;
      const item = (login: string): string =>
        '{"language":"en","subject_firstname":"Con","subject_email":"contact@example.com","subject_lastname":"Tact",' +
        `"brand_id":${brand},"subject_login":null,"recipient":"${login}@example.com",` +
        `"subject_hierarchy_name":"Root/Distributor/${partner}/${name}","sender":"portal@example.com"}`;
      return { target: `/groups/${id}${query()}`, as: ROOT, text: `[${item(above)},${item(own)}]` };
    },
  },
  {
    operation: "listWatchers",
    status: 200,
    name: "of the group alone",
    request: async (world) => ({ target: `/groups/${(await watched(world)).id}${query("&levels_up=0")}`, as: ROOT }),
    check: ({ body }) => expect(recipients(body)).toHaveLength(1),
  },
  {
    operation: "listWatchers",
    status: 200,
    name: "by other events, of which the mask of one holds none",
    request: async (world) => ({
      target: `/groups/${(await watched(world)).id}/watchers?event_mask=14&service_kind=2&levels_up=1`,
      as: ROOT,
    }),
    check: ({ body }) => expect(recipients(body)).toHaveLength(1),
  },
  {
    operation: "listWatchers",
    status: 200,
    name: "of management: none",
    text: "[]",
    request: async (world) => ({
      target: `/groups/${(await watched(world)).id}/watchers?event_mask=1&service_kind=1&levels_up=1`,
      as: ROOT,
    }),
  },
  {
    operation: "listWatchers",
    status: 200,
    name: "about a service user",
    request: async (world) => {
      const { user } = await watched(world);
      return { target: `/groups/${user.id}${query("&levels_up=0")}`, as: ROOT };
    },
    check: ({ body }) =>
      expect(body).toMatchObject([{ subject_login: expect.stringMatching(/^users-/) as string, subject_firstname: "Ada" }]),
  },
  {
    operation: "listWatchers",
    status: 200,
    name: "those above the caller's part of the tree are left out",
    request: async (world) => {
      const { id, own } = await watched(world);
      return { target: `/groups/self${query()}`, as: { login: own, password: (await world.account("admins", id)).password } };
    },
    check: ({ body }) => {
      expect(recipients(body)).toHaveLength(1);
      expect((body as { subject_hierarchy_name: string }[])[0]!.subject_hierarchy_name).not.toContain("/");
    },
  },
  ...(
    [
      ["/watchers?service_kind=2", /event_?mask/i],
      ["/watchers?event_mask=1", /service_?kind/i],
      ["/watchers?event_mask=64&service_kind=2", /event_mask/],
      ["/watchers?event_mask=1&service_kind=3", /service_kind/],
      ["/watchers?event_mask=1&service_kind=2&levels_up=-1", /levels_up/],
    ] as const
  ).map(([path, info]): Case => ({
    operation: "listWatchers",
    status: 400,
    name: path,
    info,
    request: () => ({ target: `/groups/self${path}`, as: ROOT }),
  })),
];

const PROVIDER = "6f2d1c0e-51b4-4a1e-9d5c-0c2a7be0f001";

const providers: Case[] = [
  ...["", "?id=1", `?uuid=${PROVIDER.toUpperCase()}`, `?id=1&uuid=${PROVIDER}`].map((search): Case => ({
    operation: "getIdentityProvider",
    status: 200,
    name: `the built-in one, by '${search}'`,
    request: ({ server: { config }, tree }) => {
      const page = `${config.publicUrl}/forgot-password`;
      return {
        target: `/idp${search}`,
        as: tree.accounts.readonly_admin,
        text: `{"changePasswordUrl":"${page}","forgotPasswordUrl":"${page}","resetPasswordUrl":"${page}","domain":"localhost"}`,
      };
    },
  })),
  ...["?id=2", "?uuid=11111111-1111-1111-1111-111111111111", `?id=2&uuid=${PROVIDER}`].map((search): Case => ({
    operation: "getIdentityProvider",
    status: 404,
    name: search,
    request: () => ({ target: `/idp${search}`, as: ROOT }),
  })),
  ...["?id=one", "?uuid=one"].map((search): Case => ({
    operation: "getIdentityProvider",
    status: 400,
    name: search,
    request: () => ({ target: `/idp${search}`, as: ROOT }),
  })),
];

export const groupExtras: readonly Case[] = [...migration, ...consoles, ...watchers, ...providers];
