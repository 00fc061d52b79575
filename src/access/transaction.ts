import type { Knex } from "knex";
import { query } from "../../db/query.js";
import type { ViewerContext } from "../context.js";
import { unauthenticated } from "../errors.js";
import { type Viewer, toViewer } from "./viewer.js";
import { viewerByAccount } from "./viewer.table.js";

/**
 * The tree lock. Whatever rights and rules depend on (paths, kinds, locks, isolation, status) is changed with the lock
 * held exclusively; every other write holds it shared. So what a write has checked stays true until it commits.
 */
const TREE_LOCK = 0x706f7274;

/** How much of the tree a write may unsettle: `shared` for one object, `exclusive` for what rights depend on. */
export type TreeLock = "shared" | "exclusive";

/** Opens a transaction that holds the tree lock. The lock is a statement of its own: the next one sees what it waited for. */
export async function transaction<T>(db: Knex, lock: TreeLock, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  return db.transaction(async (trx) => {
    const take = lock === "shared" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock";
    await query(trx, `select ${take}(?)`, [TREE_LOCK]);
    return work(trx);
  });
}

/**
 * Runs a write: one transaction, with the viewer's rights read again inside it.
 *
 * A refusal thrown by the work leaves nothing changed.
 */
export async function write<T>(
  context: ViewerContext,
  lock: TreeLock,
  work: (trx: Knex.Transaction, viewer: Viewer) => Promise<T>,
): Promise<T> {
  return transaction(context.db, lock, async (trx) => {
    const row = await viewerByAccount(trx, context.viewer.accountId);
    if (row === null || !row.accountEnabled || row.groupsEnabled === false) {
      throw unauthenticated("this account can no longer be used");
    }
    return work(trx, toViewer(row, context.viewer.sessionHash));
  });
}
