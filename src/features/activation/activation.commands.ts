import type { Knex } from "knex";
import { foldCase } from "../../kernel/fold-case.js";
import { type NewPassword, checkNewPassword, hashPassword } from "../../encryption/passwords.js";
import { hashToken } from "../../encryption/token-hash.js";
import { transaction } from "../../access/transaction.js";
import { type AccountRow, accountsById, lockIdentity, passwordHashOf, updateAccount, updateIdentity } from "../accounts/account.table.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { type Refusal, badRequest, unauthenticated } from "../../kernel/errors.js";
import { groupsById } from "../groups/group.table.js";
import { stateAbove } from "../../access/state-above.table.js";
import { checkPassword } from "../lockout/lockout.commands.js";
import { queueMail } from "../mail/mail.commands.js";
import { deleteSessionsOfIdentity } from "../../access/session.table.js";
import { requireUsable } from "./action-token.lookup.js";
import { type ActionToken, actionToken, deleteTokensOfIdentity, useActionToken } from "./action-token.table.js";
import { type ActionTokenInfo, type EmailChange, MailAction } from "./activation.type.js";
import { mailTo } from "../mail/mail.js";

type SentToken = string | null | undefined;

const invalidToken = (): Refusal => unauthenticated("the token is unknown, used or expired");

/** What a token that may be used stands for, without using it up. @throws Refusal as `requireUsable` does */
async function findToken(
  { client, config, db }: Context,
  action: MailAction,
  token: SentToken,
): Promise<{ tokenHash: Buffer; found: ActionToken; account: AccountRow }> {
  if (token == null) throw invalidToken();
  const tokenHash = hashToken(config.secret, token);
  const found = await actionToken(db, tokenHash, action);
  const account = found === null ? undefined : (await accountsById(db, [found.accountId]))[0];
  if (found === null || account === undefined) throw invalidToken();
  await requireUsable(db, action, found, account, client.address);
  return { tokenHash, found, account };
}

/** Uses a token up, once its identity is locked. @throws Refusal UNAUTHENTICATED where somebody was faster, and as `requireUsable` does */
async function useToken(
  trx: Knex,
  { client }: Context,
  tokenHash: Buffer,
  action: MailAction,
): Promise<{ used: ActionToken; account: AccountRow }> {
  const used = await useActionToken(trx, tokenHash, action);
  const account = used === null ? undefined : (await accountsById(trx, [used.accountId]))[0];
  if (used === null || account === undefined) throw invalidToken();
  await requireUsable(trx, action, used, account, client.address);
  return { used, account };
}

/** What a token from a mail stands for. */
export async function readActionToken(context: Context, action: MailAction, token: SentToken): Promise<ActionTokenInfo> {
  const { found, account } = await findToken(context, action, token);
  const group = (await groupsById(context.db, [account.groupId]))[0]!;
  const { disabledBy } = await stateAbove(context.db, group.path);
  const { termsUrl, platformTermsUrl, privacyPolicyUrl } = await context.brandOf(group.id);
  return {
    accountId: account.id,
    login: account.login,
    email: account.email,
    newEmail: found.newEmail,
    groupKind: group.kind,
    groupId: group.id,
    groupName: group.name,
    firstname: account.firstname,
    lastname: account.lastname,
    activated: account.hasPassword,
    platformAvailable: account.enabled && disabledBy === null,
    termsAccepted: account.termsAccepted,
    termsUrl,
    platformTermsUrl,
    privacyPolicyUrl,
  };
}

/** Sets an identity's password. Its sessions and tokens end, save the session that changed it. */
async function setPassword(trx: Knex, identityId: number, passwordHash: string, except: Buffer | null): Promise<void> {
  await updateIdentity(trx, identityId, { passwordHash });
  await deleteSessionsOfIdentity(trx, identityId, except);
  await deleteTokensOfIdentity(trx, identityId);
}

/** Sets the password of a token's identity and uses the token up. */
export async function setPasswordByToken(
  context: Context,
  action: MailAction.ACTIVATE | MailAction.RESET,
  token: SentToken,
  sent: NewPassword,
): Promise<void> {
  const { tokenHash, account } = await findToken(context, action, token);
  checkNewPassword(sent, account, "password", context.config);
  const passwordHash = await hashPassword(sent);
  await transaction(context.db, "shared", async (trx) => {
    await lockIdentity(trx, account.identityId);
    const { identityId } = (await useToken(trx, context, tokenHash, action)).account;
    await setPassword(trx, identityId, passwordHash, null);
  });
}

/** Sets the e-mail address a token stands for, and tells the one before. Other tokens of the identity were mailed there, and end. */
export async function confirmEmailUpdate(context: Context, token: SentToken): Promise<EmailChange> {
  const { tokenHash, account: holder } = await findToken(context, MailAction.EMAIL_UPDATE, token);
  return transaction(context.db, "shared", async (trx) => {
    await lockIdentity(trx, holder.identityId);
    const { used, account } = await useToken(trx, context, tokenHash, MailAction.EMAIL_UPDATE);
    const newEmail = used.newEmail!;
    await updateIdentity(trx, account.identityId, { email: newEmail });
    await updateAccount(trx, account.id, {});
    await deleteTokensOfIdentity(trx, account.identityId);
    const group = (await groupsById(trx, [account.groupId]))[0]!;
    await queueMail(trx, context.encryption, mailTo(account, group, "email-changed", { newEmail }));
    return { login: account.login, email: newEmail, oldEmail: account.email };
  });
}

/** Changes the caller's own password. */
export async function changePassword(context: ViewerContext, current: string, next: string): Promise<void> {
  const { client, db, viewer } = context;
  const [account] = await accountsById(db, [viewer.accountId]);
  const stored = await passwordHashOf(db, viewer.identityId);
  if (
    account === undefined ||
    !(await checkPassword(context, { login: foldCase(viewer.login), password: current, stored }, client.address, null))
  ) {
    throw badRequest("is wrong", "currentPassword");
  }
  const sent = { password: next, isMd5: false };
  checkNewPassword(sent, account, "newPassword", context.config);
  const passwordHash = await hashPassword(sent);
  await transaction(db, "shared", async (trx) => {
    await lockIdentity(trx, viewer.identityId);
    if ((await passwordHashOf(trx, viewer.identityId)) !== stored) throw badRequest("is wrong", "currentPassword");
    await setPassword(trx, viewer.identityId, passwordHash, viewer.sessionHash);
  });
}
