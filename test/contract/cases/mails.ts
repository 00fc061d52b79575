import { createHmac } from "node:crypto";
import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import { PASSWORD } from "../../setup/tree.js";
import type { Case, Request } from "../case.js";
import { SUCCESS } from "../exact.js";
import { type World, must } from "../world.js";

export const ROUTER_SECRET = "a router's secret, long enough to be one";
const NEXT = "another good password";

const opens = async ({ send }: World, username: string, password: string): Promise<number> =>
  (await send("POST", "/login", { body: { username, password } })).status;

const waiting = async ({ server }: World): Promise<number> =>
  Number((await server.db("outgoing_mails").count<{ count: string }[]>())[0]!.count);

/** That a request leaves so many mails to be sent. */
const leaves = (count: number): Pick<Case, "check" | "text"> => ({
  text: "",
  check: async (_reply, world) => expect(await waiting(world)).toBe(count),
});

/** A request before which no mail waits. */
const alone =
  (request: (world: World) => Request | Promise<Request>): Case["request"] =>
  async (world) => {
    await world.server.db("outgoing_mails").delete();
    return request(world);
  };

const MAIL = { reset: "getResetMail", emailupdate: "getEmailUpdateMail" } as const;

async function tokenFor(world: World, action: "reset" | "emailupdate", login: string, email = "new@example.com"): Promise<string> {
  const query = action === "reset" ? "" : `&email=${email}`;
  return (must(200, await world.send("GET", `/actions/mail/${action}?login=${login}${query}`, { as: ROOT })).body as { token: string })
    .token;
}

const parameters = (["reset", "emailupdate"] as const).flatMap((action): Case[] => [
  {
    operation: MAIL[action],
    status: 200,
    name: "by login, to the byte",
    request: async (world) => {
      const { login } = await world.account("users");
      return { target: `/actions/mail/${action}?login=${login}${action === "reset" ? "" : "&email=new@example.com"}`, as: ROOT };
    },
    check: ({ text, body }, { server: { config } }) => {
      const { login, token } = body as { login: string; token: string };
      const email = action === "reset" ? `${login}@example.com` : "new@example.com";
      expect(text).toBe(
        `{"action":"${action}","base_url":"${config.publicUrl}","company":"Company","downloads":{"user_guide":""},"email":"${email}",` +
          `"group_kind":40,"host":"${config.publicUrl}","language":"en","login":"${login}","recipient_firstname":"Ada",` +
          `"recipient_lastname":"Account","support_phone":null,"support_url":"","token":"${token}","activated":1}`,
      );
      expect(token).toMatch(/^[\w.-]{20,}$/);
    },
  },
  {
    operation: MAIL[action],
    status: 200,
    name: "a read-only admin gets no token",
    request: ({ tree }) => ({
      target:
        `/actions/mail/${action}?user_id=${tree.accounts.tenant_viewer.id}` +
        `&email=${action === "reset" ? "tenant-viewer" : "new"}@example.com`,
      as: tree.accounts.readonly_admin,
    }),
    check: ({ body }) => expect(body).not.toHaveProperty("token"),
  },
  {
    operation: MAIL[action],
    status: 403,
    name: "an account elsewhere",
    info: /outside/,
    request: ({ tree }) => ({
      target: `/actions/mail/${action}?login=${tree.otherUser.login}&email=${tree.otherUser.login}@example.com`,
      as: tree.accounts.partner_admin,
    }),
  },
  {
    operation: MAIL[action],
    status: 404,
    name: "nobody",
    request: () => ({ target: `/actions/mail/${action}?login=nobody&email=new@example.com`, as: ROOT }),
  },
  {
    operation: MAIL[action],
    status: 400,
    name: "neither login nor user_id",
    info: /^login or user_id /,
    request: () => ({ target: `/actions/mail/${action}`, as: ROOT }),
  },
]);

const SEND = { sendActivationMail: "activate", sendResetMail: "reset", sendEmailUpdateMail: "emailupdate" } as const;

