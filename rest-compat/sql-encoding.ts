import { type GraphQLNullableType, type GraphQLOutputType, getNullableType, isListType } from "graphql";
import { codecFor } from "./codecs.js";
import type { Shape } from "./shape.js";

/**
 * How PostgreSQL writes the contract's values itself, place by place: what the codecs do, in SQL. Handed to whoever can
 * turn a document into one statement; a place it has no way for runs through the codecs.
 */
export interface SqlEncoding {
  /** The JSON text of a value that is not null, or null where there is no way to write it in SQL. */
  leaf: (type: GraphQLNullableType, expression: string) => string | null;
  /** The way of an object's member, or null where the member can't be written. */
  member: (key: string) => SqlEncoding | null;
  items: () => SqlEncoding | null;
  /** What stands for null, or null where the member would be left out. */
  nullText: string | null;
}

export function sqlEncoding(shape: Shape, required = true): SqlEncoding {
  const { placeholder } = shape;
  return {
    leaf: (type, expression) => {
      const codec = codecFor(type, shape);
      if (codec !== null) return codec.sql?.(expression) ?? null;
      if (!isListType(type) || shape.items === null) return null;
      const item = codecFor(getNullableType(type.ofType as GraphQLOutputType), shape.items);
      return item?.sqlOfList?.(expression) ?? null;
    },
    member: (key) => {
      const property = shape.properties.get(key);
      return property === undefined ? null : sqlEncoding(property, shape.required.has(key));
    },
    items: () => (shape.items === null ? null : sqlEncoding(shape.items)),
    nullText: placeholder !== null ? JSON.stringify(placeholder) : shape.nullable || required ? "null" : null,
  };
}
