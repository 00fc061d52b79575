import type { Knex } from "knex";
import { isFullAdmin } from "../access/viewer.js";
import type { Viewer } from "../access/viewer.js";
import { forbidden, notFound } from "../errors.js";
import { NO_RIGHTS, type Rights, identifierKeys } from "./api-account.rules.js";
import { type ApiAccountRow, apiAccountById, apiAccountByKeys } from "./api-account.table.js";
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
