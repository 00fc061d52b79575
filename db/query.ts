import { setTimeout as delay } from "node:timers/promises";
import type { Knex } from "knex";
import { LRUCache } from "lru-cache";
import type { Client } from "pg";
import { isTemporary } from "../src/kernel/errors.js";
import { forgetGone, preparedOf } from "./prepared.js";
import { acquireFailure, busy, isAborted, isDatabaseAway, isPoolTimeout, isWriteInReadOnly, unanswered } from "./failure.js";

/**
 * How finished SQL gets to PostgreSQL: on a connection of knex's pool, or of a transaction, but past its query builder,
 * which costs several times what the driver does. Statements that come again are prepared.
 */

/** A statement with `$1`, `$2`, ... for its values. */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

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

/** What is bound to a statement: to `?` by its order, or to `:name` by its name. Names that do not stand there are passed over. */
export type Bindings = readonly unknown[] | Readonly<Record<string, unknown>>;

/** A statement as PostgreSQL takes it: `$1`, `$2`, ... for its places. */
export interface Numbered {
  text: string;
  /** The name of each place. */
  names: readonly string[];
}

/** What in SQL is text and no place: strings, quoted names, casts (`::type`); else, as its group `name`, a place. */
const NAMED = /\b[eE]'(?:[^'\\]|\\.|'')*'|'[^']*'|"[^"]*"|::|:(?<name>[a-zA-Z]\w*)/gs;

/** A statement with something else for each of its `:name`. */
export const replaceNames = (sql: string, replacement: (name: string) => string): string =>
  sql.replace(NAMED, (match: string, ...rest: unknown[]) => {
    const { name } = rest.at(-1) as { name?: string };
    return name === undefined ? match : replacement(name);
  });

/** `:name` as `$1`, `$2`, ..., the same name the same number. @param before how many places stand before the first */
export function numberNames(sql: string, before = 0): Numbered {
  const names: string[] = [];
  const text = replaceNames(sql, (name) => {
    if (!names.includes(name)) names.push(name);
    return `$${before + names.indexOf(name) + 1}`;
  });
  return { text, names };
}

/** `?` as `$1`, `$2`, ... */
function numberPlaces(sql: string): Numbered {
  let places = 0;
  return { text: sql.replaceAll("?", () => `$${++places}`), names: [] };
}

/** Each statement is numbered once, and remembered. */
const remembered = (number: (sql: string) => Numbered): ((sql: string) => Numbered) => {
  const numbered = new LRUCache<string, Numbered>({ max: 1_000 });
  return (sql) => {
    const known = numbered.get(sql);
    if (known !== undefined) return known;
    const made = number(sql);
    numbered.set(sql, made);
    return made;
  };
};
const byPlace = remembered(numberPlaces);
const byName = remembered((sql) => numberNames(sql));

/** A statement with `:name` as it is run. */
export function numberValues(sql: string, values: Readonly<Record<string, unknown>>): Statement {
  const { text, names } = byName(sql);
  return { text, values: names.map((name) => values[name]) };
}

/** @throws TypeError for a statement that has no value for one of its places */
export function requireValues({ text, values }: { text: string; values: readonly unknown[] }): void {
  if (values.includes(undefined)) throw new TypeError(`a value of this statement is undefined: ${text}`);
}

const isPositional = (bindings: Bindings): bindings is readonly unknown[] => Array.isArray(bindings);

/** Milliseconds in which a database that went away must be back for a read to be tried once more. */
const BACK_WITHIN = 1_000;
const PAUSE = 50;
/** How often a statement is run again that PostgreSQL has aborted for the sake of others. */
const AGAIN = 3;

/** A connection of the pool. @throws Refusal UNAVAILABLE */
export const acquire = (pool: Pool): Promise<Client> =>
  pool.acquireConnection().catch((error: unknown) => {
    throw acquireFailure(error);
  });

/**
 * Runs one statement with `$1`, `$2`, ... for its values, and gives its rows. Outside of a transaction, one that the database
 * was away for is tried once more if it only reads, and one that was aborted by a deadlock, which has then changed nothing,
 * a few times.
 *
 * @throws Refusal UNAVAILABLE where the database is away
 */
