import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checksum } from "../access/checksum.js";
import { ROOT } from "../setup/test-server.js";
import { type Reply, exchange } from "./http.js";
import { type World, createWorld } from "./world.js";

let world: World;
let before: string;
beforeAll(async () => {
  world = await createWorld();
  before = await checksum(world.server.db);
});
afterAll(() => world.server.stop());

const LONG = "x".repeat(10_000);
const JSON_TYPE = { "content-type": "application/json" };

interface GraphError {
  message: string;
  extensions: { code: string };
}

const ask = (body: unknown): Promise<Reply> => exchange(world.server.url, "POST", "/graphql", { as: ROOT, body });

/** A request that must be refused before it runs, with a sentence, and leaves everything as it was. */
async function refused(reply: Promise<Reply>, reason: RegExp): Promise<void> {
  const { status, text, body } = await reply;
  expect({ status, text }).toEqual({ status: 400, text });
  const { errors, data } = body as { errors: GraphError[]; data?: unknown };
  expect(data).toBeUndefined();
  expect(errors.map(({ message }) => message).join("\n")).toMatch(reason);
  expect(errors.map(({ extensions }) => extensions.code)).not.toContain("INTERNAL");
  expect(await checksum(world.server.db)).toBe(before);
}

/** A field whose argument a resolver judges: no error of ours, and nothing of the answer. */
async function judged(query: string, variables: object, code: string, reason: RegExp): Promise<void> {
  const { body, status } = await ask({ query, variables });
  const { errors } = body as { errors: GraphError[] };
  expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([200, [code]]);
  expect(errors[0]!.message).toMatch(reason);
  expect(await checksum(world.server.db)).toBe(before);
}

const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const nest = (depth: number, open: string, core: string): string => `${open.repeat(depth)}${core}${" }".repeat(depth)}`;

describe("queries that ask for too much", () => {
  it.each([100, 13])("%d levels", (depth) =>
    refused(ask({ query: `{ group(id: "self") { ${nest(depth, "parent { ", "id")} } }` }), /depth/i),
  );

  it("100 levels by fragments", () => {
    const fragments = Array.from(
      { length: 100 },
      (_none, index) => `fragment F${index} on Group { parent { ${index === 99 ? "id" : `...F${index + 1}`} } }`,
    );
    return refused(ask({ query: `{ group(id: "self") { ...F0 } } ${fragments.join(" ")}` }), /depth/i);
  });

  it("a fragment that spreads itself", () =>
    refused(ask({ query: '{ group(id: "self") { ...F } } fragment F on Group { parent { ...F } }' }), /itself|depth/i));

  it("1000 aliases", () =>
    refused(ask({ query: `{ ${Array.from({ length: 1000 }, (_none, index) => `a${index}: viewer { id }`).join(" ")} }` }), /alias|token/i));
  it("101 aliases", () =>
    refused(ask({ query: `{ ${Array.from({ length: 101 }, (_none, index) => `a${index}: viewer { id }`).join(" ")} }` }), /alias/i));

  it("1000 aliases of logins", () => {
    const login = (index: number): string => `a${index}: login(username: "root", password: "guess ${index}") { message }`;
    const logins = Array.from({ length: 1000 }, (_none, index) => login(index));
    return refused(ask({ query: `mutation { ${logins.join(" ")} }` }), /alias|token/i);
  });

  it.each([
    ["pages of pages", "children(first: 1000) { nodes { children(first: 1000) { nodes { id } } } }"],
    ["all of all", "children(first: null) { nodes { children(first: null) { nodes { id } } } }"],
    ["edges", "children(first: 1000) { edges { node { admins(first: 1000) { edges { node { id } } } } } }"],
    ["three levels of 100", "children(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { nodes { id } } } } } }"],
  ])("%s", (_what, selection) => refused(ask({ query: `{ group(id: "self") { ${selection} } }` }), /500000|fields/));

  it("pages whose length is a variable", () =>
    refused(
      ask({
        query: 'query ($n: Int) { group(id: "self") { children(first: $n) { nodes { children(first: $n) { nodes { id } } } } } }',
        variables: { n: 1000 },
      }),
      /fields/,
    ));

  it("pages hidden in a fragment", () =>
    refused(
      ask({
        query: `{ group(id: "self") { children(first: 1000) { nodes { ...F } } } }
           fragment F on Group { users(first: 1000) { nodes { id login } } }`,
      }),
      /fields/,
    ));

  it("a deep introspection", () =>
    refused(
      ask({ query: `{ __schema { types { ${nest(20, "fields { type { ", "name")}${" }".repeat(20)} } } }` }),
      /introspection|depth/i,
    ));
  it("more tokens than a query needs", () => refused(ask({ query: `{ ${"viewer { id } ".repeat(2000)} }` }), /token/i));

  it.each([0, -1, 1001])("a page of %d", (first) =>
    judged('query ($n: Int) { group(id: "self") { children(first: $n) { nodes { id } } } }', { n: first }, "BAD_REQUEST", /^first /),
  );

  it.each([5_000, 200_000])("variables nested %d deep", (depth) =>
    refused(
      exchange(world.server.url, "POST", "/graphql", {
        as: ROOT,
        raw: `{"query":"{ viewer { id } }","variables":{"x":${deep(depth)}}}`,
        headers: JSON_TYPE,
      }),
      /nested|deep/,
    ),
  );

  it("a literal nested 2,000 deep", () => refused(ask({ query: `{ accountServer(login: ${deep(2000)}) { id } }` }), /^(?!.*call stack)/));
});

