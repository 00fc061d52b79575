import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";

const SCALARS: Readonly<Record<string, string>> = {
  Boolean: "true",
  EmailAddress: '"a@example.com"',
  Float: "1",
  ID: '"1"',
  Int: "1",
  SafeInt: "1",
  Base64: '""',
  DateTimeISO: '"2000-01-01T00:00:00Z"',
};

function literal(type: GraphQLInputType): string {
  const bare = getNullableType(type);
  if (isListType(bare)) return "[]";
  if (isEnumType(bare)) return bare.getValues()[0]!.name;
  if (isInputObjectType(bare)) return `{${required(Object.values(bare.getFields()))}}`;
  return SCALARS[bare.name] ?? '"never"';
}

const required = (args: readonly { name: string; type: GraphQLInputType; defaultValue?: unknown }[]): string =>
  args
    .filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
    .map(({ name, type }) => `${name}: ${literal(type)}`)
    .join(", ");

/** A valid call of a root field with nothing more than it demands, its values of no meaning: for callers that are not admitted. */
export function minimalCall(schema: GraphQLSchema, root: "Query" | "Mutation", name: string): string {
  const type = root === "Query" ? schema.getQueryType()! : schema.getMutationType()!;
  const field = type.getFields()[name] as GraphQLField<unknown, unknown>;
  const args = required(field.args);
  const selection = isCompositeType(getNamedType(field.type)) ? " { __typename }" : "";
  return `${root.toLowerCase()} { ${name}${args === "" ? "" : `(${args})`}${selection} }`;
}
