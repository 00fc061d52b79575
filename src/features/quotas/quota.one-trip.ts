import type { SimpleChange } from "../../access/one-trip.sql.js";
import type { SentQuotas } from "./quota.input.js";
import { quotaChanges } from "./quota.rules.js";
import { quotaColumns } from "./quota.table.js";

/**
 * The quotas of a row that a client sends, as part of a change of that row.
 *
 * @returns undefined for none; null where the command has to compare them: dates are stored to the microsecond, and shown to the
 *   millisecond
 */
export function quotaDetail(sent: SentQuotas | null | undefined): SimpleChange["detail"] | null {
  const changes = quotaChanges(sent);
  if (changes.subscriptionExpiration instanceof Date) return null;
  const columns = quotaColumns(changes);
  return Object.keys(columns).length === 0 ? undefined : { table: "quotas", key: "owner_id", is: "id", columns };
}
