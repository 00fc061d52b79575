import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { STANDING, type Standing, standingValues } from "../lockout/lockout.table.js";
import type { AttemptKeys } from "../lockout/lockout.rules.js";
import type { AccountSort, GroupKind } from "../vocabulary.js";

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
}

/** An account and how its login stands from where the request comes. */
export type ViewerAndStanding = ViewerRow & Standing;

/** An account and its session. */
export type SessionRow = ViewerRow & {
  /** Who acts in it, where that is another account. */
  actorId: number | null;
  secondFactorOwed: boolean;
  /** Whether the session's last use was noted some time ago. */
  useIsOld: boolean;
};

const COLUMNS = `a.id "accountId", a.uuid "accountUuid", a.identity_id "identityId", a.sort, a.enabled "accountEnabled",
  a.access_type "accessType", a.roles, i.login, i.password_hash "passwordHash", a.token_epoch "tokenEpoch",
  g.id "groupId", g.uuid "groupUuid", g.path "groupPath", g.kind "groupKind", g.parent_has_access "parentHasAccess",
  g.isolated_by "isolatedBy", up.enabled "groupsEnabled", up.logon_ips "logonIps"`;
const FROM = `
from accounts a
join identities i on i.id = a.identity_id
join groups g on g.id = a.group_id
cross join lateral (
  select bool_and(x.enabled) enabled,
    (array_agg(to_jsonb(x.logon_ips) order by x.grade desc) filter (where x.logon_ips_enabled))[1] logon_ips
  from groups x where x.id = any(string_to_array(trim(both '/' from g.path), '/')::bigint[])
) up`;
const SELECT = `select ${COLUMNS} ${FROM}`;

async function one(db: Knex, where: string, bindings: Knex.RawBinding[]): Promise<ViewerRow | null> {
  const rows = await query<ViewerRow>(db, `${SELECT} ${where}`, bindings);
  return rows[0] ?? null;
}

/** The account whose unexpired session has this token hash. */
export async function viewerBySession(db: Knex, tokenHash: Buffer): Promise<SessionRow | null> {
  const rows = await query<SessionRow>(
    db,
    `select ${COLUMNS}, s.actor_id "actorId", s.second_factor_owed "secondFactorOwed", s.last_used_at < now() - interval '5 minutes' "useIsOld"
     ${FROM} join sessions s on s.account_id = a.id where s.token_hash = ? and s.expires_at > now()`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

export const viewerByAccount = (db: Knex, accountId: number): Promise<ViewerRow | null> =>
  one(db, "where a.id = ?", [accountId]);

/** @param uuid in small letters */
export const viewerByUuid = (db: Knex, uuid: string): Promise<ViewerRow | null> => one(db, "where a.uuid = ?", [uuid]);

/** All accounts of the identity with this case-folded login; enabled ones first, then in order of id. */
export async function viewersByLogin(db: Knex, loginKey: string): Promise<ViewerRow[]> {
  const rows = await query<ViewerRow>(db, `${SELECT} where i.login_key = ? order by (a.enabled and up.enabled) desc, a.id`,
    [loginKey],
  );
  return rows;
}

/** The account that Basic credentials with this case-folded login mean: the first that can be used. */
export async function viewerByLogin(db: Knex, loginKey: string, keys: AttemptKeys): Promise<ViewerAndStanding | null> {
  const rows = await query<ViewerAndStanding>(
    db,
    `select ${COLUMNS}, standing.* ${FROM} cross join lateral (${STANDING}) standing
     where i.login_key = ? order by (a.enabled and up.enabled) desc, a.id limit 1`,
    [...standingValues(keys), loginKey],
  );
  return rows[0] ?? null;
}
