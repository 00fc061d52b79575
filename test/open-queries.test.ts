import { type IntrospectionOptions, buildClientSchema, getIntrospectionQuery, parse, print, printSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GraphAnswer, ROOT, type TestServer, startTestServer } from "./setup/test-server.js";

/** What the graph answers to callers without credentials: little, and the schema as the standard query asks for it. */

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.stop());

/** Longest answer without credentials, in bytes. */
const LONGEST = 65_536;

async function post(
  query: string,
  more: object = {},
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; answer: GraphAnswer }> {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, ...more }),
  });
  const text = await response.text();
  return { status: response.status, text, answer: JSON.parse(text) as GraphAnswer };
}

const SWITCHES = [
  "descriptions",
  "specifiedByUrl",
  "directiveIsRepeatable",
  "schemaDescription",
  "inputValueDeprecation",
  "experimentalDirectiveDeprecation",
  "oneOf",
] as const;
/** Each option in either way, several together, and depths of types. */
const OPTIONS: readonly IntrospectionOptions[] = [
  {},
  ...SWITCHES.flatMap((name) => [{ [name]: true }, { [name]: false }]),
  Object.fromEntries(SWITCHES.map((name) => [name, true])),
  Object.fromEntries(SWITCHES.map((name) => [name, false])),
  { schemaDescription: true, descriptions: false },
  ...[0, 1, 7, 9, 100].map((typeDepth) => ({ typeDepth })),
];

describe("the standard introspection query without credentials", () => {
  it.each(OPTIONS)("%j is answered as with credentials", async (options) => {
    const query = getIntrospectionQuery(options);
    const open = await post(query);
    const { data } = await server.graph(query, { as: ROOT });
    expect([open.status, open.answer]).toEqual([200, { data }]);
  });

  it("gives a client the whole schema", async () => {
    const { answer } = await post(getIntrospectionQuery());
    expect(printSchema(buildClientSchema(answer.data))).toContain("type Query");
  });

  it.each<[string, (query: string) => string]>([
    ["on one line", (query) => query.replaceAll(/\s+/g, " ")],
    ["with comments and commas", (query) => `# hello\n${query.replaceAll("\n", ",\n#\n")}`],
    ["as it is printed", (query) => print(parse(query))],
    ["as older releases write it", (query) => query.replaceAll("Type { name kind }", "Type { name }")],
  ])("may be written %s", async (_how, write) => {
    expect((await post(write(getIntrospectionQuery()))).status).toBe(200);
  });

  it("may name its operation, and come by GET", async () => {
    const query = getIntrospectionQuery({ descriptions: false });
    expect((await post(query, { operationName: "IntrospectionQuery" })).status).toBe(200);
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query.replaceAll(/\s+/g, " "))}`, {
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(200);
  });
});

const NESTED = `{ __schema { types { ${"fields { type { ".repeat(2)} name ${"} }".repeat(2)} } } }`;

describe("any other question about the schema without credentials", () => {
  it.each([
    ["a part", "{ __schema { queryType { name } } }"],
    ["one type", '{ __type(name: "Query") { name } }'],
    ["types within types", NESTED],
    ["by an alias", '{ a: __type(name: "Query") { name } }'],
    ["in a fragment", "{ ...all } fragment all on Query { __schema { queryType { name } } }"],
    ["in an inline fragment", "{ ... on Query { __schema { queryType { name } } } }"],
    ["beside an open field", '{ accountServer(login: "x") { login } __schema { queryType { name } } }'],
    ["that is skipped", "{ __schema @skip(if: true) { queryType { name } } __typename }"],
    [
      "the standard query twice over",
      getIntrospectionQuery().replace("queryType { name kind }", "queryType { name kind } again: queryType { name kind }"),
    ],
    ["the standard query and an operation beside it", `${getIntrospectionQuery()} query other { __typename }`, "IntrospectionQuery"],
    ["an operation beside the standard query", `${getIntrospectionQuery()} query other { __typename }`, "other"],
  ])("%s is refused, saying what to do", async (_what, query, operationName?: string) => {
    const { status, answer } = await post(query, { operationName });
    expect([status, answer.data, answer.errors]).toEqual([
      401,
      undefined,
      [
        {
          message: expect.stringMatching(/^without credentials .*: sign in/) as string,
          extensions: { code: "UNAUTHENTICATED", rule: "sign-in" },
        },
      ],
    ]);
  });

  it("is as free as before with credentials, and refused for those that are over", async () => {
    expect((await server.graph(NESTED, { as: ROOT })).errors).toBeUndefined();
    const login = await server.rest("POST", "/login", { body: { username: ROOT.login, password: ROOT.password } });
    const headers = { cookie: login.headers.getSetCookie()[0]!.split(";")[0]! };
    expect([(await post(NESTED, {}, headers)).status, (await post(NESTED, {}, headers)).status]).toEqual([200, 200]);
    // Remembered, and then gone without this server's knowing.
    await server.graph('{ group(id: "self") { id } }', { headers });
    await server.db("sessions").delete();
    expect((await post(NESTED, {}, headers)).status).toBe(401);
  });
});

const aliases = (count: number, field: string): string =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(" ")} }`;

describe("answers without credentials", () => {
  it.each<[string, string, object?]>([
    ["aliases of a brand", aliases(100, 'brand(id: "1") { id uuid companyName colorScheme backupConsoleUrl }')],
    ["aliases that answer errors", aliases(100, 'actionToken(action: RESET, token: "x") { login }')],
    ["a long name that is unknown", `{ ${"x".repeat(100_000)} }`],
    ["many names that are unknown", `{ ${Array.from({ length: 1_000 }, (_, index) => `${"x".repeat(400)}${index}`).join(" ")} }`],
    ["a long type that is unknown", `query ($a: ${"X".repeat(300_000)}) { __typename }`],
    ["a long operation that is unknown", "query a { __typename }", { operationName: "x".repeat(100_000) }],
    ["a long syntax error", `{ a(b: "${"x".repeat(100_000)}" `],
    ["a long alias", `{ ${"x".repeat(100_000)}: __typename }`],
    ["a long login", `{ accountServer(login: "x") { login } }`],
  ])("to %s are short", async (_what, query, more) => {
    const { text, answer } = await post(query, more);
    expect([Buffer.byteLength(text) <= LONGEST, answer.data !== undefined || answer.errors !== undefined]).toEqual([true, true]);
  });

  it("that would be long are refused with what to do instead", async () => {
    const { status, answer } = await post(`{ ${"x".repeat(100_000)}: __typename }`);
    expect([status, answer.data, answer.errors]).toEqual([
      400,
      undefined,
      [
        {
          message: expect.stringMatching(/^the answer would have 1000\d\d bytes, and without credentials at most 65536: /) as string,
          extensions: { code: "BAD_REQUEST", rule: "input" },
        },
      ],
    ]);
  });

  it("that could have many fields are refused before anything runs", async () => {
    const query = aliases(
      100,
      'brand(id: "1") { id uuid colorScheme companyName helpUrl homeUrl backupConsoleUrl hidePredefined smtpPort logoId }',
    );
    const statements = await server.statements(async () => {
      const { status, answer } = await post(query);
      expect([status, answer.errors]).toEqual([
        400,
        [
          {
            message: "the query could answer with 1100 fields; the limit is 1000: ask for shorter pages, or sign in",
            extensions: { code: "BAD_REQUEST", rule: "input" },
          },
        ],
      ]);
    });
    expect(statements).toEqual([]);
    expect(
      (await post(query, {}, { authorization: `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}` })).answer
        .errors?.[0]?.message,
    ).not.toMatch(/fields/);
  });
});
