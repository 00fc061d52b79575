import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exchange } from "../contract/http.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

let server: TestServer;
let behindTls: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  behindTls = await startTestServer({ PUBLIC_URL: "https://portal.example.com", TRUSTED_PROXIES: "loopback" });
});
afterAll(() => Promise.all([server.stop(), behindTls.stop()]));

const JSON_TYPE = { "content-type": "application/json" };
const query = (text: string): object => ({ headers: JSON_TYPE, raw: JSON.stringify({ query: text }) });

/** Answers of every endpoint, refusals and all. */
const ANSWERS: [what: string, method: string, target: string, sending: object, status: number][] = [
  ["a query", "POST", "/graphql", { ...query("{ viewer { login } }"), as: ROOT }, 200],
  ["a query that is refused", "POST", "/graphql", query("{ viewer { login } }"), 200],
  ["a query that is none", "POST", "/graphql", query("{"), 400],
  ["a query without a body", "POST", "/graphql", { headers: JSON_TYPE }, 400],
  ["a query of another type", "POST", "/graphql", { headers: { "content-type": "text/plain" }, raw: "{}" }, 415],
  ["a query with a wrong password", "POST", "/graphql", { ...query("{ viewer { login } }"), as: { login: "root", password: "x" } }, 403],
  ["brackets within brackets", "POST", "/graphql", query("{".repeat(500)), 400],
  ["another method", "PUT", "/graphql", query("{ viewer { login } }"), 405],
  ["REST", "GET", "/api/1/profile", { as: ROOT }, 200],
  ["REST without credentials", "GET", "/api/1/profile", {}, 401],
  ["REST without content", "POST", "/api/1/checkauth", { as: ROOT }, 204],
  ["no route", "GET", "/api/1/nothing", {}, 404],
  ["the account API", "GET", "/api/v1/security/principals/self", { as: ROOT }, 200],
  ["the account API without credentials", "GET", "/api/v1/security/principals/self", {}, 401],
  ["the token endpoint", "POST", "/api/2/idp/token", {}, 400],
  ["the sign-in page", "GET", "/signin", {}, 200],
  ["signing out", "POST", "/signout", {}, 303],
  ["the page of who forgot", "GET", "/forgot-password", {}, 200],
  ["a dead link", "GET", "/reset?token=a", {}, 401],
  ["a dead registration", "GET", "/storages?access_token=a", {}, 401],
  ["a dead download", "GET", "/content/reports/a", {}, 401],
  ["no logo", "GET", "/logos/a.png", {}, 404],
  ["the way to GraphiQL", "GET", "/graphql", { headers: { accept: "text/html" } }, 303],
  ["a probe", "GET", "/healthz", {}, 200],
  ["another probe", "GET", "/readyz", {}, 200],
  ["nothing", "GET", "/nowhere", {}, 404],
  ["no percent-encoding", "GET", "/logos/%ff.png", {}, 400],
];

const HSTS = "max-age=31536000";

describe.each(ANSWERS)("%s", (_what, method, target, sending, status) => {
  it("is not to be kept, and is what it says", async () => {
    const answer = await exchange(server.url, method, target, sending);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
  });

  it("says that there is no other way than TLS to who came by it, and to nobody else", async () => {
    const through = async (proto: string | undefined): Promise<unknown> => {
      const before = sending as { headers?: Record<string, string> };
      const { headers } = await exchange(behindTls.url, method, target, {
        ...sending,
        headers: { ...before.headers, ...(proto !== undefined && { "x-forwarded-proto": proto }) },
      });
      return headers["strict-transport-security"];
    };
    expect([await through("https"), await through("http"), await through(undefined)]).toEqual([HSTS, undefined, undefined]);
  });
});

it("who is no trusted proxy is not believed to have come by TLS", async () => {
  expect(
    (await exchange(server.url, "GET", "/signin", { headers: { "x-forwarded-proto": "https" } })).headers["strict-transport-security"],
  ).toBeUndefined();
});

it("what may be kept says so still", async () => {
  expect((await exchange(server.url, "GET", "/.well-known/jwks.json")).headers["cache-control"]).toBe("public, max-age=300");
  const [, script] =
    /src="(\/graphiql\/[^"]+)"/.exec(
      (await exchange(server.url, "GET", "/graphql", { as: ROOT, headers: { accept: "text/html", ...(await cookie()) } })).text,
    ) ?? [];
  expect((await exchange(server.url, "GET", script!)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

async function cookie(): Promise<{ cookie: string }> {
  const { headers } = await exchange(server.url, "POST", "/api/1/login", { body: { username: ROOT.login, password: ROOT.password } });
  return { cookie: headers["set-cookie"]![0]!.split(";")[0]! };
}
