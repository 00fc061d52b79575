import { HARD_QUOTAS, SOFT_QUOTAS, USAGE } from "../columns.js";

/** Who asks, by the hash of the session's token. */
export const CALLER = `select a.id, a.access_type, g.path, g.id group_id,
  case when g.parent_has_access then g.isolated_by else g.id end isolation
from sessions s join accounts a on a.id = s.account_id join groups g on g.id = a.group_id
where s.token_hash = $1 and s.expires_at > now() and a.enabled and g.enabled`;

const columns = `g.*, s.uuid storage_uuid, s.name storage_name,
${[...HARD_QUOTAS, ...SOFT_QUOTAS.map((name) => `soft_${name}`)].map((name) => `q.${name}`).join(", ")},
q.subscription_expiration, q.cloud_to_cloud_backup, q.local_backup_visible, q.local_backup_permitted,
${USAGE.map((name) => `u.total_${name} + coalesce(d.${name}, 0) total_${name}`).join(", ")}`;

const from = (owners: string): string => `from groups g
join quotas q on q.owner_id = g.id
join usages u on u.owner_id = g.id
left join storages s on s.id = g.storage_id
left join (
  select group_id, ${USAGE.map((name) => `sum(${name})::bigint ${name}`).join(", ")}
  from usage_deltas where group_id ${owners} group by group_id
) d on d.group_id = g.id`;

export const GROUP = `select ${columns} ${from("= $1")} where g.id = $1`;

export const CHILDREN = `select ${columns}, g.has_children
${from("in (select id from groups where parent_id = $1)")}
where g.parent_id = $1 and starts_with(g.path, $2) order by g.id`;

/** A group, 10 children, and 10 children of each, from the top down. */
export const TREE_GROUPS = `with top as (
  select *, 0 depth from groups where id = $1
), middle as (
  select *, 1 depth from groups where parent_id = $1 order by id limit 10
), leaves as (
  select l.* from middle m cross join lateral (select *, 2 depth from groups where parent_id = m.id order by id limit 10) l
)
select id, uuid, parent_id, path, name, kind, enabled, depth
from (select * from top union all select * from middle union all select * from leaves) t order by depth, id`;

export const ADMINS = `select a.id, a.group_id, i.login, i.email, a.firstname, a.lastname, a.enabled, i.password_hash
from accounts a join identities i on i.id = a.identity_id
where a.group_id = any($1) and a.sort = 'admin' order by a.id`;

export const UPDATE = `update groups set internal_tag = $1, version = version + 1
where id = $2 and version = $3 and starts_with(path, $4) returning version`;

export const HOME = "select id, path, language from groups where id = $1";

export const NEW_IDENTITY = "insert into identities (login, login_key, email) values ($1, $2, $3) returning id";

export const NEW_USER = `insert into accounts (identity_id, group_id, sort, access_type, language, firstname, lastname)
values ($1, $2, 'service_user', 1, $3, $4, $5) returning id, uuid, version`;

export const NEW_QUOTAS = "insert into quotas (owner_id, quota_storage_hard) values ($1, $2)";

export const NEW_USAGE = "insert into usages (owner_id) values ($1)";

export const UPDATE_USER = `update accounts a set version = a.version + 1 from groups g
where a.id = $1 and a.version = $2 and a.sort = 'service_user' and g.id = a.group_id and starts_with(g.path, $3) returning a.version`;

export const UPDATE_QUOTAS = "update quotas set quota_storage_hard = $2 where owner_id = $1";

/** Groups in the caller's part of the tree, by the beginning of their names. */
export const SEARCH_GROUPS = `select g.id, g.uuid, g.name, g.parent_id, g.kind from groups g
where g.path >= $1 and g.path < $2 and g.name_key >= $3 and g.name_key < $4 and (g.isolated_by is not distinct from $5 or g.id = $6)
order by g.name_key, g.id limit $7`;

/** Accounts likewise, by the beginning of their logins. */
export const SEARCH_ACCOUNTS = `select a.id, a.uuid, i.login "name", a.group_id parent_id,
  case when a.sort = 'service_user' then -1 end kind
from identities i join accounts a on a.identity_id = i.id join groups g on g.id = a.group_id
where g.path >= $1 and g.path < $2 and i.login_key >= $3 and i.login_key < $4 and not a.hidden
  and (case when g.parent_has_access then g.isolated_by else g.id end) is not distinct from $5
order by i.login_key, a.id limit $6`;
