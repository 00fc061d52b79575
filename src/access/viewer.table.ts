import type { Knex } from "knex";
import type { AttemptKeys } from "./lockout/lockout.rules.js";
import { LOCKOUT_STATE, type LockoutState } from "./lockout/lockout.table.js";
import { query } from "../../db/query.js";
import type { AccountSort, GroupKind } from "../kernel/enums.js";
import { lookupKeys } from "../kernel/fold-case.js";
import type { Role } from "./roles.js";
import { isolationSql, placeOf } from "./visibility.sql.js";

/** What one statement reads about a caller: its account, its identity, its group and the groups above. */
export interface ViewerRow {
  accountId: number;
  accountUuid: string;
  identityId: number;
  sort: AccountSort;
  accountEnabled: boolean;
  accessType: number;
  roles: number;
  login: string;
  passwordHash: string | null;
  /** Tokens that carry another number are worthless. */
  tokenEpoch: number;
  groupId: number;
  groupUuid: string;
  groupPath: string;
  groupKind: GroupKind;
  parentHasAccess: boolean;
  isolatedBy: number | null;
  /** Whether the group and every group above it is enabled. */
  groupsEnabled: boolean;
  /** The list of the nearest group upwards that limits logon addresses, or null. */
  logonIps: string[] | null;
  isApiAccount: boolean;
  /** The role an API account acts in; null for persons, whose role follows from their seat, and where it has none. */
  grantedRole: Role | null;
  /** Whether an API account's time of last use is due to be written. */
  useDue: boolean;
}

/** What tells whether a row that has been read would be read again: a condition in SQL, `:name` for each value. */
export interface Revalidation {
  sql: string;
  values: Readonly<Record<string, unknown>>;
}

/** A caller that later requests can revalidate. */
export type Revalidatable<Row> = Row & { revalidation: Revalidation };

/** An account and how its login stands from where the request comes. */
export type ViewerAndLockout = ViewerRow &
  LockoutState & {
    /** The stored form of its login, or identifier. */
    nameKey: string;
  };

/** An account and its session. */
export type SessionRow = ViewerRow & {
  /** Who acts in it, where that is another account. */
  actorId: number | null;
  secondFactorOwed: boolean;
  /** Whether the session's last use was noted some time ago. */
  useIsOld: boolean;
};

const GROUP = `g.id "groupId", g.uuid "groupUuid", g.path "groupPath", g.kind "groupKind", g.parent_has_access "parentHasAccess",
  g.isolated_by "isolatedBy", up.enabled "groupsEnabled", up.logon_ips "logonIps"`;
const ABOVE = `
cross join lateral (
  select bool_and(x.enabled) enabled,
    (array_agg(to_jsonb(x.logon_ips) order by x.grade desc) filter (where x.logon_ips_enabled))[1] logon_ips
  from groups x where x.id = any(string_to_array(trim(both '/' from g.path), '/')::bigint[])
) up`;

const COLUMNS = `a.id "accountId", a.uuid "accountUuid", a.identity_id "identityId", a.sort, a.enabled "accountEnabled",
  a.access_type "accessType", a.roles, i.login, i.password_hash "passwordHash", a.token_epoch "tokenEpoch", ${GROUP},
  false "isApiAccount", null::text "grantedRole", false "useDue"`;
const FROM = `
from accounts a
join identities i on i.id = a.identity_id
join groups g on g.id = a.group_id ${ABOVE}`;
const SELECT = `select ${COLUMNS} ${FROM}`;

/**
 * An API account as a caller. It acts in the first of its roles that can be used: on a group that is enabled, and that
 * those above may enter, since a program is theirs. Without one it is the root group's list of addresses that counts.
 */
const API_ACCOUNT_COLUMNS = `p.id "accountId", p.uuid "accountUuid", 0 "identityId", 'admin' sort,
  coalesce(p.expires_at > now(), true) "accountEnabled",
  coalesce(r.access_type, 0) "accessType", 0 roles, p.identifier login, p.secret_hash "passwordHash", 0 "tokenEpoch", ${GROUP},
  true "isApiAccount", r.role "grantedRole", coalesce(p.authenticated_at < now() - interval '1 minute', true) "useDue"`;
const FROM_API_ACCOUNTS = `
from api_accounts p
left join lateral (
  select x.role, x.access_type, x.group_id from api_account_roles x join groups own on own.id = x.group_id
  where x.api_account_id = p.id and ${isolationSql(placeOf("own"))} is null and not exists (
    select from groups y where not y.enabled and y.id = any(string_to_array(trim(both '/' from own.path), '/')::bigint[]))
  order by x.place limit 1
) r on true
join groups g on g.id = coalesce(r.group_id, (select root.id from groups root where root.parent_id is null)) ${ABOVE}`;
const SELECT_API_ACCOUNT = `select ${API_ACCOUNT_COLUMNS} ${FROM_API_ACCOUNTS}`;

const digest = (row: string): string => `sha256(convert_to(${row}::text, 'UTF8'))`;

/** A statement of one row. */
interface Asked {
  sql: string;
  values: Readonly<Record<string, unknown>>;
}

