import { randomBytes, randomUUID } from "node:crypto";
import type { Knex } from "knex";
import { constrained } from "../../../db/constraint.js";
import { hashPassword } from "../../encryption/passwords.js";
import { write } from "../../access/transaction.js";
import type { Viewer } from "../../access/viewer.js";
import { isolationOf } from "../../access/visibility.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest, conflict, forbidden, notFound } from "../../kernel/errors.js";
import { groupForWrite, rootGroup } from "../groups/group.table.js";
import { requireLicense } from "../../kernel/license.js";
import { checkLines } from "../../kernel/text.js";
import { changesAny, differing } from "../../kernel/version.js";
import { findApiAccount, requireChangeable, requirePermission } from "./api-account.lookup.js";
import {
  type Grant,
  type NamedRole,
  type Rights,
  identifierKeys,
  localIdentifierKey,
  parseRoles,
  requireCovered,
  rightsToGive,
  x509IdentifierKey,
} from "./api-account.rules.js";
import * as table from "./api-account.table.js";
import type { ApiAccountRow } from "./api-account.table.js";
import { type ApiAccountInput, ApiAccountType } from "./api-account.type.js";
import { MANAGE_ACCOUNTS, checkPermissions } from "./permission.rules.js";

/** A grant with the group it is stored for. */
type NewGrant = Grant & { groupId: number };

/** A new secret: 256 random bits. */
const newSecret = (): string => randomBytes(32).toString("base64url");

/** What a client says an account shall be, checked. */
function fieldsOf({ type, description, permissions, roles, expires }: ApiAccountInput): table.ApiAccountFields & { roles: NamedRole[] } {
  if (type === ApiAccountType.X509 && expires != null)
    throw badRequest("must be null: an x509 account ends with its certificate", "expires");
  return {
    description: description == null ? null : checkLines(description, "description"),
    permissions: checkPermissions((permissions ?? []).map(({ value }) => value)),
    expiresAt: expires ?? null,
    roles: parseRoles(roles ?? []),
  };
}

/**
 * A role as it would be given: with the rights its giver has there, on a group the giver may enter.
 *
 * @throws Refusal BAD_REQUEST for a group that is not there, FORBIDDEN for one that is cut off
 */
async function grantFor(trx: Knex, { role, groupUuid }: NamedRole, giver: Rights): Promise<NewGrant> {
  const group = groupUuid === null ? await rootGroup(trx) : await groupForWrite(trx, { uuid: groupUuid }, false);
  if (group === null) throw badRequest(`has ${role}@${groupUuid}, but there is no such group`, "roles");
  if (isolationOf(group) !== null) throw forbidden("cut-off", `group ${group.id} gives the groups above it no access`);
  return { role, groupId: group.id, groupPath: group.path, accessType: rightsToGive(giver, role, group.path) };
}

/** Whether a stored role is the named one. */
const isGrantOf =
  ({ role, groupUuid }: NamedRole) =>
  (own: table.GrantRow): boolean =>
    own.role === role && (groupUuid === null ? own.isRoot : own.groupUuid === groupUuid);

/** All roles asked for, in their order; one the account has already is kept as it was given. */
async function grantsFor(trx: Knex, roles: readonly NamedRole[], giver: Rights, stored: readonly table.GrantRow[]): Promise<NewGrant[]> {
  const grants: NewGrant[] = [];
  for (const named of roles) {
    const grant = stored.find(isGrantOf(named)) ?? (await grantFor(trx, named, giver));
    if (!grants.some(({ role, groupId }) => role === grant.role && groupId === grant.groupId)) grants.push(grant);
  }
  return grants;
}

const unique = constrained({ api_accounts_identifier: () => conflict("is taken by another API account", "identifier") });

