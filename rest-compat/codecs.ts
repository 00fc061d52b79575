import {
  type GraphQLEnumType,
  GraphQLError,
  type GraphQLList,
  type GraphQLNullableType,
  type GraphQLScalarType,
  getNullableType,
  isEnumType,
  isListType,
  isScalarType,
} from "graphql";
import { type Refusal, badRequest } from "../src/kernel/errors.js";
import type { Shape } from "./shape.js";

/**
 * What turns a value of the graph into the contract's, and back. Which codec serves is decided by the pair of the
 * graph's type and the contract's type alone; a pair without one is an error of linking.
 */
export interface Codec {
  /** From the JSON of a GraphQL result to the contract's value. Never sees null. */
  encode: (value: unknown) => unknown;
  /** From the contract's value to the JSON of a GraphQL variable. Never sees null. @throws Refusal BAD_REQUEST */
  decode: (value: unknown, name: string) => unknown;
  /** The JSON text of the contract's value from the stored one, as PostgreSQL writes it. */
  sql?: (expression: string) => string;
  /** The same of an array of such values. */
  sqlOfList?: (expression: string) => string;
}

/** Of a property in the contract's own spelling. */
const wrong = (name: string, reason: string): Refusal => badRequest(`${name} ${reason}`);

const asText = (expression: string): string => `${expression}::text`;
const quoted = (expression: string): string => `'"'||${expression}||'"'`;
const escaped = (expression: string): string => `to_json(${expression})::text`;
const truth =
  (yes: string, no: string) =>
  (expression: string): string =>
    `case ${expression} when true then '${yes}' when false then '${no}' end`;

const same = (value: unknown): unknown => value;
const text: Codec = { encode: same, decode: same, sql: escaped, sqlOfList: escaped };
const uuid: Codec = { encode: same, decode: same, sql: quoted };
// JSON has no NaN.
const number: Codec = {
  encode: same,
  decode: same,
  sql: (expression) => `case when ${expression} <> numeric 'NaN' then trim_scale(${expression})::text end`,
};
const boolean: Codec = { encode: same, decode: same, sql: truth("true", "false") };
const json: Codec = { encode: same, decode: same };

const integer: Codec = {
  encode: same,
  sql: asText,
  decode: (value, name) => {
    if (!Number.isSafeInteger(value)) throw wrong(name, "must be an integer between -(2^53-1) and 2^53-1");
    return value;
  },
};

const INT32 = 2 ** 31;

const int32: Codec = {
  encode: same,
  sql: asText,
  decode: (value, name) => {
    if (!Number.isInteger(value) || (value as number) >= INT32 || (value as number) < -INT32)
      throw wrong(name, "must be an integer of 32 bits");
    return value;
  },
};

const idAsInteger: Codec = {
  encode: Number,
  sql: asText,
  decode: (value, name) => String(integer.decode(value, name)),
};

const idAsText: Codec = { encode: String, decode: String, sql: (expression) => quoted(asText(expression)) };

const flag: Codec = {
  sql: truth("1", "0"),
  encode: (value) => (value === true ? 1 : 0),
  decode: (value, name) => {
    if (value !== 0 && value !== 1) throw wrong(name, "must be 0 or 1");
    return value === 1;
  },
};

/** ISO 8601 has years of four digits. */
const FIRST_SECOND = -62_135_596_800;
const LAST_SECOND = 253_402_300_799;
/** PostgreSQL knows later times than JavaScript does. */
const LAST_TIME = "275760-09-13";

const unixSeconds: Codec = {
  sql: (expression) =>
    `case when ${expression} < '${LAST_TIME}' and ${expression} > '-infinity' ` +
    `then floor(extract(epoch from ${expression}))::bigint::text end`,
  encode: (value) => Math.floor((value instanceof Date ? value.getTime() : Date.parse(value as string)) / 1000),
  decode: (value, name) => {
    if (!Number.isSafeInteger(value) || (value as number) > LAST_SECOND || (value as number) < FIRST_SECOND) {
      throw wrong(name, "must be a time in unix seconds, in a year of four digits");
    }
    return new Date((value as number) * 1000).toISOString();
  },
};

/** As ISO 8601 writes a day. */
const DAY_LENGTH = "2030-01-31".length;

/** A day stands for its end, in UTC: what holds until a day holds on it. */
const isoTime: Codec = {
  encode: (value) => (value instanceof Date ? value.toISOString() : value),
  decode: (value, name) => {
    const time = value as string;
    if (!/^\d{4}-\d\d-\d\d(T|$)/i.test(time)) throw wrong(name, "must be a date-time, like 2030-01-31T12:00:00Z, or a date");
    return time.length === DAY_LENGTH ? `${time}T23:59:59.999Z` : time;
  },
};

