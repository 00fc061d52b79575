import { createHash } from "node:crypto";
import { expect } from "vitest";
import { ROOT } from "../../setup/test-server.js";
import { ALL_RIGHTS } from "../../setup/masks.js";
import { PASSWORD } from "../../setup/tree.js";
import type { Case, Request } from "../case.js";
import { SUCCESS } from "../exact.js";
import { type World, must } from "../world.js";

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

const NEXT = "another good password";

/** The login that a password now opens. */
const opens = async ({ send }: World, username: string, password: string): Promise<number> =>
  (await send("POST", "/login", { body: { username, password } })).status;

const activate = (token: string, body: object): Request => ({ target: `/actions/activate?token=${token}`, body });

async function used(world: World): Promise<string> {
  const { token } = await world.token();
  must(200, await world.send("POST", `/actions/activate?token=${token}`, { body: { password: PASSWORD } }));
  return token;
}

async function expired(world: World): Promise<string> {
  const { token, user } = await world.token();
  await world.server
    .db("action_tokens")
    .where({ account_id: user.id })
    .update({ expires_at: new Date(0) });
  return token;
}

const mails: Case[] = [
  {
    operation: "getActivationMail",
    status: 200,
    name: "by login, to the byte",
    request: async (world) => {
      const { login } = await world.pending("users");
      return { target: `/actions/mail/activate?login=${login}`, as: ROOT };
    },
    check: ({ text, body }, { server: { config } }) => {
      const { login, token } = body as { login: string; token: string };
      expect(text).toBe(
        `{"action":"activate","base_url":"${config.publicUrl}","company":"Company","downloads":{"user_guide":""},` +
          `"email":"${login}@example.com","group_kind":40,"host":"${config.publicUrl}","language":"en","login":"${login}",` +
          `"recipient_firstname":"Ada","recipient_lastname":"Account","support_phone":null,"support_url":"","token":"${token}",` +
          '"activated":0}',
      );
      expect(token).toMatch(/^[\w.-]{20,}$/);
      expect(config.publicUrl).toMatch(/[^/]$/);
    },
  },
  ...(["id", "uuid"] as const).map((form): Case => ({
    operation: "getActivationMail",
    status: 200,
    name: `by ${form}, the e-mail as a check`,
    request: async (world) => {
      const account = await world.pending("users");
      return { target: `/actions/mail/activate?user_id=${account[form]}&email=${account.login}@EXAMPLE.com`, as: ROOT };
    },
  })),
  {
    operation: "getActivationMail",
    status: 200,
    name: "a read-only admin gets no token",
    request: async (world) => ({
      target: `/actions/mail/activate?login=${(await world.pending("users")).login}`,
      as: world.tree.accounts.readonly_admin,
    }),
    check: ({ body }) => expect(body).not.toHaveProperty("token"),
  },
  {
    operation: "getActivationMail",
    status: 200,
    name: "an activated account needs no token",
    request: ({ tree }) => ({ target: `/actions/mail/activate?login=${tree.accounts.tenant_viewer.login}`, as: ROOT }),
    check: ({ body }) => {
      expect(body).toMatchObject({ activated: 1 });
      expect(body).not.toHaveProperty("token");
    },
  },
  {
    operation: "getActivationMail",
    status: 403,
    name: "an account elsewhere",
    info: /outside/,
    request: ({ tree }) => ({ target: `/actions/mail/activate?login=${tree.otherUser.login}`, as: tree.accounts.partner_admin }),
  },
  {
    operation: "getActivationMail",
    status: 403,
    name: "an account with more rights",
    info: /rights that you don't have/,
    request: async (world) => ({
      target: `/actions/mail/activate?login=${(await world.pending("admins", world.tree.company.id, { access_type: ALL_RIGHTS })).login}`,
      as: world.tree.accounts.partner_admin,
    }),
  },
  {
    operation: "getActivationMail",
    status: 403,
    name: "a page of another site",
    aboutCredentials: true,
    info: /site/,
    request: async (world) => ({
      target: `/actions/mail/activate?login=${(await world.pending("users")).login}`,
      headers: { "sec-fetch-site": "cross-site", ...(await world.session(ROOT)) },
    }),
  },
  {
    operation: "getActivationMail",
    status: 404,
    name: "nobody",
    request: () => ({ target: "/actions/mail/activate?login=nobody", as: ROOT }),
  },
  {
    operation: "getActivationMail",
    status: 404,
    name: "a user_id that is none",
    request: () => ({ target: "/actions/mail/activate?user_id=nonsense", as: ROOT }),
  },
  {
    operation: "getActivationMail",
    status: 404,
    name: "another e-mail",
    request: ({ tree }) => ({ target: `/actions/mail/activate?login=${tree.otherUser.login}&email=x@example.com`, as: ROOT }),
  },
  {
    operation: "getActivationMail",
    status: 400,
    name: "neither login nor user_id",
    info: /^login or user_id /,
    request: () => ({ target: "/actions/mail/activate", as: ROOT }),
  },
];

