import { type GraphQLSchema, type OperationDefinitionNode, getNullableType, isEnumType, isInputObjectType, typeFromAST } from "graphql";

/** What of the variables a plan depends on: truth values, enums, and what is null or absent. */
export function structure(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Record<string, unknown>): string {
  const parts = (operation.variableDefinitions ?? []).map(({ variable, type }) => {
    const value = variables[variable.name.value];
    const declared = typeFromAST(schema, type as never);
    const bare = declared === undefined ? undefined : getNullableType(declared as never);
    if (typeof value === "boolean" || isEnumType(bare)) return String(value);
    if (isInputObjectType(bare) && typeof value === "object" && value !== null) {
      return JSON.stringify(Object.entries(value).map(([name, item]) => [name, item === null]));
    }
    return value === undefined ? "-" : value === null ? "0" : "1";
  });
  return parts.join(",");
}
