import { access, constants } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Credentials, ROOT, type TestServer, startTestServer } from "./setup/test-server.js";
import { type Tree, makeTree } from "./setup/tree.js";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const isInstalled = await access(CHROMIUM, constants.X_OK).then(
  () => true,
  () => false,
);
const ABSENT = `skipped: there is no Chromium at ${CHROMIUM}; set CHROMIUM to where it is`;
if (!isInstalled) console.warn(ABSENT);

const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

/** Stands for the console: says at which address it was opened and with which referrer. */
let consoleServer: Server;
let consoleUrl: string;
const visits: { url: string; referer: string | undefined }[] = [];
let server: TestServer;
let tree: Tree;
beforeAll(async () => {
  consoleServer = createServer((request, response) => {
    if (request.url?.startsWith("/console")) visits.push({ url: request.url, referer: request.headers.referer });
    response.setHeader("content-type", "text/html");
    response.end(
      request.url?.startsWith("/link?") ? `<a id="link" href="${decodeURIComponent(request.url.slice(6))}">Open</a>` : "<h1>Console</h1>",
    );
  }).listen(0, "127.0.0.1");
  await once(consoleServer, "listening");
  consoleUrl = `http://127.0.0.1:${(consoleServer.address() as AddressInfo).port}/console`;
  server = await startTestServer({ CONSOLE_URL: consoleUrl, CORS_ORIGINS: "https://billing.example" });
  tree = await makeTree(server);
});
afterAll(async () => {
  consoleServer.close();
  consoleServer.closeAllConnections();
  await server.stop();
});

async function tokenOf(as: Credentials = tree.accounts.company_admin, path = "/admins/self/jwt"): Promise<string> {
  const { body } = await server.rest("GET", path, { as });
  return (body as { jwt: string }).jwt;
}
const open = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}/?jwt=${token}`, { redirect: "manual", headers: { ...BROWSER, ...headers } });
const confirm = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}/signin/token`, {
    method: "POST",
    redirect: "manual",
    headers: { ...BROWSER, origin: server.url, ...headers },
    body: new URLSearchParams({ jwt: token }),
  });
const problemIn = (html: string): string | undefined => /role="alert"[^>]*>([^<]*)</.exec(html)?.[1];
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]!.split(";")[0]!;

