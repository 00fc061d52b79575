import type { Knex } from "knex";

const COUNTS = ["workstation", "server", "vm", "mobile", "virtualhost", "win_server_essential", "mailbox", "website"].map(
  (name) => `${name}_count`,
);
const SIZES = [
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
const METRICS = [
  "storage_size",
  "local_storage_size",
  ...COUNTS,
  "universal_devices_count",
  "service_users",
  "slices_count",
  ...SIZES.map((name) => `size_for_${name}`),
];
const MOST = Number.MAX_SAFE_INTEGER;

const list = (of: (metric: string) => string): string => METRICS.map(of).join(",\n  ");

/**
 * Sums of usage in full: a figure may be 2^53-1, and a million of them are more than a bigint holds.
 *
 * - Own figures are what clients send, and stay within 2^53-1.
 * - In the queue, too, null stands for what does not change: it takes no room and no time to add up.
 * - Sums that were once cut to 2^53-1 and then subtracted left figures of nobody behind, or negative ones. All totals are
 *   made anew from own figures; the history has the difference as a change of today. Days that are kept stay, but for
 *   what is negative.
 *
 * Rewrites the tables, the history's months included.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
update usages set own_universal_devices_count = ${MOST} where own_universal_devices_count > ${MOST};
alter table usages
  ${list((metric) => `alter total_${metric} type numeric(30, 0)`)},
  add constraint usages_own_most check (greatest(${METRICS.map((metric) => `own_${metric}`).join(", ")}) <= ${MOST});
alter table usage_deltas
  ${list(
    (metric) =>
      `alter ${metric} drop default, alter ${metric} drop not null, alter ${metric} type numeric(30, 0) using nullif(${metric}, 0)`,
  )};
alter table usage_changes
  ${list((metric) => `alter ${metric} type numeric(30, 0)`)};
alter table usage_snapshots
  ${list((metric) => `alter ${metric} type numeric(30, 0) using case when ${metric} > 0 then ${metric} end`)};

select make_usage_month((now() at time zone 'UTC')::date);
with counted as (
  select g.path, u.* from groups g join usages u on u.owner_id = g.id
  union all
  select g.path, u.* from accounts a join groups g on g.id = a.group_id join usages u on u.owner_id = a.id
), exact as (
  select id, ${list((metric) => `sum(own_${metric}) ${metric}`)}
  from counted, unnest(string_to_array(trim(both '/' from path), '/')::bigint[]) id group by id
  union all
  select a.id, ${list((metric) => `own_${metric}`)}
  from accounts a join usages u on u.owner_id = a.id
), queued as (
  select group_id, ${list((metric) => `sum(${metric}) ${metric}`)} from usage_deltas group by group_id
), lacking as (
  select u.owner_id, ${list((metric) => `nullif(e.${metric} - u.total_${metric} - coalesce(q.${metric}, 0), 0) ${metric}`)}
  from usages u join exact e on e.id = u.owner_id left join queued q on q.group_id = u.owner_id
), kept as (
  insert into usage_changes (owner_ids, ${METRICS.join(", ")})
  select array[owner_id], ${METRICS.join(", ")} from lacking
  where coalesce(${METRICS.join(", ")}) is not null
  returning *
)
update usages u set ${list((metric) => `total_${metric} = total_${metric} + coalesce(k.${metric}, 0)`)}
from kept k where u.owner_id = k.owner_ids[1];
`);
}

export async function down(db: Knex): Promise<void> {
  const cut = (metric: string): string => `greatest(least(${metric}, ${MOST}), -${MOST})`;
  await db.raw(`
alter table usage_snapshots
  ${list((metric) => `alter ${metric} type bigint using ${cut(metric)}`)};
alter table usage_changes
  ${list((metric) => `alter ${metric} type bigint using ${cut(metric)}`)};
alter table usage_deltas
  ${list(
    (metric) =>
      `alter ${metric} type bigint using coalesce(${cut(metric)}, 0), alter ${metric} set default 0, alter ${metric} set not null`,
  )};
alter table usages
  ${list((metric) => `alter total_${metric} type bigint using ${cut(`total_${metric}`)}`)},
  drop constraint usages_own_most;
`);
}
