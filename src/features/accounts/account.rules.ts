import { badRequest, forbidden } from "../../kernel/errors.js";
import { type Role, holdsRole } from "../../access/roles.js";
import type { Viewer } from "../../access/viewer.js";
import { CONTACT_FIELD_NAMES, type SentContactDetails, checkContactLines } from "../contacts/contact.type.js";
import { checkIdentityProviderId, checkIdentityProviderUuid } from "../identity-providers/identity-provider.rules.js";
import { checkIdentifier } from "../../kernel/text.js";
import { AccessRight, AccountStatus, AdminRole, listToMask, maskToList } from "../../kernel/enums.js";
import type { SentAccount } from "./account.input.js";
import type { AccountChanges, AccountRow, IdentityChanges } from "./account.table.js";
import { usernameFault } from "./username.rules.js";
import { checkLanguage } from "../../kernel/languages.js";

const LOGIN_LENGTH = 254;
/** As the graph's EmailAddress and the contract's `format: email` both have it: ASCII, and a domain with a dot. */
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const EMAIL_LENGTH = 254;

const isEmail = (text: string): boolean => text.length <= EMAIL_LENGTH && EMAIL.test(text);

const set = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

/** @throws Refusal BAD_REQUEST for a login that could not be used */
export function checkLogin(login: string, field = "login"): string {
  // It would end the login in Basic credentials.
  if (login.includes(":")) throw badRequest("must not hold a colon", field);
  checkIdentifier(login, field, LOGIN_LENGTH);
  const fault = usernameFault(login);
  if (fault !== null) throw badRequest(fault, field);
  return login;
}

/** @throws Refusal BAD_REQUEST for what is no e-mail address */
export function checkEmail(email: string): string {
  if (!isEmail(email)) throw badRequest("must be an e-mail address", "email");
  return email;
}

/** The login that a new account names, of a new identity or one that there is. @throws Refusal BAD_REQUEST where it is missing */
export function requiredLogin(sent: SentAccount): string {
  if (!set(sent.login)) throw badRequest("is required", "login");
  return sent.login;
}

/** Login and e-mail of a new identity. @throws Refusal BAD_REQUEST where one is missing and can't be derived */
export function newIdentity(sent: SentAccount): { login: string; email: string } {
  const login = checkLogin(requiredLogin(sent));
  const email = sent.email ?? login;
  if (!isEmail(email)) {
    throw badRequest(set(sent.email) ? "must be an e-mail address" : "is required unless the login is an e-mail address", "email");
  }
  return { login, email };
}

/**
 * What a client sends for the identity behind an account and would change something.
 *
 * @throws Refusal BAD_REQUEST for a new login or address that there could not be
 */
export function identityChanges(sent: SentAccount, stored: Pick<AccountRow, "login" | "email">): IdentityChanges {
  const changes: IdentityChanges = {};
  if (set(sent.login) && sent.login !== stored.login) changes.login = checkLogin(sent.login);
  if (set(sent.email) && sent.email !== stored.email) changes.email = checkEmail(sent.email);
  return changes;
}

/** What a client sends for a new account, in stored form. @throws Refusal BAD_REQUEST for a value no account could have */
export const newAccount = (sent: SentAccount): AccountChanges => checkContactLines(accountChanges(sent));

/**
 * What a client sends for an account, in stored form but for its names and address, which effectiveAccountChanges puts into
 * it. Absent is left out, and so is null where a field can't be null.
 */
export function accountChanges(sent: SentAccount): AccountChanges {
  checkIdentityProviderId(sent.identityProviderId, "identityProviderId");
  checkIdentityProviderUuid(sent.identityProviderUuid, "identityProviderUuid");
  const changes: AccountChanges = {};
  for (const name of CONTACT_FIELD_NAMES) {
    const value = (sent as SentContactDetails)[name];
    if (value !== undefined) changes[name] = value ?? "";
  }
  if (set(sent.language)) changes.language = checkLanguage(sent.language);
  if (set(sent.accessType)) changes.accessType = listToMask(sent.accessType);
  if (set(sent.roles)) changes.roles = listToMask(sent.roles);
  if (set(sent.status)) changes.enabled = sent.status !== AccountStatus.DISABLED;
  if (set(sent.notificationsBackup)) changes.notificationsBackup = listToMask(sent.notificationsBackup);
  if (set(sent.notificationsManagement)) changes.notificationsManagement = sent.notificationsManagement;
  if (set(sent.notificationsDeviceControl)) changes.notificationsDeviceControl = listToMask(sent.notificationsDeviceControl);
  if (set(sent.notificationsCertificateManagement)) {
    changes.notificationsCertificateManagement = listToMask(sent.notificationsCertificateManagement);
  }
  if (set(sent.privileged)) changes.privileged = sent.privileged;
  if (set(sent.hidden)) changes.hidden = sent.hidden;
  if (set(sent.agents?.autoupdate)) changes.agentsAutoupdate = sent.agents.autoupdate;
  if (set(sent.backup?.monitorDisabled)) changes.trayMonitorDisabled = sent.backup.monitorDisabled;
  return changes;
}

const difference = <T extends object>(changes: T, stored: AccountRow): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([field, value]) => value !== stored[field as keyof AccountRow])) as Partial<T>;

/**
 * The changes that would change something, in stored form: clients send back whole objects they have read, with texts from
 * when these could be anything.
 *
 * @throws Refusal BAD_REQUEST for a new text that is no line
 */
export const effectiveAccountChanges = (changes: AccountChanges, stored: AccountRow): AccountChanges =>
  difference(checkContactLines(difference(changes, stored)), stored);

/** @throws Refusal FORBIDDEN where an account would get rights or roles its giver has not */
export function checkGrantedRights(giver: Viewer, changes: AccountChanges): void {
  const rights = maskToList(AccessRight, (changes.accessType ?? 0) & ~giver.accessType);
  if (rights.length > 0) throw forbidden("rights-above", `you can't give the right ${AccessRight[rights[0]!]}, which you don't have`);
  const roles = maskToList(AdminRole, (changes.roles ?? 0) & ~giver.roles);
  if (roles.length > 0) throw forbidden("rights-above", `you can't give the role ${AdminRole[roles[0]!]}, which you don't have`);
}

/** @throws Refusal FORBIDDEN where a program would give an account a role above its own; a person's group has none such below it */
export function checkGrantedRole(giver: Viewer, role: Role): void {
  if (giver.isApiAccount && !holdsRole(giver.role, role))
    throw forbidden("rights-above", `you can't give the role ${role}, which is above yours`);
}

/** @throws Refusal FORBIDDEN where an account would change what it itself may do */
export function checkOwnPolicies(viewer: Viewer, account: AccountRow, changes: AccountChanges): void {
  if (account.id !== viewer.accountId) return;
  const policies: (keyof AccountChanges)[] = ["accessType", "roles", "enabled"];
  if (policies.some((field) => changes[field] !== undefined)) throw forbidden("own-rights", "can not change access policies for self");
}
