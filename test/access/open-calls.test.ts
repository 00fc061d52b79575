import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { program } from "../api-accounts/programs.js";
import { BEHIND_PROXY, from } from "../lockout/attempts.js";
import { ROOT, type Credentials, type TestServer, startTestServer } from "../setup/test-server.js";
import { PASSWORD, makeAdmin } from "../setup/tree.js";
import { session } from "./sessions.js";

/** What counts against the rate limit, by decision 0032: every kind of request once, from an address of its own. */

const LIMIT = 1000;

let server: TestServer;
let cookie: string;
let token: string;
let client: Credentials;
let root: number;
let made = 0;
beforeAll(async () => {
  server = await startTestServer({ ...BEHIND_PROXY, RATE_LIMIT: String(LIMIT), CLIENT_CERT_HEADER: "X-Cert" });
  cookie = await session(server, ROOT);
  token = ((await server.rest("GET", "/admins/self/jwt", { as: ROOT })).body as { jwt: string }).jwt;
  root = ((await server.rest("GET", "/profile", { as: ROOT })).body as { account_group_id: number }).account_group_id;
  client = await program(server, { roles: ["root_admin"] });
  // This server has seen its secret to be right.
  await tokenCall({ grant_type: "client_credentials", ...idOf(client) }).call(from("192.0.2.250"));
});
afterAll(() => server.stop());

type Headers = Record<string, string>;
interface Request {
  call: (headers: Headers) => Promise<Response>;
}

