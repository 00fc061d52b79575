import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import { PASSWORD } from "../../setup/tree.js";
import type { Case, Request } from "../case.js";
import { FOUND } from "../exact.js";
import type { Reply } from "../http.js";
import { type World, must } from "../world.js";
import { BROWSER, OTHER_SITE, refusedSession, twoSeats } from "./browsing.js";

const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const BEGUN = new RegExp(`^SESSION=${UUID}; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax$`);

const login = (body: object, headers?: Record<string, string>): Request => ({ target: "/login", body, ...(headers && { headers }) });
const withPassword = (username: string, more: object = {}): Request => login({ username, password: PASSWORD, ...more });
const AS_ROOT = { username: ROOT.login, password: ROOT.password };

function beginsSession({ headers }: Reply): void {
  expect(headers["set-cookie"]).toEqual([expect.stringMatching(BEGUN)]);
}

function beginsNone({ headers }: Reply): void {
  expect(headers["set-cookie"]).toBeUndefined();
}

interface Profile {
  id: number;
  login: string;
}
const accountsOf = ({ body }: Reply): Profile[] => (body as { accounts: Profile[] }).accounts;

async function disabled(world: World): Promise<string> {
  const { id, login: name } = await world.account("users");
  must(200, await world.send("PUT", `/users/${id}`, { as: ROOT, body: { status: 0 } }));
  return name;
}

/** A new company with an admin, of which something is then changed. */
async function inCompany(world: World, change: (group: number) => Promise<Reply>): Promise<string> {
  const { id } = await world.group();
  const { login: name } = await world.account("admins", id);
  must(200, await change(id));
  return name;
}

