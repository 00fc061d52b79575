import { type Statement, numberValues } from "../../db/query.js";
import type { Revalidation } from "./viewer.table.js";

/** The statements of a change in one trip; one-trip.ts sends them. */

/** A condition in SQL, `:name` for each value. A statement has each name once. */
export interface SqlPart {
  sql: string;
  values: Readonly<Record<string, unknown>>;
}

/** A change of one row's own columns. */
export interface SimpleChange {
  /** A table whose rows have a version. */
  table: string;
  /** What the change sets, by column. It has to differ in something from what is stored. */
  columns: Readonly<Record<string, unknown>>;
  /** What has to hold of the row, under the alias `r`: which one it is, and all that the ordinary command checks. */
  conditions: readonly SqlPart[];
  /** The version that the client holds; null where it says none. */
  version: number | null;
}

/** The statement that makes a change, if the viewer is as it was cached and all conditions hold, and answers a row then. */
export function changeStatement({ table, columns, conditions, version }: SimpleChange, revalidation: Revalidation): Statement {
  const names = Object.keys(columns);
  const set = Object.fromEntries(Object.entries(columns).map(([name, value]) => [`set_${name}`, value]));
  const row = (items: readonly string[]): string => `(${items.join(", ")})`;
  const where: SqlPart[] = [
    ...conditions,
    ...(version === null ? [] : [{ sql: "r.version = :heldVersion", values: { heldVersion: version } }]),
    { sql: `${row(names.map((name) => `r.${name}`))} is distinct from ${row(names.map((name) => `:set_${name}`))}`, values: set },
    revalidation,
  ];
  return numberValues(
    `update ${table} r set version = r.version + 1, ${names.map((name) => `${name} = :set_${name}`).join(", ")}
      where ${where.map(({ sql }) => sql).join(" and ")} returning r.id`,
    Object.assign({}, ...where.map(({ values }) => values)) as SqlPart["values"],
  );
}

/** A read of an answer that fails where there is none: a change whose answer can't be written is undone. */
export const existingAnswer = ({ text, values }: Statement): Statement => ({
  text: `select w.body, 1 / (w.body is not null)::int from (${text} offset 0) w`,
  values,
});
