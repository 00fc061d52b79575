import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { operationsOf, readContract } from "../../rest-compat/contract.js";
import { MEANT_BY_PLUS, plusSigns } from "../../rest-compat/names.js";
import { ACCOUNT_API, PORTAL_API } from "../../rest-compat/api.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { type Answer, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeGroup, makeTree } from "../setup/tree.js";

/** Old plug-ins send the plus sign of a login or an address unescaped in the query; others write a blank so, as forms do. */

const SECRET = "the secret of a router, which signs";

let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  server = await startTestServer({ ROUTER_SECRET: SECRET });
  tree = await makeTree(server);
  await user("ann+shop", "ann+shop@example.com");
  await user("will be old", "old@example.com");
  await server.db("identities").where({ login: "will be old" }).update({ login: "An Old One", login_key: "an old one" });
});
afterAll(() => server.stop());

async function user(login: string, email: string): Promise<void> {
  expect((await server.rest("POST", `/groups/${tree.company.id}/users`, { as: ROOT, body: { login, email } })).status).toBe(201);
}

const get = (path: string): Promise<Answer> => server.rest("GET", path, { as: ROOT });
const found = async (path: string): Promise<unknown> => {
  const { status, body } = await get(path);
  return status === 200 ? (body as { login: string }).login : status;
};

describe("what is marked", () => {
  const operations = [PORTAL_API, ACCOUNT_API].flatMap(({ contract }) => operationsOf(readContract(contract)));
  const queryOf = (id: string): string[] =>
    operations
      .find(({ documentId }) => documentId === id)
      ?.parameters.filter(({ in: where }) => where === "query")
      .map(({ name }) => name) ?? [];

  it("is every login and every e-mail in a query, and the login that is called username", () => {
    const marked = operations.flatMap(({ id, documentId }) =>
      queryOf(documentId)
        .filter((name) => plusSigns(documentId).includes(name))
        .map((name) => `${id} ${name}`),
    );
    expect(marked.sort()).toEqual([
      "checkAccount login",
      "getAccountServer login",
      "getActivationMail email",
      "getActivationMail login",
      "getEmailUpdateMail email",
      "getEmailUpdateMail login",
      "getForgotLink username",
      "getResetMail email",
      "getResetMail login",
      "sendEmailUpdateMail email",
      "sendEmailUpdateMail login",
    ]);
  });

  it("and whoever is looked for by login is looked for in both readings", () => {
    // It looks for nobody.
    const others = ["getAccountServer"];
    expect(Object.keys(MEANT_BY_PLUS).sort()).toEqual(
      operations
        .map(({ documentId }) => documentId)
        .filter((id) => queryOf(id).includes("login") && !others.includes(id))
        .sort(),
    );
  });
});

describe.each(["activate", "reset"])("GET /actions/mail/%s", (action) => {
  it.each([
    ["?email=ann+shop@example.com&login=ann+shop", "ann+shop"],
    ["?login=ann+shop", "ann+shop"],
    ["?login=ANN%2bSHOP&email=ann%2Bshop@example.com", "ann+shop"],
    ["?login=ann%20shop", 404],
    ["?login=ann+shop&email=ann%20shop@example.com", 400],
    ["?login=an+old+one&email=old@example.com", "An Old One"],
    ["?login=An%20Old+One", "An Old One"],
    ["?login=an%20old%20one", "An Old One"],
    ["?login=an%2Bold%2Bone", 404],
    ["?login=nobody+at+all", 404],
    ["?login=bad%ff+x", 400],
    ["?login=a+b&login=a+b", 400],
  ])("%s", async (query, expected) => {
    expect(await found(`/actions/mail/${action}${query}`)).toBe(expected);
  });
});

describe("a login with a blank beside one with a plus sign", () => {
  beforeEach(() => server.db("identities").where({ login_key: "an+old+one" }).update({ login: "elsewhere", login_key: "elsewhere" }));

  it("is found first, where it fits", async () => {
    await user("an+old+one", "an+old+one@example.com");
    expect(await found("/actions/mail/reset?login=an+old+one")).toBe("An Old One");
    expect(await found("/actions/mail/reset?login=an%2Bold%2Bone")).toBe("an+old+one");
    expect(await found("/actions/mail/reset?login=an+old+one&email=an+old+one@example.com")).toBe("an+old+one");
  });
});

describe("a change of e-mail", () => {
  it("to an address with a plus sign, of a login with one, and of an old one whose blanks are sent so", async () => {
    for (const [sent, login] of [
      ["ann+shop", "ann+shop"],
      ["an+old+one", "An Old One"],
    ]) {
      const { status, body } = await get(`/actions/mail/emailupdate?login=${sent}&email=a+new+one@example.com`);
      expect([status, body]).toEqual([200, expect.objectContaining({ login, email: "a+new+one@example.com" })]);
    }
    expect(await server.db("action_tokens").where({ new_email: "a+new+one@example.com" })).toHaveLength(2);
  });
});

describe("GET /accounts", () => {
  it.each([
    ["ann+shop", "ann+shop"],
    ["ann%2Bshop", "ann+shop"],
    ["an%20old%20one", "an old one"],
    ["ghost+one", "ghost+one"],
  ])("?login=%s", async (sent, login) => {
    expect((await server.rest("GET", `/accounts?login=${sent}`)).body).toMatchObject({ login });
  });
});

describe("GET /accounts/check", () => {
  const sign = (login: string): string => createHmac("sha256", SECRET).update(`${login}\nhttps://router.example`).digest("hex");
  it.each([
    ["ann+shop", "ann+shop", 409],
    ["ann%2Bshop", "ann+shop", 409],
    ["free+login", "free+login", 404],
    ["an+old+one", "an old one", 409],
    ["free+login", "free login", 404],
    ["ann+shop", "ann-shop", 403],
    ["ann%2Bshop", "ann shop", 403],
  ])("?login=%s with the signature of %j", async (sent, login, status) => {
    expect((await server.rest("GET", `/accounts/check?login=${sent}&server=https://router.example&sign=${sign(login)}`)).status).toBe(
      status,
    );
  });
});

it.each(["ann+shop", "ann%2Bshop"])("the link for a forgotten password, and its page: %j", async (sent) => {
  const { link } = (await get(`/actions/forgot_link?username=${sent}`)).body as { link: string };
  expect(new URL(link).search).toBe("?login=ann%2Bshop");
  expect(await (await fetch(`${server.url}/forgot-password?login=${sent}`)).text()).toContain('value="ann+shop"');
});

it("the page for a forgotten password, of a login with blanks", async () => {
  expect(await (await fetch(`${server.url}/forgot-password?login=an%20old%20one`)).text()).toContain('value="an old one"');
});

it("elsewhere it is a blank, as in forms", async () => {
  await makeGroup(server, "self", GroupKind.MSP, "Plus or blank");
  expect((await get("/groups?prefix=plus+or")).body).toMatchObject({ items: [{ name: "Plus or blank" }] });
  const { redirect_url: redirect } = (await get(`/groups/${tree.company.id}/backupconsole?username=ann+shop`)).body as {
    redirect_url: string;
  };
  expect(redirect).toMatch(/username=ann(\+|%20)shop/);
});
