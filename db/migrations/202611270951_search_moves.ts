import type { Knex } from "knex";

/**
 * What a search reads follows a move by what changes alone: the readers that a group has lost and those it has won, told
 * from its row as it was and as it is, without looking at the rows of those that stay.
 *
 * Old and new rows are brought together by grouping and not by a join: a plan for one row is kept, and would compare each
 * with each. All else is found by an index for each row, which is right for one and for many.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create or replace function search_groups_updated() returns trigger language plpgsql as $$ begin
  perform from (
    select id, name_key, path, isolated_by, parent_has_access from new_rows
    except select id, name_key, path, isolated_by, parent_has_access from old_rows) changed;
  if not found then return null; end if;
  with versions as (
    select false as is_new, id, name_key, parent_has_access as enterable, readers(path, isolated_by) readers from old_rows
    union all
    select true, id, name_key, parent_has_access, readers(path, isolated_by) from new_rows
  ), changed as (
    select id,
      max(name_key) filter (where not is_new) old_key, max(name_key) filter (where is_new) new_key,
      max(readers) filter (where not is_new) old_readers, max(readers) filter (where is_new) new_readers,
      max(case when enterable then readers else array[id] end) filter (where not is_new) old_account_readers,
      max(case when enterable then readers else array[id] end) filter (where is_new) new_account_readers
    from versions group by id
  ), moved as materialized (
    select id, old_key, new_key,
      array(select r from unnest(old_readers) r where r <> all (new_readers) or old_key <> new_key) lost,
      array(select r from unnest(new_readers) r where r <> all (old_readers) or old_key <> new_key) won,
      array(select r from unnest(old_account_readers) r where r <> all (new_account_readers)) lost_to_accounts,
      array(select r from unnest(new_account_readers) r where r <> all (old_account_readers)) won_to_accounts
    from changed
  ), groups_lost as (
    delete from searchable_groups s using (select id, old_key, unnest(lost) reader from moved) m
    where s.reader_id = m.reader and s.name_key = m.old_key and s.group_id = m.id
  ), groups_won as (
    insert into searchable_groups (reader_id, name_key, group_id)
    select unnest(won), new_key, id from moved on conflict do nothing
  ), accounts_lost as (
    delete from searchable_accounts s using (
      select unnest(m.lost_to_accounts) reader, i.login_key, a.id
      from moved m join accounts a on a.group_id = m.id join identities i on i.id = a.identity_id where m.lost_to_accounts <> '{}') l
    where s.reader_id = l.reader and s.login_key = l.login_key and s.account_id = l.id
  )
  insert into searchable_accounts (reader_id, login_key, account_id)
  select unnest(m.won_to_accounts), i.login_key, a.id
  from moved m join accounts a on a.group_id = m.id join identities i on i.id = a.identity_id
  where m.won_to_accounts <> '{}' and not a.hidden on conflict do nothing;
  return null;
end $$;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
create or replace function search_groups_updated() returns trigger language plpgsql as $$
declare
  renamed bigint[] := array(select id from (select id, name_key from new_rows except select id, name_key from old_rows) c);
  moved bigint[] := array(select id from (
    select id, path, isolated_by, parent_has_access from new_rows except select id, path, isolated_by, parent_has_access from old_rows) c);
begin
  if renamed = '{}' and moved = '{}' then return null; end if;
  perform keep_groups_searchable(renamed || moved);
  perform keep_accounts_searchable(array(select id from accounts where group_id = any(moved)));
  return null;
end $$;
`);
}
