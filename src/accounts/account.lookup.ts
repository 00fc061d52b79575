import type { Knex } from "knex";
import { type Reference, parseReference } from "../access/reference.js";
import { mayEnter } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import type { ViewerContext } from "../context.js";
import { forbidden, notFound } from "../errors.js";
import { type GroupRow, groupsById } from "../groups/group.table.js";
import { AccountSort } from "../vocabulary.js";
import { type AccountRow, accountsOfIdentity, lockAccount } from "./account.table.js";

const WORD: Record<AccountSort, string> = { [AccountSort.ADMIN]: "admin", [AccountSort.SERVICE_USER]: "service user" };
const missing = (sort: AccountSort, text: string): Error => notFound(`there is no ${WORD[sort]} '${text}'`);

function requireAccount(viewer: Viewer, account: AccountRow, group: GroupRow): void {
  if (account.id === viewer.accountId) return;
  if (viewer.role === "tenant_viewer" || !mayEnter(viewer, group)) {
    throw forbidden(`account ${account.id} is outside of your part of the tree`);
  }
}

/** Whether a reference names the viewer's own account. A service user learns of others not even whether there are such. */
export const isSelf = ({ accountId, accountUuid }: Viewer, reference: Reference): boolean =>
  reference === "self" || (typeof reference === "object" && ("id" in reference ? reference.id === accountId : reference.uuid === accountUuid));

/**
 * The account a client names by integer, uuid or `self`, if the viewer may see it.
 *
 * @throws Refusal NOT_FOUND, or FORBIDDEN outside of the viewer's part of the tree
 */
export async function findAccount(context: ViewerContext, sort: AccountSort, text: string): Promise<AccountRow> {
  const { loaders, viewer } = context;
  const reference = parseReference(text);
  if (viewer.role === "tenant_viewer" && !isSelf(viewer, reference)) throw forbidden(`'${text}' is not yourself`);
  if (reference === "nothing") throw missing(sort, text);
  const account =
    reference === "self"
      ? await loaders.accountById.load(viewer.accountId)
      : "id" in reference
        ? await loaders.accountById.load(reference.id)
        : await loaders.accountByUuid.load(reference.uuid);
  if (account === null || account.sort !== sort) throw missing(sort, text);
  requireAccount(viewer, account, (await loaders.groupById.load(account.groupId))!);
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
  requireAccount(viewer, account, group);
  return { account, group };
}

/** All accounts of an identity, if the viewer sees every one of them; else null. */
export async function accountsInScope(db: Knex, viewer: Viewer, identityId: number): Promise<AccountRow[] | null> {
  const accounts = await accountsOfIdentity(db, identityId);
  const groups = await groupsById(db, [...new Set(accounts.map((account) => account.groupId))]);
  return groups.every((group) => mayEnter(viewer, group)) ? accounts : null;
}

/** Whether one of these accounts holds a right or a role the viewer does not. */
export const hasMoreRights = (accounts: readonly AccountRow[], viewer: Viewer): boolean =>
  accounts.some(({ accessType, roles }) => (accessType & ~viewer.accessType) !== 0 || (roles & ~viewer.roles) !== 0);
