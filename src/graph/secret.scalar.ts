import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

/** A text that is only ever taken: what is wrong with one is said without quoting it. */
function secretOf(value: unknown): string {
  if (typeof value !== "string") throw new GraphQLError("must be a text");
  return value;
}

/** A text clients send and never see again. */
export const Secret = new GraphQLScalarType<string, string>({
  name: "Secret",
  description: "A text that is kept secret: it is taken, and never shown again.",
  serialize: () => "",
  parseValue: secretOf,
  parseLiteral: (node) => secretOf(node.kind === Kind.STRING ? node.value : null),
});
