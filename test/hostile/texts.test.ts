import { readFileSync } from "node:fs";
import {
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  buildSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "../../src/graph/connection.type.js";
import { minimalCall } from "../access/minimal-call.js";
import { type Reply, type Sending, exchange } from "../contract/http.js";
import { bodyOf, queryOf } from "../contract/operations.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { ENCODINGS, TEXTS } from "./no-text.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
// Who can't get in is told nothing of the rest. Wrong passwords are among what is tried.
afterEach(async () => {
  await server.db("login_failures").delete();
  expect((await send("GET", "/api/1/profile")).status).toBe(200);
});

const send = (method: string, target: string, sending: Sending = {}): Promise<Reply> =>
  exchange(server.url, method, target, { as: ROOT, ...sending });

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  allOf?: Schema[];
}
interface Contract {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        parameters?: { $ref?: string; name: string; in: string }[];
        requestBody?: { content: Record<string, { schema: Schema }> };
      }
    >
  >;
  components: { schemas: Record<string, Schema>; parameters?: Record<string, { name: string; in: string }> };
}
const contractAt = (name: string): Contract =>
  JSON.parse(readFileSync(new URL(`../../rest-compat/contract/${name}`, import.meta.url), "utf8")) as Contract;

/** Where a body takes texts, as paths of names. */
function textsIn(contract: Contract, schema: Schema, path: string[] = []): string[][] {
  const found = schema.$ref === undefined ? schema : contract.components.schemas[schema.$ref.split("/").at(-1)!]!;
  if (path.length > 3) return [];
  const below = [...Object.entries(found.properties ?? {}), ...(found.allOf ?? []).map((part) => ["", part] as const)].flatMap(
    ([name, part]) => textsIn(contract, part, name === "" ? path : [...path, name]),
  );
  return [found.type ?? []].flat().includes("string") ? [path, ...below] : below;
}

const withText = (body: Record<string, unknown>, [name = "", ...more]: string[], text: string): Record<string, unknown> => ({
  ...body,
  [name]: more.length === 0 ? text : withText((body[name] ?? {}) as Record<string, unknown>, more, text),
});

const OPERATIONS = [
  ["/api/1", contractAt("multi-service-portal-v1.openapi.json")] as const,
  ["/api/v1/security", contractAt("account-api-v1.openapi.json")] as const,
].flatMap(([prefix, contract]) =>
  Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => ["get", "put", "post", "delete", "head"].includes(method))
      .map(([method, operation]) => ({
        operation: operation.operationId,
        method: method.toUpperCase(),
        path: prefix + path,
        contract,
        ...operation,
      })),
  ),
);
/** Bodies that do nothing to the admin who asks. */
const HARMLESS: Readonly<Record<string, Record<string, unknown>>> = {
  login: { username: "nobody", password: "x" },
  changeLogin: { login: "nobody", newlogin: "x" },
  changePassword: { current_password: "not the one", new_password: "x" },
};
const baseOf = (operation: string): Record<string, unknown> =>
  HARMLESS[operation] ?? ((bodyOf(operation) ?? {}) as Record<string, unknown>);

describe.each(OPERATIONS)("$method $path", ({ operation, method, path, contract, parameters = [], requestBody }) => {
  const plain = path.replace(/\{\w+\}/g, "self");

  it("answers no 5xx to what is no text in its address", async () => {
    const named = parameters.map((parameter) =>
      parameter.$ref === undefined ? parameter : contract.components.parameters![parameter.$ref.split("/").at(-1)!]!,
    );
    const targets = Object.values(ENCODINGS).flatMap((text) => [
      ...named
        .filter((parameter) => parameter.in === "path")
        .map(({ name }) => path.replace(`{${name}}`, text).replace(/\{\w+\}/g, "self")),
      ...named.filter((parameter) => parameter.in === "query").map(({ name }) => `${plain}?${name}=${text}`),
    ]);
    const failing: string[] = [];
    for (const target of targets) if ((await send(method, target, { body: bodyOf(operation) })).status >= 500) failing.push(target);
    expect(failing).toEqual([]);
  });

  it("answers no 5xx to what is no text in its body", async () => {
    const schema = requestBody?.content["application/json"]?.schema;
    const failing: string[] = [];
    for (const place of schema === undefined ? [] : textsIn(contract, schema))
      for (const [what, text] of Object.entries(TEXTS))
        if ((await send(method, plain + queryOf(operation), { body: withText(baseOf(operation), place, text) })).status >= 500)
          failing.push(`${place.join(".")}: ${what}`);
    expect(failing).toEqual([]);
  });
});

