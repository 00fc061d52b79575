import type { Knex } from "knex";
import { backgroundTransaction } from "../../access/transaction.js";
import { badRequest } from "../../kernel/errors.js";
import { idsOnPath } from "../../access/group-path.js";
import { type UsageRow, addToOwn, foldDeltas, queueDelta, transferTotal } from "./usage.table.js";
import { METRIC_NAMES } from "./metrics.js";
import type { SentUsage, UsageFigures } from "./usage.type.js";

/**
 * The figures sent that are not an echo of those shown. A client that sends back a whole group it has read sends its
 * totals; to take them for own figures would count everything below twice.
 */
export const withoutEcho = (sent: SentUsage | null | undefined, { total }: UsageRow): SentUsage =>
  Object.fromEntries(METRIC_NAMES.map((metric) => [metric, sent?.[metric]] as const).filter(([metric, value]) => value !== total[metric]));

/** @throws Refusal BAD_REQUEST for a negative figure */
export function checkFigures(sent: SentUsage | null | undefined): void {
  for (const metric of METRIC_NAMES) if ((sent?.[metric] ?? 0) < 0) throw badRequest("must not be negative", metric);
}

/**
 * How the figures a client sends change an owner's own ones, or null for not at all.
 *
 * @throws Refusal BAD_REQUEST for the count of service users, which the server makes itself
 */
export function ownUsageDelta(sent: SentUsage, stored: UsageRow): Partial<UsageFigures> | null {
  const delta: Partial<UsageFigures> = {};
  for (const metric of METRIC_NAMES) {
    const value = sent[metric];
    if (value === undefined || value === null) continue;
    if (metric === "serviceUsers") throw badRequest("is counted by the server and can't be set", metric);
    if (value !== stored.own[metric]) delta[metric] = value - stored.own[metric];
  }
  return Object.keys(delta).length === 0 ? null : delta;
}

/** Changes a group's own figures, and with them the totals of it and of all above it. */
export async function applyOwnUsage(trx: Knex, group: { id: number; path: string }, delta: Partial<UsageFigures>): Promise<void> {
  await Promise.all([addToOwn(trx, group.id, delta, false), queueDelta(trx, idsOnPath(group.path), delta)]);
}

/** Changes a service user's figures, and with them the totals of its group and of all above it. */
export async function applyUserUsage(trx: Knex, userId: number, groupPath: string, delta: Partial<UsageFigures>): Promise<void> {
  await addToOwn(trx, userId, delta, true);
  await queueDelta(trx, idsOnPath(groupPath), delta, userId);
}

/** Takes a group's total from the groups it was under and gives it to those it is under now. */
export const moveUsage = (trx: Knex, groupId: number, from: readonly number[], to: readonly number[]): Promise<void> =>
  transferTotal(
    trx,
    groupId,
    from.filter((id) => !to.includes(id)),
    to.filter((id) => !from.includes(id)),
  );

/** Takes a group's or service user's total from the groups above it, before it is removed. */
export const removeUsage = (trx: Knex, ownerId: number, above: readonly number[]): Promise<void> => transferTotal(trx, ownerId, above, []);

/**
 * Adds queued changes to the totals they are for. What readers see does not change: they add the queue themselves. Under
 * the tree lock, since a removal deletes the rows this one updates.
 *
 * @returns how many queued rows were folded; 0 when there are none or another process is at it
 */
export const foldUsage = (db: Knex): Promise<number> => backgroundTransaction(db, "shared", foldDeltas);
