import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, type TestServer, startTestServer } from "./setup/test-server.js";

const CONSOLE = "https://console.example.com";
let open: TestServer;
let closed: TestServer;
beforeAll(async () => {
  [open, closed] = await Promise.all([startTestServer({ CORS_ORIGINS: CONSOLE }), startTestServer()]);
});
afterAll(() => Promise.all([open.stop(), closed.stop()]));

const preflight = (server: TestServer, origin: string): Promise<Response> =>
  fetch(`${server.url}/graphql`, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
  });

/** The session cookie of the root admin. */
async function cookie(server: TestServer): Promise<string> {
  const answer = await server.rest("POST", "/login", { body: { username: ROOT.login, password: ROOT.password } });
  return answer.headers.get("set-cookie")!.split(";")[0]!;
}

describe("pages of other origins", () => {
  it("may call where their origin is named", async () => {
    const { status, headers } = await preflight(open, CONSOLE);
    expect([status, headers.get("access-control-allow-origin"), headers.get("access-control-allow-credentials")]).toEqual([
      204,
      CONSOLE,
      "true",
    ]);
    const answer = await open.graph("mutation { logout }", {
      headers: { cookie: await cookie(open), origin: CONSOLE, "sec-fetch-site": "cross-site" },
    });
    expect(answer.data).toEqual({ logout: true });
  });

  it.each([
    ["another origin", () => open, "https://evil.example.com"],
    ["any origin, by default", () => closed, CONSOLE],
  ])("may not: %s", async (_what, server, origin) => {
    expect((await preflight(server(), origin)).headers.get("access-control-allow-origin")).toBeNull();
    const answer = await server().graph("mutation { logout }", { headers: { cookie: await cookie(server()), origin } });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, "CROSS_SITE"]);
  });

  it("leave OPTIONS /checkauth alone", async () => {
    expect((await open.rest("OPTIONS", "/checkauth", { as: ROOT })).status).toBe(204);
    expect((await open.rest("OPTIONS", "/checkauth")).status).toBe(401);
  });
});
