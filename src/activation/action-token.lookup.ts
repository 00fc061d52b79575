import type { Knex } from "knex";
import { type Cause, viewerOfCause } from "../access/cause.js";
import { addressRefusal } from "../access/entry.js";
import { requireUnlocked } from "../access/rights.js";
import { viewerByAccount } from "../access/viewer.table.js";
import { requireActingFor, requireEmailChange } from "../accounts/account.lookup.js";
import type { AccountRow } from "../accounts/account.table.js";
import { Refusal, forbidden, unauthenticated } from "../errors.js";
import { groupsById } from "../groups/group.table.js";
import type { ActionToken } from "./action-token.table.js";
import { MailAction } from "./activation.type.js";

/** Whether the one on whose right a token rests could ask for it anew. @throws Refusal FORBIDDEN or UNAUTHENTICATED */
async function requireCause(db: Knex, action: MailAction, cause: Cause, account: AccountRow): Promise<void> {
  const group = (await groupsById(db, [account.groupId]))[0]!;
  try {
    const viewer = await viewerOfCause(db, cause);
    if (action !== MailAction.EMAIL_UPDATE) return await requireActingFor(db, viewer, account);
    await requireEmailChange(db, viewer, account, group);
    await requireUnlocked(db, viewer, group);
  } catch (error) {
    throw error instanceof Refusal ? unauthenticated(`whoever asked for this token may no longer have it: ${error.reason}`) : error;
  }
}

/**
 * Checks that a token may be used now: from this address, as any credential of its account may, and on the right of whoever
 * asked for it, if it rests on that.
 *
 * @throws Refusal FORBIDDEN for the address, UNAUTHENTICATED for the right; both say why
 */
export async function requireUsable(db: Knex, action: MailAction, { requestedBy }: ActionToken, account: AccountRow, address: string): Promise<void> {
  const row = await viewerByAccount(db, account.id);
  const refusal = row === null ? null : addressRefusal(row, address);
  if (refusal !== null) throw forbidden(refusal.reason);
  if (requestedBy !== null) await requireCause(db, action, { accountId: requestedBy, isApiAccount: false }, account);
}
