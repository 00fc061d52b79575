import { readFile } from "node:fs/promises";
import { type DocumentNode, type FieldNode, Kind } from "graphql";
import { describe, expect, it } from "vitest";
import { ACCOUNT_API, PORTAL_API } from "../../rest-compat/api.js";
import { linkContract } from "../../rest-compat/link.js";
import { SIMPLE_GROUP_FIELDS } from "../../src/features/groups/group.one-trip.js";
import { createSchema } from "../../src/schema.js";

/** The simple fields of each mutation that has some. */
const SIMPLE: Readonly<Record<string, readonly string[]>> = { updateGroup: SIMPLE_GROUP_FIELDS };

function rootFieldOf({ definitions }: DocumentNode): string | undefined {
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  return (operation?.selectionSet.selections[0] as FieldNode | undefined)?.name.value;
}

describe("what goes in one trip", () => {
  it("stands in the documentation, and nothing else does", async () => {
    const schema = await createSchema();
    const fields = Object.values(schema.getMutationType()!.getFields()).filter(({ extensions }) => extensions["oneTrip"] !== undefined);
    // By what else the answer would be read?
    expect(fields.filter(({ extensions }) => extensions["sqlRoot"] === undefined)).toEqual([]);
    const operations = (await Promise.all([PORTAL_API, ACCOUNT_API].map((api) => linkContract(schema, api)))).flatMap(
      (contract) => contract.operations,
    );
    const rows = fields.map(({ name }) => {
      const served = operations.filter(({ linked }) => linked?.oneTrip === true && rootFieldOf(linked.document) === name);
      const simple = SIMPLE[name]!.map((field) => `\`${field}\``).join(", ");
      return `| \`${name}\` | ${simple} | ${served.map(({ operation }) => `\`${operation.id}\``).join(", ")} |`;
    });
    const [, table] = /<!-- one trip: [^\n]*\n([^]*?)<!-- \/one trip -->/.exec(await readFile("docs/writes.md", "utf8"))!;
    expect(table!.trim().split("\n").slice(2)).toEqual(rows);
  });
});
