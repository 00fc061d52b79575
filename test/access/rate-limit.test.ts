import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.js";
import { createServices } from "../../src/services.js";
import { RateLimit } from "../../src/authentication/rate-limit.js";
import { deleteExpiredCalls } from "../../src/authentication/rate-limit.table.js";
import { createLogger } from "../../src/kernel/log.js";
import { query } from "../../db/query.js";
import { problemsOf } from "../contract/validator.js";
import { BEHIND_PROXY, basic, from, graphLogin, signIn } from "../lockout/attempts.js";
import { ROOT, type Answer, type TestServer, startTestServer } from "../setup/test-server.js";
import { OPERATIONS } from "./contract.js";

const LIMIT = 3;

let server: TestServer;
let addresses = 0;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT: String(LIMIT) });
});
afterAll(() => server.stop());

const address = (): string => `10.3.0.${++addresses}`;
const OPEN = OPERATIONS.filter(({ open }) => open);

async function statusesOf(times: number, call: () => Promise<Answer>): Promise<{ statuses: number[]; last: Answer }> {
  const answers: Answer[] = [];
  for (let count = 0; count < times; count++) answers.push(await call());
  return { statuses: answers.map(({ status }) => status), last: answers.at(-1)! };
}

describe("calls of what is open without credentials", () => {
  it.each(OPEN)("$method $path is 429 with Retry-After beyond the limit", async ({ method, path }) => {
    const headers = from(address());
    const { statuses, last } = await statusesOf(LIMIT + 1, () => server.rest(method, path.replace(/\{.*\}/, "1"), { headers }));
    expect(statuses.slice(0, LIMIT)).not.toContain(429);
    expect(last.status).toBe(429);
    const seconds = Number(last.headers.get("retry-after"));
    expect([seconds >= 1, seconds <= 60]).toEqual([true, true]);
    const contentType = last.headers.get("content-type");
    expect(problemsOf({ method, path, status: 429, contentType, text: last.text })).toEqual([]);
    expect(last.body).toEqual({
      error: {
        details: { info: `too many calls from your address: try again in ${seconds} seconds` },
        message: "Too Many Requests",
        domain: "PlatformAccountServer",
        context: {},
        code: 429,
      },
    });
  });

  it("count together, and for each address alone", async () => {
    const headers = from(address());
    for (let count = 0; count < LIMIT; count++) await server.rest("GET", "/accounts", { headers });
    expect((await server.rest("POST", "/login", { headers, body: {} })).status).toBe(429);
    expect((await server.rest("GET", "/accounts", { headers: from(address()) })).status).toBe(200);
  });

  it("count for all addresses of one IPv6 network", async () => {
    const { statuses } = await statusesOf(LIMIT + 1, () => server.rest("GET", "/accounts", { headers: from(`2001:db8::${++addresses}`) }));
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it("are the sign-in page's, too", async () => {
    const here = address();
    for (let count = 0; count < LIMIT; count++) expect((await fetch(`${server.url}/signin`, { headers: from(here) })).status).toBe(200);
    const refused = await signIn(server.url, ROOT, here);
    expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining("Too many calls from your address")]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("are the graph's, too, however many are in one request", async () => {
    const here = address();
    const logins = Array.from(
      { length: LIMIT + 1 },
      (_, index) => `l${index}: login(username: "nobody-${index}", password: "wrong") { message }`,
    );
    const { errors } = await server.graph(`mutation { ${logins.join(" ")} }`, { headers: from(here) });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHENTICATED"]);
    const eachNullable = Array.from({ length: LIMIT }, (_, index) => `a${index}: accountServer(login: "nobody-${index}") { login }`);
    await server.graph(`{ ${eachNullable.join(" ")} }`, { headers: from(here) });
    const refused = await graphLogin(server.url, ROOT, here);
    expect(JSON.parse(refused.text)).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("what needs credentials", () => {
  it("is not limited", async () => {
    const here = address();
    await basic(server, ROOT, here);
    const { statuses } = await statusesOf(3 * LIMIT, () => basic(server, ROOT, here));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it("counts only passwords that have to be hashed: guessing many logins comes to an end", async () => {
    const here = address();
    const { statuses } = await statusesOf(LIMIT + 1, () => basic(server, { login: `nobody-${++addresses}`, password: "wrong" }, here));
    expect(statuses).toEqual([403, 403, 403, 429]);
  });
});

describe("the count", () => {
  it("costs one statement, and none once the minute is used up", async () => {
    const headers = from(address());
    const costs: number[] = [];
    for (let count = 0; count < LIMIT + 2; count++) {
      costs.push((await server.statements(() => server.rest("GET", "/accounts", { headers }))).length);
    }
    expect(costs).toEqual([1, 1, 1, 0, 0]);
  });

  it("is shared by all servers of a database", async () => {
    const other: Server = (await createApp({ services: createServices(server.config, server.db, createLogger("silent")) })).listen(
      0,
      "127.0.0.1",
    );
    await once(other, "listening");
    try {
      const headers = from(address());
      const there = `http://127.0.0.1:${(other.address() as AddressInfo).port}/api/1/accounts`;
      for (let count = 0; count < LIMIT; count++) expect((await fetch(there, { headers })).status).toBe(200);
      expect((await server.rest("GET", "/accounts", { headers })).status).toBe(429);
    } finally {
      other.close();
      other.closeAllConnections();
    }
  });

  it("begins anew when the minute is over, and is swept away", async () => {
    const here = address();
    const limit = new RateLimit(server.db, 1);
    await limit.count(here);
    await query(server.db, "update open_calls set expire = 0 where key = ?", [here]);
    await new RateLimit(server.db, 1).count(here);
    await expect(new RateLimit(server.db, 1).count(here)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await deleteExpiredCalls(server.db);
    expect(await query(server.db, "select from open_calls where key = ?", [here])).toHaveLength(1);
    await query(server.db, "update open_calls set expire = 0 where key = ?", [here]);
    await deleteExpiredCalls(server.db);
    expect(await query(server.db, "select from open_calls where key = ?", [here])).toHaveLength(0);
  });

  it("is switched off by 0", async () => {
    const off = new RateLimit(server.db, 0);
    const here = address();
    await Promise.all(Array.from({ length: 1_000 }, () => off.count(here)));
    expect(await query(server.db, "select from open_calls where key = ?", [here])).toHaveLength(0);
  });
});
