import type { GraphQLSchema } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { type Contract, readContract } from "../../rest-compat/contract.js";
import { ACCOUNT_API, PORTAL_API } from "../../rest-compat/api.js";
import { LinkError, linkContract } from "../../rest-compat/link.js";
import { OPERATIONS } from "../access/contract.js";
import { createSchema } from "../../src/schema.js";

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

/** The problems the linker finds in a contract changed so. */
async function problemsOf(change: (contract: Contract) => void): Promise<readonly string[]> {
  const contract = structuredClone(readContract(PORTAL_API.contract));
  change(contract);
  try {
    await linkContract(schema, PORTAL_API, contract);
    return [];
  } catch (error) {
    if (error instanceof LinkError) return error.problems;
    throw error;
  }
}

type Node = Record<string, never>;
const at = (contract: Contract, ...path: string[]): Record<string, unknown> =>
  path.reduce((node, key) => node[key] as unknown as Node, contract as unknown as Node);

describe("linking", () => {
  it("joins contract, documents and schema", async () => {
    const { operations } = await linkContract(schema);
    expect(operations.map(({ operation }) => operation.id)).toEqual(OPERATIONS.map(({ id }) => id));
    expect(operations.filter(({ linked }) => linked !== null).length).toBeGreaterThanOrEqual(55);
  });

  it("joins the account API's likewise, and all of it", async () => {
    const { operations } = await linkContract(schema, ACCOUNT_API);
    expect(operations.map(({ linked }) => linked !== null)).toEqual(Array(7).fill(true));
  });

  it.each<[string, (contract: Contract) => void, string]>([
    [
      "a property the contract has not",
      (contract) => delete at(contract, "components", "schemas", "Contact", "properties")["city"],
      "getGroup: body.contact.city: the contract has no such property",
    ],
    [
      "a required property that is not selected",
      (contract) =>
        (at(contract, "paths", "/logic/versions", "get", "responses", "200", "content", "application/json", "schema")["required"] = [
          "edition",
        ]),
      "getVersions: body.edition: required by the contract, not selected",
    ],
    [
      "a pair of types without a codec",
      (contract) =>
        (at(contract, "paths", "/logic/versions", "get", "responses", "200", "content", "application/json", "schema", "properties", "api")[
          "type"
        ] = "integer"),
      "getVersions: body.api: no codec from String to integer",
    ],
    [
      "a null the contract does not know",
      (contract) =>
        (at(contract, "paths", "/groups/{group}", "get", "responses", "200", "content", "application/json", "schema", "properties")[
          "parent_id"
        ] = { type: "integer" }),
      "getGroup: body.parent_id: the graph may answer null, the contract not",
    ],
    [
      "a parameter nobody takes",
      (contract) =>
        (at(contract, "paths", "/groups", "get")["parameters"] as object[]).push({
          name: "colour",
          in: "query",
          schema: { type: "string" },
        }),
      "searchGroups: parameter colour has no variable",
    ],
    [
      "a body property nobody takes",
      (contract) =>
        (at(contract, "paths", "/groups/{group}", "put", "requestBody", "content", "application/json", "schema", "properties")["colour"] = {
          type: "string",
        }),
      "updateGroup: body.colour: UpdateGroupInput has no field colour",
    ],
    [
      "other roles than the graph's",
      (contract) => (at(contract, "paths", "/groups/{group}/lock", "post")["x-allowed-to"] = ["root_admin"]),
      "lockGroup: the contract admits root_admin; lockGroup admits partner_admin, root_admin",
    ],
    [
      "a document without an operation",
      (contract) => (at(contract, "paths", "/profiles", "get")["operationId"] = "renamed"),
      "listProfiles: the contract has no such operation",
    ],
  ])("names %s", async (_what, change, problem) => {
    expect(await problemsOf(change)).toContain(problem);
  });
});
