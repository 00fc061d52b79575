import type { Knex } from "knex";
import { type LastStatement, inTransaction } from "../../db/transaction.js";
import type { ViewerContext } from "../context.js";
import { unauthenticated } from "../errors.js";
import { type Viewer, toViewer } from "./viewer.js";
import { viewerByAccount, viewerByApiAccount } from "./viewer.table.js";

/**
 * The tree lock. Whatever rights and rules depend on (paths, kinds, locks, isolation, status) is changed with the lock
 * held exclusively; every other write holds it shared. So what a write has checked stays true until it commits.
 */
const TREE_LOCK = 0x706f7274;

/** How much of the tree a write may unsettle: `shared` for one object, `exclusive` for what rights depend on. */
export type TreeLock = "shared" | "exclusive";

const TAKE: Readonly<Record<TreeLock, string>> = {
  shared: `select pg_advisory_xact_lock_shared(${TREE_LOCK})`,
  exclusive: `select pg_advisory_xact_lock(${TREE_LOCK})`,
};

/** Opens a transaction that holds the tree lock. The lock is a statement of its own: the next one sees what it waited for. */
export const transaction = <T>(db: Knex, lock: TreeLock, work: (trx: Knex) => Promise<T | LastStatement<T>>): Promise<T> =>
  inTransaction(db, TAKE[lock], work);

/**
 * Runs a write: one transaction, with the viewer's rights read again inside it.
 *
 * A refusal thrown by the work leaves nothing changed.
 */
export const write = <T>(context: ViewerContext, lock: TreeLock, work: (trx: Knex, viewer: Viewer) => Promise<T | LastStatement<T>>): Promise<T> =>
  writeReadingAhead(context, lock, () => Promise.resolve(), work);

/**
 * As `write`, with what is read along with the viewer, in the same trip to the database.
 *
 * @param ahead reads it, before it is known what the viewer may: the work says so first
 */
export function writeReadingAhead<T, Ahead>(
  context: ViewerContext,
  lock: TreeLock,
  ahead: (trx: Knex) => Promise<Ahead>,
  work: (trx: Knex, viewer: Viewer, read: Ahead) => Promise<T | LastStatement<T>>,
): Promise<T> {
  return transaction(context.db, lock, async (trx) => {
    const { accountId, isApiAccount } = context.viewer;
    const [row, read] = await Promise.all([(isApiAccount ? viewerByApiAccount : viewerByAccount)(trx, accountId), ahead(trx)]);
    if (row === null || !row.accountEnabled || row.groupsEnabled === false) {
      throw unauthenticated("this account can no longer be used");
    }
    return work(trx, toViewer(row, context.viewer.sessionHash, context.viewer), read);
  });
}
