import knex, { type Knex } from "knex";
import pg from "pg";
import type { Logger } from "pino";
import { Refusal } from "../src/kernel/errors.js";

const { types } = pg;
const int8 = types.builtins.INT8;
const numeric = types.builtins.NUMERIC;
const int8Array = 1016;
const numericArray = 1231;
const textArray = 1009;

/** Days from 1970 to the last day a JavaScript date can be, in milliseconds; the first is as far before. */
const LAST_TIME = 8_640_000_000_000_000;
const parseTime = types.getTypeParser(types.builtins.TIMESTAMPTZ) as (text: string) => Date | number;

/** A time; what PostgreSQL knows and JavaScript does not ("infinity", far years) is the last one, or the first, that it knows. */
function time(text: string): Date {
  const value = Number(parseTime(text));
  const isFirst = text.startsWith("-") || text.endsWith("BC");
  return new Date(Number.isFinite(value) ? value : isFirst ? -LAST_TIME : LAST_TIME);
}

/** An integer beyond what a number holds exactly comes as the last that it does: another one would be shown, or written back, unnoticed. */
function integer(text: string): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number(text), Number.MAX_SAFE_INTEGER));
}

/** JSON has no NaN. */
function decimal(text: string): number {
  if (text === "NaN") return 0;
  return text.includes(".") ? Number(text) : integer(text);
}

const parseTextArray = (types.getTypeParser as (oid: number) => (text: string) => (string | null)[])(textArray);

function arrayOf(parse: (text: string) => number): (text: string) => (number | null)[] {
  return (text) => parseTextArray(text).map((item) => (item === null ? null : parse(item)));
}

const parsers = new Map<number, (text: string) => unknown>([
  [int8, integer],
  [numeric, decimal],
  [int8Array, arrayOf(integer)],
  [numericArray, arrayOf(decimal)],
  [types.builtins.TIMESTAMPTZ, time],
]);

/** Types of this connection only: pg's own table is global, and other users of pg in the process must not be changed. */
const numbersAsNumbers: pg.CustomTypesConfig = {
  getTypeParser: ((oid, format) => parsers.get(oid) ?? (types.getTypeParser(oid, format) as unknown)) as typeof types.getTypeParser,
};

export interface DatabaseOptions {
  /** Most connections at one time, at least 2 (migrations hold a lock on one and work on another). */
  readonly poolSize: number;
  /** Whether statements go out without waiting for the answers to those before them; they do, unless told otherwise. */
  readonly sendsAhead?: boolean;
  /** Milliseconds that a write waits for others at most; 8000, unless told otherwise. */
  readonly writePatience?: number;
  /** Where knex reports what it does not throw; without it, on the console. */
  readonly log?: Logger;
}

/** Milliseconds in which one failure of the database is said, however many statements meet it. */
const SAID_EACH = 1_000;

function knexLog(log: Logger): Knex.Logger {
  let saidAt = -Infinity;
  return {
    // Lost connections and failed attempts: while the database is away there are as many as requests.
    warn: (message: string) => {
      const isNew = performance.now() - saidAt >= SAID_EACH;
      if (isNew) saidAt = performance.now();
      log[isNew ? "warn" : "debug"](`database: ${message.split("\n", 1)[0]}`);
    },
    error: (message: string) => log.error(message),
    deprecate: (method: string, alternative: string) => log.warn(`knex: ${method} is deprecated, use ${alternative}`),
    debug: (message: string) => log.debug(message),
  };
}

/**
 * A connection pool on the PostgreSQL at `url`; connects when first used. On one connection, a transaction's, statements that do not
 * wait for each other's answers go to the server one behind the other. int8 and numeric arrive as numbers (integers beyond
 * 2^53-1 as that), timestamptz as Date. A query that gets no connection is refused with UNAVAILABLE after 10 seconds, or after
 * 8 when the server does not answer.
 */
export function openDatabase(url: string, { poolSize, sendsAhead = true, writePatience = 8_000, log }: DatabaseOptions): Knex {
  const config: PoolConfig = {
    client: "pg",
    connection: {
      connectionString: url,
      application_name: "portico",
      connectionTimeoutMillis: 8_000,
      keepAlive: true,
      pipeline: sendsAhead,
      types: numbersAsNumbers,
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 10_000,
    writePatience,
    ...(log && { log: knexLog(log) }),
  };
  return knex(config);
}

type PoolConfig = Knex.Config & { pool: { max: number }; writePatience: number };

/** How many connections a pool has at most, and how long a write on it waits for others, in milliseconds. */
export function limitsOf(db: Knex): { poolSize: number; writePatience: number } {
  const { pool, writePatience } = (db.client as { config: PoolConfig }).config;
  return { poolSize: pool.max, writePatience };
}

/**
 * Runs the work on a pool of one connection to the same database. For COPY: the driver copies on no connection that sends
 * statements ahead of answers.
 */
export async function withCopying<T>(db: Knex, work: (db: Knex) => Promise<T>): Promise<T> {
  const copying = openDatabase(addressOf(db), { poolSize: 1, sendsAhead: false });
  try {
    return await work(copying);
  } finally {
    await closeDatabase(copying);
  }
}

/** The address a pool was opened for, password included. */
export const addressOf = (db: Knex): string =>
  (db.client as { config: { connection: { connectionString: string } } }).config.connection.connectionString;

/** The oldest PostgreSQL whose SQL is written here, as server_version_num tells it. */
const OLDEST = 150_000;

/** The database cannot be used; the message is meant for the person who starts the server, and free of the password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = "DatabaseUnreachableError";
}

interface DatabaseTraits {
  version: string;
  number: number;
  encoding: string;
  readOnly: string;
}

/** Why Portico can't work in such a database; null where it can. */
function complaintOf({ version, number, encoding, readOnly }: DatabaseTraits): string | null {
  if (number < OLDEST) return `it is PostgreSQL ${version}, and 15 is the oldest that Portico works with`;
  if (encoding !== "UTF8")
    return `its encoding is ${encoding}, and Portico keeps texts of all scripts: make one with "encoding UTF8 template template0"`;
  return readOnly === "on" ? "it takes no writes: name the primary server, and a user whose transactions are not read-only" : null;
}

/** Connects once, to learn at start whether the address is right and the database one to work in. @throws DatabaseUnreachableError */
export async function checkDatabase(db: Knex, url: string): Promise<void> {
  try {
    const { rows } = await db.raw<{
      rows: DatabaseTraits[];
    }>(`select current_setting('server_version') version, current_setting('server_version_num')::int number,
      current_setting('server_encoding') encoding, current_setting('transaction_read_only') "readOnly"`);
    const complaint = complaintOf(rows[0]!);
    if (complaint !== null) throw new Error(complaint);
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw new DatabaseUnreachableError(`The database of DATABASE_URL (${pathname.slice(1)} at ${host}) cannot be used: ${reasonOf(error)}`);
  }
}

/** What kept the database from being used, in the words of who met it. */
export function reasonOf(error: unknown): string {
  if (error instanceof Refusal && error.cause !== undefined) return reasonOf(error.cause);
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** Waits for running queries, then closes every connection of the pool. */
export async function closeDatabase(db: Knex): Promise<void> {
  await db.destroy();
}
