import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, AdminRole, FULL_ACCESS, GroupKind } from "../../src/kernel/enums.js";
import { program } from "../api-accounts/programs.js";
import { ALL_RIGHTS, LESS_THAN_FULL_ACCESS, READ_AND_WRITE } from "../setup/masks.js";
import { type Answer, type Credentials, type GraphAnswer, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeGroup, makeTree, makeUser } from "../setup/tree.js";
import { watched } from "./checksum.js";

/**
 * Nobody does anything to an account that has rights which he lacks. Every way to do something to an account, by every sort
 * of right that may be lacking, through both endpoints.
 */

let server: TestServer;
let tree: Tree;
let made = 0;
const fresh = (word: string): string => `${word}-${++made}`;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
});
afterAll(() => server.stop());

/** Somebody to whom something is done. */
interface Target {
  id: number;
  login: string;
  sort: "admins" | "users";
}

type Attempt = (target: Target, as: Credentials) => Promise<number>;

const CODES: Readonly<Record<string, number>> = { FORBIDDEN: 403 };
const statusOf = ({ errors }: GraphAnswer): number => (errors === undefined ? 200 : (CODES[errors[0]!.extensions.code] ?? 500));
const field = (sort: Target["sort"]): string => (sort === "admins" ? "Admin" : "User");

const rest =
  (method: string, path: (target: Target) => string, body: (target: Target) => unknown = () => undefined): Attempt =>
  async (target, as) =>
    (await server.rest(method, path(target), { as, body: body(target) })).status;
const graph =
  (text: (target: Target) => string): Attempt =>
  async (target, as) =>
    statusOf(await server.graph(`mutation { ${text(target)} }`, { as }));
const put = (body: (target: Target) => object): Attempt => rest("PUT", ({ sort, id }) => `/${sort}/${id}`, body);
const update = (input: (target: Target) => string): Attempt =>
  graph(({ sort, id, ...rest }) => `update${field(sort)}(id: "${id}", input: { ${input({ sort, id, ...rest })} }) { id }`);
const mailed = (action: string, email: (target: Target) => string = ({ login }) => `${login}@example.com`): Attempt =>
  rest(
    "POST",
    () => `/actions/mail/${action}`,
    (target) => ({ login: target.login, user_id: target.id, email: email(target) }),
  );

/** What may be done to an account by whoever may write, or has full access. What is done leaves it there, save the last ones. */
const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  "PUT, with nothing in it": put(() => ({})),
  "PUT of a name": put(() => ({ firstname: "Changed" })),
  "PUT of a language": put(() => ({ language: "de" })),
  "PUT of notifications": put(() => ({ notifications_management: 1 })),
  "PUT of an e-mail": put(({ login }) => ({ email: `${login}@elsewhere.example.com` })),
  "PUT status 0": put(() => ({ status: 0 })),
  "PUT status 1": put(() => ({ status: 1 })),
  "updating nothing": update(() => ""),
  "updating a name": update(() => `firstname: "Changed"`),
  "updating a login": update(({ login }) => `login: "${login}-changed"`),
  "updating an e-mail": update(({ login }) => `email: "${login}@elsewhere.example.com"`),
  "updating the status": update(() => "status: DISABLED"),
  "unlocking the login": graph(({ id }) => `unlockLogin(accountId: "${id}")`),
  "ending the sessions": graph(({ id }) => `endOtherSessions(accountId: "${id}")`),
  "the token to reset": rest("GET", ({ login }) => `/actions/mail/reset?login=${login}`),
  "the token for an e-mail": rest("GET", ({ login }) => `/actions/mail/emailupdate?login=${login}&email=mine@example.com`),
  "the token to reset, by the graph": graph(({ login }) => `prepareActionMail(action: RESET, target: { login: "${login}" }) { token }`),
  "a mail to reset": mailed("reset"),
  "a mail to confirm an e-mail": mailed("emailupdate", () => "mine@example.com"),
  "a mail to reset, by the graph": graph(({ login }) => `sendResetMail(target: { login: "${login}" })`),
  "a mail to confirm an e-mail, by the graph": graph(
    ({ login }) => `sendEmailUpdateMail(target: { login: "${login}", email: "mine@example.com" })`,
  ),
  "a token to act as it": graph(({ id }) => `impersonate(id: "${id}") { token }`),
  jwt: rest("GET", ({ sort, id }) => `/${sort}/${id}/jwt`),
  "a second seat": rest(
    "POST",
    () => `/groups/${tree.unit.id}/admins`,
    ({ login }) => ({ login, use_existing_identity: 1, access_type: AccessRight.READ }),
  ),
  DELETE: rest("DELETE", ({ sort, id }) => `/${sort}/${id}`),
  deleting: graph(({ sort, id }) => `delete${field(sort)}(id: "${id}")`),
};

