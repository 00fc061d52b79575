import jwt from "jsonwebtoken";
import { expect } from "vitest";
import { type Credentials, ROOT } from "../../setup/test-server.js";
import type { Case } from "../case.js";
import { FOUND, profileFields } from "../exact.js";
import { type World, must } from "../world.js";
import { BROWSER, OTHER_SITE, twoSeats } from "./browsing.js";

const TOKEN = /^\{"jwt":"[\w-]+\.[\w-]+\.[\w-]+"\}$/;
const claims = (body: unknown): jwt.JwtPayload => jwt.decode((body as { jwt: string }).jwt) as jwt.JwtPayload;

/** A token by way of the API. */
export async function tokenAt(world: World, path: string, as: Credentials): Promise<string> {
  return (must(200, await world.send("GET", path, { as })).body as { jwt: string }).jwt;
}

interface Issuing {
  operation: string;
  path: (id: number | string) => string;
  sort: "admins" | "users";
}

/** What the four ways to a token have in common. */
const issuing = ({ operation, path, sort }: Issuing): Case[] => [
  {
    operation,
    status: 200,
    name: "of another account: it says who acts",
    request: async (world) => ({ target: path((await world.account(sort)).id), as: ROOT }),
    check: ({ text, body }) => {
      expect(text).toMatch(TOKEN);
      expect(claims(body)).toMatchObject({ scope: [], act: { uid: "root" } });
      expect(claims(body)["uid"]).toMatch(sort);
    },
  },
  {
    operation,
    status: 200,
    name: "of an account without a password, by uuid",
    request: async (world) => ({ target: path((await world.pending(sort)).uuid), as: ROOT }),
  },
  {
    operation,
    status: 403,
    name: "of a disabled account",
    info: /disabled/,
    request: async (world) => {
      const { id } = await world.account(sort);
      must(200, await world.send("PUT", `/${sort}/${id}`, { as: ROOT, body: { status: 0 } }));
      return { target: path(id), as: ROOT };
    },
  },
  { operation, status: 404, name: "of nobody", request: () => ({ target: path(4_000_000), as: ROOT }) },
  { operation, status: 404, name: "of a group", request: ({ tree }) => ({ target: path(tree.company.id), as: ROOT }) },
  {
    operation,
    status: 401,
    name: "without credentials",
    aboutCredentials: true,
    request: ({ tree }) => ({ target: path(tree.otherUser.id) }),
  },
];

const scoped = (operation: string, path: string, as: (world: World) => Credentials): Case[] => [
  {
    operation,
    status: 200,
    name: "limited to scopes",
    request: (world) => ({ target: `${path}?scope=AgentRegistration,%20SomeScope1,SomeScope1`, as: as(world) }),
    check: ({ body }) => expect(claims(body)["scope"]).toEqual(["AgentRegistration", "SomeScope1"]),
  },
  ...["", ",", "a,,b", "%22", "a%20b"].map((scope): Case => ({
    operation,
    status: 400,
    name: `limited to '${scope}'`,
    info: /^scope must be a list of words/,
    request: (world) => ({ target: `${path}?scope=${scope}`, as: as(world) }),
  })),
  {
    operation,
    status: 400,
    name: "limited to more than 20 scopes",
    info: /^scope must not have more than 20/,
    request: (world) => ({ target: `${path}?scope=${Array.from({ length: 21 }, (_item, index) => `s${index}`).join(",")}`, as: as(world) }),
  },
];

const issued: Case[] = [
  ...issuing({ operation: "getAdminToken", path: (id) => `/admins/${id}/jwt`, sort: "admins" }),
  ...issuing({ operation: "getUserToken", path: (id) => `/users/${id}/jwt`, sort: "users" }),
  ...issuing({ operation: "impersonateAdmin", path: (id) => `/admins/${id}/impersonate`, sort: "admins" }),
  ...issuing({ operation: "impersonateUser", path: (id) => `/users/${id}/impersonate`, sort: "users" }),
  ...scoped("getAdminToken", "/admins/self/jwt", ({ tree }) => tree.accounts.readonly_admin),
  ...scoped("getUserToken", "/users/self/jwt", ({ tree }) => tree.accounts.tenant_viewer),
  {
    operation: "getUserToken",
    status: 200,
    name: "a service user's own: nobody acts",
    request: ({ tree }) => ({ target: "/users/self/jwt", as: tree.accounts.tenant_viewer }),
    check: ({ body }, { tree }) => {
      expect(claims(body)).toMatchObject({ uid: "tenant-viewer", tenantId: String(tree.unit.id) });
      expect(claims(body)).not.toHaveProperty("act");
    },
  },
  {
    operation: "impersonateAdmin",
    status: 200,
    name: "of a service user, too",
    request: ({ tree }) => ({ target: `/admins/${tree.accounts.tenant_viewer.id}/impersonate`, as: tree.accounts.company_admin }),
    check: ({ body }) => expect(claims(body)).toMatchObject({ uid: "tenant-viewer", act: { uid: "company-admin" } }),
  },
  {
    operation: "getAdminToken",
    status: 403,
    name: "a page of another site",
    aboutCredentials: true,
    info: /site/,
    request: async (world) => ({ target: "/admins/self/jwt", headers: { ...OTHER_SITE, ...(await world.session(ROOT)) } }),
  },
];

const COOKIE = /^SESSION=[0-9a-f-]{36}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/;

/** A token that an account got for itself, and the account. */
async function ownToken(world: World, sort: "admins" | "users" = "admins", group?: number) {
  const account = await world.account(sort, group);
  return { account, token: await tokenAt(world, `/${sort}/self/jwt`, account) };
}

