import { GraphQLEmailAddress } from "graphql-scalars";
import { beforeAll, expect, it } from "vitest";
import { graphEncoding } from "../../src/sql-planner/encoding.js";
import { createSchema } from "../../src/schema.js";

beforeAll(() => createSchema());

const ADDRESSES = ["a@example.com", "root@exa_mple.com", "jürgen@exämple.com", "", "a", "a\nb@x", "a@b@c"];

it.each(ADDRESSES.slice(1))("judges what is sent: %j is no address", (address) =>
  expect(() => GraphQLEmailAddress.parseValue(address)).toThrow(),
);

it("shows every address that is stored", () => {
  expect(ADDRESSES.map((address) => GraphQLEmailAddress.serialize(address))).toEqual(ADDRESSES);
  expect(GraphQLEmailAddress.parseValue("a@example.com")).toBe("a@example.com");
  expect(graphEncoding.leaf(GraphQLEmailAddress, "email")).toBe("to_json(email)::text");
});
