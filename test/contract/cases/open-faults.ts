import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import { PASSWORD } from "../../setup/tree.js";
import type { Case, Request } from "../case.js";
import { type World, must } from "../world.js";

/** Cases the product fails. Each moves to its resource once it passes. */

const CONTACT = { firstname: "Ida", lastname: "Inn", email: "ida@example.com", city: "Town" };
const ALONE = { as: ROOT };

const putNew =
  (body: object): Case["request"] =>
  async (world) => ({ target: `/groups/${(await world.group()).id}`, as: ROOT, body });

/** A session of an account that may no longer be used from here. */
async function refusedSession(world: World): Promise<{ cookie: string }> {
  const { id } = await world.group();
  const headers = await world.session(await world.account("admins", id));
  must(200, await world.send("POST", `/groups/${id}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } }));
  return headers;
}

const fails: Case[] = [
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
      expect((await world.send("GET", `/groups/${(body as { id: number }).id}`, ALONE)).body).toMatchObject({ contact: CONTACT }),
  },
  { operation: "getActivationToken", status: 401, name: "no token", request: () => ({ target: "/actions/activate" }) },
  { operation: "activateAccount", status: 401, name: "no token", request: () => ({ target: "/actions/activate", body: { password: PASSWORD } }) },
];

/** Credentials are optional on open routes, so that what is no good must not matter. */
const open: Case[] = [
  {
    operation: "getAccountServer",
    status: 200,
    name: "with a session that is refused from this address",
    request: async (world) => ({ target: "/accounts?login=root", headers: await refusedSession(world) }),
  },
  {
    operation: "login",
    status: 200,
    name: "with a session that is refused from this address",
    request: async (world) => ({ target: "/login", body: { username: ROOT.login, password: ROOT.password }, headers: await refusedSession(world) }),
  },
];

/** A running session is the credential of a request that names nothing but an account. */
const switching: Case[] = [
  {
    operation: "login",
    status: 401,
    name: "a user_id alone, without a session",
    aboutCredentials: true,
    request: ({ rootAdmin }) => ({ target: "/login", body: { user_id: rootAdmin } }),
  },
  {
    operation: "login",
    status: 401,
    name: "a user_id alone, with a session that is over",
    aboutCredentials: true,
    request: ({ rootAdmin }) => ({
      target: "/login",
      body: { user_id: rootAdmin },
      headers: { cookie: "SESSION=00000000-0000-4000-8000-000000000000" },
    }),
  },
];

/** What is said of a refusal names things as the contract does. */
const words: Case[] = [
  ...(
    [
      [{ pricing: { rating: 3_000_000_000 } }, /^pricing\.rating /],
      [{ privileges: { subscription_expiration: 8_000_000_000_000 } }, /^(privileges\.)?subscription_expiration /],
    ] as const
  ).map(([body, info]): Case => ({ operation: "updateGroup", status: 400, name: JSON.stringify(body), info, request: putNew(body) })),
  {
    operation: "searchGroups",
    status: 400,
    name: "limit=99999999999",
    info: /^limit /,
    request: () => ({ target: "/groups?limit=99999999999", as: ROOT }),
  },
  {
    operation: "createUser",
    status: 400,
    name: "an e-mail that is none",
    info: /^email /,
    request: (world): Request => ({
      target: `/groups/${world.tree.company.id}/users`,
      as: ROOT,
      body: { login: world.fresh("user"), email: "no address" },
    }),
  },
  {
    operation: "getActivationMail",
    status: 400,
    name: "neither login nor user_id",
    info: /^login or user_id /,
    request: () => ({ target: "/actions/mail/activate", as: ROOT }),
  },
  {
    operation: "deleteGroup",
    status: 400,
    name: "an enabled group",
    info: /^status /,
    request: async (world) => ({ target: `/groups/${(await world.group()).id}`, as: ROOT }),
  },
  {
    operation: "updateGroup",
    status: 403,
    name: "customer_id of one's own group",
    info: /^customer_id /,
    request: ({ tree }) => ({ target: "/groups/self", as: tree.accounts.partner_admin, body: { customer_id: "C-1" } }),
  },
  {
    operation: "updateGroup",
    status: 403,
    name: "status of the root",
    info: /^status /,
    request: () => ({ target: "/groups/self", as: ROOT, body: { status: 0 } }),
  },
];

/** Five wrong passwords from one address lock the login for a time. */
const lockout: Case = {
  operation: "login",
  status: 423,
  name: "too many wrong passwords, with the time until the next try",
  request: async (world) => {
    const { login } = await world.account("users");
    for (let attempt = 0; attempt < 5; attempt++) must(401, await world.send("POST", "/login", { body: { username: login, password: "wrong" } }));
    return { target: "/login", body: { username: login, password: PASSWORD } };
  },
  check: ({ headers }) => expect(headers["retry-after"]).toMatch(/^\d+$/),
};

export const openFaults: readonly Case[] = [...fails, ...open, ...switching, ...words, lockout];