export async function run<Row>(db: Knex, text: string, values: readonly unknown[]): Promise<Row[]> {
  requireValues({ text, values });
  const pool = poolOf(db);
  const own = bound.get(pool);
  if (own !== undefined) requireInside(own);
  pool.emit("query", { sql: text, bindings: values });
  if (own !== undefined) return runOn(own, text, values);
  return againWhenAborted(() => runAlone<Row>(pool, text, values)).catch(async (error: unknown) => {
    if (!isTemporary(error) || isPoolTimeout(error)) throw error;
    const rows = await readOnceMore<Row>(pool, text, values);
    if (rows === null) throw error;
    return rows;
  });
}

/**
 * Waits for statements of a transaction that have been sent together. What the first one that has failed says is thrown: those behind it
 * only say that the transaction is aborted.
 */
export async function together<T extends readonly unknown[]>(statements: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const outcomes = await Promise.allSettled(statements);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

/** Does work again that PostgreSQL has rolled back for the sake of others, a few times. @throws Refusal BUSY */
export async function againWhenAborted<T>(work: () => Promise<T>): Promise<T> {
  for (let time = 0; ; time++) {
    try {
      return await work();
    } catch (error) {
      if (!isAborted(error)) throw error;
      if (time === AGAIN) throw busy(error);
      // Not at the same moment as who was in the way.
      await delay(Math.random() * PAUSE * 2 ** time);
    }
  }
}

async function runAlone<Row>(pool: Pool, text: string, values: readonly unknown[]): Promise<Row[]> {
  const connection = await acquire(pool);
  try {
    forgetGone(connection);
    return await runOn(connection, text, values);
  } catch (error) {
    throw isDatabaseAway(error, connection) ? unanswered(error) : error;
  } finally {
    await pool.releaseConnection(connection);
  }
}

/**
 * Runs a statement once more in a transaction that may only read, when the database is back in time: PostgreSQL itself
 * refuses to repeat what writes, such as counts of attempts.
 *
 * @returns null where it is not back, or the statement writes
 */
async function readOnceMore<Row>(pool: Pool, text: string, values: readonly unknown[]): Promise<Row[] | null> {
  const connection = await acquireWithin(pool, BACK_WITHIN);
  if (connection === null) return null;
  try {
    await connection.query("begin read only");
    const [read] = await Promise.allSettled([runOn<Row>(connection, text, values), connection.query("commit")]);
    if (read.status === "rejected") throw read.reason;
    return read.value;
  } catch (error) {
    if (isWriteInReadOnly(error) || isDatabaseAway(error, connection)) return null;
    throw error;
  } finally {
    await pool.releaseConnection(connection);
  }
}

/** A connection of the pool as soon as there is one; null where there is none in time. */
async function acquireWithin(pool: Pool, patience: number): Promise<Client | null> {
  for (const end = performance.now() + patience; performance.now() < end; await delay(PAUSE)) {
    const acquiring = pool.acquireConnection();
    const connection = await Promise.race([acquiring.catch(() => null), delay(end - performance.now(), "late" as const)]);
    if (connection === "late") {
      acquiring.then((late) => pool.releaseConnection(late)).catch(() => undefined);
      return null;
    }
    if (connection !== null) return connection;
  }
  return null;
}

async function runOn<Row>(connection: Client, text: string, values: readonly unknown[]): Promise<Row[]> {
  const name = preparedOf(connection).nameFor(text);
  const { rows } = await connection.query({ text, values: [...values], ...(name !== undefined && { name }) });
  return rows as Row[];
}

/**
 * Runs one statement and gives its rows. Its values are bound to `?` by their order or, as it reads better from four on, to
 * `:name` by their names. A name that stands twice has one type: where PostgreSQL can't tell which, a cast says so. Arrays are
 * bound as PostgreSQL arrays.
 *
 * @throws TypeError where a value is missing
 */
export function query<Row>(db: Knex, sql: string, bindings: Bindings = []): Promise<Row[]> {
  if (isPositional(bindings)) return run(db, byPlace(sql).text, bindings);
  const { text, values } = numberValues(sql, bindings);
  return run(db, text, values);
}
