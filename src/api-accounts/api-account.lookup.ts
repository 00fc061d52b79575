import type { Knex } from "knex";
import type { Claim } from "../access/entry.js";
import { ITSELF, type Viewer, isFullAdmin } from "../access/viewer.js";
import type { ViewerRow } from "../access/viewer.table.js";
import { Refusal, forbidden, notFound } from "../errors.js";
import { NO_RIGHTS, type Rights, identifierKeys } from "./api-account.rules.js";
import { type ApiAccountRow, apiAccountById, apiAccountByKeys, noteApiAccountUse } from "./api-account.table.js";
import { EVERYTHING, holds } from "./permission.rules.js";

/** What a caller holds here: of API accounts what they were given, of root admins with full access everything, of others nothing. */
export async function rightsOf(db: Knex, viewer: Viewer): Promise<Rights> {
  if (viewer.isApiAccount) {
    const account = await apiAccountById(db, viewer.accountId);
    return account === null ? NO_RIGHTS : { permissions: account.permissions, grants: account.grants.filter(({ isOpen }) => isOpen) };
  }
  if (viewer.role !== "root_admin" || !isFullAdmin(viewer)) return NO_RIGHTS;
  return { permissions: [EVERYTHING], grants: [{ role: "root_admin", groupPath: viewer.groupPath, accessType: viewer.accessType }] };
}

/** The rights of a caller that holds one of these permissions. @throws Refusal FORBIDDEN */
export async function requirePermission(db: Knex, viewer: Viewer, ...anyOf: readonly string[]): Promise<Rights> {
  const rights = await rightsOf(db, viewer);
  if (!anyOf.some((permission) => holds(rights.permissions, permission))) throw forbidden(`this takes the permission ${anyOf.join(" or ")}`);
  return rights;
}

/** @throws Refusal NOT_FOUND */
export async function findApiAccount(db: Knex, identifier: string): Promise<ApiAccountRow> {
  const account = await apiAccountByKeys(db, identifierKeys(identifier));
  if (account === null) throw notFound(`there is no API account '${identifier}'`);
  return account;
}

/** What an API account's secret, certificate or token proves. An account that has expired has an answer of its own. */
export async function claimOfApiAccount(db: Knex, row: ViewerRow): Promise<Claim> {
  if (row.useDue && row.accountEnabled) await noteApiAccountUse(db, row.accountId);
  return { row, sessionHash: null, acting: ITSELF, unusable: () => new Refusal("EXPIRED_CREDENTIALS", "the account has expired"), namesAddress: false };
}
