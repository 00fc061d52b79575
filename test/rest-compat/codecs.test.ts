import type { GraphQLNullableType, GraphQLSchema } from "graphql";
import { GraphQLBoolean, GraphQLID, GraphQLList, GraphQLNonNull, GraphQLString } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { codecFor } from "../../rest-compat/codecs.js";
import type { Shape } from "../../rest-compat/shape.js";
import { createSchema } from "../../src/schema.js";

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

const shape = (...types: string[]): Shape => ({
  types: new Set(types),
  nullable: false,
  properties: new Map(),
  required: new Set(),
  items: null,
  placeholder: null,
});
const typeNamed = (name: string): GraphQLNullableType => schema.getType(name) as GraphQLNullableType;
const listOf = (name: string): GraphQLNullableType => new GraphQLList(new GraphQLNonNull(typeNamed(name)));

describe("codecs", () => {
  it.each<[string, () => GraphQLNullableType, string[], unknown, unknown]>([
    ["an id", () => GraphQLID, ["integer"], "9007199254740991", 9007199254740991],
    ["a flag that is set", () => GraphQLBoolean, ["integer"], true, 1],
    ["a flag that is not", () => GraphQLBoolean, ["integer"], false, 0],
    ["a boolean", () => GraphQLBoolean, ["boolean"], true, true],
    ["a kind", () => typeNamed("GroupKind"), ["integer"], "RESELLER", 31],
    ["a negative number", () => typeNamed("AccountStatus"), ["integer"], "INACTIVE", -1],
    ["a word", () => typeNamed("MfaStatus"), ["string"], "FORCIBLY_DISABLED", "forcibly_disabled"],
    ["a mask", () => listOf("AccessRight"), ["integer"], ["READ", "WRITE", "MIGRATION"], 21],
    ["an empty mask", () => listOf("AccessRight"), ["integer"], [], 0],
    ["a time", () => typeNamed("DateTimeISO"), ["integer"], "2016-04-28T00:00:00.000Z", 1461801600],
    ["a time before 1970", () => typeNamed("DateTimeISO"), ["integer"], "1969-12-31T23:59:59.000Z", -1],
  ])("turn %s both ways", (_what, type, types, graph, contract) => {
    const codec = codecFor(type(), shape(...types))!;
    expect(codec.encode(graph)).toEqual(contract);
    expect(codec.decode(contract, "it")).toEqual(graph);
  });

  it.each<[string, () => GraphQLNullableType, string[], unknown, string]>([
    ["a flag of 2", () => GraphQLBoolean, ["integer"], 2, "it must be 0 or 1"],
    ["an integer beyond 2^53", () => typeNamed("SafeInt"), ["integer"], 2 ** 53, "it must be an integer between -(2^53-1) and 2^53-1"],
    ["an id beyond 2^53", () => GraphQLID, ["integer"], 2 ** 53, "it must be an integer between -(2^53-1) and 2^53-1"],
    ["an unknown kind", () => typeNamed("GroupKind"), ["integer"], 32, "it must be one of 0, 10, 20, 21, 30, 31, 40, 50, -1"],
    ["an unknown bit", () => listOf("AccessRight"), ["integer"], 32, "it must be a sum of 1, 2, 4, 8, 16"],
    ["bits beyond 32", () => listOf("AccessRight"), ["integer"], 2 ** 32 + 1, "it must be a sum of 1, 2, 4, 8, 16"],
    [
      "a time no date can be",
      () => typeNamed("DateTimeISO"),
      ["integer"],
      1e15,
      "it must be a time in unix seconds, in a year of four digits",
    ],
  ])("refuse %s", (_what, type, types, value, message) => {
    expect(() => codecFor(type(), shape(...types))!.decode(value, "it")).toThrow(message);
  });

  it("are missing for pairs that make no sense", () => {
    expect(codecFor(GraphQLString, shape("integer"))).toBeNull();
    expect(codecFor(typeNamed("GroupKind"), shape("boolean"))).toBeNull();
    expect(codecFor(listOf("AccessRight"), shape("string"))).toBeNull();
  });
});