const sending = (Object.keys(SEND) as (keyof typeof SEND)[]).flatMap((operation): Case[] => {
  const target = `/actions/mail/${SEND[operation]}`;
  return [
    {
      operation,
      status: 204,
      name: "leaves the mail to be sent",
      request: alone(async (world) => {
        const { login } = await world.pending("users");
        return {
          target,
          as: ROOT,
          body: { login, email: operation === "sendEmailUpdateMail" ? "new@example.com" : `${login}@EXAMPLE.com` },
        };
      }),
      // The former address gets a notice.
      ...leaves(operation === "sendEmailUpdateMail" ? 2 : 1),
    },
    ...(["id", "uuid"] as const).map((form): Case => ({
      operation,
      status: 204,
      name: `by ${form}, too`,
      request: alone(async (world) => {
        const account = await world.pending("admins");
        return {
          target,
          as: world.tree.accounts.partner_admin,
          body: {
            login: account.login,
            email: `${operation === "sendEmailUpdateMail" ? "new" : account.login}@example.com`,
            user_id: account[form],
          },
        };
      }),
    })),
    {
      operation,
      status: 403,
      name: "for an account elsewhere",
      info: /outside/,
      request: alone(({ tree }) => ({
        target,
        as: tree.accounts.partner_admin,
        body: { login: tree.otherUser.login, email: `${tree.otherUser.login}@example.com` },
      })),
      check: async (_reply, world) => expect(await waiting(world)).toBe(0),
    },
    {
      operation,
      status: 404,
      name: "for nobody",
      request: alone(() => ({ target, as: ROOT, body: { login: "nobody", email: "nobody@example.com" } })),
      check: async (_reply, world) => expect(await waiting(world)).toBe(0),
    },
    {
      operation,
      // For a change of address the page has an error of its own, which is seen below.
      status: operation === "sendEmailUpdateMail" ? 401 : 404,
      name: "login and user_id name two accounts",
      request: ({ tree }) => ({
        target,
        as: ROOT,
        body: { login: tree.otherUser.login, email: `${tree.otherUser.login}@example.com`, user_id: tree.otherAdmin.id },
      }),
    },
    {
      operation,
      status: 400,
      name: "an e-mail that is none",
      info: /^email /,
      request: ({ tree }) => ({ target, as: ROOT, body: { login: tree.otherUser.login, email: "no address" } }),
    },
  ];
});

const oddities: Case[] = [
  {
    operation: "sendActivationMail",
    status: 400,
    name: "an account that needs none",
    info: /password already/,
    request: ({ tree }) => ({
      target: "/actions/mail/activate",
      as: ROOT,
      body: { login: tree.otherUser.login, email: `${tree.otherUser.login}@example.com` },
    }),
  },
  {
    operation: "sendActivationMail",
    status: 403,
    name: "a service user for another",
    info: /own/,
    request: ({ tree }) => ({
      target: "/actions/mail/activate",
      as: tree.accounts.tenant_viewer,
      body: { login: "nobody", email: "nobody@example.com" },
    }),
  },
  ...(
    [
      ["all fields in the query", ["login", "email", "user_id"], undefined],
      ["all fields in the query, and an empty body", ["login", "email", "user_id"], []],
      ["what the body lacks in the query", ["email"], ["login"]],
      ["the same in query and body", ["login", "email", "user_id"], ["login", "email", "user_id"]],
    ] as const
  ).map(([name, queried, inBody]): Case => ({
    operation: "sendEmailUpdateMail",
    status: 204,
    name,
    request: async (world) => {
      const { id, login } = await world.account("users");
      const fields: Record<string, string | number> = { login, email: `${login}@new.example.com`, user_id: id };
      const query = queried.map((field) => `${field}=${fields[field]}`).join("&");
      return {
        target: `/actions/mail/emailupdate?${query}`,
        as: ROOT,
        ...(inBody && { body: Object.fromEntries(inBody.map((field) => [field, fields[field]])) }),
      };
    },
  })),
  ...(["login=nobody", "email=other@example.com", "user_id=1"] as const).map((contradiction): Case => ({
    operation: "sendEmailUpdateMail",
    status: 400,
    name: `query and body contradict each other: ${contradiction}`,
    info: new RegExp(`^${contradiction.split("=")[0]!} is another in the query than in the body`),
    request: ({ tree }) => ({
      target: `/actions/mail/emailupdate?${contradiction}`,
      as: ROOT,
      body: { login: tree.otherUser.login, email: "new@example.com", user_id: tree.otherUser.id },
    }),
  })),
  {
    operation: "sendEmailUpdateMail",
    status: 401,
    name: "an id of another identity than the login",
    info: /another identity/,
    request: ({ tree: { accounts, otherUser } }) => ({
      target: "/actions/mail/emailupdate",
      as: ROOT,
      body: { login: otherUser.login, email: "new@example.com", user_id: accounts.tenant_viewer.id },
    }),
  },
  {
    operation: "sendEmailUpdateMail",
    status: 400,
    name: "neither a body nor the query says where to",
    info: /^email is required/,
    request: ({ tree }) => ({ target: `/actions/mail/emailupdate?login=${tree.otherUser.login}`, as: ROOT }),
  },
  {
    operation: "sendEmailUpdateMail",
    status: 204,
    name: "a read-only admin for itself",
    request: ({ tree: { accounts } }) => ({
      target: "/actions/mail/emailupdate",
      as: accounts.readonly_admin,
      body: { login: accounts.readonly_admin.login, email: "new@example.com" },
    }),
  },
  {
    operation: "sendEmailUpdateMail",
    status: 400,
    name: "the address it is already",
    info: /^email /,
    request: ({ tree }) => ({
      target: "/actions/mail/emailupdate",
      as: ROOT,
      body: { login: tree.otherUser.login, email: `${tree.otherUser.login}@example.com` },
    }),
  },
  {
    operation: "sendTestMail",
    status: 204,
    name: "to oneself",
    text: "",
    request: ({ tree }) => ({ target: "/actions/mail/test", as: tree.accounts.company_admin, body: { group_id: tree.company.id } }),
  },
  {
    operation: "sendTestMail",
    status: 403,
    name: "of a group elsewhere",
    info: /outside/,
    request: ({ tree }) => ({ target: "/actions/mail/test", as: tree.accounts.partner_admin, body: { group_id: tree.otherPartner.id } }),
  },
  {
    operation: "sendTestMail",
    status: 404,
    name: "of no group",
    request: () => ({ target: "/actions/mail/test", as: ROOT, body: { group_id: 999_999_999 } }),
  },
];

