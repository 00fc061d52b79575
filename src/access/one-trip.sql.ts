import { type Statement, numberPlaces } from "../../db/query.js";
import type { Revalidation } from "./viewer.table.js";

/** The statements of a change in one trip; one-trip.ts sends them. */

/** A condition, or a whole statement, in SQL, `?` for each value. */
export interface SqlPart {
  sql: string;
  values: readonly unknown[];
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
  const values = Object.values(columns);
  const row = (items: readonly string[]): string => `(${items.join(", ")})`;
  const where: SqlPart[] = [
    ...conditions,
    ...(version === null ? [] : [{ sql: "r.version = ?", values: [version] }]),
    { sql: `${row(names.map((name) => `r.${name}`))} is distinct from ${row(names.map(() => "?"))}`, values },
    revalidation,
  ];
  return {
    text: numberPlaces(`update ${table} r set version = r.version + 1, ${names.map((name) => `${name} = ?`).join(", ")}
      where ${where.map(({ sql }) => sql).join(" and ")} returning r.id`),
    values: [...values, ...where.flatMap((part) => part.values)],
  };
}

/** A read of an answer that fails where there is none: a change whose answer can't be written is undone. */
export const existingAnswer = ({ text, values }: Statement): Statement => ({
  text: `select w.body, 1 / (w.body is not null)::int from (${text} offset 0) w`,
  values,
});
