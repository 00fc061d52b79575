import type { Knex } from "knex";
import { ITSELF } from "../../access/viewer.js";
import type { ViewerRow } from "../../access/viewer.table.js";
import { noteApiAccountUse } from "../../features/api-accounts/api-account.table.js";
import type { Claim } from "../claim.js";
import { Refusal } from "../../kernel/errors.js";

/** What is answered for an API account that there is not, or whose secret is wrong. */
export const unknownApiAccount = (): Refusal => new Refusal("BAD_CREDENTIALS", "the account does not exist, or its secret is wrong");

/** What an API account's secret, certificate or token proves. An account that has expired has an answer of its own. */
export async function claimOfApiAccount(db: Knex, row: ViewerRow): Promise<Claim> {
  if (row.useDue && row.accountEnabled) await noteApiAccountUse(db, row.accountId);
  return {
    row,
    sessionHash: null,
    acting: ITSELF,
    unusable: () => new Refusal("EXPIRED_CREDENTIALS", "the account has expired"),
    namesAddress: false,
  };
}