const tokens: Case[] = [
  {
    operation: "getActivationToken",
    status: 200,
    name: "a good one, to the byte",
    request: async (world) => {
      const { token, user } = await world.token();
      return {
        target: `/actions/activate?token=${token}`,
        text:
          `{"login":"${user.login}","email":"${user.login}@example.com","user_id":${user.id},"group_kind":40,` +
          '"company_name":"Company","tenant_name":"Company","first_name":"Ada","last_name":"Account","activated":false,' +
          '"platform_available":true,"terms_accepted":false,"terms_url":"","platform_terms_url":"","privacy_policy_url":""}',
      };
    },
  },
  {
    operation: "getActivationToken",
    status: 200,
    name: "of a disabled account",
    request: async (world) => {
      const { id } = await world.group();
      const { login } = await world.pending("users", id);
      const { token } = must(200, await world.send("GET", `/actions/mail/activate?login=${login}`, { as: ROOT })).body as { token: string };
      must(200, await world.send("PUT", `/groups/${id}`, { as: ROOT, body: { status: 0 } }));
      return { target: `/actions/activate?token=${token}` };
    },
    check: ({ body }) => expect(body).toMatchObject({ platform_available: false }),
  },
  { operation: "getActivationToken", status: 401, name: "unknown", request: () => ({ target: "/actions/activate?token=nonsense" }) },
  { operation: "getActivationToken", status: 401, name: "none", request: () => ({ target: "/actions/activate" }) },
  {
    operation: "getActivationToken",
    status: 401,
    name: "used",
    request: async (world) => ({ target: `/actions/activate?token=${await used(world)}` }),
  },
  {
    operation: "getActivationToken",
    status: 401,
    name: "run out",
    request: async (world) => ({ target: `/actions/activate?token=${await expired(world)}` }),
  },
  {
    operation: "getActivationToken",
    status: 400,
    name: "with a NUL",
    info: /^token /,
    request: () => ({ target: "/actions/activate?token=%00" }),
  },
  {
    operation: "activateAccount",
    status: 200,
    name: "sets the password",
    text: SUCCESS,
    request: async (world) => {
      const { token, user } = await world.token();
      must(200, await world.send("POST", `/actions/activate?token=${token}`, { body: { password: NEXT } }));
      expect(await opens(world, user.login, NEXT)).toBe(200);
      return activate((await world.token()).token, { password: NEXT, md5: 0 });
    },
  },
  {
    operation: "activateAccount",
    status: 200,
    name: "by MD5, and the plain password logs in",
    text: SUCCESS,
    request: async (world) => {
      const { token, user } = await world.token();
      must(200, await world.send("POST", `/actions/activate?token=${token}`, { body: { password: md5(NEXT), md5: 1 } }));
      expect([await opens(world, user.login, NEXT), await opens(world, user.login, md5(NEXT))]).toEqual([200, 401]);
      return activate((await world.token()).token, { password: md5(NEXT).toUpperCase(), md5: 1 });
    },
  },
  ...(
    [
      [{ password: "7 chars" }, /^password .*8/],
      [{ password: 5 }, /^password must be a string/],
      [{ password: "not md5", md5: 1 }, /^password .*32/],
      [{ password: PASSWORD, md5: 2 }, /^md5 /],
      [{ password: PASSWORD, md5: true }, /^md5 must be an integer/],
    ] as const
  ).map(([body, info]): Case => ({
    operation: "activateAccount",
    status: 400,
    name: JSON.stringify(body),
    info,
    request: async (world) => activate((await world.token()).token, body),
  })),
  {
    operation: "activateAccount",
    status: 400,
    name: "the login as the password",
    info: /login/,
    request: async (world) => {
      const user = await world.pending("users", world.tree.company.id, { login: world.fresh("long-enough-login") });
      const { token } = must(200, await world.send("GET", `/actions/mail/activate?login=${user.login}`, { as: ROOT })).body as {
        token: string;
      };
      return activate(token, { password: user.login.toUpperCase() });
    },
  },
  {
    operation: "activateAccount",
    status: 401,
    name: "no token",
    request: () => ({ target: "/actions/activate", body: { password: PASSWORD } }),
  },
  { operation: "activateAccount", status: 401, name: "an unknown token", request: () => activate("nonsense", { password: PASSWORD }) },
  {
    operation: "activateAccount",
    status: 401,
    name: "a used one",
    request: async (world) => activate(await used(world), { password: PASSWORD }),
  },
  {
    operation: "activateAccount",
    status: 401,
    name: "one that has run out",
    request: async (world) => activate(await expired(world), { password: PASSWORD }),
  },
  {
    operation: "activateAccount",
    status: 403,
    name: "a page of another site with a session",
    info: /site/,
    request: async (world) => ({
      ...activate("nonsense", { password: PASSWORD }),
      headers: { "sec-fetch-site": "cross-site", ...(await world.session(ROOT)) },
    }),
  },
];