const basic = ({ login, password }: Credentials): Headers => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`,
});
const bearer = (text: string): Headers => ({ authorization: `Bearer ${text}` });
const idOf = ({ login, password }: Credentials): Record<string, string> => ({ client_id: login, client_secret: password });
const json = { "content-type": "application/json" };

/** A plain request; what depends on the server is worked out when it runs. */
const plain = (
  method: string,
  path: string | (() => string),
  more: Headers | (() => Headers) = {},
  body?: () => string | URLSearchParams,
): Request => ({
  call: (headers) =>
    fetch(server.url + (typeof path === "string" ? path : path()), {
      method,
      redirect: "manual",
      headers: { ...headers, ...(typeof more === "function" ? more() : more) },
      ...(body && { body: body() }),
    }),
});
const rest = (method: string, path: string, more: Headers | (() => Headers) = {}, body?: object): Request =>
  plain(
    method,
    `/api/1${path}`,
    () => ({ ...(body && json), ...(typeof more === "function" ? more() : more) }),
    body && (() => JSON.stringify(body)),
  );
const graph = (text: string, more: Headers | (() => Headers) = {}, search = ""): Request =>
  plain(
    "POST",
    `/graphql${search}`,
    () => ({ ...json, ...(typeof more === "function" ? more() : more) }),
    () => JSON.stringify({ query: text }),
  );
const tokenCall = (form: Record<string, string>): Request => plain("POST", "/api/2/idp/token", {}, () => new URLSearchParams(form));
const form = (path: string, fields: () => Record<string, string>): Request =>
  plain(
    "POST",
    path,
    () => ({ origin: server.url }),
    () => new URLSearchParams(fields()),
  );

/** Somebody whose password this server has never seen. */
const stranger = async (): Promise<Credentials> => {
  const { login } = await makeAdmin(server, root, `stranger-${++made}`);
  return { login, password: PASSWORD };
};
/** A request with a password that is right and has not been seen. */
const unfamiliar = (request: (who: Credentials) => Request): Request => ({
  call: async (headers) => request(await stranger()).call(headers),
});
const withCookie = (): Headers => ({ cookie });
const loginField = ({ login, password }: Credentials): string =>
  `mutation { login(username: "${login}", password: "${password}") { message } }`;
const wrong = (): Credentials => ({ login: `nobody-${++made}`, password: "wrong" });
const later = (request: () => Request): Request => ({ call: (headers) => request().call(headers) });
const PEM = encodeURIComponent(`-----BEGIN CERTIFICATE-----\n${Buffer.from("none of ours").toString("base64")}\n-----END CERTIFICATE-----`);

/** What is asked, what it counts, how it is answered, and how where the minute is used up; 429 there for everything that counts. */
const TABLE: readonly [what: string, request: Request, points: number, status: number, usedUp?: number][] = [
  ["graph: a syntax error", graph("{"), 1, 400],
  ["graph: an invalid query", graph("{ nothing }"), 1, 400],
  ["graph: no JSON", plain("POST", "/graphql", json, () => "{"), 1, 400],
  ["graph: another type", plain("POST", "/graphql", { "content-type": "text/plain" }, () => "{}"), 1, 415],
  ["graph: __typename", graph("{ __typename }"), 1, 200],
  ["graph: the standard introspection", graph(getIntrospectionQuery()), 1, 200],
  ["graph: other introspection", graph("{ __schema { queryType { name } } }"), 1, 401],
  ["graph: an open field", graph('{ accountServer(login: "x") { login } }'), 1, 200],
  [
    "graph: an open field and another",
    graph('{ a: accountServer(login: "x") { login } b: accountServer(login: "x") { login } c: accountServer(login: "x") { login } }'),
    3,
    200,
  ],
  ["graph: a field that needs credentials", graph("{ viewer { login } }"), 1, 200],
  ["graph: a browser's GET", plain("GET", "/graphql", { accept: "text/html" }), 1, 303],
  ["graph: GET", plain("GET", "/graphql?query=%7B__typename%7D", json), 1, 200],
  ["graph: login, wrong", later(() => graph(loginField(wrong()))), 1, 200],
  ["graph: login, right", unfamiliar((who) => graph(loginField(who))), 0, 200, 429],
  ["graph: a good session", graph("{ viewer { login } }", withCookie), 0, 200],
  ["graph: a good session and an open field", graph('{ accountServer(login: "x") { login } }', withCookie), 0, 200],
  ["graph: a good session and a syntax error", graph("{", withCookie), 0, 400],
  ["graph: a good session's browser", plain("GET", "/graphql", () => ({ accept: "text/html", cookie })), 0, 200],
  ["graph: a good token", graph("{ viewer { login } }", () => bearer(token)), 0, 200],
  ["graph: a familiar password", graph("{ viewer { login } }", basic(ROOT)), 0, 200],
  ["graph: a right password", unfamiliar((who) => graph("{ viewer { login } }", basic(who))), 0, 200, 429],
  ["graph: a wrong password", later(() => graph("{ viewer { login } }", basic(wrong()))), 1, 403],
  ["graph: a bad session", graph("{ viewer { login } }", { cookie: "SESSION=none" }), 1, 200],
  ["graph: a bad token", graph("{ viewer { login } }", bearer("x.y.z")), 1, 401],
  ["graph: a bad ?jwt=", graph("{ viewer { login } }", {}, "?jwt=x.y.z"), 1, 401],

  ["REST: an open operation", rest("GET", "/accounts"), 1, 200],
  ["REST: an open operation that is refused", rest("GET", "/brands/none"), 1, 404],
  ["REST: an open operation, a good session", rest("GET", "/accounts", withCookie), 0, 200],
  ["REST: an open operation, a familiar password", rest("GET", "/accounts", basic(ROOT)), 0, 200],
  ["REST: an open operation, a right password", unfamiliar((who) => rest("GET", "/accounts", basic(who))), 0, 200, 429],
  ["REST: an open operation, a bad session", rest("GET", "/accounts", { cookie: "SESSION=none" }), 1, 200],
  ["REST: an open operation, a wrong password", later(() => rest("GET", "/accounts", basic(wrong()))), 1, 200],
  ["REST: nothing shown", rest("GET", "/profile"), 0, 401],
  ["REST: a good session", rest("GET", "/profile", withCookie), 0, 200],
  ["REST: a good session beside a bad one", rest("GET", "/profile", () => ({ cookie: `SESSION=none; ${cookie}` })), 0, 200],
  ["REST: a bad session", rest("GET", "/profile", { cookie: "SESSION=none" }), 1, 401],
  [
    "REST: too many sessions",
    rest("GET", "/profile", () => ({ cookie: `${cookie}; ${[1, 2, 3, 4, 5].map((n) => `SESSION=${n}`).join("; ")}` })),
    1,
    401,
  ],
  ["REST: a familiar password", rest("GET", "/profile", basic(ROOT)), 0, 200],
  ["REST: a right password", unfamiliar((who) => rest("GET", "/profile", basic(who))), 0, 200, 429],
  ["REST: a wrong password", later(() => rest("GET", "/profile", basic(wrong()))), 1, 403],
  ["REST: no Basic at all", rest("GET", "/profile", { authorization: "Basic !!!" }), 1, 403],
  ["REST: a good token", rest("GET", "/profile", () => bearer(token)), 0, 200],
  ["REST: a bad token", rest("GET", "/profile", bearer("x.y.z")), 1, 401],
  ["REST: a bad ?jwt=", rest("GET", "/profile?jwt=x.y.z"), 1, 401],
  ["REST: a bad ?access_token=", rest("GET", "/profile?access_token=x.y.z"), 1, 401],
  ["REST: two credentials", rest("GET", "/profile?jwt=x.y.z", bearer("x.y.z")), 1, 400],
  ["REST: login, wrong", later(() => rest("POST", "/login", {}, { username: wrong().login, password: "wrong" })), 1, 401],
  ["REST: login, right", unfamiliar(({ login, password }) => rest("POST", "/login", {}, { username: login, password })), 0, 200, 429],
  ["REST: login, familiar", rest("POST", "/login", {}, { username: ROOT.login, password: ROOT.password }), 0, 200],
  [
    "REST: login, familiar, with a bad session",
    rest("POST", "/login", { cookie: "SESSION=none" }, { username: ROOT.login, password: ROOT.password }),
    0,
    200,
  ],
  [
    "REST: login, wrong, in a good session",
    later(() => rest("POST", "/login", withCookie, { username: wrong().login, password: "wrong" })),
    1,
    401,
  ],
  ["REST: login without a password", rest("POST", "/login", {}, { username: "x" }), 1, 400],
  ["REST: login, no JSON", plain("POST", "/api/1/login", json, () => "{"), 1, 400],
  ["REST: login, a bad ?jwt=", rest("GET", "/login?jwt=x.y.z"), 1, 401],
  ["REST: login, a good ?jwt=", plain("GET", () => `/api/1/login?jwt=${token}`), 0, 200],
  ["REST: a mailed token", rest("GET", "/actions/reset?token=none"), 1, 401],
  ["REST: no such path", rest("GET", "/nothing", { cookie: "SESSION=none" }), 0, 404],
  ["REST: no such method", rest("DELETE", "/accounts", { cookie: "SESSION=none" }), 0, 405],

  [
    "account API: a familiar key",
    plain("GET", "/api/v1/security/principals/self", () => ({ "x-api-id": client.login, "x-api-key": client.password })),
    0,
    200,
  ],
  [
    "account API: a wrong key",
    plain("GET", "/api/v1/security/principals/self", () => ({ "x-api-id": wrong().login, "x-api-key": "wrong" })),
    1,
    401,
  ],
  ["account API: a certificate that is none of ours", plain("GET", "/api/v1/security/principals/self", { "x-cert": PEM }), 1, 401],
  ["account API: a bad session", plain("GET", "/api/v1/security/principals/self", { cookie: "SESSION=none" }), 1, 401],

  ["token endpoint: a wrong secret", later(() => tokenCall({ grant_type: "client_credentials", ...idOf(wrong()) })), 1, 401],
  ["token endpoint: a familiar secret", later(() => tokenCall({ grant_type: "client_credentials", ...idOf(client) })), 0, 200],
  [
    "token endpoint: a wrong password",
    later(() => tokenCall({ grant_type: "password", username: wrong().login, password: "wrong" })),
    1,
    400,
  ],
  [
    "token endpoint: a right password",
    unfamiliar(({ login, password }) => tokenCall({ grant_type: "password", username: login, password })),
    0,
    200,
    429,
  ],
  [
    "token endpoint: a familiar password and a wrong client",
    later(() => tokenCall({ grant_type: "password", username: ROOT.login, password: ROOT.password, ...idOf(wrong()) })),
    1,
    401,
  ],
  ["token endpoint: no grant", tokenCall({}), 1, 400],
  ["token endpoint: another type", plain("POST", "/api/2/idp/token", json, () => "{}"), 1, 400],
  ["token endpoint: another method", plain("GET", "/api/2/idp/token"), 0, 405],

  ["page: sign in", plain("GET", "/signin"), 1, 200],
  ["page: sign in, a good session", plain("GET", "/signin", withCookie), 0, 200],
  ["page: sign in, a bad session", plain("GET", "/signin", { cookie: "SESSION=none" }), 1, 200],
  ["page: sign in, wrong", form("/signin", () => ({ ...wrong() })), 1, 401],
  ["page: sign in, right", unfamiliar((who) => form("/signin", () => ({ ...who }))), 0, 303, 429],
  ["page: sign in, familiar", form("/signin", () => ({ ...ROOT })), 0, 303],
  [
    "page: sign in, no form",
    plain(
      "POST",
      "/signin",
      () => ({ origin: server.url, ...json }),
      () => "{}",
    ),
    1,
    415,
  ],
  [
    "page: sign in, from elsewhere",
    plain("POST", "/signin", { origin: "https://elsewhere.example" }, () => new URLSearchParams({ ...ROOT })),
    1,
    403,
  ],
  ["page: sign in, another method", plain("DELETE", "/signin"), 0, 405],
  ["page: a bad link", plain("GET", "/?jwt=x.y.z"), 1, 401],
  ["page: a good link", plain("GET", () => `/?jwt=${token}`), 0, 303],
  ["page: a bad token sent by form", form("/signin/token", () => ({ jwt: "x.y.z" })), 1, 401],
  [
    "page: a good token sent by form",
    plain(
      "POST",
      "/signin/token",
      () => ({ origin: server.url, "sec-fetch-site": "same-origin" }),
      () => new URLSearchParams({ jwt: token }),
    ),
    0,
    303,
  ],
  ...["/activate", "/reset", "/confirm-email", "/forgot-password", "/storages"].map((path): [string, Request, number, number] => [
    `page: ${path}`,
    plain("GET", path),
    1,
    path === "/forgot-password" ? 200 : 401,
  ]),
  ["page: /reset, sent", form("/reset", () => ({ token: "none", password: PASSWORD, repeat: PASSWORD })), 1, 401],
  ["page: /forgot-password, sent", form("/forgot-password", () => ({ login: "nobody" })), 1, 200],

  ["the keys that verify tokens", plain("GET", "/.well-known/jwks.json"), 0, 200],
  ["/healthz", plain("GET", "/healthz", { cookie: "SESSION=none" }), 0, 200],
  ["/readyz", plain("GET", "/readyz", { cookie: "SESSION=none" }), 0, 200],
  ["no such path", plain("GET", "/nothing", { cookie: "SESSION=none" }), 0, 404],
];

/** Files that mails show: a bucket of their own. */
const CONTENT: readonly [what: string, request: Request, status: number][] = [
  ["a report", plain("GET", "/content/reports/none"), 401],
  ["a logo", plain("GET", `/logos/${"0".repeat(64)}.png`), 404],
  ["no logo", plain("GET", "/logos/none.png"), 404],
];

let addresses = 0;
const address = (): string => `10.4.${addresses >> 8}.${addresses++ & 255}`;
const pointsOf = async (here: string): Promise<[calls: number, content: number]> => {
  const rows = await query<{ key: string; points: number }>(server.db, "select key, points from open_calls where key in (?, ?)", [
    here,
    `content:${here}`,
  ]);
  const of = (key: string): number => rows.find((row) => row.key === key)?.points ?? 0;
  return [of(here), of(`content:${here}`)];
};
const useUp = (key: string): Promise<unknown> =>
  query(server.db, "insert into open_calls values (?, ?, ?) on conflict (key) do update set points = excluded.points", [
    key,
    LIMIT,
    Date.now() + 60_000,
  ]);

async function statusOf({ call }: Request, here: string): Promise<number> {
  const response = await call(from(here));
  await response.arrayBuffer();
  if (response.status === 429) expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  return response.status;
}

describe("a request counts once, or not at all", () => {
  it.each(TABLE)("%s", async (_what, request, points, status) => {
    const here = address();
    expect([await statusOf(request, here), ...(await pointsOf(here))]).toEqual([status, points, 0]);
  });

  it.each(CONTENT)("%s counts apart", async (_what, request, status) => {
    const here = address();
    expect([await statusOf(request, here), ...(await pointsOf(here))]).toEqual([status, 0, 1]);
  });
});

describe("where the minute is used up", () => {
  it.each(TABLE)("%s", async (_what, request, points, status, usedUp = points > 0 ? 429 : status) => {
    const here = address();
    await useUp(here);
    expect(await statusOf(request, here)).toBe(usedUp);
  });

  it.each(CONTENT)("%s is there as before, and 429 where its own is", async (_what, request, status) => {
    const here = address();
    await useUp(here);
    expect(await statusOf(request, here)).toBe(status);
    await useUp(`content:${here}`);
    expect([await statusOf(request, here), await statusOf(rest("GET", "/profile", withCookie), here)]).toEqual([429, 200]);
  });

  it("signing in goes on while the files' is", async () => {
    const here = address();
    await useUp(`content:${here}`);
    expect(
      await statusOf(
        unfamiliar((who) => form("/signin", () => ({ ...who }))),
        here,
      ),
    ).toBe(303);
  });
});
