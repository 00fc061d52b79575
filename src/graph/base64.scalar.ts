import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

/** Standard alphabet, padded, without line breaks: one text for each sequence of bytes. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function bytesOf(value: unknown): Buffer {
  if (typeof value !== "string" || !BASE64.test(value)) throw new GraphQLError("must be base64 (RFC 4648, padded, without line breaks)");
  return Buffer.from(value, "base64");
}

/** Bytes, as a text in base64; a Buffer inside. */
export const Base64 = new GraphQLScalarType<Buffer, string>({
  name: "Base64",
  description: "Bytes, as base64 (RFC 4648): standard alphabet, padded, without line breaks.",
  serialize: (value) => (value as Buffer).toString("base64"),
  parseValue: bytesOf,
  parseLiteral: (node) => bytesOf(node.kind === Kind.STRING ? node.value : null),
});
