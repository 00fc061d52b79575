import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { ContactDetails } from "../contacts/contact.type.js";
import { CONTACT_FIELD_NAMES } from "../contacts/contact.type.js";
import { subtree } from "../../access/group-path.js";
import { ACCOUNT_IS_NOT_ABOVE } from "../../access/rights.js";
import type { Viewer } from "../../access/viewer.js";
import { not } from "../../access/visibility.js";
import { accountOf, conditionFor, placeOf } from "../../access/visibility.sql.js";
import { foldCase, lookupKeys } from "../../kernel/fold-case.js";
import { MEANT_LOGIN } from "../../access/viewer.table.js";
import type { FoldedColumn } from "../../kernel/folding.table.js";
import { type Rows, readRows, rowsById } from "../../graph/rows.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { AccountSort } from "../../kernel/enums.js";

/** The canonical forms of logins. */
export const LOGIN_KEYS: FoldedColumn = { table: "identities", id: "id", text: "login", column: "login_key", unique: true };

/** A stored account with what its identity adds: login, e-mail, and whether a password is set. */
export interface AccountRow extends ContactDetails {
  id: number;
  uuid: string;
  identityId: number;
  groupId: number;
  sort: AccountSort;
  enabled: boolean;
  version: number;
  accessType: number;
  roles: number;
  language: string;
  notificationsBackup: number;
  notificationsManagement: boolean;
  notificationsDeviceControl: number;
  notificationsCertificateManagement: number;
  termsAccepted: boolean;
  platformTermsAccepted: boolean;
  privacyPolicyAccepted: boolean;
  integrationActive: boolean;
  hidden: boolean;
  privileged: boolean;
  agentsAutoupdate: boolean;
  trayMonitorDisabled: boolean;
  tokenEpoch: number;
  login: string;
  email: string;
  hasPassword: boolean;
}

/** The columns of the account itself. */
export type AccountChanges = Partial<Omit<AccountRow, "login" | "email" | "hasPassword" | "tokenEpoch">>;
/** The columns of its identity. */
export interface IdentityChanges {
  login?: string;
  email?: string;
  passwordHash?: string;
}

const FIELDS = [
  "id",
  "uuid",
  "identityId",
  "groupId",
  "sort",
  "enabled",
  "version",
  "accessType",
  "roles",
  "language",
  ...CONTACT_FIELD_NAMES,
  "notificationsBackup",
  "notificationsManagement",
  "notificationsDeviceControl",
  "notificationsCertificateManagement",
  "termsAccepted",
  "platformTermsAccepted",
  "privacyPolicyAccepted",
  "integrationActive",
  "hidden",
  "privileged",
  "agentsAutoupdate",
  "trayMonitorDisabled",
  "tokenEpoch",
] as const satisfies readonly (keyof AccountRow)[];

/** How accounts are read. */
export const accountRows: Rows<AccountRow> = {
  columns: (row) =>
    [
      ...FIELDS.map((field) => `${row}.${snakeCase(field)} "${field}"`),
      `${row}_i.login`,
      `${row}_i.email`,
      `${row}_i.password_hash is not null "hasPassword"`,
    ].join(", "),
  from: (row) => `accounts ${row} join identities ${row}_i on ${row}_i.id = ${row}.identity_id`,
};

export const accountsById = rowsById(accountRows);

export const accountsByUuid = (db: Knex, uuids: readonly string[]): Promise<AccountRow[]> =>
  readRows(db, accountRows, "where r.uuid = any(?::uuid[])", [uuids]);

/** The admins of a group, in order of id. */
export const adminsOf = (db: Knex, groupId: number): Promise<AccountRow[]> =>
  readRows(db, accountRows, `where r.group_id = ? and r.sort = '${AccountSort.ADMIN}' order by r.id`, [groupId]);

/** All accounts of an identity with the groups they are in. */
export const accountsOfIdentity = (db: Knex, identityId: number): Promise<AccountRow[]> =>
  readRows(db, accountRows, "where r.identity_id = ? order by r.id", [identityId]);

/** All accounts of the identity with this login, in order of id. */
export const accountsByLogin = (db: Knex, login: string): Promise<AccountRow[]> =>
  readRows(db, accountRows, `where r_i.login_key = ${MEANT_LOGIN} order by r.id`, lookupKeys(login));