/** A login with an account in the company and one in the unit of the other branch, or in that of its own. */
async function twoSeats(world: World, other: number): Promise<{ id: number; login: string }> {
  const { id, login } = await world.pending("users");
  must(
    201,
    await world.send("POST", `/groups/${other}/users`, {
      as: ROOT,
      body: { login, email: `${login}@example.com`, use_existing_identity: 1 },
    }),
  );
  return { id, login };
}

const ambiguous = (["activate", "reset", "emailupdate"] as const).flatMap((action): Case[] => {
  const email = (login: string): string => (action === "emailupdate" ? `${login}@new.example.com` : `${login}@example.com`);
  const read = { activate: "getActivationMail", reset: "getResetMail", emailupdate: "getEmailUpdateMail" }[action];
  const send = { activate: "sendActivationMail", reset: "sendResetMail", emailupdate: "sendEmailUpdateMail" }[action];
  const info = /^user_id must say which account is meant/;
  const path = `/actions/mail/${action}`;
  return [
    {
      operation: read,
      status: 400,
      name: "a login with several accounts",
      info,
      request: async (world) => {
        const { login } = await twoSeats(world, world.tree.unit.id);
        return { target: `${path}?login=${login}&email=${email(login)}`, as: ROOT };
      },
    },
    {
      operation: read,
      status: 200,
      name: "one of several accounts",
      request: async (world) => {
        const { id, login } = await twoSeats(world, world.tree.unit.id);
        return { target: `${path}?login=${login}&user_id=${id}&email=${email(login)}`, as: ROOT };
      },
    },
    {
      operation: send,
      status: 400,
      name: "a login with several accounts",
      info,
      request: async (world) => {
        const { login } = await twoSeats(world, world.tree.unit.id);
        return { target: path, as: ROOT, body: { login, email: email(login) } };
      },
    },
    {
      operation: send,
      status: 204,
      name: "one of several accounts",
      request: async (world) => {
        const { id, login } = await twoSeats(world, world.tree.unit.id);
        return { target: path, as: ROOT, body: { login, email: email(login), user_id: id } };
      },
    },
    // Of the seat elsewhere the caller learns nothing.
    {
      operation: read,
      status: 200,
      name: "the one account of a login that the caller sees",
      request: async (world) => {
        const { login } = await twoSeats(world, world.tree.otherUnit.id);
        return { target: `${path}?login=${login}&email=${email(login)}`, as: world.tree.accounts.readonly_admin };
      },
    },
  ];
});

