import type { Knex } from "knex";
import type { Statement } from "./plan.js";

interface PgClient {
  acquireConnection: () => Promise<object>;
  releaseConnection: (connection: object) => Promise<void>;
  query: (connection: object, query: { sql: string; bindings: unknown[]; options: { name?: string } }) => Promise<{ response: { rows: { body: string | null }[] } }>;
}

/** Most statements a connection keeps prepared: each takes about half a megabyte of the server's memory, and none is given back. */
const PREPARED = 100;
/** How many that ran once are remembered, waiting for a second run. */
const SEEN = 1_000;
const connections = new WeakMap<object, { seen: Set<string>; kept: Set<string> }>();

/** Whether to prepare a statement on this connection: from its second run on, as far as there is room. */
function isPrepared(connection: object, name: string): boolean {
  const { seen, kept } = connections.get(connection) ?? { seen: new Set<string>(), kept: new Set<string>() };
  connections.set(connection, { seen, kept });
  if (kept.has(name)) return true;
  if (!seen.delete(name)) {
    if (seen.size >= SEEN) seen.clear();
    seen.add(name);
    return false;
  }
  if (kept.size < PREPARED) kept.add(name);
  return kept.has(name);
}

/**
 * Runs a planned statement, prepared on a connection that runs it again. By knex's client and not its builder: the text is
 * finished, and its events still tell of it.
 *
 * @returns the answer's text, or null where graphql-js must find out what is wrong
 */
export async function runStatement(db: Knex, { name, text, values }: Statement): Promise<string | null> {
  const client = db.client as PgClient;
  const connection = await client.acquireConnection();
  try {
    // knex takes every question mark for a place to bind to.
    const { response } = await client.query(connection, { sql: text.replaceAll("?", "\\?"), bindings: values, options: isPrepared(connection, name) ? { name } : {} });
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