/** Locks the account and its identity for this transaction. */
export async function lockAccount(db: Knex, where: { id: number } | { uuid: string }): Promise<AccountRow | null> {
  const [column, value] = "id" in where ? ["id", where.id] : ["uuid", where.uuid];
  return (await readRows(db, accountRows, `where r.${column} = ? for no key update of r, r_i`, [value]))[0] ?? null;
}

/** Locks an identity for this transaction, its accounts first: in this order whoever changes both does. */
export async function lockIdentity(db: Knex, identityId: number): Promise<void> {
  await Promise.all([
    query(db, "select from accounts where identity_id = ? order by id for no key update", [identityId]),
    query(db, "select from identities where id = ? for no key update", [identityId]),
  ]);
}

/** What changes set, by column. */
export const columnsOf = (changes: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).map(([field, value]) => [snakeCase(field), value]));

const identityColumns = (changes: IdentityChanges): Record<string, unknown> => ({
  ...columnsOf(changes),
  ...(changes.login === undefined ? {} : { login_key: foldCase(changes.login) }),
});

/** @returns the new identity's id. Violates `identities_login` where the login is taken. */
export async function insertIdentity(db: Knex, identity: Required<Pick<IdentityChanges, "login" | "email">>): Promise<number> {
  const rows = await db("identities").insert(identityColumns(identity)).returning<{ id: number }[]>("id");
  return rows[0]!.id;
}

/** Sets what is given. A new password invalidates every token of the identity's accounts: `lockIdentity` comes before. */
export async function updateIdentity(db: Knex, id: number, changes: IdentityChanges): Promise<void> {
  const columns = identityColumns(changes);
  if (Object.keys(columns).length > 0) await db("identities").where({ id }).update(columns);
  if (changes.passwordHash !== undefined) await db("accounts").where({ identity_id: id }).increment("token_epoch");
}

/** The stored hash of an identity's password, or null while it has none. */
export async function passwordHashOf(db: Knex, identityId: number): Promise<string | null> {
  const [row] = await query<{ passwordHash: string | null }>(db, `select password_hash "passwordHash" from identities where id = ?`, [
    identityId,
  ]);
  return row?.passwordHash ?? null;
}

/** @returns the new account's id. Violates `accounts_seat` where the identity has such a seat in the group. */
export async function insertAccount(
  db: Knex,
  account: AccountChanges & Pick<AccountRow, "identityId" | "groupId" | "sort" | "accessType">,
): Promise<number> {
  const rows = await db("accounts").insert(columnsOf(account)).returning<{ id: number }[]>("id");
  return rows[0]!.id;
}

/** Sets what is given; the version grows. Disabling invalidates every token of the account. */
export async function updateAccount(db: Knex, id: number, changes: AccountChanges): Promise<void> {
  await db("accounts")
    .where({ id })
    .update({
      ...columnsOf(changes),
      version: db.raw("version + 1"),
      ...(changes.enabled === false && { token_epoch: db.raw("token_epoch + 1") }),
    });
}

/** Removes an account, and its identity where that has none left. */
export async function deleteAccount(db: Knex, id: number): Promise<void> {
  const [gone] = await query<{ identityId: number }>(db, `delete from accounts where id = ? returning identity_id "identityId"`, [id]);
  await query(db, "delete from identities i where i.id = ? and not exists (select from accounts a where a.identity_id = i.id)", [
    gone!.identityId,
  ]);
}

/** Some group at or below a path with an account that is above the viewer; or null. */
export async function groupWithAccountAbove(db: Knex, path: string, viewer: Viewer): Promise<number | null> {
  const [from, to] = subtree(path);
  const above = conditionFor(not(ACCOUNT_IS_NOT_ABOVE), viewer, { group: placeOf("g"), account: accountOf("a") });
  const rows = await query<{ id: number }>(
    db,
    `select g.id from groups g join accounts a on a.group_id = g.id
     where g.path >= :from and g.path < :to and ${above.sql} order by g.id limit 1`,
    { from, to, ...above.bindings },
  );
  return rows[0]?.id ?? null;
}

/** Whether some admin of the root group other than this one can log in and holds all these rights. */
export async function otherRootAdminExists(db: Knex, accountId: number, rights: number): Promise<boolean> {
  const rows = await query<{ found: boolean }>(
    db,
    `select exists (
       select from accounts a join groups g on g.id = a.group_id join identities i on i.id = a.identity_id
       where g.parent_id is null and a.sort = 'admin' and a.enabled and i.password_hash is not null
         and (a.access_type & ?) = ? and a.id <> ?
     ) found`,
    [rights, rights, accountId],
  );
  return rows[0]!.found;
}