const tokens: Case[] = [
  {
    operation: "getResetToken",
    status: 200,
    name: "a good one, to the byte, and not used up",
    request: async (world) => {
      const user = await world.account("users");
      const token = await tokenFor(world, "reset", user.login);
      must(200, await world.send("GET", `/actions/reset?token=${token}`));
      return {
        target: `/actions/reset?token=${token}`,
        text:
          `{"login":"${user.login}","email":"${user.login}@example.com","user_id":${user.id},"group_kind":40,"company_name":"Company",` +
          '"tenant_name":"Company","first_name":"Ada","last_name":"Account"}',
      };
    },
  },
  { operation: "getResetToken", status: 401, name: "unknown", request: () => ({ target: "/actions/reset?token=nonsense" }) },
  { operation: "getResetToken", status: 401, name: "none", request: () => ({ target: "/actions/reset" }) },
  {
    operation: "getResetToken",
    status: 401,
    name: "one of another purpose",
    request: async (world) => ({ target: `/actions/reset?token=${(await world.token()).token}` }),
  },
  { operation: "getResetToken", status: 400, name: "with a NUL", info: /^token /, request: () => ({ target: "/actions/reset?token=%00" }) },
  {
    operation: "resetPassword",
    status: 200,
    name: "sets the password; sessions and other tokens end",
    text: SUCCESS,
    request: async (world) => {
      const user = await world.account("users");
      const [headers, first, second] = [
        await world.session(user),
        await tokenFor(world, "reset", user.login),
        await tokenFor(world, "reset", user.login),
      ];
      expect((await world.send("POST", `/actions/reset?token=${first}`, { body: { password: NEXT } })).text).toBe(SUCCESS);
      expect([await opens(world, user.login, NEXT), await opens(world, user.login, PASSWORD)]).toEqual([200, 401]);
      expect((await world.send("GET", "/profile", { headers })).status).toBe(401);
      for (const token of [first, second])
        must(401, await world.send("POST", `/actions/reset?token=${token}`, { body: { password: NEXT } }));
      return { target: `/actions/reset?token=${await tokenFor(world, "reset", user.login)}`, body: { password: PASSWORD, md5: 0 } };
    },
  },
  {
    operation: "resetPassword",
    status: 400,
    name: "a short password",
    info: /^password .*8/,
    request: async (world) => ({
      target: `/actions/reset?token=${await tokenFor(world, "reset", (await world.account("users")).login)}`,
      body: { password: "short" },
    }),
  },
  { operation: "resetPassword", status: 401, name: "no token", request: () => ({ target: "/actions/reset", body: { password: NEXT } }) },
  {
    operation: "resetPassword",
    status: 401,
    name: "a token of another purpose",
    request: async (world) => ({ target: `/actions/reset?token=${(await world.token()).token}`, body: { password: NEXT } }),
  },
  {
    operation: "confirmEmailUpdate",
    status: 200,
    name: "sets the address, to the byte; other tokens end",
    request: async (world) => {
      const user = await world.account("users");
      const [reset, first] = [
        await tokenFor(world, "reset", user.login),
        await tokenFor(world, "emailupdate", user.login, "first@example.com"),
      ];
      must(200, await world.send("POST", `/actions/emailupdate?token=${first}`));
      must(401, await world.send("GET", `/actions/reset?token=${reset}`));
      const second = await tokenFor(world, "emailupdate", user.login, "second@example.com");
      return {
        target: `/actions/emailupdate?token=${second}`,
        text: `{"login":"${user.login}","email":"second@example.com","old_email":"first@example.com"}`,
      };
    },
    check: async ({ body }, { server }) => {
      const { login } = body as { login: string };
      expect(await server.db("identities").where({ login }).pluck("email")).toEqual(["second@example.com"]);
    },
  },
  { operation: "confirmEmailUpdate", status: 401, name: "no token", request: () => ({ target: "/actions/emailupdate" }) },
  {
    operation: "confirmEmailUpdate",
    status: 401,
    name: "a used one",
    request: async (world) => {
      const token = await tokenFor(world, "emailupdate", (await world.account("users")).login);
      must(200, await world.send("POST", `/actions/emailupdate?token=${token}`));
      return { target: `/actions/emailupdate?token=${token}` };
    },
  },
];

const addresses: Case[] = [
  {
    operation: "resetPassword",
    status: 403,
    name: "from an address that is not allowed",
    info: /address is not allowed/,
    request: async (world) => {
      const { id } = await world.group();
      const { login } = await world.account("users", id);
      const token = await tokenFor(world, "reset", login);
      must(200, await world.send("POST", `/groups/${id}/settings/logon_ips`, { as: ROOT, body: { items: ["192.0.2.1"] } }));
      return { target: `/actions/reset?token=${token}`, body: { password: NEXT } };
    },
  },
];

