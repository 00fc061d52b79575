import type { Knex } from "knex";
import { type Statement, run } from "../../db/query.js";

/**
 * Runs a planned statement.
 *
 * @param statement null for what has no plan
 * @returns the answer's text, or null where graphql-js must find out what is wrong
 */
export const runStatement = async (db: Knex, statement: Statement | null): Promise<string | null> =>
  (statement && (await runRow(db, statement)))?.body ?? null;

/** As `runStatement`, with the row: there is none where the statement revalidates a viewer who has changed, or a value is refused. */
export async function runRow(db: Knex, { text, values }: Statement): Promise<{ body: string | null } | null> {
  try {
    const [row] = await run<{ body: string | null }>(db, text, values);
    return row ?? null;
  } catch (error) {
    if (sqlStateIs(error, DATA_EXCEPTION)) return null;
    throw error;
  }
}

/**
 * Class 22, data exception: PostgreSQL takes offence at a value, at a text the client sent (a cursor with a NUL, a filter by what is no
 * uuid), or at a stored one that it can't write as is wanted. Resolvers will meet it again, and know where it stands or how to show it.
 */
export const DATA_EXCEPTION = /^22/;

/** Whether an error is PostgreSQL's answer, of these SQLSTATEs. */
export const sqlStateIs = (error: unknown, states: RegExp): boolean =>
  error instanceof Error && "code" in error && states.test(String(error.code));
