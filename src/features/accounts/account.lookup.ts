import type { Knex } from "knex";
import { type Reference, parseReference } from "../../kernel/reference.js";
import { ACCOUNT_HAS_NO_MORE_RIGHTS, ACCOUNT_IS_NOT_ABOVE, requirePerson, requireWriteRight } from "../../access/rights.js";
import { holdsRole, roleOf } from "../../access/roles.js";
import { type Condition, canReadAccounts, holds, requireReadableAccount } from "../../access/visibility.js";
import { type Viewer, isFullAdmin } from "../../access/viewer.js";
import { rowByReference } from "../../graph/references.js";
import type { ViewerContext } from "../../graph/context.js";
import { forbidden, notFound } from "../../kernel/errors.js";
import { type GroupRow, groupsById } from "../groups/group.table.js";
import { AccountSort } from "../../kernel/enums.js";
import { type AccountRow, accountsById, accountsByUuid, accountsOfIdentity, lockAccount } from "./account.table.js";
import { accountById, accountByUuid } from "./account.loaders.js";
import { groupById } from "../groups/group.loaders.js";

const WORD: Record<AccountSort, string> = { [AccountSort.ADMIN]: "admin", [AccountSort.SERVICE_USER]: "service user" };
const missing = (sort: AccountSort | null, text: string): Error =>
  notFound(`there is no ${sort === null ? "account" : WORD[sort]} '${text}'`);

/** Whether a reference names the viewer's own account. A service user learns of others not even whether there are such. */
export const isSelf = ({ accountId, accountUuid }: Viewer, reference: Reference): boolean =>
  reference === "self" ||
  (typeof reference === "object" && ("id" in reference ? reference.id === accountId : reference.uuid === accountUuid));

/**
 * The account a client names by integer, uuid or `self`, if the viewer may see it.
 *
 * @param sort null for an account of either sort
 * @throws Refusal NOT_FOUND, or FORBIDDEN outside of the viewer's part of the tree
 */
export async function findAccount(context: ViewerContext, sort: AccountSort | null, text: string): Promise<AccountRow> {
  const { loaders, viewer } = context;
  if (viewer.role === "tenant_viewer" && !isSelf(viewer, parseReference(text))) throw forbidden("visibility", `'${text}' is not yourself`);
  const account = await rowByReference(loaders, text, { byId: accountById, byUuid: accountByUuid, own: viewer.accountId });
  if (account === null || (sort !== null && account.sort !== sort)) throw missing(sort, text);
  requireReadableAccount(viewer, account, (await loaders.of(groupById).load(account.groupId))!);
  return account;
}

/** As findAccount, inside a write: account and identity stay locked until the transaction ends. */
export async function findAccountForChange(
  trx: Knex,
  viewer: Viewer,
  sort: AccountSort,
  text: string,
): Promise<{ account: AccountRow; group: GroupRow }> {
  const reference = parseReference(text);
  if (reference === "nothing") throw missing(sort, text);
  const account = await lockAccount(trx, reference === "self" ? { id: viewer.accountId } : reference);
  if (account === null || account.sort !== sort) throw missing(sort, text);
  const group = (await groupsById(trx, [account.groupId]))[0]!;
  requireReadableAccount(viewer, account, group);
  return { account, group };
}

/**
 * An account of either sort that the viewer may see, by integer or uuid.
 *
 * @throws Refusal NOT_FOUND, or FORBIDDEN outside of the viewer's part of the tree
 */
export async function findAnyAccount(db: Knex, viewer: Viewer, text: string): Promise<AccountRow> {
  const reference = parseReference(text);
  if (viewer.role === "tenant_viewer" && !isSelf(viewer, reference)) throw forbidden("visibility", `'${text}' is not yourself`);
  const named = reference === "self" ? { id: viewer.accountId } : reference;
  const [account] = named === "nothing" ? [] : "id" in named ? await accountsById(db, [named.id]) : await accountsByUuid(db, [named.uuid]);
  if (account === undefined) throw notFound(`there is no account '${text}'`);
  requireReadableAccount(viewer, account, (await groupsById(db, [account.groupId]))[0]!);
  return account;
}

