import knex from "knex";
import pg, { type Client } from "pg";
import { Refusal } from "../src/kernel/errors.js";

/**
 * Failures that say nothing of the statement that met them: the database is away, another transaction was in the way. The one
 * place that tells them from others. Whoever uses the database meets them as refusals.
 */

/** Seconds after which a client may try again. */
const RETRY_AFTER = 5;

/** SQLSTATEs by which PostgreSQL, or a pooler before it, says that it ends, is not ready, or has no connection left. 08P01 is a fault of ours. */
const AWAY = /^(08(?!P01)|57P|53300)/;
/** Deadlock, serialization failure: PostgreSQL has rolled the transaction back for the sake of another one. */
const ABORTED: readonly unknown[] = ["40P01", "40001"];
const LOCK_TIMEOUT = "55P03";
const READ_ONLY = "25006";

/** What PostgreSQL itself has answered; null for errors that came from elsewhere. */
const sqlState = (error: unknown): string | null => (error instanceof pg.DatabaseError ? (error.code ?? null) : null);

/** Whether a connection is gone. The pool marks it so, and gives it to nobody any more. */
export const isLost = (connection: Client): boolean => "__knex__disposed" in connection && connection.__knex__disposed !== undefined;

/** Whether a statement failed because the database was away: by what PostgreSQL said, or because its connection is gone. */
export function isDatabaseAway(error: unknown, connection: Client): boolean {
  const state = sqlState(error);
  return state === null ? isLost(connection) : AWAY.test(state);
}

/** Whether an error is the database's own answer, and not the loss of the connection on the way to it. */
export const isAnswer = (error: unknown): boolean => error instanceof Refusal || sqlState(error) !== null;

/** Whether PostgreSQL has rolled back for the sake of another transaction, so that the same work can be done again. */
export const isAborted = (error: unknown): boolean => ABORTED.includes(sqlState(error));

/** Whether a statement would have written in a transaction that may only read. */
export const isWriteInReadOnly = (error: unknown): boolean => sqlState(error) === READ_ONLY;

const unavailable = (reason: string, cause: unknown): Refusal => new Refusal("UNAVAILABLE", reason, { retryAfter: RETRY_AFTER }, { cause });

/** The database was away before anything was asked of it, or before what was asked could be kept. */
export const nothingChanged = (cause: unknown): Refusal =>
  unavailable("the database can't be reached at the moment, and nothing was changed: try again in a few seconds", cause);

/** The answer to a statement of its own was lost: one that only reads has changed nothing. */
export const unanswered = (cause: unknown): Refusal =>
  unavailable(
    "the connection to the database was lost before its answer came: if this was to change something, read it again before you repeat it",
    cause,
  );

/** The answer to COMMIT was lost. */
export const outcomeUnknown = (cause: unknown): Refusal =>
  unavailable(
    "the connection to the database was lost while the change was being saved, and it is unknown whether it was: read it again before you repeat it",
    cause,
  );

/** Others are in the way for longer than a request waits. */
export const busy = (cause?: unknown): Refusal =>
  new Refusal(
    "BUSY",
    "others are making changes that this one has to wait for, and nothing was changed: try again in a few seconds",
    { retryAfter: RETRY_AFTER },
    { cause },
  );

/** What a connection that could not be had means. A wrong password or name of the database is for the operator. */
export const acquireFailure = (error: unknown): unknown => {
  const state = sqlState(error);
  return state === null || AWAY.test(state) ? nothingChanged(error) : error;
};

/** Whether a refusal came because all connections were in use: trying again would only make it worse. */
export const isPoolTimeout = (error: unknown): boolean => error instanceof Refusal && error.cause instanceof knex.KnexTimeoutError;

/** An error from inside a transaction that has not been committed, as whoever asked for it is to meet it. */
export function transactionFailure(error: unknown, connection: Client): unknown {
  if (error instanceof Refusal) return error;
  if (sqlState(error) === LOCK_TIMEOUT) return busy(error);
  return isDatabaseAway(error, connection) ? nothingChanged(error) : error;
}