/** What of an account's rights its changer may lack: how the one of more and the one of equal rights are made. */
const LACKING: Readonly<Record<string, { sort: Target["sort"]; more: object; equal: object; as: () => Promise<Credentials> }>> = {
  "the bit for migration": {
    sort: "admins",
    more: { access_type: ALL_RIGHTS },
    equal: { access_type: FULL_ACCESS },
    as: () => makeAdmin(server, tree.partner.id, fresh("full")),
  },
  "a role": {
    sort: "admins",
    more: { roles: AdminRole.BUYER },
    equal: {},
    as: () => makeAdmin(server, tree.partner.id, fresh("roleless")),
  },
  "a role that a service user has": {
    sort: "users",
    more: { roles: AdminRole.BUYER },
    equal: {},
    as: () => makeAdmin(server, tree.partner.id, fresh("roleless")),
  },
};

const target = async (sort: Target["sort"], more: object): Promise<Target> => {
  const login = fresh("target");
  const { id } = await (sort === "admins" ? makeAdmin(server, tree.company.id, login, more) : makeUser(server, tree.unit.id, login, more));
  return { id, login, sort };
};

describe.each(Object.entries(LACKING))("where the caller lacks %s", (_what, { sort, more, equal, as }) => {
  it("nothing is done to the one who has it, and all of it to the one who does not", async () => {
    const caller = await as();
    const stronger = await target(sort, more);
    for (const [name, attempt] of Object.entries(ATTEMPTS)) {
      const { answer, changed } = await watched(server.db, () => attempt(stronger, caller));
      expect([name, answer, changed]).toEqual([name, 403, false]);
      const peer = await target(sort, equal);
      expect([name, await attempt(peer, caller)]).toEqual([name, expect.toBeOneOf([200, 201, 204])]);
    }
  });
});

describe("an admin that may write, but has not full access", () => {
  /** What takes the right to write alone. */
  const WRITING = [
    "PUT, with nothing in it",
    "PUT of a name",
    "PUT of a language",
    "PUT of notifications",
    "PUT status 0",
    "PUT status 1",
    "updating nothing",
    "updating a name",
    "updating the status",
    "unlocking the login",
    "DELETE",
    "deleting",
  ];
  const UNLOCK = "unlocking the login";

  it.each([
    ["a full admin of its group", () => tree.partner.id],
    ["a full admin below", () => tree.company.id],
  ])("does nothing to %s", async (_whom, group) => {
    const writer = await makeAdmin(server, tree.partner.id, fresh("writer"), { access_type: READ_AND_WRITE });
    const login = fresh("superior");
    const superior: Target = { ...(await makeAdmin(server, group(), login)), sort: "admins" };
    for (const [name, attempt] of Object.entries(ATTEMPTS)) {
      const { answer, changed } = await watched(server.db, () => attempt(superior, writer));
      expect([name, answer, changed]).toEqual([name, 403, false]);
    }
    for (const name of WRITING) {
      const peer: Target = { ...(await makeAdmin(server, group(), fresh("peer"), { access_type: READ_AND_WRITE })), sort: "admins" };
      expect([name, await ATTEMPTS[name]!(peer, writer)]).toEqual([name, expect.toBeOneOf([200, 204])]);
    }
  });

  it("does nothing to a full root admin, from the root group", async () => {
    const { body } = await server.rest("GET", "/groups/self", { as: ROOT });
    const root = (body as { id: number }).id;
    const writer = await makeAdmin(server, root, fresh("root-writer"), { access_type: READ_AND_WRITE });
    const superior: Target = { ...(await makeAdmin(server, root, fresh("root-superior"))), sort: "admins" };
    for (const [name, attempt] of Object.entries(ATTEMPTS)) {
      const { answer, changed } = await watched(server.db, () => attempt(superior, writer));
      expect([name, answer, changed]).toEqual([name, 403, false]);
    }
  });

  it("does not reach what belongs to an identity by the seat of it that is weaker", async () => {
    const writer = await makeAdmin(server, tree.partner.id, fresh("writer"), { access_type: READ_AND_WRITE });
    const { login } = await makeAdmin(server, tree.company.id, fresh("two-seats"));
    const { body } = await server.rest("POST", `/groups/${tree.unit.id}/admins`, {
      as: ROOT,
      body: { login, use_existing_identity: 1, access_type: AccessRight.READ },
    });
    const seat: Target = { id: (body as { id: number }).id, login, sort: "admins" };
    for (const name of [
      "updating a login",
      "PUT of an e-mail",
      UNLOCK,
      "ending the sessions",
      "a mail to reset",
      "a token to act as it",
      "a second seat",
    ]) {
      const { answer, changed } = await watched(server.db, () => ATTEMPTS[name]!(seat, writer));
      expect([name, answer, changed]).toEqual([name, 403, false]);
    }
    expect(await ATTEMPTS["PUT status 0"]!(seat, writer)).toBe(200);
  });

  it("does not remove a stronger account with its group", async () => {
    const writer = await makeAdmin(server, tree.partner.id, fresh("writer"), { access_type: READ_AND_WRITE });
    const outer = await makeGroup(server, tree.partner.id, GroupKind.END_USER_COMPANY, fresh("Outer"));
    const inner = await makeGroup(server, outer.id, GroupKind.COMPANY_DEPARTMENT, fresh("Inner"));
    const { id } = await makeAdmin(server, inner.id, fresh("inside"), { access_type: LESS_THAN_FULL_ACCESS });
    await server.rest("PUT", `/groups/${outer.id}`, { as: ROOT, body: { status: 0 } });
    const remove = (): Promise<Answer> => server.rest("DELETE", `/groups/${outer.id}`, { as: writer });
    const { answer, changed } = await watched(server.db, remove);
    expect([answer.status, changed, answer.text]).toEqual([
      403,
      false,
      expect.stringContaining(`group ${inner.id} has an account with rights`),
    ]);
    await server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { access_type: READ_AND_WRITE } });
    expect((await remove()).status).toBe(204);
  });
});

