import { readFile } from "node:fs/promises";
import { type GraphQLField, defaultFieldResolver, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { createSchema } from "../../src/schema.js";
import { EXCEPTIONS } from "./exceptions.js";

const isCode = ({ extensions, resolve }: GraphQLField<unknown, unknown>): boolean =>
  resolve !== undefined && resolve !== defaultFieldResolver && extensions["sql"] === undefined && extensions["sqlRoot"] === undefined;

describe("what runs on resolvers", () => {
  it("is listed with its reason, and nothing else is", async () => {
    const schema = await createSchema();
    const types = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter((type) => type !== schema.getMutationType() && !type.name.startsWith("__"));
    const code = types.flatMap((type) =>
      Object.values(type.getFields())
        .filter(isCode)
        .map(({ name }) => `${type.name}.${name}`),
    );
    expect(Object.keys(EXCEPTIONS).toSorted()).toEqual(code.toSorted());
  });

  it("stands in the documentation as it stands here", async () => {
    const text = await readFile("docs/planner.md", "utf8");
    const [, table] = /<!-- exceptions: from test\/planner\/exceptions.ts, held by a test -->\n([\s\S]*?)<!-- \/exceptions -->/.exec(text)!;
    const rows = Object.entries(EXCEPTIONS).map(([field, reason]) => `| \`${field}\` | ${reason} |`);
    expect(table!.trim().split("\n")).toEqual(["| field | why |", "|---|---|", ...rows]);
  });
});
