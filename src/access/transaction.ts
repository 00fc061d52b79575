import { setTimeout as delay } from "node:timers/promises";
import type { Knex } from "knex";
import { limitsOf } from "../../db/connection.js";
import { busy } from "../../db/failure.js";
import { poolOf } from "../../db/query.js";
import { type LastStatement, inTransaction } from "../../db/transaction.js";
import type { ViewerContext } from "../graph/context.js";
import { Refusal, unauthenticated } from "../kernel/errors.js";
import { Semaphore } from "../kernel/semaphore.js";
import { type Viewer, toViewer } from "./viewer.js";
import { viewerByAccount, viewerByApiAccount } from "./viewer.table.js";

/**
 * The tree lock. Whatever rights and rules depend on (paths, kinds, locks, isolation, status) is changed with the lock
 * held exclusively; every other write holds it shared. So what a write has checked stays true until it commits.
 */
export const TREE_LOCK = 0x706f7274;

/** How much of the tree a write may unsettle: `shared` for one object, `exclusive` for what rights depend on. */
export type TreeLock = "shared" | "exclusive";

const TAKE: Readonly<Record<TreeLock, string>> = {
  shared: `select pg_advisory_xact_lock_shared(${TREE_LOCK})`,
  exclusive: `select pg_advisory_xact_lock(${TREE_LOCK})`,
};

/** SQL that bounds how long each of a transaction's statements waits for the locks of others. @param patience in milliseconds */
export const boundedWaits = (patience: number): string => `set local lock_timeout = ${Math.max(1, Math.ceil(patience))}`;

const turns = new WeakMap<object, Semaphore>();

/** Who may hold a connection under the tree lock: at most half of the pool's, so that reads never wait behind waiting writes. */
function turnsOf(db: Knex): Semaphore {
  const pool = poolOf(db);
  const known = turns.get(pool) ?? new Semaphore(Math.max(1, Math.floor(limitsOf(db).poolSize / 2)));
  turns.set(pool, known);
  return known;
}

/** Runs a transaction in its turn. @param run given the milliseconds that are left to wait for locks @throws Refusal BUSY */
async function inTurn<T>(db: Knex, patience: number, run: (left: number) => Promise<T>): Promise<T> {
  const begun = performance.now();
  const place = turnsOf(db);
  if (!(await place.acquire(patience))) throw busy();
  try {
    return await run(patience - (performance.now() - begun));
  } finally {
    place.release();
  }
}

/**
 * Opens a transaction that holds the tree lock. The lock is a statement of its own: the next one sees what it waited for.
 *
 * @throws Refusal BUSY where turn and locks do not come in time
 */
export const transaction = <T>(db: Knex, lock: TreeLock, work: (trx: Knex) => Promise<T | LastStatement<T>>): Promise<T> =>
  inTurn(db, limitsOf(db).writePatience, (left) => inTransaction(db, `${boundedWaits(left)}; ${TAKE[lock]}`, work));

/** Milliseconds that work in the background waits for the tree lock in all, on a connection at one time, and without one between. */
const BACKGROUND = { patience: 30_000, wait: 50, pause: 200 };

/** As `transaction`, for work that no request waits for: it holds no connection while it waits for the tree lock. */
export async function backgroundTransaction<T>(db: Knex, lock: TreeLock, work: (trx: Knex) => Promise<T | LastStatement<T>>): Promise<T> {
  const opening = `${boundedWaits(BACKGROUND.wait)}; ${TAKE[lock]}; ${boundedWaits(limitsOf(db).writePatience)}`;
  for (const end = performance.now() + BACKGROUND.patience; ; await delay(BACKGROUND.pause)) {
    try {
      return await inTurn(db, BACKGROUND.patience, () => inTransaction(db, opening, work));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "BUSY" || performance.now() > end) throw error;
    }
  }
}

/**
 * Runs a write: one transaction, with the viewer's rights read again inside it.
 *
 * A refusal thrown by the work leaves nothing changed. The work may be run again: it has no effect but by its statements.
 */
export const write = <T>(
  context: ViewerContext,
  lock: TreeLock,
  work: (trx: Knex, viewer: Viewer) => Promise<T | LastStatement<T>>,
): Promise<T> => writeReadingAhead(context, lock, () => Promise.resolve(), work);

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
    const viewer = toViewer(row, context.viewer.sessionHash, context.viewer);
    const outcome = await work(trx, viewer, read);
    return context.answer === null ? outcome : context.answer.behind(trx, viewer, outcome);
  });
}