/** Registers an API account. @returns it, with its secret where it has one */
export async function registerApiAccount(
  context: ViewerContext,
  sent: ApiAccountInput,
): Promise<{ account: ApiAccountRow; secret: string | null }> {
  await requirePermission(context.db, context.viewer, MANAGE_ACCOUNTS);
  await requireLicense(context.config);
  const { roles, ...fields } = fieldsOf(sent);
  const isLocal = sent.type === ApiAccountType.LOCAL;
  if (!isLocal && sent.identifier == null) throw badRequest("is required: the subject of its certificates", "identifier");
  if (fields.expiresAt !== null && fields.expiresAt.getTime() <= Date.now()) throw badRequest("must be in the future", "expires");
  const identifier = sent.identifier ?? randomUUID();
  const identifierKey = isLocal ? localIdentifierKey(identifier) : x509IdentifierKey(identifier);
  const secret = isLocal ? newSecret() : null;
  const secretHash = secret === null ? null : await hashPassword({ password: secret, isMd5: false });
  const account = await write(context, "exclusive", async (trx, viewer) => {
    const giver = await requirePermission(trx, viewer, MANAGE_ACCOUNTS);
    const grants = await grantsFor(trx, roles, giver, []);
    requireCovered(giver, { permissions: fields.permissions, grants });
    if (await table.isLogin(trx, identifierKey)) throw conflict("is taken by a login", "identifier");
    const id = await unique(table.insertApiAccount(trx, { ...fields, type: sent.type, identifier, identifierKey, secretHash }));
    await table.replaceRoles(trx, id, grants);
    return (await table.apiAccountById(trx, id))!;
  });
  return { account, secret };
}

/** The stored account a change is about, once the caller may change it. */
async function forChange(trx: Knex, viewer: Viewer, identifier: string): Promise<{ account: ApiAccountRow; rights: Rights }> {
  const rights = await requirePermission(trx, viewer, MANAGE_ACCOUNTS);
  const id = await table.lockApiAccount(trx, identifierKeys(identifier));
  if (id === null) throw notFound(`there is no API account '${identifier}'`);
  const account = (await table.apiAccountById(trx, id))!;
  requireChangeable(viewer, rights, account);
  return { account, rights };
}

function requireOther(viewer: Viewer, account: ApiAccountRow): void {
  if (viewer.isApiAccount && viewer.accountId === account.id) throw forbidden("own-rights", "can not change access policies for self");
}

/** Makes an API account what the client says it shall be; identifier, type and secret stay. */
export async function replaceApiAccount(context: ViewerContext, sent: ApiAccountInput): Promise<ApiAccountRow> {
  await requirePermission(context.db, context.viewer, MANAGE_ACCOUNTS);
  await requireLicense(context.config);
  const { identifier } = sent;
  if (identifier == null) throw badRequest("is required", "identifier");
  const { roles, ...fields } = fieldsOf(sent);
  return write(context, "exclusive", async (trx, viewer) => {
    const { account, rights } = await forChange(trx, viewer, identifier);
    requireOther(viewer, account);
    if (sent.type !== account.type) throw badRequest(`must be ${account.type}: an account keeps its type`, "type");
    const grants = await grantsFor(trx, roles, rights, account.grants);
    requireCovered(rights, { permissions: fields.permissions, grants });
    const keepsRoles = grants.length === account.grants.length && grants.every((grant, index) => grant === account.grants[index]);
    if (keepsRoles && !changesAny(differing<table.ApiAccountFields>(fields, account))) return account;
    await table.updateApiAccount(trx, account.id, fields);
    await table.replaceRoles(trx, account.id, grants);
    return (await table.apiAccountById(trx, account.id))!;
  });
}

/** Gives a local account a new secret; the old one is worth nothing from now on. */
export async function resetApiAccountSecret(
  context: ViewerContext,
  identifier: string,
): Promise<{ account: ApiAccountRow; secret: string }> {
  await requirePermission(context.db, context.viewer, MANAGE_ACCOUNTS);
  await requireLicense(context.config);
  await findApiAccount(context.db, identifier);
  const secret = newSecret();
  const secretHash = await hashPassword({ password: secret, isMd5: false });
  const account = await write(context, "exclusive", async (trx, viewer) => {
    const { account: stored } = await forChange(trx, viewer, identifier);
    if (stored.type !== ApiAccountType.LOCAL) throw badRequest("is an x509 account's, which has no secret", "identifier");
    await table.updateSecret(trx, stored.id, secretHash);
    return (await table.apiAccountById(trx, stored.id))!;
  });
  return { account, secret };
}

/** Removes an API account. @returns its id */
export const deleteApiAccount = (context: ViewerContext, identifier: string): Promise<number> =>
  write(context, "exclusive", async (trx, viewer) => {
    const { account } = await forChange(trx, viewer, identifier);
    requireOther(viewer, account);
    await table.deleteApiAccount(trx, account.id);
    return account.id;
  });
