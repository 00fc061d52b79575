import type { Knex } from "knex";
import { query } from "../../db/query.js";
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

const SELECT = `
select a.id "accountId", a.uuid "accountUuid", a.identity_id "identityId", a.sort, a.enabled "accountEnabled",
  a.access_type "accessType", a.roles, i.login, i.password_hash "passwordHash",
  g.id "groupId", g.uuid "groupUuid", g.path "groupPath", g.kind "groupKind", g.parent_has_access "parentHasAccess",
  g.isolated_by "isolatedBy", up.enabled "groupsEnabled", up.logon_ips "logonIps"
from accounts a
join identities i on i.id = a.identity_id
join groups g on g.id = a.group_id
cross join lateral (
  select bool_and(x.enabled) enabled,
    (array_agg(to_jsonb(x.logon_ips) order by x.grade desc) filter (where x.logon_ips_enabled))[1] logon_ips
  from groups x where x.id = any(string_to_array(trim(both '/' from g.path), '/')::bigint[])
) up`;

async function one(db: Knex, where: string, bindings: Knex.RawBinding[]): Promise<ViewerRow | null> {
  const rows = await query<ViewerRow>(db, `${SELECT} ${where}`, bindings);
  return rows[0] ?? null;
}

/** The account whose unexpired session has this token hash. */
export const viewerBySession = (db: Knex, tokenHash: Buffer): Promise<ViewerRow | null> =>
  one(db, "where a.id = (select account_id from sessions where token_hash = ? and expires_at > now())", [tokenHash]);

export const viewerByAccount = (db: Knex, accountId: number): Promise<ViewerRow | null> =>
  one(db, "where a.id = ?", [accountId]);

/** All accounts of the identity with this case-folded login; enabled ones first, then in order of id. */
export async function viewersByLogin(db: Knex, loginKey: string): Promise<ViewerRow[]> {
  const rows = await query<ViewerRow>(db, `${SELECT} where i.login_key = ? order by (a.enabled and up.enabled) desc, a.id`,
    [loginKey],
  );
  return rows;
}