const schema: GraphQLSchema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
const takesText = (type: GraphQLInputType): boolean => {
  const named = getNamedType(type);
  return isScalarType(named) && !["Int", "Float", "Boolean", "SafeInt"].includes(named.name);
};

/** Calls of a root field, each with a variable where it takes a text. */
function callsOf(root: "Query" | "Mutation", type: GraphQLObjectType): [string, string][] {
  return Object.values(type.getFields()).flatMap((field) => {
    const call = (place: string, text: GraphQLInputType, argument: string): [string, string] => {
      const others =
        /\((.*)\)/
          .exec(minimalCall(schema, root, field.name))?.[1]
          ?.split(/, (?=\w+: )/)
          .filter((part) => !part.startsWith(`${argument.split(":")[0]}:`)) ?? [];
      const selection = isCompositeType(getNamedType(field.type)) ? " { __typename }" : "";
      const named = getNamedType(text).name;
      const variable = isListType(isNonNullType(text) ? text.ofType : text) ? `[${named}!]` : named;
      const args = [...others.filter((part) => !part.includes("{")), argument].join(", ");
      return [place, `${root.toLowerCase()}($text: ${variable}!) { ${field.name}(${args})${selection} }`];
    };
    return field.args.flatMap((argument): [string, string][] => {
      const named = getNamedType(argument.type);
      if (takesText(argument.type)) return [call(`${field.name}(${argument.name})`, argument.type, `${argument.name}: $text`)];
      if (!isInputObjectType(named)) return [];
      return Object.values(named.getFields())
        .filter((input) => takesText(input.type))
        .map((input) => call(`${field.name}(${argument.name}.${input.name})`, input.type, `${argument.name}: {${input.name}: $text}`));
    });
  });
}

describe.each([...callsOf("Query", schema.getQueryType()!), ...callsOf("Mutation", schema.getMutationType()!)])(
  "%s in the graph",
  (_place, query) => {
    it("fails by nothing that is no text", async () => {
      const failing: string[] = [];
      const isList = query.includes("($text: [");
      for (const [what, text] of Object.entries(TEXTS)) {
        const { status, body } = await send("POST", "/graphql", { body: { query, variables: { text: isList ? [text] : text } } });
        const codes = ((body as { errors?: { extensions: { code: string } }[] }).errors ?? []).map(({ extensions }) => extensions.code);
        if (status >= 500 || codes.includes("INTERNAL")) failing.push(what);
      }
      expect(failing).toEqual([]);
    });
  },
);

const PAGES: [string, string][] = [
  ["GET", "/content/reports/$"],
  ["GET", "/logos/$.png"],
  ["GET", "/signin?next=$"],
  ["GET", "/signin?$=a"],
  ["GET", "/forgot-password?login=$"],
  ["GET", "/activate?token=$"],
  ["GET", "/reset?token=$"],
  ["GET", "/confirm-email?token=$"],
  ["GET", "/storages?access_token=$"],
  ["GET", "/?jwt=$"],
  ["GET", "/graphql?query=$"],
  ["GET", "/graphql?jwt=$"],
  ["GET", "/graphql?access_token=$"],
  ["GET", "/graphiql/$"],
  ["GET", "/$"],
  ["GET", "/api/$"],
  ["GET", "/api/1/$"],
  ["GET", "/api/1/profile?jwt=$"],
  ["GET", "/api/1/profile?access_token=$"],
  ["GET", "/.well-known/$"],
  ["POST", "/api/2/idp/$"],
  ["GET", "http://$/graphql"],
  ["GET", "http://$/api/1/profile"],
  ["GET", "//$/graphql"],
];
const FORMS: [string, string][] = [
  ["/signin", "login=$&password=x"],
  ["/signin", "login=x&password=$"],
  ["/signin", "login=x&password=x&account=$"],
  ["/signin", "login=x&password=x&next=$"],
  ["/signin", "$=x"],
  ["/signin/token", "jwt=$"],
  ["/forgot-password", "login=$"],
  ["/activate", "token=$&password=x&repeat=x"],
  ["/reset", "token=$"],
  ["/confirm-email", "token=$"],
  ["/api/2/idp/token", "grant_type=$"],
  ["/api/2/idp/token", "grant_type=password&username=$&password=x"],
  ["/api/2/idp/token", "grant_type=client_credentials&client_id=$&client_secret=x"],
  ["/api/2/idp/token", "$=x"],
];
const HEADERS = [
  "cookie",
  "x-api-id",
  "x-api-key",
  "user-agent",
  "accept-language",
  "accept",
  "accept-encoding",
  "origin",
  "referer",
  "if-none-match",
  "if-modified-since",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-request-id",
  "content-type",
  "sec-fetch-site",
  "authorization",
];

