import type { Knex } from "knex";
import { type Viewer, isFullAdmin } from "../../access/viewer.js";
import { type Refusal, forbidden, notFound } from "../../kernel/errors.js";
import type { Cursor } from "../../graph/connection.type.js";
import { NO_RIGHTS, type Rights, identifierKeys, isCovered, requireCovered } from "./api-account.rules.js";
import { type ApiAccountRow, apiAccountById, apiAccountByKeys, apiAccounts } from "./api-account.table.js";
import { AUDIT_ACCOUNTS, EVERYTHING, MANAGE_ACCOUNTS, holds } from "./permission.rules.js";

/** What a person holds here: root admins with full access everything, others nothing. */
export const rightsOfPerson = (viewer: Viewer): Rights =>
  viewer.role === "root_admin" && isFullAdmin(viewer)
    ? { permissions: [EVERYTHING], grants: [{ role: "root_admin", groupPath: viewer.groupPath, accessType: viewer.accessType }] }
    : NO_RIGHTS;

/** What a caller holds here: a person what rightsOfPerson says, an API account what it was given. */
export async function rightsOf(db: Knex, viewer: Viewer): Promise<Rights> {
  if (!viewer.isApiAccount) return rightsOfPerson(viewer);
  const account = await apiAccountById(db, viewer.accountId);
  return account === null ? NO_RIGHTS : { permissions: account.permissions, grants: account.grants.filter(({ isOpen }) => isOpen) };
}

/** What lets its holder read API accounts. */
export const READING: readonly string[] = [MANAGE_ACCOUNTS, AUDIT_ACCOUNTS];

/** The rights of a caller that holds one of these permissions. @throws Refusal FORBIDDEN */
export async function requirePermission(db: Knex, viewer: Viewer, ...anyOf: readonly string[]): Promise<Rights> {
  const rights = await rightsOf(db, viewer);
  if (!anyOf.some((permission) => holds(rights.permissions, permission)))
    throw forbidden("permission", `this takes the permission ${anyOf.join(" or ")}`);
  return rights;
}

/** Whether an API account is the viewer's own: that one it sees and resets, whatever it holds. */
const isOwn = (viewer: Viewer, account: ApiAccountRow): boolean => viewer.isApiAccount && account.id === viewer.accountId;

/** Checks that a program sees no account that holds more than it does; persons who see any see all. @throws Refusal FORBIDDEN */
function requireVisible(viewer: Viewer, rights: Rights, account: ApiAccountRow): void {
  if (viewer.isApiAccount && !isOwn(viewer, account)) requireCovered(rights, account);
}

/** Checks that an account holds nothing its changer does not. @throws Refusal FORBIDDEN */
export function requireChangeable(viewer: Viewer, rights: Rights, account: ApiAccountRow): void {
  if (!isOwn(viewer, account)) requireCovered(rights, account);
}

const missing = (identifier: string): Refusal => notFound(`there is no API account '${identifier}'`);

/** The stored account with that identifier. @throws Refusal NOT_FOUND */
export async function findApiAccount(db: Knex, identifier: string): Promise<ApiAccountRow> {
  const account = await apiAccountByKeys(db, identifierKeys(identifier));
  if (account === null) throw missing(identifier);
  return account;
}

/** The account a caller names that may read it. @throws Refusal FORBIDDEN or NOT_FOUND */
export async function visibleApiAccount(db: Knex, viewer: Viewer, identifier: string): Promise<ApiAccountRow> {
  const rights = await requirePermission(db, viewer, ...READING);
  const account = await findApiAccount(db, identifier);
  requireVisible(viewer, rights, account);
  return account;
}

/** Accounts that are read at a time to find those a program may see. */
const BATCH = 500;

/** A page of the accounts a caller may see, in order of id. @param first null for all of them @throws Refusal FORBIDDEN */
export async function visibleApiAccounts(db: Knex, viewer: Viewer, first: number | null, after: Cursor | null): Promise<ApiAccountRow[]> {
  const rights = await requirePermission(db, viewer, ...READING);
  if (!viewer.isApiAccount) return apiAccounts(db, first, after);
  const found: ApiAccountRow[] = [];
  for (let place = after; ;) {
    const rows = await apiAccounts(db, BATCH, place);
    found.push(...rows.filter((account) => isOwn(viewer, account) || isCovered(rights, account)));
    if (rows.length < BATCH || (first !== null && found.length >= first)) return first === null ? found : found.slice(0, first);
    place = { key: "", id: rows.at(-1)!.id };
  }
}
