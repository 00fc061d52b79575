import knex, { type Knex } from "knex";
import type { Client } from "pg";
import { bindTo, enterTransaction, leaveTransaction, poolOf, requireInside } from "./query.js";

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
 * In place of knex's own, which costs several times as much as the statements it surrounds.
 *
 * @param opening SQL without values that goes to the server together with BEGIN, in one message
 */
export async function inTransaction<T>(db: Knex, opening: string, work: (trx: Knex) => Promise<T | LastStatement<T>>): Promise<T> {
  const pool = poolOf(db);
  const connection = await pool.acquireConnection();
  const send = async (sql: string): Promise<void> => {
    pool.emit("query", { sql, bindings: [] });
    await connection.query(sql);
  };
  try {
    enterTransaction(connection);
    const [opened, worked] = await Promise.allSettled([send(`begin; ${opening}`), work(handleOf(connection, db))]);
    if (opened.status === "rejected") throw opened.reason;
    if (worked.status === "rejected") throw worked.reason;
    const last = worked.value instanceof LastStatement ? worked.value.result : worked.value;
    leaveTransaction(connection);
    // A transaction whose last statement has failed can't be committed: PostgreSQL rolls it back.
    const [result] = await Promise.all([last, send("commit")]);
    return result;
  } catch (error) {
    leaveTransaction(connection);
    // A connection that can't roll back is lost, and PostgreSQL has rolled back itself; the pool gives lost ones to nobody.
    await send("rollback").catch(() => undefined);
    throw error;
  } finally {
    await pool.releaseConnection(connection);
  }
}
