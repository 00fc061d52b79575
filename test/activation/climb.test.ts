import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessRight, AccountStatus } from "../../src/kernel/enums.js";
import { watched } from "../access/checksum.js";
import { ALL_RIGHTS, LESS_THAN_FULL_ACCESS, READ_AND_BRAND } from "../setup/masks.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type Tree, makeAdmin, makeTree } from "../setup/tree.js";

let server: TestServer;
let tree: Tree;
let superior: MadeAccount;
let abroad: MadeAccount;
beforeAll(async () => {
  server = await startTestServer();
  tree = await makeTree(server);
  superior = await makeAdmin(server, tree.company.id, "superior", { access_type: ALL_RIGHTS });
  // Has a seat in the partner's company, and another one elsewhere.
  abroad = await makeAdmin(server, tree.company.id, "abroad");
  const { status } = await server.rest("POST", `/groups/${tree.otherCompany.id}/admins`, {
    as: ROOT,
    body: { login: "abroad", use_existing_identity: 1 },
  });
  expect(status).toBe(201);
});
afterAll(() => server.stop());

const get = (action: string, login: string, as: Credentials): Promise<Answer> =>
  server.rest("GET", `/actions/mail/${action}?login=${login}${action === "emailupdate" ? "&email=mine@example.com" : ""}`, { as });
const post = (action: string, login: string, as: Credentials): Promise<Answer> =>
  server.rest("POST", `/actions/mail/${action}`, {
    as,
    body: { login, email: action === "emailupdate" ? "mine@example.com" : `${login}@example.com` },
  });

describe("nobody gets hold of an account with more rights, or elsewhere", () => {
  const ATTEMPTS: [string, (as: Credentials) => Promise<Answer>][] = [
    ["the token to reset the password of somebody with more rights", (as) => get("reset", superior.login, as)],
    ["the token to change the e-mail of somebody with more rights", (as) => get("emailupdate", superior.login, as)],
    ["a mail to the new e-mail of somebody with more rights", (as) => post("emailupdate", superior.login, as)],
    [
      "the e-mail of somebody with more rights, at once",
      (as) => server.rest("PUT", `/admins/${superior.id}`, { as, body: { email: "mine@example.com" } }),
    ],
    ["the token to reset the password of somebody with another seat elsewhere", (as) => get("reset", abroad.login, as)],
    ["the token to change the e-mail of somebody with another seat elsewhere", (as) => get("emailupdate", abroad.login, as)],
    ["a mail to the new e-mail of somebody with another seat elsewhere", (as) => post("emailupdate", abroad.login, as)],
    ["the token to reset the root's password", (as) => get("reset", ROOT.login, as)],
    ["a mail to the root's new e-mail", (as) => post("emailupdate", ROOT.login, as)],
    ["a mail that resets the root's password", (as) => post("reset", ROOT.login, as)],
  ];

  it.each(ATTEMPTS)("%s", async (_what, attempt) => {
    for (const as of [tree.accounts.partner_admin, tree.accounts.company_admin]) {
      const { answer, changed } = await watched(server.db, () => attempt(as));
      expect([answer.status, changed]).toEqual([403, false]);
    }
  });

  it("without full access there is no token, and without the right to write no change of e-mail", async () => {
    const lesser = await makeAdmin(server, tree.partner.id, "lesser", { access_type: LESS_THAN_FULL_ACCESS });
    for (const action of ["reset", "emailupdate"]) {
      const { answer, changed } = await watched(server.db, () => get(action, tree.accounts.tenant_viewer.login, lesser));
      expect([action, answer.status, changed]).toEqual([action, 403, false]);
    }
    for (const as of [tree.accounts.readonly_admin, await makeAdmin(server, tree.partner.id, "brander", { access_type: READ_AND_BRAND })]) {
      const { answer, changed } = await watched(server.db, () => post("emailupdate", tree.accounts.tenant_viewer.login, as));
      expect([answer.status, changed]).toEqual([403, false]);
    }
  });

  it("a read-only admin gets the mail's parameters without a token, of the root, too", async () => {
    const { body } = await server.rest("GET", "/profile", { as: ROOT });
    const reader = await makeAdmin(server, (body as { account_group_id: number }).account_group_id, "root-reader", {
      access_type: AccessRight.READ,
    });
    for (const action of ["activate", "reset", "emailupdate"]) {
      const { answer, changed } = await watched(server.db, () => get(action, ROOT.login, reader));
      expect([answer.status, changed]).toEqual([200, false]);
      expect(answer.body).not.toHaveProperty("token");
    }
  });
});