const login = (name: string, status: number, request: Case["request"], more: Partial<Case> = {}): Case => ({
  operation: "loginByToken",
  name,
  status,
  request,
  ...more,
});

const logins: Case[] = [
  login(
    "the profile, to the byte, and a session",
    200,
    async (world) => {
      const { account, token } = await ownToken(world);
      const { id, uuid } = world.tree.company;
      const brand = (must(200, await world.send("GET", "/profile", { as: ROOT })).body as { brand: number }).brand;
      const shown = { ...account, accessType: 15, movesGroups: 0, brand, group: { id, uuid, kind: 40, name: "Company" } };
      return { target: `/login?jwt=${token}`, text: `{${profileFields(shown)}}` };
    },
    {
      check: async ({ headers, body }, world) => {
        expect(headers["set-cookie"]).toEqual([expect.stringMatching(COOKIE)]);
        const { text } = await world.send("GET", "/profile", { headers: { cookie: headers["set-cookie"]![0]!.split(";")[0]! } });
        expect(JSON.parse(text)).toEqual(body);
      },
    },
  ),
  login("a service user", 200, async (world) => ({ target: `/login/?jwt=${(await ownToken(world, "users")).token}` })),
  login("as Bearer", 200, async (world) => ({ target: "/login", headers: { authorization: `Bearer ${(await ownToken(world)).token}` } })),
  login(
    "a browser is sent to the console",
    302,
    async (world) => ({ target: `/login?jwt=${(await ownToken(world)).token}`, headers: BROWSER }),
    {
      text: FOUND,
      check: ({ headers }, { server }) =>
        expect([headers.location, headers["set-cookie"]]).toEqual([server.config.consoleUrl, [expect.stringMatching(COOKIE)]]),
    },
  ),
  login(
    "a browser that a link elsewhere has sent is asked first",
    302,
    async (world) => ({ target: `/login?jwt=${(await ownToken(world)).token}`, headers: { ...BROWSER, "sec-fetch-site": "cross-site" } }),
    {
      text: FOUND,
      check: ({ headers }, { server }) => {
        expect(headers.location).toMatch(new RegExp(`^${server.config.publicUrl}/\\?jwt=[\\w.-]+$`));
        expect(headers["set-cookie"]).toBeUndefined();
      },
    },
  ),
  login(
    "a page elsewhere",
    403,
    async (world) => ({ target: `/login?jwt=${(await ownToken(world)).token}`, headers: { "sec-fetch-site": "cross-site" } }),
    {
      info: /elsewhere/,
      check: ({ headers }) => expect(headers["set-cookie"]).toBeUndefined(),
    },
  ),
  login(
    "switches a session to another account of the identity",
    200,
    async (world) => {
      const { login: name, password, second } = await twoSeats(world);
      const { body } = must(200, await world.send("POST", "/login", { body: { username: name, password, user_id: second } }));
      const { cookie } = await sessionOf(world, { username: name, password, user_id: (body as { id: number }).id });
      return { target: `/login?jwt=${await tokenAt(world, "/admins/self/jwt", { login: name, password })}`, headers: { cookie } };
    },
    { check: ({ headers }) => expect(headers["set-cookie"]).toHaveLength(1) },
  ),
  login(
    "in a session of another identity",
    401,
    async (world) => ({ target: `/login?jwt=${(await ownToken(world)).token}`, headers: await world.session(ROOT) }),
    {
      info: /^cannot switch session to user with different identity$/,
      check: ({ headers }) => expect(headers["set-cookie"]).toBeUndefined(),
    },
  ),
  login("without a token", 401, () => ({ target: "/login" }), { aboutCredentials: true }),
  login("with what is none", 401, () => ({ target: "/login?jwt=a.b.c" }), { aboutCredentials: true }),
  login("two tokens", 400, async (world) => ({ target: `/login?jwt=${(await ownToken(world)).token}&jwt=x` }), {
    info: /given more than once/,
  }),
  login(
    "limited to scopes",
    403,
    async (world) => ({
      target: `/login?jwt=${await tokenAt(world, "/users/self/jwt?scope=AgentRegistration", world.tree.accounts.tenant_viewer)}`,
    }),
    { info: /scopes/ },
  ),
  login(
    "from an address that is not allowed",
    403,
    async (world) => {
      const { id } = await world.group();
      const { token } = await ownToken(world, "admins", id);
      must(200, await world.send("POST", `/groups/${id}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } }));
      return { target: `/login?jwt=${token}` };
    },
    { info: /127\.0\.0\.1/ },
  ),
  login("of an account that has been removed", 404, async (world) => {
    const { token, account } = await ownToken(world);
    must(204, await world.send("DELETE", `/admins/${account.id}`, { as: ROOT }));
    return { target: `/login?jwt=${token}` };
  }),
  login(
    "of a disabled account",
    423,
    async (world) => {
      const { token, account } = await ownToken(world);
      must(200, await world.send("PUT", `/admins/${account.id}`, { as: ROOT, body: { status: 0 } }));
      return { target: `/login?jwt=${token}` };
    },
    { check: ({ headers }) => expect(headers["retry-after"]).toBeUndefined() },
  ),
];

async function sessionOf(world: World, body: object): Promise<{ cookie: string }> {
  const { headers } = must(200, await world.send("POST", "/login", { body }));
  return { cookie: headers["set-cookie"]![0]!.split(";")[0]! };
}

export const tokens: readonly Case[] = [...issued, ...logins];
