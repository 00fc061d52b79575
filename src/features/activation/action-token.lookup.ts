import type { Knex } from "knex";
import { type Cause, causeOf, viewerOfCause } from "../../access/cause.js";
import { addressRefusal } from "../../access/address-limit.js";
import { requirePerson, requireUnlocked } from "../../access/rights.js";
import type { Viewer } from "../../access/viewer.js";
import { viewerByAccount } from "../../access/viewer.table.js";
import { requireActingFor, requireEmailChange } from "../accounts/account.lookup.js";
import type { AccountRow } from "../accounts/account.table.js";
import { Refusal, forbidden, unauthenticated } from "../../kernel/errors.js";
import { groupsById } from "../groups/group.table.js";
import type { ActionToken } from "./action-token.table.js";
import { MailAction } from "./activation.type.js";

/**
 * Checks that the viewer may be handed a token for an account's identity. A program may for an activation alone: a shop sets
 * the password its customer chose. That the identity has no password yet is for the caller to see to.
 *
 * @throws Refusal FORBIDDEN
 */
export async function requireTokenDisclosure(db: Knex, viewer: Viewer, action: MailAction, account: AccountRow): Promise<void> {
  if (action !== MailAction.ACTIVATE) requirePerson(viewer);
  await requireActingFor(db, viewer, account);
}

/** Whether the one on whose right a token rests could ask for it anew. @throws Refusal FORBIDDEN or UNAUTHENTICATED */
async function requireCause(db: Knex, action: MailAction, cause: Cause, account: AccountRow): Promise<void> {
  const group = (await groupsById(db, [account.groupId]))[0]!;
  try {
    const viewer = await viewerOfCause(db, cause);
    if (action !== MailAction.EMAIL_UPDATE) {
      if (viewer.isApiAccount && account.hasPassword) throw forbidden("activation", "the account has a password already");
      return await requireTokenDisclosure(db, viewer, action, account);
    }
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
export async function requireUsable(db: Knex, action: MailAction, token: ActionToken, account: AccountRow, address: string): Promise<void> {
  const row = await viewerByAccount(db, account.id);
  const refusal = row === null ? null : addressRefusal(row, address);
  if (refusal !== null) throw forbidden("sign-in", refusal.reason);
  const cause = causeOf(token.cause);
  if (cause !== null) await requireCause(db, action, cause, account);
}