/**
 * Reads the one row of a statement, and how to tell later that it has not changed in anything the statement reads.
 *
 * @param cheaper a cheaper statement that gives the same row
 */
async function withRevalidation<Row extends object>(
  db: Knex,
  asked: Asked,
  cheaper: (row: Row) => Asked = () => asked,
): Promise<Revalidatable<Row> | null> {
  const [row] = await query<Row & { digest: Buffer }>(db, `select w.*, ${digest("w")} digest from (${asked.sql}) w`, asked.values);
  if (row === undefined) return null;
  const again = cheaper(row);
  return Object.assign(row, {
    revalidation: {
      sql: `(select ${digest("w")} from (${again.sql}) w) = :knownDigest`,
      values: { ...again.values, knownDigest: row.digest },
    },
  });
}

async function one(db: Knex, where: string, bindings: readonly unknown[], select = SELECT): Promise<ViewerRow | null> {
  const rows = await query<ViewerRow>(db, `${select} ${where}`, bindings);
  return rows[0] ?? null;
}

/** The account whose unexpired session has this token hash. */
export const viewerBySession = (db: Knex, tokenHash: Buffer): Promise<Revalidatable<SessionRow> | null> =>
  withRevalidation(db, {
    sql: `select ${COLUMNS}, s.actor_id "actorId", s.second_factor_owed "secondFactorOwed",
        s.last_used_at < now() - interval '5 minutes' "useIsOld"
      ${FROM} join sessions s on s.account_id = a.id where s.token_hash = :tokenHash and s.expires_at > now()`,
    values: { tokenHash },
  });

export const viewerByAccount = (db: Knex, accountId: number): Promise<ViewerRow | null> => one(db, "where a.id = ?", [accountId]);

/** As `viewerByAccount`, with what tells later whether it has changed. */
export const revalidatableViewer = (db: Knex, accountId: number): Promise<Revalidatable<ViewerRow> | null> =>
  withRevalidation(db, { sql: `${SELECT} where a.id = :accountId`, values: { accountId } });

/** @param uuid in small letters */
export const viewerByUuid = (db: Knex, uuid: string): Promise<Revalidatable<ViewerRow> | null> =>
  withRevalidation(db, { sql: `${SELECT} where a.uuid = :uuid`, values: { uuid } });

/** In SQL, the stored form of the login that a text means. Its values are the text's lookupKeys. */
export const MEANT_LOGIN = "(select max(login_key) from identities where login_key in (?, ?))";

/** All accounts of the identity with this login; enabled ones first, then in order of id. */
export const viewersByLogin = (db: Knex, login: string): Promise<ViewerRow[]> =>
  query(db, `${SELECT} where i.login_key = ${MEANT_LOGIN} order by (a.enabled and up.enabled) desc, a.id`, lookupKeys(login));

export const viewerByApiAccount = (db: Knex, id: number): Promise<ViewerRow | null> => one(db, "where p.id = ?", [id], SELECT_API_ACCOUNT);

/** The API account of this type that an identifier means. @param keys the lookupKeys of the identifier, or those of a distinguished name */
export const viewerByIdentifier = (db: Knex, type: "local" | "x509", keys: readonly [string, string]): Promise<ViewerRow | null> =>
  one(db, "where p.identifier_key in (?, ?) and p.type = ? order by p.identifier_key desc limit 1", [...keys, type], SELECT_API_ACCOUNT);

// Two values and no array: of an array's length PostgreSQL knows nothing, and would plan the statement anew each time.
const OF_NAME = "in (:nameKey, :otherKey)";
const ofLogin = (condition: string): string => `select ${COLUMNS}, i.login_key "nameKey" ${FROM} where i.login_key ${condition}`;
const OF_IDENTIFIER = `select ${API_ACCOUNT_COLUMNS}, p.identifier_key "nameKey" ${FROM_API_ACCOUNTS}
  where p.identifier_key ${OF_NAME} and p.type = 'local'`;

/** The first of those a name means that can be used, and how the name stands. */
const firstOf = (named: string): string =>
  `select named.*, lockout.* from (${named}) named cross join lateral (${LOCKOUT_STATE}) lockout
   order by named."nameKey" desc, (named."accountEnabled" and named."groupsEnabled") desc, named."accountId" limit 1`;

/**
 * Whom a name and its password or secret may mean: the first account of the identity with this login that can be used, or
 * the API account. One statement, so that neither shows. What revalidates an account looks for the stored form that was found, and
 * leaves API accounts out: no login is an identifier of theirs.
 */
export function viewerByLogin(db: Knex, name: string, keys: AttemptKeys): Promise<Revalidatable<ViewerAndLockout> | null> {
  const [nameKey, otherKey] = lookupKeys(name);
  return withRevalidation(
    db,
    { sql: firstOf(`${ofLogin(OF_NAME)} union all ${OF_IDENTIFIER}`), values: { nameKey, otherKey, ...keys } },
    (found) => ({ sql: firstOf(ofLogin("= :nameKey")), values: { nameKey: found.nameKey, ...keys } }),
  );
}
