import { concatenation } from "../../src/sql-planner/encoding.js";

/** A piece of JSON text: the text itself, or an SQL expression that gives it. */
type Part = { readonly text: string } | { readonly sql: string };

/** JSON as PostgreSQL is to write it. */
export type Json = readonly Part[];

/** What an SQL expression gives as it stands: it must be JSON, and not null. */
export const sql = (expression: string): Json => [{ sql: expression }];

export const constant = (text: string): Json => [{ text }];

export const integer = (column: string): Json => sql(`${column}::text`);

export const number = (column: string): Json => sql(`coalesce(${column}::text, 'null')`);

export const text = (column: string): Json => sql(`to_json(${column})::text`);

/** Text that is mostly empty: then there is nothing to escape. */
export const textOrEmpty = (column: string): Json => sql(`case ${column} when '' then '""' else to_json(${column})::text end`);

export const textOrNull = (column: string): Json => sql(`coalesce(to_json(${column})::text, 'null')`);

export const uuid = (column: string): Json => [{ text: '"' }, { sql: `${column}::text` }, { text: '"' }];

/** 0 or 1. */
export const flag = (column: string): Json => sql(`case when ${column} then '1' else '0' end`);

export const flagOrNull = (column: string): Json => sql(`case when ${column} then '1' when not ${column} then '0' else 'null' end`);

export const boolean = (column: string): Json => sql(`case when ${column} then 'true' else 'false' end`);

/** A time in unix seconds, or null. */
export const seconds = (column: string): Json => sql(`coalesce(floor(date_part('epoch', ${column}))::bigint::text, 'null')`);

/** The name that goes with each number, as JSON text. */
export const named = (column: string, names: Readonly<Record<string, number>>): Json =>
  sql(
    `case ${column} ${Object.entries(names)
      .map(([name, value]) => `when ${value} then '"${name}"'`)
      .join(" ")} end`,
  );

export const object = (members: Readonly<Record<string, Json>>): Json => [
  { text: "{" },
  ...Object.entries(members).flatMap(([name, value], index) => [{ text: `${index === 0 ? "" : ","}"${name}":` }, ...value]),
  { text: "}" },
];

/** An object member for each of the names, its column named alike. */
export const members = (names: readonly string[], json: (column: string) => Json, prefix: string): Record<string, Json> =>
  Object.fromEntries(names.map((name) => [name, json(prefix + name)]));

/** A list of JSON values, one for each row of `from`. */
export const list = (item: Json, from: string, order: string): Json => [
  { text: "[" },
  { sql: `(select coalesce(string_agg(${expression(item)}, ',' order by ${order}), '') from ${from})` },
  { text: "]" },
];

/** The SQL expression for JSON. */
export function expression(json: Json): string {
  const joined: Part[] = [];
  for (const part of json) {
    const last = joined.at(-1);
    if ("text" in part && last !== undefined && "text" in last) joined[joined.length - 1] = { text: last.text + part.text };
    else joined.push(part);
  }
  return concatenation(joined.map((part) => ("text" in part ? `'${part.text.replaceAll("'", "''")}'` : `(${part.sql})`)));
}