/** All accounts of an identity. @throws Refusal FORBIDDEN unless the viewer sees every one of them */
export async function requireAccountsInScope(db: Knex, viewer: Viewer, identityId: number): Promise<AccountRow[]> {
  const accounts = await accountsOfIdentity(db, identityId);
  const groups = await groupsById(db, [...new Set(accounts.map((account) => account.groupId))]);
  if (!groups.every((group) => canReadAccounts(viewer, group)))
    throw forbidden("visibility", "this identity has accounts outside of your part of the tree");
  return accounts;
}

type Judged = Pick<AccountRow, "id" | "identityId" | "accessType" | "roles">;

/** @throws Refusal FORBIDDEN for the first of these accounts of which a condition does not hold */
function requireNoMoreRights(viewer: Viewer, accounts: readonly Judged[], condition: Condition): void {
  const stronger = accounts.find((account) => !holds(condition, viewer, { group: {}, account }));
  if (stronger !== undefined) throw forbidden("rights-above", `account ${stronger.id} has rights that you don't have`);
}

/**
 * Checks that none of these accounts has more rights than the viewer. Whoever does something to an account of another
 * person asks this first: it keeps out privilege escalation. One's own accounts are not above oneself.
 *
 * @throws Refusal FORBIDDEN
 */
export const requireNotAbove = (viewer: Viewer, accounts: readonly Judged[]): void =>
  requireNoMoreRights(viewer, accounts, ACCOUNT_IS_NOT_ABOVE);

/**
 * Checks that no account stands in a role above a program's. A person's role follows from its group, so that what is in its
 * part of the tree is never above; a program may hold a lesser one on the same group.
 *
 * @throws Refusal FORBIDDEN
 */
async function requireRolesNotAbove(db: Knex, viewer: Viewer, accounts: readonly AccountRow[]): Promise<void> {
  if (!viewer.isApiAccount) return;
  const kinds = new Map(
    (
      await groupsById(
        db,
        accounts.map(({ groupId }) => groupId),
      )
    ).map(({ id, kind }) => [id, kind]),
  );
  const above = accounts.find(({ sort, groupId, accessType }) => !holdsRole(viewer.role, roleOf(sort, kinds.get(groupId)!, accessType)));
  if (above !== undefined) throw forbidden("rights-above", `account ${above.id} stands in a role above yours`);
}

/** As `requireNotAbove`, for what belongs to an identity and so to all accounts it has, wherever they are. @throws Refusal FORBIDDEN */
export async function requireIdentityNotAbove(db: Knex, viewer: Viewer, identityId: number): Promise<void> {
  const accounts = await accountsOfIdentity(db, identityId);
  requireNotAbove(viewer, accounts);
  await requireRolesNotAbove(db, viewer, accounts);
}

/**
 * Whether the viewer may decide what becomes of an identity: its login, where its mail goes, who holds tokens for it. Who
 * decides that could become it, so that all its accounts must be in scope, and none of them with more rights.
 *
 * @throws Refusal FORBIDDEN
 */
export async function requireIdentity(db: Knex, viewer: Viewer, identityId: number): Promise<void> {
  const accounts = await requireAccountsInScope(db, viewer, identityId);
  requireNoMoreRights(viewer, accounts, ACCOUNT_HAS_NO_MORE_RIGHTS);
  await requireRolesNotAbove(db, viewer, accounts);
}

/** Checks that the viewer may act as another account: full access, and the right to decide over its identity. @throws Refusal FORBIDDEN */
export async function requireActingFor(db: Knex, viewer: Viewer, { identityId }: Pick<AccountRow, "identityId">): Promise<void> {
  if (!isFullAdmin(viewer)) throw forbidden("full-access", "acting for another account needs full access");
  await requireIdentity(db, viewer, identityId);
}

/**
 * Checks that the viewer may decide where an identity's mail goes. Once there is a password, whoever decides that can have
 * a new one mailed to itself: it must be a person that may act for the account. One's own address is one's own.
 *
 * @throws Refusal FORBIDDEN
 */
export async function requireEmailChange(db: Knex, viewer: Viewer, account: AccountRow, group: GroupRow): Promise<void> {
  if (account.identityId === viewer.identityId) return;
  requireWriteRight(viewer, group);
  if (!account.hasPassword) return requireIdentity(db, viewer, account.identityId);
  requirePerson(viewer);
  await requireActingFor(db, viewer, account);
}
