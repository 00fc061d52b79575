import knex, { type Knex } from "knex";
import type { Client } from "pg";
import { isAnswer, isDatabaseAway, isLost, outcomeUnknown, transactionFailure } from "./failure.js";
import {
  acquire,
  againWhenAborted,
  type Statement,
  bindTo,
  enterTransaction,
  leaveTransaction,
  poolOf,
  requireInside,
  run,
} from "./query.js";

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

/** What a transaction's work leaves to its last statement, which is on its way: COMMIT goes right behind it. */
export class LastStatement<T> {
  constructor(readonly result: Promise<T>) {}
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
  const send = async (sql: string): Promise<void> => {
    pool.emit("query", { sql, bindings: [] });
    await connection.query(sql);
  };
  try {
    enterTransaction(connection);
    const [opened, worked] = await Promise.allSettled([send(`begin; ${opening}`), work(handleOf(connection, db))]);
    if (opened.status === "rejected") throw opened.reason;
    if (worked.status === "rejected") throw worked.reason;
    leaveTransaction(connection);
    return await commit(connection, worked.value, send);
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
async function commit<T>(connection: Client, worked: T | LastStatement<T>, send: (sql: string) => Promise<void>): Promise<T> {
  const last = worked instanceof LastStatement ? worked.result : worked;
  // On a connection that is gone already nothing is sent.
  const canCommit = !isLost(connection);
  const [outcome, committed] = await Promise.allSettled([last, send("commit")]);
  // A transaction whose last statement has failed can't be committed: PostgreSQL rolls it back.
  if (outcome.status === "rejected" && isAnswer(outcome.reason)) throw outcome.reason;
  if (committed.status === "rejected") {
    throw canCommit && isDatabaseAway(committed.reason, connection) ? outcomeUnknown(committed.reason) : committed.reason;
  }
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

/**
 * Runs a transaction whose statements are known beforehand in one trip: BEGIN with the opening, the statements and COMMIT are sent
 * without waiting for an answer. After a statement that fails PostgreSQL refuses those that follow, and rolls back at COMMIT.
 *
 * @param opening SQL without values that goes to the server together with BEGIN, in one message
 * @returns each statement's rows, once PostgreSQL has said that it has committed
 * @throws DatabaseError where PostgreSQL refuses a statement, and nothing has changed; Refusal as `inTransaction` does
 */
export const inOneTrip = <Rows extends unknown[][]>(
  db: Knex,
  opening: string,
  statements: { readonly [Place in keyof Rows]: Statement },
): Promise<Rows> => againWhenAborted(() => inOneTripOnce<Rows>(db, opening, statements as readonly Statement[]));

async function inOneTripOnce<Rows extends unknown[][]>(db: Knex, opening: string, statements: readonly Statement[]): Promise<Rows> {
  // What is found when the first are under way would come too late.
  if (statements.some(({ values }) => values.includes(undefined))) throw new TypeError("a value of these statements is undefined");
  const pool = poolOf(db);
  const connection = await acquire(pool);
  const send = async (sql: string): Promise<string> => {
    pool.emit("query", { sql, bindings: [] });
    return (await connection.query(sql)).command;
  };
  try {
    enterTransaction(connection);
    const trx = handleOf(connection, db);
    const opened = send(`begin; ${opening}`);
    const answered = Promise.all(statements.map(({ text, values }) => run(trx, text, values)));
    leaveTransaction(connection);
    // On a connection that is gone already nothing is sent.
    const canCommit = !isLost(connection);
    const [begun, worked, committed] = await Promise.allSettled([opened, answered, send("commit")]);
    // Where COMMIT itself is refused, or the connection is lost, it is not in the statements that the reason is.
    for (const outcome of [begun, worked]) if (outcome.status === "rejected" && isAnswer(outcome.reason)) throw outcome.reason;
    if (committed.status === "rejected") {
      throw canCommit && isDatabaseAway(committed.reason, connection) ? outcomeUnknown(committed.reason) : committed.reason;
    }
    for (const outcome of [begun, worked]) if (outcome.status === "rejected") throw outcome.reason;
    if (committed.value !== "COMMIT") throw new Error(`COMMIT was answered by ${committed.value}`);
    return (worked as PromiseFulfilledResult<unknown[]>).value as Rows;
  } catch (error) {
    leaveTransaction(connection);
    // For what was thrown before COMMIT was sent; behind it there is no transaction, and PostgreSQL only says so.
    await send("rollback").catch(() => undefined);
    throw transactionFailure(error, connection);
  } finally {
    await pool.releaseConnection(connection);
  }
}
