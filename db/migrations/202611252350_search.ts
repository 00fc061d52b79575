import type { Knex } from "knex";

/**
 * What a search reads: a row for each group, or account that is not hidden, and each group from which it may be found.
 *
 * Found by a prefix from anywhere in the tree, `limit` rows of one index are read, however large the tree and however
 * small the caller's part of it. Triggers keep the rows, so that no way to write a name, a login or a path gets past
 * them. Those of groups run once a statement: a row at a time, the move of a large subtree takes five times as long.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create table searchable_groups (
  reader_id bigint not null,
  name_key text collate "C" not null,
  group_id bigint not null,
  primary key (reader_id, name_key, group_id)
);
create index searchable_groups_group on searchable_groups (group_id);

create table searchable_accounts (
  reader_id bigint not null,
  login_key text collate "C" not null,
  account_id bigint not null,
  primary key (reader_id, login_key, account_id)
);
create index searchable_accounts_account on searchable_accounts (account_id);

-- The groups on a path from which its end may be read: those from the cut above it on, or all without a cut.
create function readers(path text, isolation bigint) returns bigint[] language sql immutable as $$
  select string_to_array(trim(both '/' from
    case when isolation is null then path else substr(path, position('/' || isolation || '/' in path)) end), '/')::bigint[]
$$;

-- Both change only rows that are wrong or missing: most readers stay when a subtree moves.
create function keep_groups_searchable(ids bigint[]) returns void language plpgsql as $$ begin
  delete from searchable_groups s using groups g where g.id = any(ids) and s.group_id = g.id
    and (s.name_key <> g.name_key or s.reader_id <> all (readers(g.path, g.isolated_by)));
  insert into searchable_groups (reader_id, name_key, group_id)
  select reader, g.name_key, g.id from groups g cross join lateral unnest(readers(g.path, g.isolated_by)) reader
  where g.id = any(ids)
    and not exists (select from searchable_groups s where s.reader_id = reader and s.name_key = g.name_key and s.group_id = g.id);
end $$;

create function keep_accounts_searchable(ids bigint[]) returns void language plpgsql as $$ begin
  delete from searchable_accounts s using accounts a, groups g, identities i
  where a.id = any(ids) and s.account_id = a.id and g.id = a.group_id and i.id = a.identity_id
    and (a.hidden or s.login_key <> i.login_key
      or s.reader_id <> all (readers(g.path, case when g.parent_has_access then g.isolated_by else g.id end)));
  insert into searchable_accounts (reader_id, login_key, account_id)
  select reader, i.login_key, a.id
  from accounts a join groups g on g.id = a.group_id join identities i on i.id = a.identity_id
    cross join lateral unnest(readers(g.path, case when g.parent_has_access then g.isolated_by else g.id end)) reader
  where a.id = any(ids) and not a.hidden
    and not exists (select from searchable_accounts s where s.reader_id = reader and s.login_key = i.login_key and s.account_id = a.id);
end $$;

create function search_groups_inserted() returns trigger language plpgsql as $$ begin
  perform keep_groups_searchable((select array_agg(id) from new_rows));
  return null;
end $$;
create trigger search_inserted after insert on groups referencing new table as new_rows
  for each statement execute function search_groups_inserted();

create function search_groups_deleted() returns trigger language plpgsql as $$ begin
  delete from searchable_groups where group_id in (select id from old_rows);
  return null;
end $$;
create trigger search_deleted after delete on groups referencing old table as old_rows
  for each statement execute function search_groups_deleted();

-- "except" and no join: a plan for one row would be kept, and a join of thousands by it never end.
create function search_groups_updated() returns trigger language plpgsql as $$
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
create trigger search_updated after update on groups referencing old table as old_rows new table as new_rows
  for each statement execute function search_groups_updated();

create function search_accounts_inserted() returns trigger language plpgsql as $$ begin
  perform keep_accounts_searchable((select array_agg(id) from new_rows));
  return null;
end $$;
create trigger search_inserted after insert on accounts referencing new table as new_rows
  for each statement execute function search_accounts_inserted();

create function search_accounts_deleted() returns trigger language plpgsql as $$ begin
  delete from searchable_accounts where account_id in (select id from old_rows);
  return null;
end $$;
create trigger search_deleted after delete on accounts referencing old table as old_rows
  for each statement execute function search_accounts_deleted();

create function search_account_updated() returns trigger language plpgsql as $$ begin
  perform keep_accounts_searchable(array[new.id]);
  return null;
end $$;
create trigger search_updated after update of hidden, group_id, identity_id on accounts for each row
  when ((old.hidden, old.group_id, old.identity_id) is distinct from (new.hidden, new.group_id, new.identity_id))
  execute function search_account_updated();

create function search_identity_updated() returns trigger language plpgsql as $$ begin
  perform keep_accounts_searchable(array(select id from accounts where identity_id = new.id));
  return null;
end $$;
create trigger search_updated after update of login_key on identities for each row
  when (old.login_key is distinct from new.login_key)
  execute function search_identity_updated();

select keep_groups_searchable(array_agg(id)) from groups;
select keep_accounts_searchable(array_agg(id)) from accounts;
drop index groups_name_key;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
create index groups_name_key on groups (name_key, id);
drop trigger search_updated on identities;
drop trigger search_inserted on accounts;
drop trigger search_deleted on accounts;
drop trigger search_updated on accounts;
drop trigger search_inserted on groups;
drop trigger search_deleted on groups;
drop trigger search_updated on groups;
drop function search_groups_inserted, search_groups_deleted, search_groups_updated, search_accounts_inserted, search_accounts_deleted,
  search_account_updated, search_identity_updated, keep_groups_searchable, keep_accounts_searchable, readers;
drop table searchable_groups, searchable_accounts;
`);
}
