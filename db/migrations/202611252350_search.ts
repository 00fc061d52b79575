import type { Knex } from "knex";

/**
 * What a search reads: a row for each group, or account that is not hidden, and each group from which it may be found.
 *
 * Found by a prefix from anywhere in the tree, `limit` rows of one index are read, however large the tree and however
 * small the caller's part of it. Triggers keep the rows, so that no way to write a name, a login or a path gets past
 * them. Inserting and deleting is done a statement at a time, for copies and removals of whole subtrees; an update
 * costs nothing unless it changes what is kept here.
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
create function readers(path text, isolation bigint) returns setof bigint language sql immutable as $$
  select unnest(string_to_array(trim(both '/' from
    case when isolation is null then path else substr(path, position('/' || isolation || '/' in path)) end), '/'))::bigint
$$;

create function make_groups_searchable(ids bigint[]) returns void language sql as $$
  insert into searchable_groups (reader_id, name_key, group_id)
  select readers(g.path, g.isolated_by), g.name_key, g.id from groups g where g.id = any(ids)
$$;

create function make_accounts_searchable(ids bigint[]) returns void language sql as $$
  insert into searchable_accounts (reader_id, login_key, account_id)
  select readers(g.path, case when g.parent_has_access then g.isolated_by else g.id end), i.login_key, a.id
  from accounts a join groups g on g.id = a.group_id join identities i on i.id = a.identity_id
  where a.id = any(ids) and not a.hidden
$$;

create function search_groups_inserted() returns trigger language plpgsql as $$ begin
  perform make_groups_searchable((select array_agg(id) from new_rows));
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

create function search_group_updated() returns trigger language plpgsql as $$
declare
  account_ids bigint[] := (select array_agg(id) from accounts where group_id = new.id);
begin
  delete from searchable_groups where group_id = new.id;
  perform make_groups_searchable(array[new.id]);
  if (old.path, old.isolated_by, old.parent_has_access) is distinct from (new.path, new.isolated_by, new.parent_has_access) then
    delete from searchable_accounts where account_id = any(account_ids);
    perform make_accounts_searchable(account_ids);
  end if;
  return null;
end $$;
create trigger search_updated after update of path, name_key, isolated_by, parent_has_access on groups for each row
  when ((old.path, old.name_key, old.isolated_by, old.parent_has_access) is distinct from (new.path, new.name_key, new.isolated_by, new.parent_has_access))
  execute function search_group_updated();

create function search_accounts_inserted() returns trigger language plpgsql as $$ begin
  perform make_accounts_searchable((select array_agg(id) from new_rows));
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
  delete from searchable_accounts where account_id = new.id;
  perform make_accounts_searchable(array[new.id]);
  return null;
end $$;
create trigger search_updated after update of hidden, group_id, identity_id on accounts for each row
  when ((old.hidden, old.group_id, old.identity_id) is distinct from (new.hidden, new.group_id, new.identity_id))
  execute function search_account_updated();

create function search_identity_updated() returns trigger language plpgsql as $$
declare
  account_ids bigint[] := (select array_agg(id) from accounts where identity_id = new.id);
begin
  delete from searchable_accounts where account_id = any(account_ids);
  perform make_accounts_searchable(account_ids);
  return null;
end $$;
create trigger search_updated after update of login_key on identities for each row
  when (old.login_key is distinct from new.login_key)
  execute function search_identity_updated();

select make_groups_searchable(array_agg(id)) from groups;
select make_accounts_searchable(array_agg(id)) from accounts;
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
drop function search_groups_inserted, search_groups_deleted, search_group_updated, search_accounts_inserted, search_accounts_deleted,
  search_account_updated, search_identity_updated, make_groups_searchable, make_accounts_searchable, readers;
drop table searchable_groups, searchable_accounts;
`);
}
