import { readFile } from "node:fs/promises";
import { type DocumentNode, type FieldNode, type GraphQLField, Kind, getNullableType, isInputObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { ACCOUNT_API, PORTAL_API } from "../../rest-compat/api.js";
import { linkContract } from "../../rest-compat/link.js";
import { SIMPLE_ACCOUNT_FIELDS } from "../../src/features/accounts/account.one-trip.js";
import { SIMPLE_GROUP_FIELDS } from "../../src/features/groups/group.one-trip.js";
import { createSchema } from "../../src/schema.js";

/** The simple fields of each mutation of which code names them; of others they are what the documentation says in words. */
const SIMPLE: Readonly<Record<string, readonly string[]>> = {
  updateGroup: SIMPLE_GROUP_FIELDS,
  updateAdmin: SIMPLE_ACCOUNT_FIELDS,
  updateUser: SIMPLE_ACCOUNT_FIELDS,
};

/** Which of the fields the input of a mutation has. */
function inputFieldsOf({ args }: GraphQLField<unknown, unknown>): readonly string[] {
  const input = args.map(({ type }) => getNullableType(type)).find(isInputObjectType);
  return Object.keys(input?.getFields() ?? {});
}

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

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
    const [, table] = /<!-- one trip: [^\n]*\n([^]*?)<!-- \/one trip -->/.exec(await readFile("docs/writes.md", "utf8"))!;
    const documented = table!.trim().split("\n").slice(2);
    const rows = fields.map((field) => {
      const { name } = field;
      const served = operations.filter(({ linked }) => linked?.oneTrip === true && rootFieldOf(linked.document) === name);
      const simple = SIMPLE[name]?.filter((named) => inputFieldsOf(field).includes(named));
      const said = documented.find((row) => row.startsWith(`| \`${name}\` |`))?.split("|")[2];
      const ids = served.map(({ operation }) => operation.id).toSorted();
      return `| ${quoted([name])} | ${simple === undefined ? said?.trim() : quoted(simple)} | ${quoted(ids)} |`;
    });
    expect(documented.toSorted()).toEqual(rows.toSorted());
  });
});