describe("a token that was handed out, or whose address somebody chose", () => {
  const reset = (token: string): Promise<Answer> =>
    server.rest("POST", `/actions/reset?token=${token}`, { body: { password: "mine from now on" } });
  const confirm = (token: string): Promise<Answer> => server.rest("POST", `/actions/emailupdate?token=${token}`);

  async function handedOut(login: string): Promise<[string, string]> {
    const tokens = await Promise.all(
      ["reset", "emailupdate"].map(
        async (action) => ((await get(action, login, tree.accounts.partner_admin)).body as { token: string }).token,
      ),
    );
    return [tokens[0]!, tokens[1]!];
  }

  async function expectWorthless([first, second]: readonly [string, string]): Promise<void> {
    for (const attempt of [() => reset(first), () => confirm(second)]) {
      const { answer, changed } = await watched(server.db, attempt);
      expect([answer.status, changed]).toEqual([401, false]);
    }
  }

  it("is worthless once the account has more rights than who holds it", async () => {
    const { id, login } = await makeAdmin(server, tree.company.id, "rising");
    const tokens = await handedOut(login);
    expect((await server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { access_type: ALL_RIGHTS } })).status).toBe(200);
    await expectWorthless(tokens);
  });

  it("is worthless once the identity has a seat elsewhere", async () => {
    const { login } = await makeAdmin(server, tree.company.id, "travelling");
    const tokens = await handedOut(login);
    expect(
      (await server.rest("POST", `/groups/${tree.otherCompany.id}/admins`, { as: ROOT, body: { login, use_existing_identity: 1 } })).status,
    ).toBe(201);
    await expectWorthless(tokens);
  });

  it("is worthless while its holder is disabled, and gone with it", async () => {
    const holder = await makeAdmin(server, tree.partner.id, "holder");
    const { login } = await makeAdmin(server, tree.company.id, "held");
    const { token } = (await get("reset", login, holder)).body as { token: string };
    await server.rest("PUT", `/admins/${holder.id}`, { as: ROOT, body: { status: AccountStatus.DISABLED } });
    expect((await reset(token)).status).toBe(401);
    await server.rest("DELETE", `/admins/${holder.id}`, { as: ROOT });
    expect(await server.db("action_tokens").where({ requested_by: holder.id })).toEqual([]);
  });

  it("works as long as its holder could ask for it anew", async () => {
    const { login } = await makeAdmin(server, tree.company.id, "steady");
    const [first, second] = await handedOut(login);
    expect([(await confirm(second)).status, (await reset(first)).status]).toEqual([200, 401]);
  });
});

describe("a new e-mail address", () => {
  it("ends what was mailed to the old one", async () => {
    const { id, login } = await makeAdmin(server, tree.company.id, "leaving");
    const { token } = (await get("reset", login, ROOT)).body as { token: string };
    expect((await server.rest("PUT", `/admins/${id}`, { as: ROOT, body: { email: "elsewhere@example.com" } })).status).toBe(200);
    expect((await server.rest("GET", `/actions/reset?token=${token}`)).status).toBe(401);
  });

  it("is not set in a locked group", async () => {
    await server.rest("POST", `/groups/${tree.company.id}/lock`, { as: ROOT });
    const { answer, changed } = await watched(server.db, () =>
      post("emailupdate", tree.accounts.company_admin.login, tree.accounts.company_admin),
    );
    await server.rest("POST", `/groups/${tree.company.id}/unlock`, { as: ROOT });
    expect([answer.status, changed]).toEqual([403, false]);
  });
});

describe("two at once", () => {
  it("of one token one wins", async () => {
    const { login } = await makeAdmin(server, tree.company.id, "contested");
    const { token } = (await get("reset", login, ROOT)).body as { token: string };
    const statuses = await Promise.all(
      Array.from(
        { length: 8 },
        async (_none, n) =>
          (await server.rest("POST", `/actions/reset?token=${token}`, { body: { password: `contested password ${n}` } })).status,
      ),
    );
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 7 }, () => 401)]);
  });
});
