import type { Knex } from "knex";
import type { Statement } from "./plan.js";

interface PgClient {
  acquireConnection: () => Promise<object>;
  releaseConnection: (connection: object) => Promise<void>;
  query: (connection: object, query: { sql: string; bindings: unknown[]; options: { name: string } }) => Promise<{ response: { rows: { body: string | null }[] } }>;
}

/**
 * Runs a planned statement, prepared under its name on each connection. By knex's client and not its builder: the text is
 * finished, and its events still tell of it.
 *
 * @returns the answer's text, or null where graphql-js must find out what is wrong
 */
export async function runStatement(db: Knex, { name, text, values }: Statement): Promise<string | null> {
  const client = db.client as PgClient;
  const connection = await client.acquireConnection();
  try {
    // knex takes every question mark for a place to bind to.
    const { response } = await client.query(connection, { sql: text.replaceAll("?", "\\?"), bindings: values, options: { name } });
    return response.rows[0]?.body ?? null;
  } catch (error) {
    if (isRefusedText(error)) return null;
    throw error;
  } finally {
    await client.releaseConnection(connection);
  }
}

/** A text with a NUL, and one that is no uuid: cursors and filters can hold them. */
const REFUSED_TEXTS: readonly unknown[] = ["22021", "22P02"];

/** Whether PostgreSQL takes offence at a text the client sent: resolvers will meet it again, and know where it stands. */
const isRefusedText = (error: unknown): boolean => error instanceof Error && "code" in error && REFUSED_TEXTS.includes(error.code);
