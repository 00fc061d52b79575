import type { Knex } from "knex";
import { run } from "../../db/query.js";
import type { Statement } from "./plan.js";

/**
 * Runs a planned statement.
 *
 * @returns the answer's text, or null where graphql-js must find out what is wrong
 */
export async function runStatement(db: Knex, { text, values }: Statement): Promise<string | null> {
  try {
    const [row] = await run<{ body: string | null }>(db, text, values);
    return row?.body ?? null;
  } catch (error) {
    if (isRefusedText(error)) return null;
    throw error;
  }
}

/** A text with a NUL, and one that is no uuid: cursors and filters can hold them. */
const REFUSED_TEXTS: readonly unknown[] = ["22021", "22P02"];

/** Whether PostgreSQL takes offence at a text the client sent: resolvers will meet it again, and know where it stands. */
const isRefusedText = (error: unknown): boolean => error instanceof Error && "code" in error && REFUSED_TEXTS.includes(error.code);