describe.each(Object.entries(ENCODINGS))("%s (%s)", (_what, text) => {
  it.each(PAGES)("%s %s", async (method, target) => {
    const { status } = await send(method, target.replace("$", text), { as: undefined });
    expect([200, 303, 400, 401, 403, 404, 405]).toContain(status);
  });

  it.each(FORMS)("POST %s with %s", async (target, form) => {
    const { status } = await send("POST", target, {
      as: undefined,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      raw: form.replace("$", text),
    });
    expect([200, 303, 400, 401, 423]).toContain(status);
  });

  it.each(HEADERS)("the header %s", async (name) => {
    const bytes = decodeURIComponentLeniently(text);
    const values = [
      bytes,
      ...(name === "authorization" ? [`Basic ${Buffer.from(`${bytes}:x`, "latin1").toString("base64")}`, `Bearer ${text}`] : []),
      ...(name === "cookie" ? [`SESSION=${bytes}`] : []),
    ];
    for (const target of ["/api/1/profile", "/api/v1/security/principals/self", "/graphql", "/signin"])
      for (const value of values)
        expect((await send("GET", target, { as: undefined, headers: { [name]: value } })).status).toBeLessThan(500);
  });
});

it.each([...new Set(FORMS.map(([target]) => target))])("a form that has a field twice is refused: POST %s", async (target) => {
  const { status, text } = await send("POST", target, {
    as: undefined,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    raw: "login=a&x=1&login=a",
  });
  expect([status, text]).toEqual([400, expect.stringMatching(/login is sent more than once/i)]);
});

/** The bytes that stand for it, without those that no header may hold. */
const decodeURIComponentLeniently = (text: string): string =>
  text
    .replace(/%([0-9a-f]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/[\0\p{Cc}]/gu, (character) => (character > "\x7f" ? character : ""));

describe("a cursor", () => {
  const cursor = encodeCursor({ key: "Müller", id: 7 });
  const of = (value: unknown): string => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

  it("is what it was", () => expect(decodeCursor(cursor)).toEqual({ key: "Müller", id: 7 }));

  it.each([
    ["with a NUL", of(["a\u0000", 1])],
    ["with half a surrogate pair", of(["\ud800", 1])],
    ["with bytes that are no UTF-8", Buffer.from([...Buffer.from('["'), 0xff, ...Buffer.from('",1]')]).toString("base64url")],
    ["in the other base64", Buffer.from(JSON.stringify(["Müller??>", 7])).toString("base64")],
    ["with padding", `${cursor}=`],
    ["with blanks", `${cursor} `],
    ["with other bits at its end", `${of(["a", 1]).slice(0, -1)}R`],
    ["with blanks within", of('["a", 1]')],
    ["with more within", of(["a", 1, 2])],
    ["with an id that is too large", of(["a", 2 ** 53])],
    ["with an id that is no integer", of(["a", 1.5])],
    ["with an id that is written differently", of('["a",1.0]')],
  ])("%s is none", (_how, text) => expect(decodeCursor(text)).toBeNull());

  it.each(["groups", "children"])("that is none is 400 in %s", async () => {
    for (const after of [of(["a\u0000", 1]), of(["\ud800", 1]), "%ff"]) {
      const { body } = await send("POST", "/graphql", {
        body: {
          query: 'query($after: String) { group(id: "self") { children(first: 1, after: $after, orderBy: NAME) { nodes { id } } } }',
          variables: { after },
        },
      });
      expect((body as { errors: { extensions: { code: string } }[] }).errors.map(({ extensions }) => extensions.code)).toEqual([
        "BAD_REQUEST",
      ]);
    }
  });
});