const passwords: Case[] = [
  {
    operation: "changePassword",
    status: 200,
    name: "one's own",
    text: SUCCESS,
    request: async (world) => {
      const user = await world.account("users");
      const change = { current_password: PASSWORD, new_password: NEXT };
      expect((await world.send("POST", "/actions/change_password", { as: user, body: change })).text).toBe(SUCCESS);
      expect([await opens(world, user.login, NEXT), await opens(world, user.login, PASSWORD)]).toEqual([200, 401]);
      return { target: "/actions/change_password", as: await world.account("admins"), body: change };
    },
  },
  {
    operation: "changePassword",
    status: 200,
    name: "the session that changes it goes on",
    text: SUCCESS,
    request: async (world) => {
      const user = await world.account("users");
      const [headers, other] = [await world.session(user), await world.session(user)];
      must(
        200,
        await world.send("POST", "/actions/change_password", { headers, body: { current_password: PASSWORD, new_password: NEXT } }),
      );
      expect([
        (await world.send("GET", "/profile", { headers })).status,
        (await world.send("GET", "/profile", { headers: other })).status,
      ]).toEqual([200, 401]);
      return { target: "/actions/change_password", headers, body: { current_password: NEXT, new_password: PASSWORD } };
    },
  },
  ...(
    [
      [{ current_password: "wrong", new_password: NEXT }, /^current_password /],
      [{ current_password: PASSWORD, new_password: "short" }, /^new_password .*8/],
      [{ current_password: PASSWORD }, /^new_password is required/],
      [{ current_password: PASSWORD, new_password: null }, /^new_password must be a string/],
    ] as const
  ).map(([body, info]): Case => ({
    operation: "changePassword",
    status: 400,
    name: JSON.stringify(body),
    info,
    request: ({ tree }) => ({ target: "/actions/change_password", as: tree.otherUser, body }),
  })),
];

export const actions: readonly Case[] = [...mails, ...tokens, ...passwords];