const crossSite = (["resetPassword", "confirmEmailUpdate"] as const).map((operation): Case => ({
  operation,
  status: 403,
  name: "a page of another site with a session",
  aboutCredentials: true,
  info: /site/,
  request: async (world) => ({
    target: operation === "resetPassword" ? "/actions/reset?token=nonsense" : "/actions/emailupdate?token=nonsense",
    ...(operation === "resetPassword" && { body: { password: NEXT } }),
    headers: { "sec-fetch-site": "cross-site", ...(await world.session(ROOT)) },
  }),
}));

const sign = (login: string, server: string): string => createHmac("sha256", ROUTER_SECRET).update(`${login}\n${server}`).digest("hex");

const logins: Case[] = [
  {
    operation: "getForgotLink",
    status: 200,
    name: "the same for any login",
    request: ({ server: { config } }) => ({
      target: "/actions/forgot_link?username=no%20body%26",
      as: ROOT,
      text: `{"link":"${config.publicUrl}/forgot-password?login=no%20body%26"}`,
    }),
  },
  {
    operation: "getForgotLink",
    status: 400,
    name: "no username",
    info: /^username is required/,
    request: () => ({ target: "/actions/forgot_link", as: ROOT }),
  },
  {
    operation: "changeLogin",
    status: 200,
    name: "one's own, and the session goes on",
    text: SUCCESS,
    request: async (world) => {
      const admin = await world.account("admins", world.root);
      const headers = await world.session(admin);
      const newlogin = world.fresh("changed");
      expect(
        (await world.send("POST", "/actions/change_login?local=0", { headers, body: { login: admin.login.toUpperCase(), newlogin } })).text,
      ).toBe(SUCCESS);
      expect([
        await opens(world, newlogin, PASSWORD),
        await opens(world, admin.login, PASSWORD),
        (await world.send("GET", "/profile", { headers })).status,
      ]).toEqual([200, 401, 200]);
      return { target: "/actions/change_login?local=1", headers, body: { login: newlogin, newlogin: admin.login } };
    },
  },
  {
    operation: "changeLogin",
    status: 400,
    name: "a colon in it",
    info: /^newlogin /,
    request: () => ({ target: "/actions/change_login", as: ROOT, body: { login: ROOT.login, newlogin: "a:b" } }),
  },
  {
    operation: "changeLogin",
    status: 403,
    name: "another's",
    info: /own/,
    request: ({ tree }) => ({ target: "/actions/change_login", as: ROOT, body: { login: tree.otherUser.login, newlogin: "mine-now" } }),
  },
  {
    operation: "changeLogin",
    status: 404,
    name: "nobody's",
    request: () => ({ target: "/actions/change_login", as: ROOT, body: { login: "nobody", newlogin: "somebody" } }),
  },
  {
    operation: "changeLogin",
    status: 409,
    name: "one that is taken, whatever the case",
    info: /^newlogin is taken/,
    request: ({ tree }) => ({
      target: "/actions/change_login",
      as: ROOT,
      body: { login: ROOT.login, newlogin: tree.otherUser.login.toUpperCase() },
    }),
  },
  {
    operation: "checkAccount",
    status: 404,
    name: "a free login",
    info: /free/,
    request: () => ({ target: `/accounts/check?login=nobody&server=eu-1&sign=${sign("nobody", "eu-1")}` }),
  },
  {
    operation: "checkAccount",
    status: 409,
    name: "a taken one, whatever the case",
    info: /taken/,
    request: () => ({ target: `/accounts/check?login=ROOT&server=eu-1&sign=${sign("ROOT", "eu-1").toUpperCase()}` }),
  },
  {
    operation: "checkAccount",
    status: 403,
    name: "signed for another server",
    info: /^sign /,
    request: () => ({ target: `/accounts/check?login=root&server=eu-2&sign=${sign("root", "eu-1")}` }),
  },
  {
    operation: "checkAccount",
    status: 403,
    name: "not signed at all",
    request: () => ({ target: "/accounts/check?login=root&server=eu-1&sign=" }),
  },
  ...(["login", "server", "sign"] as const).map((missing): Case => ({
    operation: "checkAccount",
    status: 400,
    name: `without ${missing}`,
    info: new RegExp(`^${missing} is required`),
    request: () => ({
      target: `/accounts/check?${["login", "server", "sign"]
        .filter((name) => name !== missing)
        .map((name) => `${name}=x`)
        .join("&")}`,
    }),
  })),
];

export const mails: readonly Case[] = [
  ...parameters,
  ...sending,
  ...ambiguous,
  ...oddities,
  ...tokens,
  ...addresses,
  ...crossSite,
  ...logins,
];
