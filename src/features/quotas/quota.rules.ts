import { badRequest } from "../../kernel/errors.js";
import type { SentQuotas } from "./quota.input.js";
import { LIMIT_NAMES, type QuotaRow } from "./quota.type.js";

/** What a write changes of stored quotas. */
export type QuotaChanges = Partial<Omit<QuotaRow, "ownerId">>;

/**
 * The stored form of quotas a client sends. Absent is unchanged, null clears.
 *
 * @throws Refusal BAD_REQUEST for a limit below -1.
 */
export function quotaChanges(input: SentQuotas | null | undefined): QuotaChanges {
  const changes: QuotaChanges = {};
  if (input === null || input === undefined) return changes;
  for (const name of LIMIT_NAMES) {
    const value = input[name];
    if (value === undefined) continue;
    if (value !== null && value < -1) throw badRequest("must be a count, or -1 for unlimited", name);
    changes[name] = value;
  }
  if (input.subscriptionExpiration !== undefined) changes.subscriptionExpiration = input.subscriptionExpiration;
  if (typeof input.cloudToCloudBackup === "boolean") changes.cloudToCloudBackup = input.cloudToCloudBackup;
  const { localBackup } = input;
  if (typeof localBackup === "boolean") changes.localBackupPermitted = localBackup;
  else if (localBackup !== null && localBackup !== undefined) {
    if (typeof localBackup.visible === "boolean") changes.localBackupVisible = localBackup.visible;
    if (typeof localBackup.permitted === "boolean") changes.localBackupPermitted = localBackup.permitted;
  }
  return changes;
}

/** The changes that would change something: clients send back whole objects they have read. */
export function effectiveQuotaChanges(changes: QuotaChanges, stored: QuotaRow): QuotaChanges {
  const differs = ([name, value]: [string, unknown]): boolean => {
    const before = stored[name as keyof QuotaRow];
    return value instanceof Date && before instanceof Date ? value.getTime() !== before.getTime() : value !== before;
  };
  return Object.fromEntries(Object.entries(changes).filter(differs));
}
