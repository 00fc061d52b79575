import type { Knex } from "knex";
import { inTransaction } from "../../../db/transaction.js";
import { rootGroup } from "../groups/group.table.js";
import { missingDays, monthFrom, monthsToDrop } from "./snapshot.rules.js";
import { dropMonth, historyMonths, insertSnapshots, keptDays, LOCK_SNAPSHOTS, lastSnapshotDay, makeMonth } from "./snapshot.table.js";
import { addDays, dayOf, daysBetween, startOf } from "../../kernel/days.js";

/** Keeps one day, unless another process has done it meanwhile. @returns how many rows, or null where it was kept */
async function keepDay(db: Knex, day: string): Promise<number | null> {
  return inTransaction(db, LOCK_SNAPSHOTS, async (trx) => {
    if ((await keptDays(trx, day, day)).length > 0) return null;
    const root = await rootGroup(trx);
    return root === null ? null : insertSnapshots(trx, root.id, day, startOf(addDays(day, 1)));
  });
}

/**
 * Keeps the days that are over and not yet kept: each as it was at its end, however late. Several processes may do it at
 * once; a day is kept once.
 */
export async function keepMissingDays(db: Knex, now: Date): Promise<void> {
  const missing = missingDays(await lastSnapshotDay(db), now);
  for (const day of missing) await keepDay(db, day);
}

/** Keeps the days of a period that are over and not kept. @returns the days it has kept, with how many rows */
export async function backfill(db: Knex, first: string, last: string, now: Date): Promise<{ day: string; rows: number }[]> {
  const yesterday = addDays(dayOf(now), -1);
  const days = daysBetween(first, last < yesterday ? last : yesterday);
  const made: { day: string; rows: number }[] = [];
  for (const day of days) {
    const rows = await keepDay(db, day);
    if (rows !== null) made.push({ day, rows });
  }
  return made;
}

/** Makes what this and the next month's history is kept in, and removes what is older than the months to keep. */
export async function keepMonths(db: Knex, now: Date, keep: number): Promise<void> {
  await inTransaction(db, LOCK_SNAPSHOTS, async (trx) => {
    for (const months of [0, 1]) await makeMonth(trx, `${monthFrom(now, months).replace("_", "-")}-01`);
  });
  for (const month of monthsToDrop(await historyMonths(db), now, keep)) {
    await inTransaction(db, LOCK_SNAPSHOTS, async (trx) => {
      if ((await historyMonths(trx)).includes(month)) await dropMonth(trx, month);
    });
  }
}