const textFromNumber: Codec = {
  encode: same,
  sql: escaped,
  decode: (value, name) => (typeof value === "number" ? String(integer.decode(value, name)) : value),
};

const SCALARS: Readonly<Record<string, Codec>> = {
  "ID integer": idAsInteger,
  "ID number": idAsInteger,
  "ID string": idAsText,
  "SafeInt integer": integer,
  "SafeInt number": integer,
  "Int integer": int32,
  "Int number": int32,
  "Float number": number,
  "Boolean integer": flag,
  "Boolean number": flag,
  "Boolean boolean": boolean,
  "String string": text,
  "String string|integer": textFromNumber,
  "UUID string": uuid,
  "Base64 string": json,
  "Secret string": json,
  "EmailAddress string": text,
  "DateTimeISO integer": unixSeconds,
  "DateTimeISO string": isoTime,
  "JSONObject object": json,
  // Not the link but what is behind it is the contract's value: see BodyPlan.download.
  "Download object": json,
};

/** In SQL: a stored value that the enum has, written so. One that it has not is for graphql-js to show. */
const known = (type: GraphQLEnumType, expression: string, written: string): string =>
  `case when ${expression} in (${type
    .getValues()
    .map(({ value }) => (typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`))
    .join(", ")}) then ${written} end`;

function enumCodec(type: GraphQLEnumType, contractType: string): Codec | null {
  const values = type.getValues();
  if (contractType === "integer") {
    return {
      // The enum's own value is the number that is stored and that the contract knows.
      sql: (expression) => known(type, expression, asText(expression)),
      encode: (name) => type.getValue(name as string)!.value as number,
      decode: (number, name) => {
        const found = values.find(({ value }) => value === number);
        if (found === undefined) throw wrong(name, `must be one of ${values.map(({ value }) => value as number).join(", ")}`);
        return found.name;
      },
    };
  }
  if (contractType !== "string") return null;
  return {
    // Likewise the text.
    sql: (expression) => known(type, expression, quoted(expression)),
    encode: (name) => type.getValue(name as string)!.value as string,
    decode: (text, name) => {
      const found = values.find(({ value }) => value === text);
      if (found === undefined) throw wrong(name, `must be one of ${values.map(({ value }) => value as string).join(", ")}`);
      return found.name;
    },
  };
}

function maskCodec(type: GraphQLEnumType): Codec {
  const bits = type.getValues().map(({ name, value }) => ({ name, bit: value as number }));
  const all = bits.reduce((mask, { bit }) => mask | bit, 0);
  return {
    // Bits without a name are not in the graph's list either.
    sql: (expression) => asText(`(${expression} & ${all})`),
    encode: (names) => (names as string[]).reduce((mask, name) => mask | (type.getValue(name)!.value as number), 0),
    decode: (mask, name) => {
      if (!Number.isSafeInteger(mask) || (mask as number) < 0 || ((mask as number) & ~all) !== 0 || (mask as number) > all) {
        throw wrong(name, `must be a sum of ${bits.map(({ bit }) => bit).join(", ")}`);
      }
      return bits.filter(({ bit }) => ((mask as number) & bit) !== 0).map((value) => value.name);
    },
  };
}

/** The codec for a leaf of the graph and a contract value, or null where there is none. */
export function codecFor(type: GraphQLNullableType, shape: Shape): Codec | null {
  const contractType = [...shape.types].join("|");
  if (isEnumType(type)) return enumCodec(type, contractType);
  if (isListType(type)) {
    const item = getNullableType((type as GraphQLList<GraphQLNullableType>).ofType);
    return isEnumType(item) && contractType === "integer" ? maskCodec(item) : null;
  }
  if (!isScalarType(type)) return null;
  const codec = SCALARS[`${type.name} ${contractType}`];
  return codec === undefined ? null : judgedBy(type, codec);
}

/** Lets the graph's scalar judge what is decoded, so that its refusal names the property as the contract does. */
const judgedBy = (type: GraphQLScalarType, codec: Codec): Codec => ({
  ...codec,
  decode: (value, name) => {
    const decoded = codec.decode(value, name);
    try {
      type.parseValue(decoded);
    } catch (error) {
      if (error instanceof GraphQLError) throw wrong(name, `is no ${type.name}: ${error.message}`);
      throw error;
    }
    return decoded;
  },
});
