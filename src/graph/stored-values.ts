import { type GraphQLEnumType, type GraphQLSchema, isEnumType, isScalarType } from "graphql";

/** The scalars that judge what clients send: what they do with a value that is stored, whatever that is. */
const AS_STORED: Readonly<Record<string, (value: unknown) => unknown>> = {
  DateTimeISO: (value) => (value instanceof Date ? value.toISOString() : value),
  EmailAddress: String,
  SafeInt: Number,
  UUID: String,
};

/** The number among them that comes nearest, the lower one of two. */
const nearest = (numbers: readonly number[], stored: number): number =>
  numbers.reduce((best, each) => (Math.abs(each - stored) < Math.abs(best - stored) ? each : best));

/** The value of an enum that stands for a stored one it does not know: of numbers the nearest, of words the first. */
function standIn(type: GraphQLEnumType, stored: unknown): unknown {
  const values = type.getValues().map(({ value }) => value as unknown);
  return typeof stored === "number"
    ? nearest(
        [...(values as number[])].sort((a, b) => a - b),
        stored,
      )
    : values[0];
}

function showAlways(type: GraphQLEnumType): void {
  const known = new Map(type.getValues().map(({ name, value }) => [value as unknown, name]));
  type.serialize = (stored) => known.get(stored) ?? known.get(standIn(type, stored));
}

/**
 * Has a schema answer with whatever is stored: it is judged when it is written, and nothing that is stored already, by an older
 * version or by hand, may keep an answer from being given. What clients send is judged as before.
 */
export function answerAsStored(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type) && !type.name.startsWith("__")) showAlways(type);
    const serialize = AS_STORED[type.name];
    if (isScalarType(type) && serialize !== undefined) type.serialize = serialize;
  }
  return schema;
}