describe("texts that can't be kept", () => {
  const texts = [
    ["10,000 characters", LONG, /1000 characters/],
    ["a NUL", "a\u0000b", /NUL/],
    ["half a surrogate pair", "a\ud800b", /surrogate|character|Unicode/i],
  ] as const;
  const CREATE = 'mutation ($input: CreateGroupInput!) { createGroup(parentId: "self", input: $input) { id } }';

  it.each(texts)("%s in a variable", async (_what, text, why) => {
    await refused(ask({ query: "query ($login: String) { accountServer(login: $login) { id } }", variables: { login: text } }), why);
    await refused(ask({ query: CREATE, variables: { input: { name: text, kind: "MSP" } } }), why);
    await refused(ask({ query: CREATE, variables: { input: { name: "X", kind: "MSP", contact: { city: text } } } }), why);
    await refused(ask({ query: "query ($id: ID!) { group(id: $id) { id } }", variables: { id: text } }), why);
    await refused(
      ask({
        query: 'mutation ($items: [String!]!) { setLogonIps(groupId: "self", items: $items) { id } }',
        variables: { items: ["192.0.2.1", text] },
      }),
      why,
    );
    await refused(ask({ query: "{ viewer { id } }", variables: { unused: [{ deep: text }] } }), why);
  });

  it.each(texts)("%s in a literal", async (_what, text, why) => {
    const literal = JSON.stringify(text);
    await refused(ask({ query: `{ accountServer(login: ${literal}) { id } }` }), why);
    await refused(ask({ query: `mutation { createGroup(parentId: "self", input: { name: ${literal}, kind: MSP }) { id } }` }), why);
    await refused(ask({ query: `query ($login: String = ${literal}) { accountServer(login: $login) { id } }` }), why);
  });

  it("10,000 characters in a block string", () =>
    refused(ask({ query: `{ accountServer(login: """${LONG}""") { id } }` }), /1000 characters/));
  it("a NUL that is written out in a literal", () => refused(ask({ query: '{ accountServer(login: "a\\u0000b") { id } }' }), /NUL/));
});

describe("values that do not fit", () => {
  it.each([
    ["an integer beyond 2^53", 'mutation { deleteGroup(id: "5", version: 9007199254740993) }', /SafeInt/],
    ["a text for an enum", 'mutation { createGroup(parentId: "self", input: { name: "X", kind: "MSP" }) { id } }', /GroupKind/],
    [
      "an unknown field of an input",
      'mutation { createGroup(parentId: "self", input: { name: "X", kind: MSP, colour: 1 }) { id } }',
      /colour/,
    ],
    ["an unknown field", "{ viewer { colour } }", /colour/],
    ["an unknown argument", "{ viewer(id: 5) { id } }", /id/],
    ["no selection", "{ viewer }", /viewer/],
    ["a list for one", '{ group(id: ["self"]) { id } }', /ID/],
    ["no query", "{", /Syntax Error/],
    ["nothing", "", /query/i],
    ["a page beyond 32 bits", '{ group(id: "self") { children(first: 9007199254740993) { nodes { id } } } }', /Int/],
  ])("%s", (_what, query, reason) => refused(ask({ query }), reason));

  it.each([
    ["an integer beyond 2^53", 'mutation ($v: SafeInt) { deleteGroup(id: "5", version: $v) }', { v: 9007199254740992 }, /\$v/],
    ["a text for a number", 'mutation ($v: SafeInt) { deleteGroup(id: "5", version: $v) }', { v: "x" }, /\$v/],
    ["null for what is required", "query ($id: ID!) { group(id: $id) { id } }", { id: null }, /\$id/],
    ["an object for an id", "query ($id: ID!) { group(id: $id) { id } }", { id: {} }, /\$id/],
    [
      "__proto__ in an input",
      'mutation ($i: CreateGroupInput!) { createGroup(parentId: "self", input: $i) { id } }',
      JSON.parse('{"i":{"name":"X","kind":"MSP","__proto__":{"a":1}}}') as object,
      /__proto__/,
    ],
    [
      "an e-mail that is none",
      'mutation ($i: UpdateBrandInput!) { updateBrand(groupId: "self", input: $i) { id } }',
      { i: { smtpReplyAddress: "none" } },
      /email/,
    ],
  ])("%s in a variable", (_what, query, variables, reason) => refused(ask({ query, variables }), reason));

  it("a number beyond every number, in a literal", () =>
    judged('mutation { updateGroup(id: "self", input: { pricing: { price: 1e400 } }) { id } }', {}, "BAD_REQUEST", /^pricing\.price /));

  it.each(["nonsense", "-1", "9007199254740993", "1.5", ""])("the id %j", (id) =>
    judged("query ($id: ID!) { group(id: $id) { id } }", { id }, "NOT_FOUND", /there is no group/),
  );
  it("a cursor that is none", () =>
    judged(
      'query ($a: String) { group(id: "self") { children(after: $a) { nodes { id } } } }',
      { a: "nonsense" },
      "BAD_REQUEST",
      /^after /,
    ));

  it.each([
    "{",
    "[]",
    '"{ viewer { id } }"',
    "null",
    '{"query":5}',
    '{"query":"{ viewer { id } }","variables":"x"}',
    '[{"query":"{ viewer { id } }"}]',
  ])("the body %s", async (raw) => {
    const { status, text } = await exchange(world.server.url, "POST", "/graphql", { as: ROOT, raw, headers: JSON_TYPE });
    expect([status, text]).toEqual([400, expect.stringContaining("errors")]);
  });

  it("a body over the limit", async () => {
    const { status } = await exchange(world.server.url, "POST", "/graphql", {
      as: ROOT,
      raw: `{"query":"${"x".repeat(1024 * 1024)}"}`,
      headers: JSON_TYPE,
    });
    expect(status).toBe(413);
  });
});
