import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GroupKind } from "../src/kernel/enums.js";
import { closeDatabase, openDatabase } from "../db/connection.js";
import { migrate } from "../db/migrate.js";
import { query } from "../db/query.js";
import { createLogger } from "../src/kernel/log.js";
import { downloadLink } from "../src/features/reports/download-link.js";
import { ReportFormat } from "../src/features/reports/report.type.js";
import { type FailingDatabase, startFailingDatabase } from "./setup/failing-database.js";
import { type SecondEndpoint, openSecondEndpoint } from "./setup/second-endpoint.js";
import { ROOT, type TestServer, startTestServer } from "./setup/test-server.js";

let database: FailingDatabase;
let server: TestServer;
let endpoint: SecondEndpoint;
/** What the server has written to its log at level error and above. */
const faults: string[] = [];
/** A token of the root admin's. */
let token: string;

beforeAll(async () => {
  database = await startFailingDatabase();
  const db = openDatabase(database.url, { poolSize: 5, log: createLogger("silent") });
  await migrate(db);
  server = await startTestServer({ RATE_LIMIT: "1000000" }, { database: { url: database.url, db, drop: () => closeDatabase(db) } });
  const log = createLogger("error", { write: (line: string) => void faults.push(line) });
  endpoint = await openSecondEndpoint(server.config, { poolSize: 10, log });
  const [admin] = await query<{ id: number }>(db, "select id from accounts");
  const { data } = await server.graph("mutation ($id: ID!) { issueAdminToken(id: $id) { token } }", {
    as: ROOT,
    variables: { id: String(admin!.id) },
  });
  ({ token } = (data as { issueAdminToken: { token: string } }).issueAdminToken);
}, 120_000);
afterAll(async () => {
  await endpoint.close();
  await server.stop();
  await database.remove();
});

