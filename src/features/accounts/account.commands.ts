import type { Knex } from "knex";
import { constrained } from "../../../db/constraint.js";
import { together } from "../../../db/query.js";
import { requireUnlocked, requireWriteRight } from "../../access/rights.js";
import { roleOf } from "../../access/roles.js";
import { ACCOUNTS_ARE_READABLE, requireReadableContents } from "../../access/visibility.js";
import { write, writeReadingAhead } from "../../access/transaction.js";
import type { Viewer } from "../../access/viewer.js";
import { deleteTokensOfAccount, deleteTokensOfIdentity } from "../activation/action-token.table.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest, conflict, forbidden, notFound } from "../../kernel/errors.js";
import { readGroup, requireFound } from "../groups/group.lookup.js";
import { childKindsOf } from "../groups/group.rules.js";
import { type GroupRow } from "../groups/group.table.js";
import { idsOnPath } from "../../access/group-path.js";
import { effectiveQuotaChanges, quotaChanges } from "../quotas/quota.rules.js";
import { deleteQuotas, insertQuotas, quotasOf, updateQuotas } from "../quotas/quota.table.js";
import { deleteSessionsOfAccount } from "../../access/session.table.js";
import { applyOwnUsage, removeUsage } from "../usage/usage.commands.js";
import { deleteUsage, insertUsage } from "../usage/usage.table.js";
import { changesAny, requireVersion } from "../../kernel/version.js";
import { AccessRight, AccountSort, FULL_ACCESS, GroupKind } from "../../kernel/enums.js";
import type { SentAccount } from "./account.input.js";
import { findAccountForChange, requireAccountsInScope, requireEmailChange, requireIdentity, requireNotAbove } from "./account.lookup.js";
import * as rules from "./account.rules.js";
import * as table from "./account.table.js";
import type { AccountChanges, AccountRow } from "./account.table.js";

const unique = constrained({
  identities_login: () => conflict("is taken", "login"),
  accounts_seat: () => conflict("has such an account in this group already", "login"),
});

/** The identity a new account is a seat of: a new one, or the existing one with its login. */
async function identityFor(trx: Knex, viewer: Viewer, sent: SentAccount): Promise<number> {
  if (sent.useExistingIdentity !== true) return unique(table.insertIdentity(trx, rules.newIdentity(sent)));
  const login = rules.requiredLogin(sent);
  const identity = (await table.accountsByLogin(trx, login))[0];
  if (identity === undefined) throw notFound(`there is no identity with the login '${login}'`);
  // Two seats given at once: the second is judged by the first.
  await table.lockIdentity(trx, identity.identityId);
  requireNotAbove(viewer, await requireAccountsInScope(trx, viewer, identity.identityId));
  return identity.identityId;
}

/** Creates an admin or a service user in a group. @returns its id */
export async function createAccount(context: ViewerContext, sort: AccountSort, groupRef: string, sent: SentAccount): Promise<number> {
  const requested = rules.newAccount(sent);
  const quotas = quotaChanges(sent.quotas);
  if (sent.useExistingIdentity === true) rules.requiredLogin(sent);
  else rules.newIdentity(sent);
  const ahead = (trx: Knex): Promise<GroupRow | null> => readGroup(trx, context.viewer, groupRef);
  return writeReadingAhead(context, "shared", ahead, async (trx, viewer, found) => {
    const group = requireFound(viewer, found, groupRef);
    requireReadableContents(viewer, group, ACCOUNTS_ARE_READABLE);
    requireWriteRight(viewer, group);
    rules.checkGrantedRights(viewer, requested);
    const accessType = sort === AccountSort.ADMIN ? (requested.accessType ?? viewer.accessType & FULL_ACCESS) : AccessRight.READ;
    rules.checkGrantedRole(viewer, roleOf(sort, group.kind, accessType));
    await requireUnlocked(trx, viewer, group);
    if (sort === AccountSort.SERVICE_USER && !childKindsOf(group).includes(GroupKind.SERVICE_USER)) {
      throw badRequest(`service users can't live in a ${GroupKind[group.kind]}`);
    }
    const identityId = await identityFor(trx, viewer, sent);
    const id = await unique(
      table.insertAccount(trx, { language: group.language, ...requested, accessType, identityId, groupId: group.id, sort }),
    );
    if (sort === AccountSort.SERVICE_USER) {
      await together([insertQuotas(trx, id, quotas), insertUsage(trx, id), applyOwnUsage(trx, group, { serviceUsers: 1 })]);
    }
    return id;
  });
}

