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

const columns = (names: readonly string[], prefix = ""): string => names.map((name) => `${prefix}${name} bigint`).join(",\n  ");

/**
 * The history of usage, and the reports made from it.
 *
 * - `usage_changes` has every change of a total, written by the transaction that makes it, with the owners it counts for:
 *   a past day's figures are today's without what has changed since.
 * - `usage_snapshots` has every group and service user as it was at the end of each day, with all that a report says of
 *   it: history outlives groups. A zero and "unlimited" are null, which take no room: most figures are 0.
 * - Both are partitioned by month, so that retention is a DROP. Days are UTC's.
 * - `report_pieces` are the pieces of one gzip file, each of which can be unpacked by itself.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create table usage_changes (
  at timestamptz not null default now(),
  owner_ids bigint[] not null,
  ${columns(METRICS)}
) partition by range (at);
create index usage_changes_at on usage_changes (at);

create table usage_snapshots (
  day date not null,
  owner_id bigint not null,
  parent_id bigint,
  path text collate "C" not null,
  human_path text not null,
  name text not null,
  kind smallint not null,
  customer_id text,
  parent_has_access boolean not null,
  isolated_by bigint,
  mode smallint not null,
  price numeric(24, 6),
  currency text not null,
  storage_id bigint,
  storage_name text,
  service_users_without_local_backup bigint,
  ${columns(QUOTAS, "quota_")},
  ${columns(METRICS)},
  primary key (owner_id, day)
) partition by range (day);
create index usage_snapshots_path on usage_snapshots (day, path);

-- Attached, since "create table ... partition of" locks out everyone who reads the history.
create function make_usage_month(any_day date) returns void language plpgsql as $$
declare
  from_day date := date_trunc('month', any_day);
  to_day date := from_day + interval '1 month';
  history text;
  part text;
begin
  foreach history in array array['usage_changes', 'usage_snapshots'] loop
    part := history || to_char(from_day, '_YYYY_MM');
    continue when to_regclass(part) is not null;
    execute format('create table %I (like %I including all)', part, history);
    execute format(
      'alter table %I attach partition %I for values from (%L) to (%L)', history, part,
      case history when 'usage_changes' then from_day || ' 00:00+00' else from_day::text end,
      case history when 'usage_changes' then to_day || ' 00:00+00' else to_day::text end
    );
  end loop;
end $$;
select make_usage_month(current_date), make_usage_month((current_date + interval '1 month')::date);

create table usage_snapshot_days (
  day date primary key,
  taken_at timestamptz not null default now()
);

create table report_schedules (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  group_id bigint not null references groups (id) on delete cascade,
  of_group boolean not null default false,
  version bigint not null default 1,
  level smallint not null check (level between 0 and 3),
  enabled boolean not null,
  timeshift smallint not null default 0 check (timeshift between -720 and 840),
  hide_zero_usage boolean not null default false,
  show_skus boolean not null default false,
  next_run_at timestamptz not null
);
create index report_schedules_group on report_schedules (group_id, id);
create unique index report_schedules_of_group on report_schedules (group_id) where of_group;
create index report_schedules_due on report_schedules (next_run_at) where enabled;

create table reports (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  group_id bigint not null references groups (id) on delete cascade,
  schedule_id bigint references report_schedules (id) on delete set null,
  ordered_by bigint references accounts (id) on delete set null,
  version bigint not null default 1,
  kind smallint not null check (kind in (4, 5)),
  level smallint not null check (level between 0 and 3),
  begin_date date not null,
  end_date date not null,
  run_at timestamptz not null,
  result_action text not null check (result_action in ('save', 'send')),
  hide_zero_usage boolean not null,
  show_skus boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'saved')),
  expected_rows bigint not null default 0,
  written_rows bigint not null default 0,
  created_at timestamptz not null default now(),
  saved_at timestamptz,
  by_schedule boolean not null default false,
  constraint reports_period check (end_date >= begin_date)
);
-- Whichever of several processes comes first: a schedule has one report a month.
create unique index reports_scheduled_once on reports (schedule_id, begin_date) where by_schedule;
create index reports_group on reports (group_id, id);
create index reports_schedule on reports (schedule_id);
create index reports_ordered_by on reports (ordered_by);
create index reports_created on reports (created_at);

create table report_pieces (
  report_id bigint not null references reports (id) on delete cascade,
  number integer not null,
  first_row bigint not null,
  rows integer not null,
  content bytea not null,
  primary key (report_id, number)
);
alter table report_pieces alter column content set storage external;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw("drop table report_pieces, reports, report_schedules, usage_snapshot_days, usage_snapshots, usage_changes");
  await db.raw("drop function make_usage_month");
}
