import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";

/** Values for arguments by name; what a field demands and is not here leaves the field out. */
export type Values = Readonly<Record<string, string>>;

const isDemanded = ({ type, defaultValue }: { type: GraphQLInputType; defaultValue?: unknown }): boolean =>
  isNonNullType(type) && defaultValue === undefined;

/** The first value of an enum, or a list of all: what a field that demands one is asked with. */
function enumLiteral(type: GraphQLInputType): string | undefined {
  const bare = getNullableType(type);
  const named = getNamedType(type);
  if (!isEnumType(named)) return undefined;
  const names = named.getValues().map(({ name }) => name);
  return isListType(bare) ? `[${names.join(", ")}]` : names[0];
}

/** A field's arguments, or null where one it demands is not known. */
function argumentsOf(field: GraphQLField<unknown, unknown>, values: Values): string | null {
  const given = field.args.map((arg): [string, string | undefined, boolean] => [
    arg.name,
    arg.name === "first" ? "3" : isDemanded(arg) ? (values[arg.name] ?? enumLiteral(arg.type)) : undefined,
    isDemanded(arg),
  ]);
  if (given.some(([, value, demanded]) => demanded && value === undefined)) return null;
  const sent = given.filter(([, value]) => value !== undefined);
  return sent.length === 0 ? "" : `(${sent.map(([name, value]) => `${name}: ${value}`).join(", ")})`;
}

function selection(schema: GraphQLSchema, type: GraphQLNamedType, depth: number, values: Values): string {
  if (!isCompositeType(type)) return "";
  const parts = ["__typename"];
  if (isAbstractType(type)) {
    // Fields of the same name may have different types; so each type has its own.
    for (const possible of schema.getPossibleTypes(type))
      parts.push(`... on ${possible.name} ${members(schema, possible, depth, values, `${possible.name}_`)}`);
  } else if (isObjectType(type)) return members(schema, type, depth, values, "");
  return `{ ${parts.join(" ")} }`;
}

function members(schema: GraphQLSchema, type: GraphQLObjectType, depth: number, values: Values, prefix: string): string {
  const parts = ["__typename"];
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type);
    const args = argumentsOf(field, values);
    if (args === null || (isCompositeType(named) && depth === 0)) continue;
    const alias = prefix === "" ? "" : `${prefix}${field.name}: `;
    const below = isInterfaceType(named) || isCompositeType(named) ? ` ${selection(schema, named, depth - 1, values)}` : "";
    parts.push(`${alias}${field.name}${args}${below}`);
  }
  return `{ ${parts.join(" ")} }`;
}

/** Reads of everything there is below a root field, that many objects deep; null where the field demands what is not known. */
export function readOf(schema: GraphQLSchema, name: string, depth: number, values: Values): string | null {
  const field = schema.getQueryType()!.getFields()[name]!;
  const args = argumentsOf(field, values);
  const named = getNamedType(field.type);
  return args === null ? null : `{ ${name}${args} ${isCompositeType(named) ? selection(schema, named, depth, values) : ""} }`;
}
