import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeTree } from "../setup/tree.js";
import { watched } from "./checksum.js";
import { isDocumented, operation } from "./contract.js";
import { session } from "./sessions.js";

const PUBLIC_URL = "https://portal.example.com";
const EVIL = "https://evil.example.net";

let server: TestServer;
let tree: Tree;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer({ PUBLIC_URL });
  tree = await makeTree(server);
  cookie = await session(server, ROOT);
  const invited = { login: "to-be-invited", email: "invited@example.com" };
  await server.rest("POST", `/groups/${tree.company.id}/users`, { as: ROOT, body: invited });
});
afterAll(() => server.stop());

const FOREIGN: [string, Record<string, string>][] = [
  ["an Origin elsewhere", { origin: EVIL }],
  ["an Origin of the same host on another port", { origin: "http://127.0.0.1:1" }],
  ["the Origin null", { origin: "null" }],
  ["an Origin that is no address", { origin: "evil" }],
  ["an Origin that begins like ours", { origin: `${PUBLIC_URL}.evil.example.net` }],
  ["Sec-Fetch-Site: cross-site", { "sec-fetch-site": "cross-site" }],
  ["both", { origin: EVIL, "sec-fetch-site": "cross-site" }],
  ["our own Origin, but Sec-Fetch-Site: cross-site", { origin: PUBLIC_URL, "sec-fetch-site": "cross-site" }],
];

const OWN: [string, () => Record<string, string>][] = [
  ["no such header", () => ({})],
  ["the server's own Origin", () => ({ origin: server.url })],
  ["the public Origin", () => ({ origin: PUBLIC_URL })],
  ["Sec-Fetch-Site: same-origin", () => ({ origin: server.url, "sec-fetch-site": "same-origin" })],
  ["Sec-Fetch-Site: none", () => ({ "sec-fetch-site": "none" })],
];

interface Change {
  id: string;
  method: string;
  path: (tree: Tree) => string;
  body?: (tree: Tree) => object;
}

const CHANGES: Change[] = [
  { id: "updateGroup", method: "PUT", path: ({ company }) => `/groups/${company.id}`, body: () => ({ internal_tag: `${Math.random()}` }) },
  {
    id: "createGroup",
    method: "POST",
    path: ({ partner }) => `/groups/${partner.id}/children`,
    body: () => ({ kind: GroupKind.END_USER_COMPANY, name: `${Math.random()}` }),
  },
  {
    id: "createUser",
    method: "POST",
    path: ({ company }) => `/groups/${company.id}/users`,
    body: () => ({ login: `${Math.random()}`, email: "new@example.com" }),
  },
  { id: "disableLogonIps", method: "DELETE", path: ({ company }) => `/groups/${company.id}/settings/logon_ips` },
  { id: "lockGroup", method: "POST", path: ({ otherUnit }) => `/groups/${otherUnit.id}/lock` },
  { id: "deleteUser", method: "DELETE", path: ({ otherUser }) => `/users/${otherUser.id}` },
  {
    id: "changePassword",
    method: "POST",
    path: () => "/actions/change_password",
    body: () => ({ current_password: ROOT.password, new_password: ROOT.password }),
  },
  { id: "logout", method: "POST", path: () => "/logout" },
];

/** What changes something though it is a GET: a token is made, a session ends. */
const CHANGING_READS = [
  ["getActivationMail", "/actions/mail/activate?login=to-be-invited"],
  ["logoutPage", "/logout"],
] as const;

const READS = ["/profile", "/groups/self", "/groups?prefix=p", "/logic/rules", "/checkauth"];

describe.each(FOREIGN)("a request by cookie from a page of another site, with %s", (_what, headers) => {
  it.each(CHANGES)("changes nothing: $method $id", async ({ id, method, path, body }) => {
    const { answer, changed } = await watched(server.db, () =>
      server.rest(method, path(tree), { headers: { cookie, ...headers }, body: body?.(tree) }),
    );
    expect([answer.status, changed, isDocumented(operation(id), 403, answer.body, true)]).toEqual([403, false, true]);
  });

  it.each(CHANGING_READS)("changes nothing: GET %s", async (id, path) => {
    const { answer, changed } = await watched(server.db, () => server.rest("GET", path, { headers: { cookie, ...headers } }));
    expect([answer.status, changed, isDocumented(operation(id), 403, answer.body, true)]).toEqual([403, false, true]);
  });

  it("logs nobody in as somebody else", async () => {
    const body = { username: tree.otherAdmin.login, password: tree.otherAdmin.password };
    const { answer, changed } = await watched(server.db, () => server.rest("POST", "/login", { headers: { cookie, ...headers }, body }));
    expect([answer.status, changed, answer.headers.getSetCookie()]).toEqual([403, false, []]);
  });

  it.each(READS)("reads as ever: %s", async (path) => {
    const { status } = await server.rest("GET", path, { headers: { cookie, ...headers } });
    expect(status).toBe(path === "/checkauth" ? 204 : 200);
  });

  it.each<[string, () => string]>([
    ["{ viewer }", () => "{ viewer { login } }"],
    ["logout", () => "mutation { logout }"],
    ["lockGroup", () => `mutation { lockGroup(id: "${tree.company.id}") { id } }`],
  ])("gets nothing from POST /graphql: %s", async (_field, query) => {
    const { answer, changed } = await watched(server.db, () => server.graph(query(), { headers: { cookie, ...headers } }));
    expect([answer.status, answer.errors?.[0]?.extensions.code, answer.data ?? null, changed]).toEqual([403, "CROSS_SITE", null, false]);
  });

  it("reads by GET /graphql, but changes nothing by it", async () => {
    const get = async (query: string): Promise<{ status: number; text: string }> => {
      const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { cookie, accept: "application/json", "content-type": "application/json", ...headers },
      });
      return { status: response.status, text: await response.text() };
    };
    expect(await get("{ viewer { login } }")).toEqual({ status: 200, text: expect.stringContaining('"root"') as string });
    const { answer, changed } = await watched(server.db, () => get("mutation { logout }"));
    expect([answer.status, changed]).toEqual([405, false]);
  });
});

describe("what is no such request", () => {
  it.each(OWN)("with %s it changes what it asks to", async (_what, headers) => {
    const { status } = await server.rest("PUT", `/groups/${tree.company.id}`, {
      headers: { cookie, ...headers() },
      body: { internal_tag: `${Math.random()}` },
    });
    expect(status).toBe(200);
    const { errors } = await server.graph(`mutation { lockGroup(id: "${tree.otherUnit.id}") { id } }`, {
      headers: { cookie, ...headers() },
    });
    expect(errors).toBeUndefined();
  });

  it.each(FOREIGN)("an explicit credential changes what it asks to, with %s and a cookie", async (_what, headers) => {
    const { status } = await server.rest("PUT", `/groups/${tree.company.id}`, {
      as: ROOT,
      headers: { cookie, ...headers },
      body: { internal_tag: `${Math.random()}` },
    });
    expect(status).toBe(200);
  });

  it.each(FOREIGN)("a person without a session logs in, with %s", async (_what, headers) => {
    const { status } = await server.rest("POST", "/login", { headers, body: { username: ROOT.login, password: ROOT.password } });
    expect(status).toBe(200);
  });
});
