import { isolationSql, placeOf } from "../../access/visibility.sql.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { GroupKind } from "../../kernel/enums.js";
import { METRIC_NAMES } from "./metrics.js";

/** Everything a day keeps of a group or service user, in the order of the statements here. */
const METRICS = METRIC_NAMES.map(snakeCase);
const QUOTAS = [
  "storage",
  "workstations",
  "servers",
  "vms",
  "mobiles",
  "virtualhosts",
  "win_server_essentials",
  "mailboxes",
  "websites",
  "universal_devices",
];

/** The columns of a snapshot but for its day. */
export const SNAPSHOT_COLUMNS: readonly string[] = [
  "owner_id",
  "parent_id",
  "path",
  "human_path",
  "name",
  "kind",
  "customer_id",
  "parent_has_access",
  "isolated_by",
  "mode",
  "price",
  "currency",
  "storage_id",
  "storage_name",
  "service_users_without_local_backup",
  ...QUOTAS.map((name) => `quota_${name}`),
  ...METRICS,
];

const ON_PATH = `unnest(string_to_array(trim(both '/' from g.path), '/')::bigint[])`;
const RANGE = "g.path >= p.path and g.path < left(p.path, -1) || '0'";
const SHARED = ["pricing_mode mode", "pricing_price price", "pricing_currency currency", "storage_id"];

const owner = (id: string, select: readonly string[], from: string): string => `
  select ${[
    ...select,
    ...SHARED.map((column) => `g.${column}`),
    "s.name storage_name",
    "nullif(b.users, 0) service_users_without_local_backup",
    ...QUOTAS.map((name) => `nullif(q.quota_${name}_hard, -1) quota_${name}`),
    ...METRICS.map((name) => `nullif(u.total_${name} + coalesce(d.${name}, 0) - coalesce(c.${name}, 0), 0) ${name}`),
  ].join(", ")}
  from ${from}
  left join storages s on s.id = g.storage_id
  left join quotas q on q.owner_id = ${id}
  left join usages u on u.owner_id = ${id}
  left join queued d on d.owner_id = ${id}
  left join later c on c.owner_id = ${id}
  left join barred b on b.owner_id = ${id}`;

const sums = METRICS.map((name) => `sum(${name}) ${name}`).join(", ");

/**
 * A group with everything below it, as all of it was at a time: what has changed since is taken off again.
 *
 * `:stateOf` is the group's id, `:stateAt` that time. What was removed since is not there any more, and what is not usage is as
 * it is now.
 */
export const STATE_SQL = `
with recursive top as (
  select id, path, (select coalesce(string_agg('\\' || up.name, '' order by up.grade), '') from groups up
    where up.id = any(string_to_array(trim(both '/' from g.path), '/')::bigint[]) and up.parent_id is not null) human_path
  from groups g where id = :stateOf
), named as (
  select id, human_path from top
  union all
  select g.id, n.human_path || '\\' || g.name from groups g join named n on g.parent_id = n.id
), queued as (
  select group_id owner_id, ${sums} from usage_deltas group by group_id
), later as (
  select o owner_id, ${sums} from usage_changes, unnest(owner_ids) o where at >= :stateAt::timestamptz group by o
), barred as (
  select o owner_id, count(*) users from accounts a join quotas q on q.owner_id = a.id and not q.local_backup_permitted
  join groups g on g.id = a.group_id join top p on ${RANGE}, ${ON_PATH} o where a.sort = 'service_user' group by o
), until as (select :stateAt::timestamptz at)
select ${SNAPSHOT_COLUMNS.join(", ")} from (
  ${owner(
    "g.id",
    ["g.id owner_id", "g.parent_id", "g.path", "n.human_path", "g.name", "g.kind", "g.customer_id", "g.parent_has_access", "g.isolated_by"],
    `until, top p join groups g on ${RANGE} join named n on n.id = g.id`,
  )}
  where g.created_at < until.at
  union all
  ${owner(
    "a.id",
    [
      "a.id owner_id",
      "g.id parent_id",
      "g.path || a.id || '/' path",
      "n.human_path || '\\' || i.login human_path",
      "i.login name",
      `${GroupKind.SERVICE_USER} kind`,
      "null customer_id",
      "true parent_has_access",
      `${isolationSql(placeOf("g"))} isolated_by`,
    ],
    `until, top p join groups g on ${RANGE} join named n on n.id = g.id
      join accounts a on a.group_id = g.id and a.sort = 'service_user' join identities i on i.id = a.identity_id`,
  )}
  where a.created_at < until.at
) state`;
