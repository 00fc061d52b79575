import type { Knex } from "knex";
import { type Cause, storedCause } from "../../access/cause.js";
import { foldCase } from "../../kernel/fold-case.js";
import { parseReference } from "../../kernel/reference.js";
import { requirePerson, requireUnlocked } from "../../access/rights.js";
import { hashToken, newActionToken } from "../../encryption/token-hash.js";
import { backgroundTransaction, write } from "../../access/transaction.js";
import { canReadAccount, requireReadableAccount } from "../../access/visibility.js";
import type { Viewer } from "../../access/viewer.js";
import { viewersByLogin } from "../../access/viewer.table.js";
import { requireEmailChange, requireIdentityNotAbove } from "../accounts/account.lookup.js";
import { checkEmail } from "../accounts/account.rules.js";
import { type AccountRow, accountsById, accountsByLogin, accountsByUuid } from "../accounts/account.table.js";
import type { Config } from "../../config/config.js";
import type { Context, Services, ViewerContext } from "../../graph/context.js";
import { badRequest, forbidden, notFound, unauthenticated } from "../../kernel/errors.js";
import { type GroupRow, groupsById } from "../groups/group.table.js";
import { addJob } from "../../jobs/job.table.js";
import { queueMail } from "../mail/mail.commands.js";
import { type MailSource, limitsOf } from "../mail/mail-limit.rules.js";
import { countTokenMail } from "../mail/mail-limit.table.js";
import { requireTokenDisclosure } from "./action-token.lookup.js";
import { ACTIONS, linkOf, requiredNewEmail } from "./action-token.rules.js";
import { insertActionToken } from "./action-token.table.js";
import { type ActionMail, MailAction, type MailTargetInput } from "./activation.type.js";
import { mailTo } from "../mail/mail.js";

interface Target {
  account: AccountRow;
  group: GroupRow;
  /** The address a change of e-mail is to set. */
  newEmail: string | null;
}

async function candidates(db: Knex, { login, userId }: MailTargetInput): Promise<AccountRow[]> {
  if (userId == null) {
    if (login == null) throw badRequest("must name the account", "login or userId");
    return accountsByLogin(db, login);
  }
  const reference = parseReference(userId);
  if (typeof reference === "string") return [];
  return "id" in reference ? accountsById(db, [reference.id]) : accountsByUuid(db, [reference.uuid]);
}

/**
 * The account a client names for a mail, if the viewer may see it. An address that is none is told so, unless it is the one stored.
 *
 * @param unfit what is answered where the id names an account that the viewer sees, and login or address are another one's
 * @throws Refusal BAD_REQUEST where a login alone could mean several accounts that the viewer sees; NOT_FOUND or FORBIDDEN
 */
async function findTarget(
  db: Knex,
  viewer: Viewer,
  action: MailAction,
  target: MailTargetInput,
  unfit = notFound("there is no such account"),
): Promise<Target> {
  const { login, email } = target;
  const checked = action === MailAction.EMAIL_UPDATE ? null : email;
  const fits = (account: AccountRow): boolean =>
    (login == null || foldCase(account.login) === foldCase(login)) && (checked == null || foldCase(account.email) === foldCase(checked));
  const named = await candidates(db, target);
  const groups = new Map(
    (
      await groupsById(
        db,
        named.map(({ groupId }) => groupId),
      )
    ).map((group) => [group.id, group]),
  );
  const isSeen = (account: AccountRow): boolean => canReadAccount(viewer, account, groups.get(account.groupId)!);
  const fitting = named.filter(fits);
  const seen = fitting.filter(isSeen);
  if (seen.length > 1) throw badRequest("must say which account is meant, since the login has several", "userId");
  const account = seen[0] ?? fitting[0];
  if (account === undefined && checked != null) checkEmail(checked);
  if (account === undefined && named.some(isSeen)) throw unfit;
  // A service user learns of others not even whether there are such.
  if (viewer.role === "tenant_viewer" && account?.id !== viewer.accountId) throw forbidden("visibility", "the account is not your own");
  if (account === undefined) throw notFound("there is no such account");
  const group = groups.get(account.groupId)!;
  requireReadableAccount(viewer, account, group);
  return { account, group, newEmail: action === MailAction.EMAIL_UPDATE ? requiredNewEmail(email, account.email) : null };
}

/** @param cause on whose right the token rests, if on any */
async function issueToken(
  db: Knex,
  { secret }: Config,
  action: MailAction,
  { account, newEmail }: Omit<Target, "group">,
  cause: Cause | null,
): Promise<string> {
  const token = newActionToken();
  const { lifetime } = ACTIONS[action];
  await insertActionToken(db, {
    tokenHash: hashToken(secret, token),
    action,
    accountId: account.id,
    newEmail,
    cause: storedCause(cause),
    lifetime,
  });
  return token;
}

/** A token for who may act for the account; null for read-only admins, and where none is needed. @throws Refusal FORBIDDEN */
async function issueTokenToCaller(
  trx: Knex,
  { config }: Services,
  viewer: Viewer,
  action: MailAction,
  target: Target,
): Promise<string | null> {
  if (viewer.role === "readonly_admin") return null;
  const { account, group } = target;
  await requireTokenDisclosure(trx, viewer, action, account);
  if (action === MailAction.EMAIL_UPDATE) await requireUnlocked(trx, viewer, group);
  if (action === MailAction.ACTIVATE && account.hasPassword) return null;
  return issueToken(trx, config, action, target, viewer);
}

