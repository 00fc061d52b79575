import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "../../src/access/roles.js";
import type { Viewer } from "../../src/access/viewer.js";
import { type TwoServers, startTwoServers } from "./two-servers.js";

let servers: TwoServers;
let viewers: Viewer[];
beforeAll(async () => {
  servers = await startTwoServers(8);
  viewers = [];
  for (const role of ROLES) {
    for (const viewer of servers.tree.viewers.filter((candidate) => candidate.role === role)) {
      if ((await servers.ask("/api/1/checkauth", viewer)).resolved.status >= 300) continue;
      viewers.push(viewer);
      break;
    }
  }
});
afterAll(() => servers.stop());

const cursor = (text: string): string => Buffer.from(text).toString("base64url");

/** Requests by what is odd about them, and whether one statement answers an admin's. */
const REQUESTS: readonly [string, boolean, object][] = [
  [
    "data",
    true,
    {
      query: `{ group(id: "self") { name pricing { price discounts { name } }
        children(orderBy: NAME) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } }`,
    },
  ],
  ["an address", true, { query: `{ group(id: "self") { admins(first: 1) { nodes { email } } } }` }],
  ["a name among two", true, { query: `query A { group(id: "self") { id } } query B { group(id: "self") { name } }`, operationName: "B" }],
  ["two operations and no name", false, { query: `query A { group(id: "self") { id } } query B { group(id: "self") { name } }` }],
  ["an unknown name", false, { query: `query A { group(id: "self") { id } }`, operationName: "B" }],
  ["an empty name", false, { query: `query A { group(id: "self") { id } }`, operationName: "" }],
  ["all left out", true, { query: `{ group(id: "self") @skip(if: true) { id } }` }],
  [
    "empty objects",
    true,
    {
      query: `{ group(id: "self") { users { __typename nodes @skip(if: true) { id } }
        children { pageInfo { __typename } } contact { city @include(if: false) } } }`,
    },
  ],
  ["a refused argument", false, { query: `{ group(id: "self") { id children(first: 0) { nodes { id } } } }` }],
  [
    "a refused variable",
    false,
    { query: `query ($first: Int) { group(id: "self") { children(first: $first) { nodes { id } } } }`, variables: { first: "1" } },
  ],
  [
    "null for a directive",
    false,
    { query: `query ($if: Boolean = true) { group(id: "self") { id @include(if: $if) } }`, variables: { if: null } },
  ],
  [
    "null for an order",
    false,
    {
      query: `query ($order: ChildrenOrder) { group(id: "self") { children(orderBy: $order) { nodes { id } } } }`,
      variables: { order: null },
    },
  ],
  ["null for an id", false, { query: `query ($id: ID = "self") { group(id: $id) { id } }`, variables: { id: null } }],
  [
    "a NUL in a cursor",
    false,
    {
      query: `query ($after: String) { group(id: "self") { children(orderBy: NAME, after: $after) { nodes { id } } } }`,
      variables: { after: cursor('["\\u0000",1]') },
    },
  ],
  [
    "a uuid with one brace",
    false,
    { query: `{ group(id: "self") { children(filter: { uuids: ["5a1f3e52-0000-4000-8000-5a1f3e520000}"] }) { nodes { id } } } }` },
  ],
  ["nothing found", false, { query: `{ group(id: "nothing") { id } }` }],
  ["found and not", false, { query: `{ one: group(id: "self") { id } other: group(id: "1") { id } }` }],
  ["another root", false, { query: `{ group(id: "self") { id } versions { api } }` }],
  ["introspection", false, { query: `{ __schema { queryType { name } } group(id: "self") { id } }` }],
  ["too much", false, { query: `{ group(id: "self") { children(first: null) { nodes { children(first: null) { nodes { id } } } } } }` }],
  ["invalid", false, { query: `{ group(id: "self") { nothing } }` }],
];

/** Mutations that change nothing, whoever asks. */
const CHANGES: readonly [string, object][] = [
  ["of what is not there", { query: `mutation { updateGroup(id: "99999999", input: { name: "x" }) { id name } }` }],
  ["of what is not there, by another name", { query: `mutation { a: updateUser(id: "99999999", input: { firstname: "x" }) { b: id } }` }],
  [
    "in a fragment",
    {
      query: `mutation M { ...F } fragment F on Mutation { updateAdmin(id: "99999999", input: { hidden: true }) { id } }`,
      operationName: "M",
    },
  ],
  [
    "of another version",
    { query: `mutation { updateGroup(id: "self", version: 77, input: { internalTag: "x" }) { version children { nodes { id } } } }` },
  ],
  ["of a value that is none", { query: `mutation { updateGroup(id: "self", input: { quotas: { quotaVmsHard: -7 } }) { id } }` }],
  [
    "of a value that is none, by a variable",
    {
      query: `mutation ($input: CreateUserInput!) { createUser(groupId: "self", input: $input) { id login } }`,
      variables: { input: { login: "a:b" } },
    },
  ],
  ["of nothing", { query: `mutation { updateGroup(id: "self", input: {}) { id version name quotas { storageSize } } }` }],
  ["of nothing that would be shown", { query: `mutation { updateGroup(id: "self", input: {}) { id createdAt pricing { price } } }` }],
  ["into itself", { query: `mutation { moveGroup(id: "self", parentId: "self") { id } }` }],
  ["of two things", { query: `mutation { a: updateGroup(id: "self", input: {}) { id } b: updateGroup(id: "0", input: {}) { id } }` }],
  ["left out", { query: `mutation { updateGroup(id: "self", input: { name: "x" }) @skip(if: true) { id } }` }],
];

describe("the GraphQL endpoint answers the same with reads compiled and on resolvers", () => {
  it("to viewers of every role", () => {
    expect(viewers.map(({ role }) => role)).toEqual(ROLES);
  });

  it.each(REQUESTS)("%s", async (_what, planned, request) => {
    for (const [index, viewer] of viewers.entries()) {
      const headers = { "content-type": "application/json", accept: index % 2 === 0 ? "*/*" : "application/graphql-response+json" };
      const both = await servers.ask("/graphql", viewer, { method: "POST", headers, body: JSON.stringify(request) });
      expect(both.compiled, viewer.role).toEqual(both.resolved);
      const isAnswered = both.planned && "data" in (both.compiled.body as object) && !("errors" in (both.compiled.body as object));
      if (viewer.role !== "tenant_viewer") expect(isAnswered, viewer.role).toBe(planned);
    }
  });

  it.each(CHANGES)("a change %s", async (_what, request) => {
    for (const viewer of viewers) {
      const headers = { "content-type": "application/json" };
      const { compiled, resolved } = await servers.ask("/graphql", viewer, { method: "POST", headers, body: JSON.stringify(request) });
      expect(compiled, viewer.role).toEqual(resolved);
    }
  });
});
