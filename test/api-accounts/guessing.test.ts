import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BEHIND_PROXY, apiKey, basic, from, login, tokenFor } from "../lockout/attempts.js";
import { ROOT, type Credentials, type TestServer, startTestServer } from "../setup/test-server.js";
import { program } from "./programs.js";

const LIMIT = 40;
const PROXY = "127.0.0.1";

let server: TestServer;
let addresses = 0;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT: String(LIMIT) });
});
afterAll(() => server.stop());

const address = (): string => `10.4.0.${++addresses}`;
const seconds = ({ headers }: { headers: Headers }): number => Number(headers.get("retry-after"));
const wrong = (as: Credentials): Credentials => ({ ...as, password: "not the secret" });

describe("a program's secret guessed at any endpoint", () => {
  it("is locked at all of them after five failures, the right one included", async () => {
    const as = await program(server, { roles: ["readonly_admin"] });
    const here = address();
    const failures = [
      await basic(server, wrong(as), here),
      await apiKey(server.url, wrong(as), here),
      await tokenFor(server.url, "client_credentials", wrong(as), here),
      await login(server, wrong(as), here),
      await apiKey(server.url, wrong({ ...as, login: as.login.toUpperCase() }), here),
    ];
    expect(failures.map(({ status }) => status)).toEqual([403, 401, 401, 401, 401]);
    for (const { headers } of failures) expect(headers.get("retry-after")).toBeNull();

    const byKey = await apiKey(server.url, as, here);
    expect([byKey.status, JSON.parse(byKey.text)]).toMatchObject([
      401,
      { error: "SEC-AUTH-002", detail: expect.stringMatching(/^too many failures/) as string },
    ]);
    const byBasic = await server.rest("GET", "/groups/self", { as, headers: from(here) });
    expect(byBasic.status).toBe(403);
    const byGrant = await tokenFor(server.url, "client_credentials", as, here);
    expect([byGrant.status, JSON.parse(byGrant.text)]).toEqual([
      401,
      { error: "invalid_client", error_description: expect.stringMatching(/^too many failures/) as string },
    ]);
    for (const answer of [byKey, byBasic, byGrant]) expect([seconds(answer) > 50, seconds(answer) <= 60]).toEqual([true, true]);
    expect((await apiKey(server.url, as, address())).status).toBe(200);
  });

  it("a person's password likewise, by the grant password: 400 invalid_grant", async () => {
    const here = address();
    for (let count = 0; count < 5; count++) expect((await tokenFor(server.url, "password", wrong(ROOT), here)).status).toBe(400);
    const locked = await tokenFor(server.url, "password", ROOT, here);
    expect([locked.status, JSON.parse(locked.text)]).toEqual([
      400,
      { error: "invalid_grant", error_description: expect.stringMatching(/^too many failures/) as string },
    ]);
    expect(seconds(locked)).toBeGreaterThan(50);
    expect((await login(server, ROOT, here)).status).toBe(423);
  });

  it("a person's password is no API key, right or wrong", async () => {
    const here = address();
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) statuses.push((await apiKey(server.url, ROOT, here)).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
  });
});

describe("what a familiar secret costs", () => {
  it("is one statement, of a person and of a program, and tells them not apart", async () => {
    const as = await program(server, { roles: ["readonly_admin"] });
    const found = async (who: Credentials): Promise<string[]> => {
      const ask = () => server.rest("GET", "/groups/self/brand", { as: who, headers: from(PROXY) });
      await ask();
      await ask();
      return (await server.statements(ask)).slice(0, 1);
    };
    const [person, familiar] = [await found(ROOT), await found(as)];
    expect(familiar).toEqual(person);
    expect(person[0]).toContain("union all");
    await apiKey(server.url, as, PROXY);
    const byKey = await server.statements(() => apiKey(server.url, as, PROXY));
    expect(byKey[0]).toBe(person[0]);
    expect(byKey.some((statement) => /login_failures where|insert into login_networks/.test(statement) && statement !== byKey[0])).toBe(
      false,
    );
  });
});

describe("POST /api/2/idp/token", () => {
  it("counts what is wrong as open: 429 in RFC 6749's form with Retry-After", async () => {
    const here = address();
    const statuses: number[] = [];
    const ask = (count: number) => tokenFor(server.url, "client_credentials", { login: `nobody-${count}`, password: "x" }, here);
    for (let count = 0; count < LIMIT; count++) statuses.push((await ask(count)).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    const limited = await ask(LIMIT);
    expect([limited.status, JSON.parse(limited.text)]).toEqual([
      429,
      { error: "temporarily_unavailable", error_description: expect.stringMatching(/^too many calls from your address/) as string },
    ]);
    expect([limited.headers.get("cache-control"), seconds(limited) > 0]).toEqual(["no-store", true]);
  });

  it("secrets that have to be hashed count at the account API, too", async () => {
    const here = address();
    const statuses: number[] = [];
    for (let count = 0; count <= LIMIT; count++)
      statuses.push((await apiKey(server.url, { login: `nobody-${count}`, password: "x" }, here)).status);
    expect([new Set(statuses.slice(0, LIMIT)), statuses.at(-1)]).toEqual([new Set([401]), 429]);
  });
});

describe("an access token and a portal token", () => {
  it("are good each for what it says: no session by an access token, none by ?jwt=", async () => {
    const { text } = await tokenFor(server.url, "password", ROOT, address());
    const { access_token: token } = JSON.parse(text) as { access_token: string };
    const authorization = `Bearer ${token}`;
    expect((await server.rest("GET", "/profile", { headers: { authorization } })).status).toBe(200);
    expect((await server.rest("GET", `/profile?jwt=${token}`)).status).toBe(401);
    const begun = await server.rest("GET", "/login", { headers: { authorization } });
    expect([begun.status, begun.headers.getSetCookie()]).toEqual([401, []]);
  });
});
