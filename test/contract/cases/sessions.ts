import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import type { Case } from "../case.js";
import { FOUND, SUCCESS } from "../exact.js";
import type { World } from "../world.js";
import { BROWSER, OTHER_SITE, refusedSession } from "./browsing.js";

const ENDED = "SESSION=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";

const accounts: Case[] = [
  {
    operation: "getAccountServer",
    status: 200,
    name: "for a login that exists",
    request: ({ server: { config } }) => ({
      target: "/accounts?login=root",
      text: `{"server_url":"${config.publicUrl}","id":0,"login":"root"}`,
    }),
    check: ({ body }) => expect((body as { server_url: string }).server_url).toMatch(/^https?:\/\/.*[^/]$/),
  },
  {
    operation: "getAccountServer",
    status: 200,
    name: "for one that does not, in the same way",
    request: ({ server: { config } }) => ({
      target: "/accounts?login=nobody@nowhere&user_id=7",
      text: `{"server_url":"${config.publicUrl}","id":0,"login":"nobody@nowhere"}`,
    }),
  },
  {
    operation: "getAccountServer",
    status: 200,
    name: "with a session that is refused from this address",
    request: async (world) => ({ target: "/accounts?login=root", headers: await refusedSession(world) }),
  },
  {
    operation: "getAccountServer",
    status: 200,
    name: "with credentials that are no good",
    request: () => ({ target: "/accounts?login=root", headers: { cookie: "SESSION=gone", authorization: "Basic nonsense" } }),
  },
  {
    operation: "getAccountServer",
    status: 400,
    name: "a login with a NUL",
    request: () => ({ target: "/accounts?login=a%00" }),
    info: /^login /,
  },
];

const logouts: Case[] = [
  {
    operation: "logoutPage",
    status: 200,
    name: "ends the session",
    text: SUCCESS,
    request: async (world) => ({ target: "/logout", headers: await world.session(world.tree.otherAdmin) }),
    check: async ({ headers }, { server, tree }) => {
      expect(headers["set-cookie"]).toEqual([ENDED]);
      expect(await server.db("sessions").where({ account_id: tree.otherAdmin.id })).toEqual([]);
    },
  },
  { operation: "logoutPage", status: 200, name: "with Basic", text: SUCCESS, request: () => ({ target: "/logout", as: ROOT }) },
  {
    operation: "logoutPage",
    status: 200,
    name: "as a service user",
    text: SUCCESS,
    request: ({ tree }) => ({ target: "/logout", as: tree.otherUser }),
  },
  {
    operation: "logoutPage",
    status: 302,
    name: "a browser is sent to the console",
    text: FOUND,
    request: async (world) => ({ target: "/logout", headers: { ...BROWSER, ...(await world.session(ROOT)) } }),
    check: ({ headers }, { server }) => expect([headers.location, headers["set-cookie"]]).toEqual([server.config.consoleUrl, [ENDED]]),
  },
  {
    operation: "logoutPage",
    status: 403,
    name: "a page of another site",
    aboutCredentials: true,
    info: /site/,
    request: async (world) => ({ target: "/logout", headers: { ...OTHER_SITE, ...(await world.session(ROOT)) } }),
  },
  {
    operation: "logout",
    status: 204,
    name: "ends the session",
    text: "",
    request: async (world) => ({
      target: "/logout",
      headers: { "content-type": "application/json", ...(await world.session(world.tree.otherUser)) },
    }),
    check: async ({ headers }, { server, tree }) => {
      expect(headers["set-cookie"]).toEqual([ENDED]);
      expect(await server.db("sessions").where({ account_id: tree.otherUser.id })).toEqual([]);
    },
  },
  {
    operation: "logout",
    status: 401,
    name: "a session that has run out",
    aboutCredentials: true,
    request: async (world) => {
      const account = await world.account("users");
      const headers = await world.session(account);
      await world.server
        .db("sessions")
        .where({ account_id: account.id })
        .update({ expires_at: new Date(0) });
      return { target: "/logout", headers };
    },
  },
];

const checks: Case[] = ["checkAuth", "checkAuthDelete", "checkAuthPost", "checkAuthPut", "checkAuthHead", "checkAuthOptions"].flatMap(
  (operation) => [
    { operation, status: 204, name: "with Basic", text: "", request: () => ({ target: "/checkauth", as: ROOT }) },
    {
      operation,
      status: 204,
      name: "as a service user",
      text: "",
      request: ({ tree }: World) => ({ target: "/checkauth", as: tree.accounts.tenant_viewer }),
    },
    {
      operation,
      status: 204,
      name: "with a session in double quotes",
      text: "",
      request: async (world: World) => {
        const { cookie } = await world.session(ROOT);
        return { target: "/checkauth", headers: { cookie: cookie.replace(/=(.*)$/, '="$1"') } };
      },
    },
  ],
);

export const sessions: readonly Case[] = [...accounts, ...logouts, ...checks];
