import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOME_TEXTS } from "../../src/pages/home/home-texts.js";
import { LANGUAGES } from "../../src/kernel/languages.js";
import { REGISTRATION_TEXTS } from "../../src/pages/registration/registration-texts.js";
import { SIGNIN_TEXTS, filled } from "../../src/pages/signin/signin-texts.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = BROWSER, method = "GET"): Promise<Response> =>
  fetch(`${server.url}${path}`, { method, redirect: "manual", headers });
const linksIn = (html: string): string[] => [...html.matchAll(/<a href="([^"]+)"/g)].map(([, link]) => link!);

describe("the root of the server", () => {
  it("is a plain page that leads to what there is", async () => {
    const response = await get("/");
    const html = await response.text();
    expect([response.status, response.headers.get("content-type"), response.headers.get("vary")]).toEqual([
      200,
      "text/html; charset=utf-8",
      "Accept",
    ]);
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect(html).not.toMatch(/<script|src=/);
    expect(linksIn(html)).toEqual(["/signin", "/graphql", "/forgot-password"]);
    for (const link of linksIn(html)) expect([200, 303]).toContain((await get(link)).status);
    for (const address of ["/api/1", "/api/v1/security", "/api/2/idp/token"])
      expect(html.replaceAll("<wbr>", "")).toContain(`<code>${server.config.publicUrl}${address}</code>`);
  });

  it("is a text for everybody else, and answers HEAD", async () => {
    const text = await get("/", {});
    expect([text.status, text.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(await text.text()).toContain(`${server.config.publicUrl}/api/1\n`);
    const head = await get("/", BROWSER, "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const post = await get("/", BROWSER, "POST");
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it("knows whose session a browser has", async () => {
    const signedIn = await fetch(`${server.url}/signin`, {
      method: "POST",
      redirect: "manual",
      headers: { ...BROWSER, origin: server.url },
      body: new URLSearchParams({ ...ROOT }),
    });
    const html = await (await get("/", { ...BROWSER, cookie: signedIn.headers.get("set-cookie")!.split(";")[0]! })).text();
    expect(html).toContain(`Signed in as <strong>${ROOT.login}</strong>`);
    expect(linksIn(html)).toEqual(["/graphql"]);
    expect(html).toContain('action="/signout"');
  });

  it("leads to the console, where there is one", async () => {
    const other = await startTestServer({ CONSOLE_URL: "https://console.example.com" });
    expect(linksIn(await (await fetch(other.url, { headers: BROWSER })).text())).toContain("https://console.example.com");
    await other.stop();
  });

  it("counts as a call that needs no credentials", async () => {
    const other = await startTestServer({ RATE_LIMIT: "3" });
    const statuses: number[] = [];
    for (const path of ["/", "/nowhere", "/", "/"]) statuses.push((await fetch(`${other.url}${path}`, { headers: BROWSER })).status);
    const refused = await fetch(`${other.url}/nowhere`, { headers: { ...BROWSER, "accept-language": "de" } });
    expect([...statuses, refused.status]).toEqual([200, 404, 200, 429, 429]);
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await refused.text()).toContain(HOME_TEXTS.de.tooMany);
    await other.stop();
  });
});

describe("an address that leads nowhere", () => {
  it.each([
    "/api",
    "/docs",
    "/login",
    "/api/2",
    "/api/2/idp/nothing",
    "/graphiql/nothing",
    "/favicon.ico",
    "/signin/nothing",
    "/content/images/nothing",
  ])("%s shows a browser the way on", async (path) => {
    const response = await get(path);
    const html = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(linksIn(html)).toEqual(["/signin", "/graphql", "/"]);
    expect(html).toContain(`<code>${path}</code>`);
  });

  it("shows the address as text, without what it asks", async () => {
    const html = await (await get("/%3Cb%3E'\"<i>?token=secret")).text();
    expect(html).toContain("<code>/%3Cb%3E&#39;%22%3Ci%3E</code>");
    expect(html).not.toContain("secret");
    expect(await (await get(`/${"long/".repeat(1000)}`)).text()).toMatch(/<code>\/long[^<]{190,200}…<\/code>/);
  });

  it("stays a text for programs, and what it was for the APIs", async () => {
    for (const headers of [{}, { accept: "*/*" }, { accept: "application/json" }, { accept: "application/json, text/html" }] as Record<
      string,
      string
    >[]) {
      const response = await get("/docs", headers);
      expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
        404,
        "text/plain; charset=utf-8",
        "there is nothing at this address\n",
      ]);
    }
    for (const path of ["/api/1/nothing", "/api/1", "/api/v1/security/nothing"]) {
      const [browser, program] = [await get(path), await get(path, {})];
      expect([browser.status, browser.headers.get("content-type")]).toEqual([404, program.headers.get("content-type")]);
      expect(await browser.text()).toBe(await program.text());
    }
    const posted = await get("/docs", BROWSER, "POST");
    expect([posted.status, await posted.text()]).toEqual([404, "there is nothing at this address\n"]);
  });

  it("says so of an address that can't be read, and of a link that is dead", async () => {
    const unreadable = await get("/content/reports/%zz");
    expect([unreadable.status, unreadable.headers.get("content-type")]).toEqual([400, "text/html; charset=utf-8"]);
    const dead = await get("/content/reports/nothing", { ...BROWSER, "accept-language": "fr" });
    expect([dead.status, await dead.text()]).toEqual([401, expect.stringContaining(HOME_TEXTS.fr.deadLink.replaceAll("'", "&#39;"))]);
    const forPrograms = await get("/content/reports/nothing", {});
    expect([forPrograms.status, await forPrograms.json()]).toEqual([401, { error: "the link is no good, or has expired" }]);
  });
});

describe("every page speaks the browser's language", () => {
  const PAGES: readonly (readonly [path: string, status: number])[] = [
    ["/", 200],
    ["/docs", 404],
    ["/signin", 200],
    ["/forgot-password", 200],
    ["/reset?token=x", 401],
    ["/storages?access_token=x", 401],
    ["/?jwt=x", 401],
    ["/content/reports/x", 401],
  ];

  it.each(PAGES)("%s", async (path, status) => {
    const texts = new Set<string>();
    for (const [asked, lang] of [
      ["de-AT,en;q=0.5", "de"],
      ["fr", "fr"],
      ["en", "en"],
      ["pt", "en"],
    ] as const) {
      const response = await get(path, { ...BROWSER, "accept-language": asked });
      const html = await response.text();
      expect([response.status, /<html lang="(\w+)">/.exec(html)?.[1]]).toEqual([status, lang]);
      texts.add(/<h1>[^]*<\/main>/.exec(html)![0]);
    }
    expect(texts.size).toBe(3);
  });

  it("so do problems of the sign-in", async () => {
    const problem = async (fields: Record<string, string>, lang: string, origin = server.url): Promise<string | undefined> => {
      const response = await fetch(`${server.url}/signin`, {
        method: "POST",
        headers: { ...BROWSER, origin, "accept-language": lang },
        body: new URLSearchParams(fields),
      });
      return /role="alert"[^>]*>([^<]*)</.exec(await response.text())?.[1];
    };
    expect(await problem({ login: "x", password: "x" }, "de")).toBe("Der Anmeldename oder das Passwort ist falsch.");
    expect(await problem({ login: "x", password: "x" }, "fr")).toBe("L&#39;identifiant ou le mot de passe est incorrect.");
    expect(await problem({ login: "x", password: "x" }, "de", "https://evil.example")).toBe(SIGNIN_TEXTS.de.refusals.FORBIDDEN);
  });

  it("with the same places to fill in for each of them", () => {
    const placesIn = (texts: object): [string, string[]][] =>
      Object.entries(texts).flatMap(([name, text]) =>
        typeof text === "string" ? [[name, [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place!).sort()] as [string, string[]]] : [],
      );
    for (const texts of [HOME_TEXTS, SIGNIN_TEXTS, REGISTRATION_TEXTS])
      for (const lang of LANGUAGES) expect(placesIn(texts[lang])).toEqual(placesIn(texts.en));
    expect(filled("{a} and {b} and {c}", { a: "{b}", b: "2" })).toBe("{b} and 2 and {c}");
  });
});