describe("PUBLIC_URL/?jwt=", () => {
  it("begins a session and goes on to the console, with the token in no address and no referrer", async () => {
    const response = await open(await tokenOf());
    expect([
      response.status,
      response.headers.get("location"),
      response.headers.get("referrer-policy"),
      response.headers.get("cache-control"),
    ]).toEqual([303, consoleUrl, "no-referrer", "no-store"]);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^SESSION=[0-9a-f-]{36}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const { body } = await server.rest("GET", "/profile", { headers: { cookie: cookieOf(response) } });
    expect(body).toMatchObject({ login: "company-admin" });
  });

  it("does not mind credentials that browsers send unasked", async () => {
    expect((await open(await tokenOf(), { authorization: "Basic bm9ib2R5Ondyb25n" })).status).toBe(303);
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a neighbouring host", { "sec-fetch-site": "same-site" }],
    ["another site, in an old browser", { referer: "https://elsewhere.example/page" }],
    ["what is no address, in an old browser", { referer: "elsewhere" }],
  ])("asks first where a link of %s has led here", async (_where, headers) => {
    const token = await tokenOf();
    const response = await open(token, headers);
    const html = await response.text();
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
    expect(html).toMatch(/<strong>company-admin<\/strong> of Company/);
    expect(response.headers.get("referrer-policy")).toBe("strict-origin");
    expect(html).not.toMatch(/<script|https?:/);
    expect(response.headers.get("content-security-policy")).toContain(`form-action 'self' ${new URL(consoleUrl).origin}`);
    const confirmed = await confirm(token);
    expect([confirmed.status, confirmed.headers.get("location"), confirmed.headers.getSetCookie().length]).toEqual([303, consoleUrl, 1]);
  });

  it.each([
    ["a console that CORS_ORIGINS names", { "sec-fetch-site": "cross-site", referer: "https://billing.example/" }],
    ["a page of its own", { "sec-fetch-site": "same-origin" }],
    ["the address bar", { "sec-fetch-site": "none" }],
  ])("does not ask where %s has led here", async (_where, headers) => {
    expect((await open(await tokenOf(), headers)).status).toBe(303);
  });

  it("takes its own form alone", async () => {
    const response = await confirm(await tokenOf(), { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    const get = await fetch(`${server.url}/signin/token`);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  });

  const WORTHLESS: readonly (readonly [string, () => string | Promise<string>, number, string])[] = [
    ["no token", () => "a.b.c", 401, "This link is no longer good."],
    ["an empty one", () => "", 401, "This link is no longer good."],
    ["two", async () => `${await tokenOf()}&jwt=x`, 401, "This link is no longer good."],
    [
      "one that is limited",
      () => tokenOf(tree.accounts.tenant_viewer, "/users/self/jwt?scope=AgentRegistration"),
      403,
      "A token that is limited to scopes begins no session.",
    ],
  ];

  it.each(WORTHLESS)("with %s says so, and begins nothing", async (_what, make, status, problem) => {
    for (const headers of [{}, { "sec-fetch-site": "cross-site" }] as Record<string, string>[]) {
      const response = await open(await make(), headers);
      expect([response.status, problemIn(await response.text()), response.headers.getSetCookie()]).toEqual([status, problem, []]);
    }
  });

  it("in a session of another identity says so, and leaves it", async () => {
    const { headers } = await server.rest("POST", "/login", { body: { username: ROOT.login, password: ROOT.password } });
    const cookie = headers.getSetCookie()[0]!.split(";")[0]!;
    const response = await open(await tokenOf(), { cookie });
    expect([response.status, problemIn(await response.text()), response.headers.getSetCookie()]).toEqual([
      401,
      "You are signed in as somebody else. Sign out, then open the link again.",
      [],
    ]);
    expect((await server.rest("GET", "/profile", { headers: { cookie } })).body).toMatchObject({ login: "root" });
  });

  it("in a session of the same identity takes its place", async () => {
    const first = cookieOf(await open(await tokenOf()));
    const second = cookieOf(await open(await tokenOf(), { cookie: first }));
    expect([
      (await server.rest("GET", "/profile", { headers: { cookie: first } })).status,
      (await server.rest("GET", "/profile", { headers: { cookie: second } })).status,
    ]).toEqual([401, 200]);
  });
});

describe.skipIf(!isInstalled)(`in a browser without JavaScript${isInstalled ? "" : ` (${ABSENT})`}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    if (isInstalled) browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  });
  afterAll(() => browser?.close());

  it("an opened address leads to the console", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}/?jwt=${await tokenOf()}`);
    expect(page.url()).toBe(consoleUrl);
    expect(visits.at(-1)).toEqual({ url: "/console", referer: undefined });
    expect((await context.cookies(server.url)).map(({ name, httpOnly }) => [name, httpOnly])).toEqual([["SESSION", true]]);
    await context.close();
  });

  it("a link of another site leads to the question, and its button to the console", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    // Another host by its name: a browser takes localhost and 127.0.0.1 for two sites.
    const target = `${server.url.replace("127.0.0.1", "localhost")}/?jwt=${await tokenOf()}`;
    await page.goto(`${new URL(consoleUrl).origin}/link?${encodeURIComponent(target)}`);
    await page.click("#link");
    expect(await page.title()).toBe("Sign in by a link?");
    expect(await context.cookies(target)).toEqual([]);
    await page.click("button");
    expect(page.url()).toBe(consoleUrl);
    expect(visits.at(-1)!.referer ?? "").not.toContain("jwt");
    expect((await context.cookies(target)).map(({ name }) => name)).toEqual(["SESSION"]);
    await context.close();
  });
});
