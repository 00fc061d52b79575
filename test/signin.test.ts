import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../src/kernel/enums.js";
import { ALL_RIGHTS } from "./setup/masks.js";
import { nextPath } from "../src/pages/signin/next-path.js";
import { ROOT, type TestServer, startTestServer } from "./setup/test-server.js";
import { PASSWORD, makeAdmin, makeGroup } from "./setup/tree.js";

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const RIGHT = { login: ROOT.login, password: ROOT.password };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, { redirect: "manual", headers: { ...BROWSER, ...headers } });

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { ...BROWSER, origin: server.url, ...headers },
    body: new URLSearchParams(fields),
  });

const landing = (response: Response): [number, string | null] => [response.status, response.headers.get("location")];

/** The Cookie header of a session that has just begun. */
async function session(fields: Record<string, string> = RIGHT): Promise<{ cookie: string }> {
  const response = await post("/signin", fields);
  expect(response.status).toBe(303);
  return { cookie: response.headers.get("set-cookie")!.split(";")[0]! };
}

const countSessions = async (): Promise<number> => Number((await server.db("sessions").count<{ count: string }[]>())[0]!.count);
const problemIn = (html: string): string | undefined => /role="alert"[^>]*>([^<]*)</.exec(html)?.[1];

describe("the sign-in page", () => {
  it("is a plain page that loads nothing", async () => {
    const response = await get("/signin");
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const policy = response.headers.get("content-security-policy")!.split("; ");
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]),
    );
    expect(policy.join()).not.toMatch(/script-src|unsafe/);
    expect(html).not.toMatch(/<script|https?:/);
    expect(html).toMatch(/<html lang="en">[^]*<title>Sign in to Portico<\/title>/);
    expect(html).toMatch(/<label for="login">[^]*autocomplete="username"[^]*<label for="password">[^]*autocomplete="current-password"/);
    expect(problemIn(html)).toBeUndefined();
  });

  it("answers HEAD", async () => {
    const head = await fetch(`${server.url}/signin`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it.each([
    ["/signin", "GET, HEAD, POST"],
    ["/signout", "POST"],
  ])("says which methods there are: %s has %s", async (path, allow) => {
    const response = await fetch(`${server.url}${path}`, { method: "PUT" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, allow]);
  });

  it("takes nothing but a small form", async () => {
    const json = await post("/signin", {}, { "content-type": "application/json" });
    expect([json.status, problemIn(await json.text())]).toEqual([415, "The form must come as application/x-www-form-urlencoded."]);
    expect((await post("/signin", { login: "x".repeat(11_000) })).status).toBe(413);
    expect((await post("/signin", { ...RIGHT, login: "a\0b" })).status).toBe(400);
    expect((await post("/signin", {})).status).toBe(401);
  });
});

describe("signing in", () => {
  it("begins a session and goes on to GraphiQL", async () => {
    const response = await post("/signin", RIGHT);
    expect(landing(response)).toEqual([303, "/graphql"]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("set-cookie")).toMatch(/^SESSION=[\w-]{20,}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("is by the graph: the login's case does not matter, and the former session ends", async () => {
    const { cookie } = await session();
    const count = await countSessions();
    const again = await post("/signin", { ...RIGHT, login: "ROOT" }, { cookie });
    expect(again.status).toBe(303);
    expect(await countSessions()).toBe(count);
    expect(landing(await get("/graphql", { cookie }))).toEqual([303, "/signin"]);
  });

  it.each([
    ["a wrong password", { login: ROOT.login, password: "not-the-password" }],
    ["an unknown login", { login: "nobody", password: ROOT.password }],
  ])("refuses %s with one and the same sentence", async (_what, fields) => {
    const response = await post("/signin", fields);
    const html = await response.text();
    expect([response.status, problemIn(html)]).toEqual([401, "The login or password is wrong."]);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(html).toContain(`value="${fields.login}"`);
    expect(html).not.toContain(fields.password);
  });

  it("shows what was typed as text", async () => {
    const html = await (await post("/signin", { login: `"><script>alert('1')</script>&`, password: "x", next: `/a"><b>` })).text();
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;"');
    expect(html).toContain('name="next" value="/a%22%3E%3Cb%3E"');
  });

  it("tells who may not come in", async () => {
    const [closed, afar] = [
      await makeGroup(server, "self", GroupKind.MSP, "Closed"),
      await makeGroup(server, "self", GroupKind.MSP, "Afar"),
    ];
    const [disabled, distant] = [await makeAdmin(server, closed.id, "disabled"), await makeAdmin(server, afar.id, "distant")];
    await server.db("accounts").where({ id: disabled.id }).update({ enabled: false });
    await server
      .db("groups")
      .where({ id: afar.id })
      .update({ logon_ips_enabled: true, logon_ips: ["203.0.113.7"] });
    const refused = await post("/signin", { login: "disabled", password: PASSWORD });
    expect([refused.status, problemIn(await refused.text())]).toEqual([423, "This account is disabled."]);
    const elsewhere = await post("/signin", { login: distant.login, password: PASSWORD });
    expect([elsewhere.status, problemIn(await elsewhere.text())]).toEqual([
      403,
      "Access from your IP &#39;127.0.0.1&#39; address is not allowed.",
    ]);
    expect((await post("/signin", { login: "disabled", password: "wrong" })).status).toBe(401);
  });

  it.each([
    ["another site's page", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["another site's page in an old browser", { origin: "https://evil.example" }],
    ["a page of a neighbouring host", { "sec-fetch-site": "same-site", origin: "https://other.portico.example" }],
    ["a page without an origin", { origin: "null" }],
  ])("refuses the form of %s", async (_what, headers) => {
    const count = await countSessions();
    const response = await post("/signin", RIGHT, headers);
    expect([response.status, response.headers.get("set-cookie")]).toEqual([403, null]);
    expect(await countSessions()).toBe(count);
  });
});

describe("where it goes on to", () => {
  it.each(["/graphql?query=1#top", "/api/1/profile", "/a%20b", "/"])("%s stays", (path) => {
    expect(nextPath(path)).toBe(path);
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/%2e//evil.example",
    "/..//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil",
    "",
    "/\n\\evil.example",
    undefined,
    ["/a", "/b"],
  ])("%j does not", (path) => {
    expect(nextPath(path)).toBe("/graphql");
  });

  it("is carried through the page, and judged when the form comes back", async () => {
    expect(await (await get("/signin?next=%2Fapi%2F1%2Fprofile")).text()).toContain('name="next" value="/api/1/profile"');
    expect(await (await get("/signin?next=//evil.example")).text()).toContain('name="next" value="/graphql"');
    expect(landing(await post("/signin", { ...RIGHT, next: "/api/1/profile" }))).toEqual([303, "/api/1/profile"]);
    expect(landing(await post("/signin", { ...RIGHT, next: "//evil.example" }))).toEqual([303, "/graphql"]);
  });
});

describe("a login with several accounts", () => {
  it("has one chosen, with the password asked for again", async () => {
    const [east, west] = [
      await makeGroup(server, "self", GroupKind.MSP, "East <1>"),
      await makeGroup(server, "self", GroupKind.MSP, "West"),
    ];
    const { login, id } = await makeAdmin(server, east.id, "both");
    const { body } = await server.rest("POST", `/groups/${west.id}/admins`, {
      as: ROOT,
      body: { login, use_existing_identity: 1, access_type: ALL_RIGHTS },
    });
    const second = String((body as { id: number }).id);
    const count = await countSessions();

    const step = await post("/signin", { login, password: PASSWORD, next: "/api/1/profile" });
    const html = await step.text();
    expect([step.status, step.headers.get("set-cookie"), await countSessions()]).toEqual([200, null, count]);
    expect(html).not.toContain(PASSWORD);
    expect(html).toContain(`value="${login}"`);
    expect(
      [...html.matchAll(/type="radio" name="account" value="(\d+)" required[^>]*>\s*<span>([^<]*)<small>([^<]*)/g)].map((match) =>
        match.slice(1),
      ),
    ).toEqual([
      [String(id), "East &lt;1&gt; ", "administrator"],
      [second, "West ", "administrator"],
    ]);
    expect(html).toContain('name="next" value="/api/1/profile"');

    expect((await post("/signin", { login, password: "wrong", account: second })).status).toBe(401);
    const foreign = await post("/signin", { login, password: PASSWORD, account: "1" });
    expect([foreign.status, problemIn(await foreign.text())]).toEqual([400, "This login has no such account."]);
    const { cookie } = await session({ login, password: PASSWORD, account: second });
    const profile = await server.rest("GET", "/profile", { headers: { cookie } });
    expect((profile.body as { id: number }).id).toBe(Number(second));
  });
});

describe("GET /graphql", () => {
  it.each<Record<string, string>>([{}, { cookie: "SESSION=over" }])(
    "sends a browser without a session to the sign-in page: %j",
    async (headers) => {
      const response = await get("/graphql", headers);
      expect(landing(response)).toEqual([303, "/signin"]);
      expect([response.headers.get("cache-control"), response.headers.get("vary")]).toEqual(["no-store", "Accept"]);
    },
  );

  it("shows a browser with a session GraphiQL, and everybody else the graph", async () => {
    const headers = await session();
    const page = await get("/graphql", headers);
    const html = await page.text();
    expect([page.status, page.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(page.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; " +
        "font-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(html).toContain("Signed in as <strong>root</strong>");
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    expect(files).toHaveLength(6);
    for (const file of files) {
      const response = await get(file);
      expect([response.status, response.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
      expect(response.headers.get("content-type")).toMatch(file.endsWith(".css") ? /^text\/css/ : /^text\/javascript/);
    }
    const folder = files[0]!.replace(/[^/]+$/, "");
    for (const path of [folder, `${folder}package.json`, `${folder}..%2f..%2fpackage.json`, "/graphiql", "/graphiql/start.js"]) {
      expect((await get(path)).status).toBe(404);
    }
    const graph = await fetch(`${server.url}/graphql?query=%7B__typename%7D`, {
      headers: { ...headers, accept: "application/json", "apollo-require-preflight": "1" },
    });
    expect(await graph.json()).toEqual({ data: { __typename: "Query" } });
  });
});

describe("signing out", () => {
  it("ends the session and clears the cookie", async () => {
    const headers = await session();
    const count = await countSessions();
    const response = await post("/signout", {}, headers);
    expect(landing(response)).toEqual([303, "/signin"]);
    expect(response.headers.get("set-cookie")).toBe("SESSION=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    expect(await countSessions()).toBe(count - 1);
    expect(landing(await get("/graphql", headers))).toEqual([303, "/signin"]);
    expect(landing(await post("/signout", {}, headers))).toEqual([303, "/signin"]);
  });

  it("is not for pages of other sites", async () => {
    const headers = await session();
    const response = await post("/signout", {}, { ...headers, origin: "https://evil.example" });
    expect([response.status, response.headers.get("set-cookie")]).toEqual([403, null]);
    expect((await get("/graphql", headers)).status).toBe(200);
  });
});

describe("behind a proxy that speaks TLS", () => {
  it("gives a cookie for TLS alone", async () => {
    const proxied = await startTestServer({ TRUSTED_PROXIES: "loopback", PUBLIC_URL: "https://portico.example" });
    const response = await fetch(`${proxied.url}/signin`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: "https://portico.example", "x-forwarded-proto": "https" },
      body: new URLSearchParams(RIGHT),
    });
    await proxied.stop();
    expect([response.status, response.headers.get("set-cookie")]).toEqual([303, expect.stringMatching(/; Secure$/)]);
  });
});