/** The parameters of a mail, with a new token for its link: for admins who may act for the account, and not for read-only ones. */
export async function prepareActionMail(context: ViewerContext, action: MailAction, named: MailTargetInput): Promise<ActionMail> {
  const { target, token } = await write(context, "shared", async (trx, viewer) => {
    const found = await findTarget(trx, viewer, action, named);
    return { target: found, token: await issueTokenToCaller(trx, context, viewer, action, found) };
  });
  const { account, group, newEmail } = target;
  const { accountId, login, isApiAccount } = context.viewer;
  if (isApiAccount && token !== null)
    context.log.info(
      { apiAccount: { id: accountId, identifier: login }, action, accountId: account.id, login: account.login },
      "activation: an API account was handed a token",
    );
  const { userGuideUrl, supportPhone, supportUrl } = await context.brandOf(group.id);
  const { publicUrl } = context.config;
  return {
    action,
    baseUrl: publicUrl,
    host: publicUrl,
    company: group.name,
    groupKind: group.kind,
    downloads: { userGuide: userGuideUrl },
    email: newEmail ?? account.email,
    login: account.login,
    language: account.language,
    recipientFirstname: account.firstname,
    recipientLastname: account.lastname,
    supportPhone: supportPhone || null,
    supportUrl,
    token,
    activated: account.hasPassword,
  };
}

/** By whom a mail with a token is requested. */
interface TokenMailRequest {
  source: MailSource;
  /** On whose right the token rests, if on any. */
  cause: Cause | null;
}

/** Mails a new token, unless that many were mailed within the hour: then nothing is done, and earlier ones stay good. */
async function mailToken(
  trx: Knex,
  { config, log, encryption }: Services,
  action: MailAction,
  target: Target,
  { source, cause }: TokenMailRequest,
): Promise<void> {
  const { account, group, newEmail } = target;
  const { identityId } = account;
  if (!(await countTokenMail(trx, limitsOf(config.secret, { action, identityId, address: newEmail ?? account.email, source })))) {
    log.warn(
      { identityId, action, source },
      "mail: not sent, as too many with a token were sent to this identity or address within the hour",
    );
    return;
  }
  const link = linkOf(config.publicUrl, action, await issueToken(trx, config, action, target, cause));
  if (newEmail === null) return queueMail(trx, encryption, mailTo(account, group, action, { link }));
  await queueMail(trx, encryption, mailTo(account, group, action, { link, newEmail }, newEmail));
  await queueMail(trx, encryption, mailTo(account, group, "email-change-asked", { newEmail }));
}

/**
 * Mails a link with a new token: to the account's own address, or for a change of e-mail to the new one, with a notice to
 * the old one. Who asks must have every right that the accounts of the identity have, and for a change of another's e-mail
 * be allowed to make it.
 */
export async function sendActionMail(context: ViewerContext, action: MailAction, named: MailTargetInput): Promise<void> {
  await write(context, "shared", async (trx, viewer) => {
    const unfit =
      action === MailAction.EMAIL_UPDATE
        ? unauthenticated("the login is of another identity than the account that the id names")
        : undefined;
    const target = await findTarget(trx, viewer, action, named, unfit);
    const { account, group } = target;
    if (action !== MailAction.EMAIL_UPDATE) {
      await requireIdentityNotAbove(trx, viewer, account.identityId);
      if (action === MailAction.ACTIVATE && account.hasPassword)
        throw badRequest("the account has a password already: it needs no activation");
      return mailToken(trx, context, action, target, { source: "account", cause: null });
    }
    requirePerson(viewer);
    await requireEmailChange(trx, viewer, account, group);
    await requireUnlocked(trx, viewer, group);
    return mailToken(trx, context, action, target, { source: "account", cause: viewer });
  });
}

/** What a forgotten login is encrypted for while it waits: people type passwords into the wrong field. */
const FORGOTTEN = "jobs.mailForgottenPassword";

/** Has a person who forgot the password mailed a link, if there is such a person: the work here is the same. */
export async function requestPasswordReset({ db, encryption }: Context, login: string): Promise<void> {
  // One at a time: whoever asks for many at once keeps nobody's mail waiting.
  await addJob(db, "mailForgottenPassword", { login: encryption.encrypt(login, FORGOTTEN) }, { queue: "forgotten passwords" });
}

/** Mails the holder of a login a link to set a new password; nothing where nobody could use one. */
export async function mailForgottenPassword(services: Services, encryptedLogin: string): Promise<void> {
  const rows = await viewersByLogin(services.db, services.encryption.decrypt(encryptedLogin, FORGOTTEN));
  const row = rows.find(({ accountEnabled, groupsEnabled }) => accountEnabled && groupsEnabled);
  if (row === undefined) return;
  await backgroundTransaction(services.db, "shared", async (trx) => {
    const [account] = await accountsById(trx, [row.accountId]);
    if (account === undefined) return;
    const group = (await groupsById(trx, [account.groupId]))[0]!;
    await mailToken(trx, services, MailAction.RESET, { account, group, newEmail: null }, { source: "anyone", cause: null });
  });
}
