import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import type { Client } from "pg";

/**
 * How finished SQL gets to PostgreSQL: on a connection of knex's pool, or of a transaction, but past its query builder,
 * which costs several times what the driver does. Statements that come again are prepared.
 */

/** What of knex's client is used here: its pool, and the event by which it tells of each statement. */
interface Pool {
  acquireConnection: () => Promise<Client>;
  releaseConnection: (connection: Client) => Promise<void>;
  emit: (event: "query", query: { sql: string; bindings: readonly unknown[] }) => void;
}

export const poolOf = (db: Knex): Pool => db.client as Pool;

const bound = new WeakMap<object, Client>();

/** A transaction's connection, for what runs on the driver alone: COPY. */
export function connectionOf(trx: Knex): Client {
  const connection = bound.get(poolOf(trx));
  if (connection === undefined) throw new TypeError("not a transaction");
  return connection;
}

/** Lets a handle run everything on one connection: a transaction's. */
export const bindTo = (handle: Knex, connection: Client): void => void bound.set(poolOf(handle), connection);

/** Connections in a transaction that is not over: COMMIT and ROLLBACK are not on their way. */
const inside = new WeakSet<Client>();
export const enterTransaction = (connection: Client): void => void inside.add(connection);
export const leaveTransaction = (connection: Client): void => void inside.delete(connection);

/** @throws Error for a statement that comes too late: it would be none of the transaction's, and kept whatever becomes of that */
export function requireInside(connection: Client): void {
  if (!inside.has(connection)) throw new Error("a statement of a transaction that is over");
}

/** Most statements a connection keeps prepared: each takes up to half a megabyte of the server's memory, and none is given back. */
const PREPARED = 200;
/** How many that ran once are remembered, waiting for a second run. */
const SEEN = 1_000;

interface Statements {
  seen: Set<string>;
  prepared: Map<string, string>;
}
const connections = new WeakMap<Client, Statements>();

/** The name under which this connection has a statement prepared: from its second run on, as far as there is room. */
function preparedName(connection: Client, text: string): string | undefined {
  let statements = connections.get(connection);
  if (statements === undefined) connections.set(connection, (statements = { seen: new Set(), prepared: new Map() }));
  const { seen, prepared } = statements;
  const name = prepared.get(text);
  if (name !== undefined || prepared.size >= PREPARED) return name;
  if (!seen.delete(text)) {
    if (seen.size >= SEEN) seen.clear();
    seen.add(text);
    return undefined;
  }
  prepared.set(text, `s${prepared.size}`);
  return prepared.get(text);
}

const numbered = new LRUCache<string, string>({ max: 1_000 });

/** `?` as PostgreSQL's `$1`, `$2`, ... */
function numberPlaces(sql: string): string {
  const known = numbered.get(sql);
  if (known !== undefined) return known;
  let places = 0;
  const text = sql.replaceAll("?", () => `$${++places}`);
  numbered.set(sql, text);
  return text;
}

/** Runs one statement with `$1`, `$2`, ... for its values, and gives its rows. */
export async function run<Row>(db: Knex, text: string, values: readonly unknown[]): Promise<Row[]> {
  if (values.includes(undefined)) throw new TypeError(`a value of this statement is undefined: ${text}`);
  const pool = poolOf(db);
  const own = bound.get(pool);
  if (own !== undefined) requireInside(own);
  pool.emit("query", { sql: text, bindings: values });
  if (own !== undefined) return runOn(own, text, values);
  const connection = await pool.acquireConnection();
  try {
    return await runOn(connection, text, values);
  } finally {
    await pool.releaseConnection(connection);
  }
}

async function runOn<Row>(connection: Client, text: string, values: readonly unknown[]): Promise<Row[]> {
  const name = preparedName(connection, text);
  const { rows } = await connection.query({ text, values: [...values], ...(name !== undefined && { name }) });
  return rows as Row[];
}

/** Runs one statement, `?` for each binding, and gives its rows. Arrays are bound as PostgreSQL arrays. */
export const query = <Row>(db: Knex, sql: string, bindings: readonly unknown[] = []): Promise<Row[]> => run(db, numberPlaces(sql), bindings);
