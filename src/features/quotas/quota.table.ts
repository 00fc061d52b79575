import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { HARD_QUOTAS, type HardQuota, LIMIT_NAMES, type QuotaRow } from "./quota.type.js";
import type { QuotaChanges } from "./quota.rules.js";

const COLUMNS: Readonly<Record<string, string>> = {
  ownerId: "owner_id",
  ...Object.fromEntries(LIMIT_NAMES.map((name) => [name, name in HARD_QUOTAS ? snakeCase(name) : `soft_${snakeCase(name)}`])),
  subscriptionExpiration: "subscription_expiration",
  cloudToCloudBackup: "cloud_to_cloud_backup",
  localBackupVisible: "local_backup_visible",
  localBackupPermitted: "local_backup_permitted",
};

const SELECTION = Object.entries(COLUMNS)
  .map(([field, column]) => `${column} "${field}"`)
  .join(", ");

/** What changes set, by column. */
export const quotaColumns = (changes: QuotaChanges): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).map(([field, value]) => [COLUMNS[field]!, value]));

/** The quotas of these owners, in no order. Every group and service user has a row. */
export const quotasOf = (db: Knex, ownerIds: readonly number[]): Promise<QuotaRow[]> =>
  query(db, `select ${SELECTION} from quotas where owner_id = any(?::bigint[])`, [ownerIds]);

/**
 * Those of these owners that a hard quota limits, with their limits. Their rows stay locked until the transaction ends; in
 * order of id, which avoids deadlocks.
 */
export const lockHardQuotas = (db: Knex, ownerIds: readonly number[], quota: HardQuota): Promise<{ ownerId: number; limit: number }[]> =>
  query(
    db,
    `select owner_id "ownerId", ${COLUMNS[quota]!} "limit" from quotas
     where owner_id = any(?::bigint[]) and ${COLUMNS[quota]!} >= 0
     order by owner_id for no key update`,
    [ownerIds],
  );

export async function insertQuotas(db: Knex, ownerId: number, changes: QuotaChanges): Promise<void> {
  await db("quotas").insert({ owner_id: ownerId, ...quotaColumns(changes) });
}

export async function updateQuotas(db: Knex, ownerId: number, changes: QuotaChanges): Promise<void> {
  if (Object.keys(changes).length > 0) await db("quotas").where({ owner_id: ownerId }).update(quotaColumns(changes));
}

export async function deleteQuotas(db: Knex, ownerIds: readonly number[]): Promise<void> {
  await query(db, "delete from quotas where owner_id = any(?::bigint[])", [ownerIds]);
}