export const logins: readonly Case[] = [
  {
    operation: "login",
    status: 200,
    name: "the only account, its profile at the top level too",
    request: () => login(AS_ROOT),
    check: (reply) => {
      beginsSession(reply);
      const { message, client_ip, accounts: found, ...top } = reply.body as { message: string; client_ip: string; accounts: object[] };
      expect({ message, client_ip, found }).toEqual({ message: "Success", client_ip: "127.0.0.1", found: [top] });
    },
  },
  {
    operation: "login",
    status: 200,
    name: "whatever the case of the login",
    request: () => login({ ...AS_ROOT, username: "ROOT" }),
    check: beginsSession,
  },
  {
    operation: "login",
    status: 200,
    name: "several accounts and none named: all of them, and no session",
    request: async (world) => withPassword((await twoSeats(world)).login),
    check: (reply) => {
      beginsNone(reply);
      expect(accountsOf(reply)).toHaveLength(2);
      expect(Object.keys(reply.body)).toEqual(["message", "client_ip", "accounts"]);
    },
  },
  {
    operation: "login",
    status: 200,
    name: "several accounts and one named",
    request: async (world) => {
      const { login: name, second } = await twoSeats(world);
      return withPassword(name, { user_id: second });
    },
    check: (reply) => {
      beginsSession(reply);
      expect(accountsOf(reply).map(({ id }) => id)).toEqual([(reply.body as Profile).id]);
    },
  },
  {
    operation: "login",
    status: 200,
    name: "a running session switches to another account of the identity",
    request: async (world) => {
      const { login: name, first, second } = await twoSeats(world);
      const { headers } = must(200, await world.send("POST", "/login", withPassword(name, { user_id: first })));
      return login({ user_id: second }, { cookie: headers["set-cookie"]![0]!.split(";")[0]! });
    },
    check: beginsSession,
  },
  {
    operation: "login",
    status: 200,
    name: "with a session that is refused from this address",
    request: async (world) => login(AS_ROOT, await refusedSession(world)),
    check: beginsSession,
  },
  {
    operation: "login",
    status: 302,
    name: "a browser is sent to the console",
    text: FOUND,
    request: () => login(AS_ROOT, BROWSER),
    check: (reply, { server }) => {
      beginsSession(reply);
      expect(reply.headers.location).toBe(server.config.consoleUrl);
    },
  },
  { operation: "login", status: 400, name: "no username", request: () => login({ password: "x" }), info: /^username / },
  { operation: "login", status: 400, name: "no password", request: () => login({ username: "root" }), info: /^password / },
  { operation: "login", status: 400, name: "nothing at all", request: () => ({ target: "/login" }), info: /^username / },
  {
    operation: "login",
    status: 400,
    name: "a user_id that is no integer",
    request: () => login({ ...AS_ROOT, user_id: "1" }),
    info: /^user_id /,
  },
  { operation: "login", status: 401, name: "a wrong password", request: () => login({ ...AS_ROOT, password: "wrong" }), check: beginsNone },
  {
    operation: "login",
    status: 401,
    name: "an unknown login, told like a wrong password",
    request: async ({ send }) => ({
      ...login({ username: "nobody", password: "wrong" }),
      text: (await send("POST", "/login", { body: { ...AS_ROOT, password: "wrong" } })).text,
    }),
  },
  {
    operation: "login",
    status: 401,
    name: "an account without a password",
    request: async (world) => withPassword((await world.pending("users")).login),
  },
  {
    operation: "login",
    status: 401,
    name: "a session of another identity",
    request: async (world) => login({ user_id: world.tree.otherUser.id }, await world.session(ROOT)),
    info: /^cannot switch session to user with different identity$/,
  },
  {
    operation: "login",
    status: 401,
    name: "a user_id alone, without a session",
    aboutCredentials: true,
    request: ({ rootAdmin }) => login({ user_id: rootAdmin }),
  },
  {
    operation: "login",
    status: 401,
    name: "a user_id alone, with a session that is over",
    aboutCredentials: true,
    request: ({ rootAdmin }) => login({ user_id: rootAdmin }, { cookie: "SESSION=00000000-0000-4000-8000-000000000000" }),
  },
  {
    operation: "login",
    status: 403,
    name: "an address that is not allowed",
    request: async (world) =>
      withPassword(
        await inCompany(world, (group) =>
          world.send("POST", `/groups/${group}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } }),
        ),
      ),
    text: `{"client_ip":"127.0.0.1","message":"access from your IP '127.0.0.1' address is not allowed"}`,
    check: beginsNone,
  },
  {
    operation: "login",
    status: 403,
    name: "a disabled group",
    request: async (world) =>
      withPassword(await inCompany(world, (group) => world.send("PUT", `/groups/${group}`, { as: ROOT, body: { status: 0 } }))),
    check: ({ body }) =>
      expect(body).toEqual({ client_ip: "127.0.0.1", message: expect.stringContaining("'127.0.0.1' address is not allowed") as string }),
  },
  {
    operation: "login",
    status: 403,
    name: "a page of another site with a session",
    aboutCredentials: true,
    info: /site/,
    request: async (world) => login(AS_ROOT, { ...OTHER_SITE, ...(await world.session(ROOT)) }),
  },
  {
    operation: "login",
    status: 404,
    name: "a user_id of another identity",
    request: ({ tree }) => login({ ...AS_ROOT, user_id: tree.otherUser.id }),
    info: /^could not resolve target tenant: not found$/,
  },
  {
    operation: "login",
    status: 404,
    name: "a session to an account that is not there",
    request: async (world) => login({ user_id: 4_000_000_000 }, await world.session(ROOT)),
  },
  {
    operation: "login",
    status: 423,
    name: "a disabled account, without an end",
    request: async (world) => withPassword(await disabled(world)),
    check: ({ headers }) => expect(headers["retry-after"]).toBeUndefined(),
  },
  {
    operation: "login",
    status: 423,
    name: "after five wrong passwords, for a minute",
    request: async (world) => {
      const { login: username } = await world.account("users");
      for (let count = 0; count < 5; count++) must(401, await world.send("POST", "/login", { body: { username, password: "wrong" } }));
      return withPassword(username);
    },
    info: /^too many failures: try again in \d+ seconds$/,
    check: (reply) => {
      expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
      beginsNone(reply);
    },
  },
  {
    operation: "login",
    status: 401,
    name: "a disabled account with a wrong password",
    request: async (world) => login({ username: await disabled(world), password: "wrong" }),
  },
];
