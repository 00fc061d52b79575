import { type GraphQLEnumType, type GraphQLNullableType, type GraphQLOutputType, getNullableType, isEnumType, isListType } from "graphql";

/** Quotes a text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Joins texts in SQL: in halves, so that each is copied once for each halving, and not once for each text that follows it.
 *
 * @param terms expressions that bind no weaker than `||`
 */
export function concatenation(terms: readonly string[]): string {
  if (terms.length <= 2) return terms.join("||");
  const middle = terms.length >> 1;
  return `(${concatenation(terms.slice(0, middle))})||(${concatenation(terms.slice(middle))})`;
}

/**
 * How values are written: for each place of an answer, the SQL that turns a value into JSON text. The graph has one
 * such way; the REST adapter has another for each place of the contract.
 */
export interface Encoding {
  /** The JSON text of a leaf that is not null, or null where there is no way to write it in SQL. */
  leaf: (type: GraphQLNullableType, expression: string) => string | null;
  /** The way below a member of an object, or null where there is none. */
  member: (key: string) => Encoding | null;
  /** The way of a list's items, or null where there is none. */
  items: () => Encoding | null;
  /** What stands for null, or null where nothing does. */
  nullText: string | null;
}

const escaped = (expression: string): string => `to_json(${expression})::text`;
const quoted = (expression: string): string => `'"'||${expression}||'"'`;
/** ISO 8601 with milliseconds, as JavaScript writes it; null for years it writes otherwise. */
const isoTime = (expression: string): string =>
  `case when ${expression} between '0001-01-01 00:00:00Z' and '9999-12-31 23:59:59.999999Z' then ${quoted(
    `to_char(date_trunc('milliseconds', ${expression}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  )} end`;

const SCALARS: Readonly<Record<string, (expression: string) => string>> = {
  ID: (expression) => quoted(`${expression}::text`),
  Int: (expression) => `${expression}::text`,
  SafeInt: (expression) => `${expression}::text`,
  // JSON has no NaN.
  Float: (expression) => `case when ${expression} <> numeric 'NaN' then trim_scale(${expression})::text end`,
  // Named once: it may be a read of its own.
  Boolean: (expression) => `case ${expression} when true then 'true' when false then 'false' end`,
  String: escaped,
  EmailAddress: escaped,
  UUID: (expression) => quoted(`${expression}::text`),
  DateTimeISO: isoTime,
};

const enumName = (type: GraphQLEnumType, expression: string): string =>
  `case ${expression} ${type
    .getValues()
    .map(({ name, value }) => `when ${sqlValue(value)} then '"${name}"'`)
    .join(" ")} end`;

const sqlValue = (value: unknown): string => (typeof value === "number" ? String(value) : literal(String(value)));

const maskNames = (type: GraphQLEnumType, expression: string): string =>
  `case when ${expression} is not null then '['||concat_ws(',', ${type
    .getValues()
    .map(({ name, value }) => `case when ${expression} & ${String(value)} <> 0 then '"${name}"' end`)
    .join(", ")})||']' end`;

/** The way of the graph itself: what graphql-js would serialise, written by PostgreSQL. */
export const graphEncoding: Encoding = {
  leaf: (type, expression) => {
    if (isEnumType(type)) return enumName(type, expression);
    if (isListType(type)) {
      const item = getNullableType(type.ofType as GraphQLOutputType);
      if (isEnumType(item)) return maskNames(item, expression);
      return "name" in item && item.name === "String" ? escaped(expression) : null;
    }
    return "name" in type ? (SCALARS[type.name]?.(expression) ?? null) : null;
  },
  member: () => graphEncoding,
  items: () => graphEncoding,
  nullText: "null",
};