const basic = `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}`;
const JSON_BODY = { "content-type": "application/json" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const CREATE = 'mutation ($input: CreateGroupInput!) { createGroup(parentId: "self", input: $input) { id } }';

/** A request, and what its answer is like while the database is away. */
interface Knock {
  name: string;
  path: string;
  init: RequestInit;
  /** Its statuses while the database is there. */
  there: number;
  says: (text: string) => void;
}

const sayEnvelope = (text: string): void =>
  expect(JSON.parse(text)).toEqual({
    error: {
      details: { info: expect.stringMatching(/^the (database|connection to the database) /) as string },
      message: "Service Unavailable",
      domain: "PlatformAccountServer",
      context: {},
      code: 503,
    },
  });
const sayFlat = (text: string): void =>
  expect(JSON.parse(text)).toEqual({
    error: "HTTP-503",
    message: "Service Unavailable",
    title: "Service Unavailable",
    detail: expect.stringMatching(/^the (database|connection)/) as string,
  });
const sayGraph = (text: string): void =>
  expect(JSON.parse(text)).toMatchObject({
    errors: [{ message: expect.stringMatching(/^the (database|connection)/) as string, extensions: { code: "UNAVAILABLE" } }],
  });
const sayPlain = (text: string): void =>
  expect(JSON.parse(text)).toEqual({ error: expect.stringMatching(/^the (database|connection)/) as string });
const sayPage = (text: string): void => expect(text).toMatch(/^<!DOCTYPE html>[\s\S]*--button: #1f5fbf/);
const sayLater = (text: string): void => {
  sayPage(text);
  expect(text).toContain("This can&#39;t be done at the moment. Try again in a few seconds.");
};
const sayToken = (text: string): void =>
  expect(JSON.parse(text)).toEqual({
    error: "temporarily_unavailable",
    error_description: expect.stringMatching(/^the (database|connection)/) as string,
  });

const json = (body: object, headers: object = { authorization: basic }): RequestInit => ({
  method: "POST",
  headers: { ...JSON_BODY, ...headers },
  body: JSON.stringify(body),
});
const form = (text: string): RequestInit => ({ method: "POST", headers: FORM, body: text });
const html = { headers: { accept: "text/html", cookie: "SESSION=5e0a7ee4-96a1-4b1b-8d27-50a0f6e8f0aa" } };

const knocks = (): Knock[] => [
  { name: "REST, a read", path: "/api/1/groups/self", init: { headers: { authorization: basic } }, there: 200, says: sayEnvelope },
  {
    name: "REST, a read on resolvers",
    path: "/api/1/groups?prefix=x&limit=5",
    init: { headers: { authorization: basic } },
    there: 200,
    says: sayEnvelope,
  },
  {
    name: "REST, by session",
    path: "/api/1/profile",
    init: { headers: { cookie: "SESSION=5e0a7ee4-96a1-4b1b-8d27-50a0f6e8f0aa" } },
    there: 401,
    says: sayEnvelope,
  },
  {
    name: "REST, a login",
    path: "/api/1/login",
    init: json({ username: ROOT.login, password: ROOT.password }, {}),
    there: 200,
    says: sayEnvelope,
  },
  { name: "REST, open", path: "/api/1/accounts?login=root", init: {}, there: 200, says: sayEnvelope },
  {
    name: "REST, open with credentials",
    path: "/api/1/accounts?login=root",
    init: { headers: { authorization: basic } },
    there: 200,
    says: sayEnvelope,
  },
  {
    name: "REST, a token from a mail",
    path: "/api/1/actions/reset?token=none",
    init: json({ password: "a long enough one" }, {}),
    there: 401,
    says: sayEnvelope,
  },
  {
    name: "REST, a write",
    path: "/api/1/groups/self",
    init: { ...json({ internal_tag: "tag" }), method: "PUT" },
    there: 200,
    says: sayEnvelope,
  },
  {
    name: "the account API",
    path: "/api/v1/security/principals/self",
    init: { headers: { authorization: basic } },
    there: 200,
    says: sayFlat,
  },
  { name: "the graph, a read", path: "/graphql", init: json({ query: "{ viewer { login } }" }), there: 200, says: sayGraph },
  {
    name: "the graph, without credentials",
    path: "/graphql",
    init: json({ query: 'mutation { requestPasswordReset(login: "nobody") }' }, {}),
    there: 200,
    says: sayGraph,
  },
  {
    name: "the graph, a write",
    path: "/graphql",
    init: json({ query: CREATE, variables: { input: { name: "", kind: "MSP" } } }),
    there: 200,
    says: sayGraph,
  },
  { name: "GraphiQL", path: "/graphql", init: { ...html, redirect: "manual" }, there: 303, says: sayGraph },
  {
    name: "the token endpoint",
    path: "/api/2/idp/token",
    init: form("grant_type=password&username=root&password=correct-horse-battery"),
    there: 200,
    says: sayToken,
  },
  { name: "the keys", path: "/.well-known/jwks.json", init: {}, there: 200, says: sayPlain },
  { name: "a logo", path: `/logos/${"0".repeat(64)}.png`, init: {}, there: 404, says: sayPlain },
  { name: "an image", path: "/api/1/content/images/1", init: { headers: { authorization: basic } }, there: 404, says: sayEnvelope },
  {
    name: "a report behind a link",
    path: new URL(downloadLink(server.config, { accountId: 1, isApiAccount: false, actor: null }, 1, ReportFormat.JSON)).pathname,
    init: {},
    there: 401,
    says: sayPlain,
  },
  { name: "the sign-in page", path: "/signin", init: html, there: 200, says: sayPage },
  { name: "the sign-in form", path: "/signin", init: form("login=root&password=correct-horse-battery"), there: 303, says: sayPage },
  { name: "a sign-in link", path: `/?jwt=${token}`, init: html, there: 303, says: sayPage },
  { name: "the page for a forgotten password", path: "/forgot-password", init: html, there: 200, says: sayLater },
  { name: "the form for a forgotten password", path: "/forgot-password", init: form("login=nobody"), there: 200, says: sayLater },
  { name: "a reset link", path: "/reset?token=none", init: html, there: 401, says: sayLater },
  {
    name: "a reset form",
    path: "/reset",
    init: form("token=none&password=a+long+enough+one&repeat=a+long+enough+one"),
    there: 401,
    says: sayLater,
  },
  {
    name: "a registration link, by a program",
    path: "/storages?access_token=none",
    init: {},
    there: 401,
    says: (text) => expect(JSON.parse(text)).toEqual({ message: expect.stringMatching(/^The (database|connection)/) as string }),
  },
  { name: "a registration link, by a person", path: "/storages?access_token=none", init: html, there: 401, says: sayPage },
];

const knock = ({ path, init }: Knock): Promise<Response> => fetch(`${endpoint.url}${path}`, { redirect: "manual", ...init });

it("answers 503 at every endpoint while the database is away, and as before once it is back", async () => {
  for (const one of knocks()) expect([one.name, (await knock(one)).status]).toEqual([one.name, one.there]);
  await database.crash();
  await Promise.all(
    knocks().map(async (one) => {
      const answer = await knock(one);
      expect([one.name, answer.status, answer.headers.get("retry-after")]).toEqual([one.name, 503, "5"]);
      one.says(await answer.text());
    }),
  );
  // What needs no database is answered as ever.
  expect((await fetch(`${endpoint.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${endpoint.url}/nowhere`)).status).toBe(404);
  expect((await fetch(`${endpoint.url}/api/1/nowhere`)).status).toBe(404);
  const readiness = await fetch(`${endpoint.url}/readyz`);
  expect([readiness.status, await readiness.json()]).toEqual([503, { status: "unavailable", reason: "the database is unreachable" }]);
  await database.start();
  for (const one of knocks()) expect([one.name, (await knock(one)).status]).toEqual([one.name, one.there]);
  expect(faults).toEqual([]);
}, 120_000);

describe("under load, a database that crashes twice", () => {
  it("costs no answer but 503, loses nothing that was acknowledged, and repeats nothing", async () => {
    const asked = knocks();
    let ended = false;
    let names = 0;
    const acknowledged: string[] = [];
    const refused: string[] = [];
    const wrong: string[] = [];
    const judge = (name: string, there: number, { status, headers }: Response): void => {
      const isRight = status === there || (status === 503 && headers.get("retry-after") === "5");
      if (!isRight) wrong.push(`${name}: ${status}`);
    };
    const knocking = async (first: number): Promise<void> => {
      for (let number = first; !ended; number++) {
        const one = asked[number % asked.length]!;
        const answer = await knock(one);
        await answer.arrayBuffer();
        judge(one.name, one.there, answer);
      }
    };
    const writing = async (isRest: boolean): Promise<void> => {
      while (!ended) {
        const name = `written ${++names}`;
        const [path, body, there] = isRest
          ? (["/api/1/groups/self/children", { name, kind: GroupKind.MSP }, 201] as const)
          : (["/graphql", { query: CREATE, variables: { input: { name, kind: "MSP" } } }, 200] as const);
        const answer = await fetch(`${endpoint.url}${path}`, json(body));
        const text = await answer.text();
        judge(`a write ${text}`, there, answer);
        if (answer.status === there) acknowledged.push(name);
        else if (text.includes("nothing was changed")) refused.push(name);
      }
    };
    const more = async (): Promise<void> => {
      const before = acknowledged.length;
      await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(before + 15);
    };
    const workers = Promise.all([...[0, 5, 11, 17].map(knocking), writing(true), writing(true), writing(false)]);
    try {
      await more();
      for (let time = 1; time <= 2; time++) {
        await database.crash();
        await delay(300);
        await database.start();
        await more();
      }
    } finally {
      ended = true;
      await workers;
    }

    expect(wrong).toEqual([]);
    const rows = await query<{ name: string }>(server.db, "select name from groups where starts_with(name, 'written ')");
    const kept = rows.map(({ name }) => name);
    expect(acknowledged.filter((name) => !kept.includes(name))).toEqual([]);
    expect(refused.filter((name) => kept.includes(name))).toEqual([]);
    expect(refused.length).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  }, 240_000);
});