/** Changes an account and, where the viewer may, the login and e-mail of its identity. @returns its id */
export async function updateAccount(
  context: ViewerContext,
  sort: AccountSort,
  ref: string,
  sent: SentAccount,
  version: number | null | undefined,
): Promise<number> {
  const requested = rules.accountChanges(sent);
  const askedQuotas = quotaChanges(sent.quotas);
  const lock = requested.accessType !== undefined || requested.enabled !== undefined ? "exclusive" : "shared";
  return write(context, lock, async (trx, viewer) => {
    const { account, group } = await findAccountForChange(trx, viewer, sort, ref);
    const changes: AccountChanges = rules.effectiveAccountChanges(requested, account);
    const identity = rules.identityChanges(sent, account);
    requireWriteRight(viewer, group);
    requireNotAbove(viewer, [account]);
    rules.checkOwnPolicies(viewer, account, changes);
    rules.checkGrantedRights(viewer, {
      ...changes,
      accessType: (changes.accessType ?? 0) & ~account.accessType,
      roles: (changes.roles ?? 0) & ~account.roles,
    });
    if (changes.accessType !== undefined) rules.checkGrantedRole(viewer, roleOf(sort, group.kind, changes.accessType));
    await requireUnlocked(trx, viewer, group);
    if (identity.login !== undefined && account.identityId !== viewer.identityId) await requireIdentity(trx, viewer, account.identityId);
    if (identity.email !== undefined) await requireEmailChange(trx, viewer, account, group);
    await requireOtherRootAdmin(trx, account, group, changes);
    requireVersion(account, version);
    if (Object.keys(identity).length > 0) await unique(table.updateIdentity(trx, account.identityId, identity));
    // Tokens are in a mailbox that may be nobody's any more.
    if (identity.email !== undefined) await deleteTokensOfIdentity(trx, account.identityId);
    const quotas = sort === AccountSort.SERVICE_USER ? effectiveQuotaChanges(askedQuotas, (await quotasOf(trx, [account.id]))[0]!) : {};
    await updateQuotas(trx, account.id, quotas);
    if (changesAny(changes, identity, quotas)) await table.updateAccount(trx, account.id, changes);
    if (changes.enabled === false) {
      await deleteSessionsOfAccount(trx, account.id);
      await deleteTokensOfAccount(trx, account.id);
    }
    return account.id;
  });
}

/** Keeps the tree from being locked out: some root admin with full access must remain. */
async function requireOtherRootAdmin(trx: Knex, account: AccountRow, group: GroupRow, changes: AccountChanges): Promise<void> {
  const isOne = group.parentId === null && account.sort === AccountSort.ADMIN && account.enabled && account.hasPassword;
  if (!isOne || (account.accessType & FULL_ACCESS) !== FULL_ACCESS) return;
  const stays = changes.enabled !== false && ((changes.accessType ?? FULL_ACCESS) & FULL_ACCESS) === FULL_ACCESS;
  if (stays || (await table.otherRootAdminExists(trx, account.id, FULL_ACCESS))) return;
  throw forbidden("last-root-admin", "this is the last root admin with full access");
}

/** Removes an account, and its identity where that was its last one. @returns its id */
export async function deleteAccount(
  context: ViewerContext,
  sort: AccountSort,
  ref: string,
  version: number | null | undefined,
): Promise<number> {
  return write(context, "exclusive", async (trx, viewer) => {
    const { account, group } = await findAccountForChange(trx, viewer, sort, ref);
    requireWriteRight(viewer, group);
    requireNotAbove(viewer, [account]);
    if (account.id === viewer.accountId) throw forbidden("own-rights", "can not change access policies for self");
    await requireUnlocked(trx, viewer, group);
    await requireOtherRootAdmin(trx, account, group, { enabled: false });
    requireVersion(account, version);
    if (sort === AccountSort.SERVICE_USER) {
      await removeUsage(trx, account.id, idsOnPath(group.path));
      await applyOwnUsage(trx, group, { serviceUsers: -1 });
      await deleteQuotas(trx, [account.id]);
      await deleteUsage(trx, [account.id]);
    }
    await table.deleteAccount(trx, account.id);
    return account.id;
  });
}
