import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { isolationSql, placeOf } from "../../access/visibility.sql.js";
import { clashKey } from "../../kernel/fold-case.js";
import { distinguishedKey, formatDistinguishedName, parseDistinguishedName } from "../certificates/distinguished-name.rules.js";
import type { Cursor } from "../../graph/connection.type.js";
import type { FoldedColumn } from "../../kernel/folding.table.js";
import { type Rows, readRows } from "../../graph/rows.js";
import type { Grant, ProgramRole } from "./api-account.rules.js";
import type { ApiAccountType } from "./api-account.type.js";

const IDENTIFIER_KEYS = { table: "api_accounts", id: "id", text: "identifier", column: "identifier_key", unique: true };
/** The canonical forms of local accounts' identifiers. */
export const LOCAL_IDENTIFIER_KEYS: FoldedColumn = { ...IDENTIFIER_KEYS, where: "type = 'local'" };
/** Those of distinguished names. */
export const X509_IDENTIFIER_KEYS: FoldedColumn = {
  ...IDENTIFIER_KEYS,
  where: "type = 'x509'",
  fold: distinguishedKey,
  clash: (text) => clashKey(formatDistinguishedName(parseDistinguishedName(text)!), distinguishedKey(text)!),
};

/** A role of an API account, with where its group stands. */
export interface GrantRow extends Grant {
  groupId: number;
  groupUuid: string;
  isRoot: boolean;
  /** Whether groups above may enter its group, so that the role can be used. */
  isOpen: boolean;
}

/** A stored API account with its roles. */
export interface ApiAccountRow {
  id: number;
  uuid: string;
  type: ApiAccountType;
  identifier: string;
  description: string | null;
  permissions: string[];
  expiresAt: Date | null;
  version: number;
  createdAt: Date;
  modifiedAt: Date;
  authenticatedAt: Date | null;
  grants: GrantRow[];
}

/** In SQL, the roles of an account with their groups, as `x` and `g`. */
const rolesFrom = (row: string): string => `api_account_roles x join groups g on g.id = x.group_id where x.api_account_id = ${row}.id`;

/** In SQL, an account's permissions. */
export const storedPermissions = (row: string): string => `array_remove(${row}.permissions, null)`;
/** In SQL, an account's roles as clients write them: roleText, in order. */
export const storedRoles = (row: string): string =>
  `array(select x.role||case when g.parent_id is null then '' else '@'||g.uuid end from ${rolesFrom(row)} order by x.place)`;

/** How API accounts are read. */
export const apiAccountRows: Rows<ApiAccountRow> = {
  columns: (row) => `${row}.id, ${row}.uuid, ${row}.type, ${row}.identifier, ${row}.description, ${storedPermissions(row)} permissions,
    ${row}.expires_at "expiresAt", ${row}.version, ${row}.created_at "createdAt",
    ${row}.modified_at "modifiedAt", ${row}.authenticated_at "authenticatedAt",
    (select coalesce(jsonb_agg(jsonb_build_object(
        'role', x.role, 'groupId', g.id, 'groupUuid', g.uuid, 'groupPath', g.path, 'accessType', x.access_type,
        'isRoot', g.parent_id is null, 'isOpen', ${isolationSql(placeOf("g"))} is null
      ) order by x.place), '[]') from ${rolesFrom(row)}) grants`,
  from: (row) => `api_accounts ${row}`,
};

/** What of a name's keys is meant: the greatest that there is. */
export const byKeys = (row: string, keys: string): string =>
  `${row}.identifier_key = any(${keys}::text[]) order by ${row}.identifier_key desc limit 1`;

/** A page of all API accounts, in order of id. @param first null for all of them */
export const apiAccounts = (db: Knex, first: number | null, after: Cursor | null): Promise<ApiAccountRow[]> =>
  readRows(db, apiAccountRows, "where r.id > ? order by r.id limit ?", [after?.id ?? 0, first]);

/** The account stored under one of these keys, the greatest of them that there is, or null. */
export const apiAccountByKeys = async (db: Knex, keys: readonly string[]): Promise<ApiAccountRow | null> =>
  (await readRows(db, apiAccountRows, `where ${byKeys("r", "?")}`, [keys]))[0] ?? null;

export const apiAccountById = async (db: Knex, id: number): Promise<ApiAccountRow | null> =>
  (await readRows(db, apiAccountRows, "where r.id = ?", [id]))[0] ?? null;

/** Locks the account that apiAccountByKeys finds until the transaction ends. @returns its id, or null */
export async function lockApiAccount(trx: Knex, keys: readonly string[]): Promise<number | null> {
  const rows = await query<{ id: number }>(
    trx,
    "select id from api_accounts where identifier_key = any(?::text[]) order by identifier_key desc limit 1 for update",
    [keys],
  );
  return rows[0]?.id ?? null;
}

/** What an API account says of itself, beside its roles. */
export interface ApiAccountFields {
  description: string | null;
  permissions: string[];
  expiresAt: Date | null;
}

/** @returns the new account's id */
export async function insertApiAccount(
  trx: Knex,
  account: ApiAccountFields & { type: ApiAccountType; identifier: string; identifierKey: string; secretHash: string | null },
): Promise<number> {
  const rows = await query<{ id: number }>(
    trx,
    `insert into api_accounts (type, identifier, identifier_key, secret_hash, description, permissions, expires_at)
     values (:type, :identifier, :identifierKey, :secretHash, :description, :permissions::text[], :expiresAt) returning id`,
    { ...account },
  );
  return rows[0]!.id;
}

export async function updateApiAccount(trx: Knex, id: number, { description, permissions, expiresAt }: ApiAccountFields): Promise<void> {
  await query(
    trx,
    `update api_accounts set description = :description, permissions = :permissions::text[], expires_at = :expiresAt,
       modified_at = now(), version = version + 1 where id = :id`,
    { description, permissions, expiresAt, id },
  );
}

export async function updateSecret(trx: Knex, id: number, secretHash: string): Promise<void> {
  await query(trx, "update api_accounts set secret_hash = ?, modified_at = now(), version = version + 1 where id = ?", [secretHash, id]);
}

/** Gives an account these roles, in this order, in place of those it has. */
export async function replaceRoles(
  trx: Knex,
  id: number,
  grants: readonly { role: ProgramRole; groupId: number; accessType: number }[],
): Promise<void> {
  await query(trx, "delete from api_account_roles where api_account_id = ?", [id]);
  await query(
    trx,
    `insert into api_account_roles (api_account_id, place, role, group_id, access_type)
     select :id, place, role, group_id, access_type
     from unnest(:roles::text[], :groupIds::bigint[], :accessTypes::int[]) with ordinality as given (role, group_id, access_type, place)`,
    {
      id,
      roles: grants.map(({ role }) => role),
      groupIds: grants.map(({ groupId }) => groupId),
      accessTypes: grants.map(({ accessType }) => accessType),
    },
  );
}

export async function deleteApiAccount(trx: Knex, id: number): Promise<void> {
  await query(trx, "delete from api_accounts where id = ?", [id]);
}

/** Notes that an account has come in now. Callers do so where its row says that the note is due, not at each request. */
export async function noteApiAccountUse(db: Knex, id: number): Promise<void> {
  await query(db, "update api_accounts set authenticated_at = now() where id = ?", [id]);
}

/** Whether a person has this login. @param loginKey its canonical form */
export async function isLogin(trx: Knex, loginKey: string): Promise<boolean> {
  return (await query(trx, "select from identities where login_key = ?", [loginKey])).length > 0;
}
