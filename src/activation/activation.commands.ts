import type { Knex } from "knex";
import { foldCase } from "../access/fold-case.js";
import { parseReference } from "../access/reference.js";
import { transaction } from "../access/transaction.js";
import { hashToken, newActionToken } from "../access/tokens.js";
import { mayEnter } from "../access/scope.js";
import { checkNewPassword, hashPassword, type NewPassword } from "../access/passwords.js";
import { requireActingFor } from "../accounts/account.lookup.js";
import { type AccountRow, accountsById, accountsByLogin, accountsByUuid, passwordHashOf, updateIdentity } from "../accounts/account.table.js";
import type { Context, ViewerContext } from "../context.js";
import { badRequest, forbidden, notFound, unauthenticated } from "../errors.js";
import { type GroupRow, groupsById, stateAbove } from "../groups/group.table.js";
import { deleteSessionsOfIdentity } from "../sessions/session.table.js";
import { accountOfToken, deleteTokensOfIdentity, insertActionToken, useActionToken } from "./action-token.table.js";
import type { ActionMail, ActivationTokenInfo } from "./activation.type.js";

const ACTIVATION_LIFETIME = 7 * 24 * 3600;

/** How a client names the account a mail is for: by login or id, with the e-mail address as a check. */
export interface MailTarget {
  login: string | null | undefined;
  email: string | null | undefined;
  userId: string | null | undefined;
}

async function findTarget(db: Knex, { login, email, userId }: MailTarget): Promise<AccountRow> {
  let candidates: AccountRow[];
  if (userId != null) {
    const reference = parseReference(userId);
    if (typeof reference === "string") candidates = [];
    else candidates = "id" in reference ? await accountsById(db, [reference.id]) : await accountsByUuid(db, [reference.uuid]);
  } else if (login != null) {
    candidates = await accountsByLogin(db, login);
  } else {
    throw badRequest("must name the account", "login or userId");
  }
  const fits = (account: AccountRow): boolean =>
    (login == null || foldCase(account.login) === foldCase(login)) &&
    (email == null || foldCase(account.email) === foldCase(email));
  const account = candidates.find(fits);
  if (account === undefined) throw notFound("there is no such account");
  return account;
}

/** The parameters of the mail that invites an account's holder to set a password, with a new token for its link. */
export async function prepareActivationMail(context: ViewerContext, target: MailTarget): Promise<ActionMail> {
  const { config, db, viewer } = context;
  return transaction(db, "shared", async (trx) => {
    const account = await findTarget(trx, target);
    const group = (await groupsById(trx, [account.groupId]))[0]!;
    if (!mayEnter(viewer, group)) throw forbidden(`account ${account.id} is outside of your part of the tree`);
    let token: string | null = null;
    if (viewer.role !== "readonly_admin") {
      await requireActingFor(trx, viewer, account);
      if (!account.hasPassword) {
        token = newActionToken();
        const tokenHash = hashToken(config.secret, token);
        await insertActionToken(trx, { tokenHash, purpose: "activate", accountId: account.id, lifetime: ACTIVATION_LIFETIME });
      }
    }
    return toMail(config.publicUrl, account, group, token);
  });
}

const toMail = (publicUrl: string, account: AccountRow, group: GroupRow, token: string | null): ActionMail => ({
  action: "activate",
  baseUrl: publicUrl,
  host: publicUrl,
  company: group.name,
  groupKind: group.kind,
  downloads: { userGuide: "" },
  email: account.email,
  login: account.login,
  language: account.language,
  recipientFirstname: account.firstname,
  recipientLastname: account.lastname,
  supportPhone: null,
  supportUrl: "",
  token,
  activated: account.hasPassword,
});

const WORTHLESS = "the token is unknown, used or expired";

/** What an activation token stands for, without using it up. */
export async function readActivationToken({ config, db }: Context, token: string | null | undefined): Promise<ActivationTokenInfo> {
  const accountId = token == null ? null : await accountOfToken(db, hashToken(config.secret, token), "activate");
  if (accountId === null) throw unauthenticated(WORTHLESS);
  const account = (await accountsById(db, [accountId]))[0]!;
  const group = (await groupsById(db, [account.groupId]))[0]!;
  const { disabledBy } = await stateAbove(db, group.path);
  return {
    accountId,
    login: account.login,
    email: account.email,
    groupKind: group.kind,
    groupName: group.name,
    firstname: account.firstname,
    lastname: account.lastname,
    activated: account.hasPassword,
    platformAvailable: account.enabled && disabledBy === null,
    termsAccepted: account.termsAccepted,
    termsUrl: "",
    platformTermsUrl: "",
    privacyPolicyUrl: "",
  };
}

/** Sets an identity's password. Its sessions and tokens end, save the session that changed it. */
async function setPassword(trx: Knex, identityId: number, passwordHash: string, except: Buffer | null): Promise<void> {
  await updateIdentity(trx, identityId, { passwordHash });
  await deleteSessionsOfIdentity(trx, identityId, except);
  await deleteTokensOfIdentity(trx, identityId);
}

/** Sets the first password of a token's account and uses the token up. */
export async function activateAccount({ config, db }: Context, token: string | null | undefined, sent: NewPassword): Promise<void> {
  if (token == null) throw unauthenticated(WORTHLESS);
  const tokenHash = hashToken(config.secret, token);
  const accountId = await accountOfToken(db, tokenHash, "activate");
  if (accountId === null) throw unauthenticated(WORTHLESS);
  checkNewPassword(sent, (await accountsById(db, [accountId]))[0]!, "password");
  const passwordHash = await hashPassword(sent);
  await transaction(db, "shared", async (trx) => {
    const winner = await useActionToken(trx, tokenHash, "activate");
    const account = winner === null ? undefined : (await accountsById(trx, [winner]))[0];
    if (account === undefined) throw unauthenticated(WORTHLESS);
    await setPassword(trx, account.identityId, passwordHash, null);
  });
}

/** Changes the caller's own password. */
export async function changePassword(context: ViewerContext, current: string, next: string): Promise<void> {
  const { db, passwords, viewer } = context;
  const [account] = await accountsById(db, [viewer.accountId]);
  const stored = await passwordHashOf(db, viewer.identityId);
  if (account === undefined || !(await passwords.matches(foldCase(viewer.login), current, stored))) {
    throw badRequest("is wrong", "currentPassword");
  }
  const sent = { password: next, isMd5: false };
  checkNewPassword(sent, account, "newPassword");
  const passwordHash = await hashPassword(sent);
  await transaction(db, "shared", async (trx) => {
    if ((await passwordHashOf(trx, viewer.identityId)) !== stored) throw badRequest("is wrong", "currentPassword");
    await setPassword(trx, viewer.identityId, passwordHash, viewer.sessionHash);
  });
}
