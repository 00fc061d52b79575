import type { Knex } from "knex";

/**
 * On whose right later work rests, so that it can be looked at again when the work is done.
 *
 * - A report that was ordered, and a storage's registration link, name the account or the API account behind them. Where
 *   that is gone both columns are null, and so they are for links and programs' orders of before: those end.
 * - A report that is not made has ended with a reason.
 * - An account has one unsaved report of the same content. Of those there are several of, all but the first end. Accounts
 *   and API accounts draw their ids from one sequence.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table storages
  add column registered_by bigint references accounts (id) on delete set null,
  add column registered_by_program bigint references api_accounts (id) on delete set null;
create index storages_registered_by on storages (registered_by) where registered_by is not null;
create index storages_registered_by_program on storages (registered_by_program) where registered_by_program is not null;

alter table reports
  add column ordered_by_program bigint references api_accounts (id) on delete set null,
  add column end_reason text,
  drop constraint reports_state_check,
  add constraint reports_state_check check (state in ('waiting', 'running', 'saved', 'ended')),
  add constraint reports_end_reason check ((state = 'ended') = (end_reason is not null));
create index reports_ordered_by_program on reports (ordered_by_program) where ordered_by_program is not null;

update reports r set state = 'ended', end_reason = 'the same report was ordered before, as ' || s.first
from (
  select id, min(id) over (
    partition by group_id, ordered_by, kind, level, begin_date, end_date, result_action, hide_zero_usage, show_skus) "first"
  from reports where state in ('waiting', 'running') and not by_schedule and ordered_by is not null
) s where s.id = r.id and s.first <> r.id;
delete from report_pieces where report_id in (select id from reports where state = 'ended');
create unique index reports_ordered_once on reports
  (group_id, coalesce(ordered_by, ordered_by_program), kind, level, begin_date, end_date, result_action, hide_zero_usage, show_skus)
  where state in ('waiting', 'running') and not by_schedule and coalesce(ordered_by, ordered_by_program) is not null;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
drop index reports_ordered_once;
delete from reports where state = 'ended';
alter table reports
  drop constraint reports_end_reason,
  drop constraint reports_state_check,
  add constraint reports_state_check check (state in ('waiting', 'running', 'saved')),
  drop column end_reason,
  drop column ordered_by_program;
alter table storages drop column registered_by_program, drop column registered_by;
`);
}