describe("one's own accounts", () => {
  it("are not above oneself: a read-only admin has its own mails sent, and an account of more rights is one's own", async () => {
    const reader = await makeAdmin(server, tree.company.id, fresh("reader"), { access_type: AccessRight.READ });
    const superior = await makeAdmin(server, tree.company.id, fresh("superior"));
    for (const [login, due] of [
      [reader.login, 204],
      [superior.login, 403],
    ] as const) {
      for (const action of ["reset", "emailupdate"]) {
        expect([
          action,
          (
            await server.rest("POST", `/actions/mail/${action}`, {
              as: reader,
              body: { login, email: action === "reset" ? `${login}@example.com` : "new@example.com" },
            })
          ).status,
        ]).toEqual([action, due]);
      }
    }
    const { body } = await server.rest("POST", `/groups/${tree.company.id}/users`, {
      as: ROOT,
      body: { login: superior.login, use_existing_identity: 1, roles: AdminRole.BUYER },
    });
    expect((await server.rest("PUT", `/users/${(body as { id: number }).id}`, { as: superior, body: { firstname: "Mine" } })).status).toBe(
      200,
    );
  });
});

describe("the e-mail of an identity that has a password", () => {
  const change = (id: number, as: Credentials): Promise<Answer> =>
    server.rest("PUT", `/admins/${id}`, { as, body: { email: `${fresh("new")}@example.com` } });
  const weak = { access_type: AccessRight.READ };

  it("is changed by persons with full access, and by no program and by no one who may only write", async () => {
    const { uuid } = tree.partner;
    const shop = await program(server, { roles: [`partner_admin@${uuid}`] });
    const writer = await makeAdmin(server, tree.partner.id, fresh("writer"), { access_type: READ_AND_WRITE });
    const { id, login } = await makeAdmin(server, tree.company.id, fresh("customer"), weak);
    // The first use of a program is noted.
    await server.rest("GET", "/groups/self", { as: shop });
    for (const as of [shop, writer]) {
      const { answer, changed } = await watched(server.db, () => change(id, as));
      expect([answer.status, changed]).toEqual([403, false]);
      expect(
        (await server.rest("PUT", `/admins/${id}`, { as, body: { email: `${login}@example.com`, lastname: fresh("Same") } })).status,
      ).toBe(200);
    }
    expect((await change(id, tree.accounts.partner_admin)).status).toBe(200);
  });

  it("is changed by whoever may write as long as there is no password", async () => {
    const shop = await program(server, { roles: [`partner_admin@${tree.partner.uuid}`] });
    const writer = await makeAdmin(server, tree.partner.id, fresh("writer"), { access_type: READ_AND_WRITE });
    const login = fresh("pending");
    const { body } = await server.rest("POST", `/groups/${tree.company.id}/admins`, {
      as: ROOT,
      body: { login, email: `${login}@example.com`, ...weak },
    });
    for (const as of [shop, writer]) expect((await change((body as { id: number }).id, as)).status).toBe(200);
  });

  it("is not changed by a link that was asked for before there was one", async () => {
    const writer = await makeAdmin(server, tree.partner.id, fresh("writer"), { access_type: READ_AND_WRITE });
    const login = fresh("pending");
    await server.rest("POST", `/groups/${tree.company.id}/admins`, { as: ROOT, body: { login, email: `${login}@example.com`, ...weak } });
    expect(
      (await server.rest("POST", "/actions/mail/emailupdate", { as: writer, body: { login, email: "mine@example.com" } })).status,
    ).toBe(204);
    const { token } = (await server.rest("GET", `/actions/mail/emailupdate?login=${login}&email=mine@example.com`, { as: ROOT })).body as {
      token: string;
    };
    const confirm = (): Promise<Answer> => server.rest("POST", `/actions/emailupdate?token=${token}`);
    await server
      .db("action_tokens")
      .where({ purpose: "emailupdate", new_email: "mine@example.com", used_at: null })
      .update({ requested_by: writer.id });
    await server.db.raw("update identities set password_hash = (select password_hash from identities where login = ?) where login = ?", [
      writer.login,
      login,
    ]);
    const { answer, changed } = await watched(server.db, confirm);
    expect([answer.status, changed, answer.text]).toEqual([401, false, expect.stringContaining("full access")]);
    await server.db("identities").where({ login }).update({ password_hash: null });
    expect((await confirm()).status).toBe(200);
  });
});
