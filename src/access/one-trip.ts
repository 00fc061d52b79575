import { Extensions } from "type-graphql";
import type { Knex } from "knex";
import { type Statement, numberPlaces } from "../../db/query.js";
import { DATA_EXCEPTION, sqlStateIs } from "../sql-planner/run.js";
import { transactionInOneTrip } from "./transaction.js";
import type { Viewer } from "./viewer.js";
import type { Revalidation } from "./viewer.table.js";

/**
 * Simple changes in one trip to the database; docs/writes.md says which, and what their statement proves. Null means here, too,
 * that the ordinary way has to find out why: nothing has changed then.
 */

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

/**
 * The form of a mutation that goes in one trip.
 *
 * @param args the field's arguments
 * @returns null where the ordinary command has to look at it. It must never be given more than that command would do
 */
export type OneTripForm<Args> = (args: Args, viewer: Viewer) => SimpleChange | null;

/** Says on a Mutation field, beside `@SqlRoot`, by which its answer is read, that what is simple of it goes in one trip. */
export const OneTrip = <Args>(oneTrip: OneTripForm<Args>): MethodDecorator & PropertyDecorator => Extensions({ oneTrip });

/** A change with the read of its answer. */
export interface OneTripWrite {
  change: SimpleChange;
  answer: Statement;
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
const existingAnswer = ({ text, values }: Statement): Statement => ({
  text: `select w.body, 1 / (w.body is not null)::int from (${text} offset 0) w`,
  values,
});

/** Class 23, integrity constraint violation. */
const CONSTRAINT = /^23/;

/**
 * Makes a change of a cached viewer's in one trip.
 *
 * @returns the answer's text, once it is committed; null where nothing has changed: the viewer is another, something is refused, the
 * values are those that are stored, or resolvers have to answer
 * @throws Refusal BUSY or UNAVAILABLE
 */
export async function writeInOneTrip(db: Knex, { change, answer }: OneTripWrite, revalidation: Revalidation): Promise<string | null> {
  try {
    const [changed, [answered]] = await transactionInOneTrip<[{ id: number }[], { body: string }[]]>(db, [
      changeStatement(change, revalidation),
      existingAnswer(answer),
    ]);
    return changed.length === 0 ? null : answered!.body;
  } catch (error) {
    if (sqlStateIs(error, DATA_EXCEPTION) || sqlStateIs(error, CONSTRAINT)) return null;
    throw error;
  }
}
