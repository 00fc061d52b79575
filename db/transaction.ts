import knex, { type Knex } from "knex";
import type { Client } from "pg";
import { isAnswer, isDatabaseAway, isLost, outcomeUnknown, transactionFailure } from "./failure.js";
import { acquire, againWhenAborted, bindTo, enterTransaction, leaveTransaction, poolOf, requireInside } from "./query.js";

/** Each connection's handle: knex over a pool of this one connection. Made once, for making one costs more than a transaction. */
const handles = new WeakMap<Client, Knex>();

function handleOf(connection: Client, db: Knex): Knex {
  const known = handles.get(connection);
  if (known !== undefined) return known;
  const config = { client: "pg", version: "15", connectionPool: { connect: () => Promise.resolve(connection) } };
  const handle = knex(config as Knex.Config);
  handle.on("query", (query: { sql: string; bindings: unknown[] }) => {
    requireInside(connection);
    poolOf(db).emit("query", query);
  });
  bindTo(handle, connection);
  handles.set(connection, handle);
  return handle;
}

/**
 * What a transaction's work leaves to its last statement, which is on its way: COMMIT goes right behind it. Work that begins with it
 * makes the whole transaction one trip to the server.
 */
export class LastStatement<T> {
  /** @param id of the object that it changes, where that is known before its answer */
  constructor(
    readonly result: Promise<T>,
    readonly id: number | null = null,
  ) {}
}

/**
 * Runs the work in a transaction: committed when the work is done, rolled back when it throws. The work's first statements
 * go out behind BEGIN without waiting for it; where the opening fails, PostgreSQL refuses them.
 *
 * A transaction that PostgreSQL rolls back for the sake of another one is run again, work and all: the work has no effect but
 * by its statements.
 *
 * In place of knex's own, which costs several times as much as the statements it surrounds.
 *
 * @param opening SQL without values that goes to the server together with BEGIN, in one message
 * @throws Refusal UNAVAILABLE where the database is away, saying so where it is unknown whether it has committed; BUSY where
 * others were in the way
 */
export const inTransaction = <T>(db: Knex, opening: string, work: (trx: Knex) => Promise<T | LastStatement<T>>): Promise<T> =>
  againWhenAborted(() => inOneTransaction(db, opening, work));

/** As `inTransaction`, for work that can't be done again. */
export async function inOneTransaction<T>(db: Knex, opening: string, work: (trx: Knex) => Promise<T | LastStatement<T>>): Promise<T> {
  const pool = poolOf(db);
  const connection = await acquire(pool);
  const send = async (sql: string): Promise<string> => {
    pool.emit("query", { sql, bindings: [] });
    return (await connection.query(sql)).command;
  };
  try {
    enterTransaction(connection);
    const opened = send(`begin; ${opening}`);
    // It is looked at behind the work, and may have failed by then.
    opened.catch(() => undefined);
    const worked = await work(handleOf(connection, db)).catch(async (error: unknown) => {
      // Where the opening has failed, that is why the work did.
      await opened;
      throw error;
    });
    leaveTransaction(connection);
    return await commit(connection, opened, worked, send);
  } catch (error) {
    leaveTransaction(connection);
    // A connection that can't roll back is lost, and PostgreSQL has rolled back itself; the pool gives lost ones to nobody.
    await send("rollback").catch(() => undefined);
    throw transactionFailure(error, connection);
  } finally {
    await pool.releaseConnection(connection);
  }
}

/** Sends COMMIT right behind the last statement. @throws Refusal UNAVAILABLE where its answer is lost */
async function commit<T>(
  connection: Client,
  opened: Promise<unknown>,
  worked: T | LastStatement<T>,
  send: (sql: string) => Promise<string>,
): Promise<T> {
  const last = worked instanceof LastStatement ? worked.result : worked;
  // On a connection that is gone already nothing is sent.
  const canCommit = !isLost(connection);
  const [begun, outcome, committed] = await Promise.allSettled([opened, last, send("commit")]);
  // Behind a statement that has failed there is nothing to commit: PostgreSQL rolls back.
  if (begun.status === "rejected" && isAnswer(begun.reason)) throw begun.reason;
  if (outcome.status === "rejected" && isAnswer(outcome.reason)) throw outcome.reason;
  if (committed.status === "rejected") {
    throw canCommit && isDatabaseAway(committed.reason, connection) ? outcomeUnknown(committed.reason) : committed.reason;
  }
  if (begun.status === "rejected") throw begun.reason;
  if (outcome.status === "rejected") throw outcome.reason;
  if (committed.value !== "COMMIT") throw new Error(`a transaction whose work had succeeded was ended by ${committed.value}`);
  return outcome.value;
}
