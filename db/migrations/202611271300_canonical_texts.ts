import type { Knex } from "knex";

/** What is compared by its canonical form: the table, and its column of stored forms. */
const COMPARED = [
  ["groups", "name_key"],
  ["identities", "login_key"],
  ["storages", "name_key"],
  ["storages", "uid_key"],
  ["backup_servers", "agent_key"],
  ["machines", "agent_key"],
  ["api_accounts", "identifier_key"],
] as const;

/** The functions that keep what is searched, as they are made from a group's or an identity's stored form. */
const searchFunctions = (key: (stored: string) => string): string => `
create or replace function keep_groups_searchable(ids bigint[]) returns void language plpgsql as $$ begin
  delete from searchable_groups s using groups g where g.id = any(ids) and s.group_id = g.id
    and (s.name_key <> ${key("g.name_key")} or s.reader_id <> all (readers(g.path, g.isolated_by)));
  insert into searchable_groups (reader_id, name_key, group_id)
  select reader, ${key("g.name_key")}, g.id from groups g cross join lateral unnest(readers(g.path, g.isolated_by)) reader
  where g.id = any(ids)
    and not exists (select from searchable_groups s where s.reader_id = reader and s.name_key = ${key("g.name_key")} and s.group_id = g.id);
end $$;

create or replace function keep_accounts_searchable(ids bigint[]) returns void language plpgsql as $$ begin
  delete from searchable_accounts s using accounts a, groups g, identities i
  where a.id = any(ids) and s.account_id = a.id and g.id = a.group_id and i.id = a.identity_id
    and (a.hidden or s.login_key <> ${key("i.login_key")}
      or s.reader_id <> all (readers(g.path, case when g.parent_has_access then g.isolated_by else g.id end)));
  insert into searchable_accounts (reader_id, login_key, account_id)
  select reader, ${key("i.login_key")}, a.id
  from accounts a join groups g on g.id = a.group_id join identities i on i.id = a.identity_id
    cross join lateral unnest(readers(g.path, case when g.parent_has_access then g.isolated_by else g.id end)) reader
  where a.id = any(ids) and not a.hidden
    and not exists (select from searchable_accounts s
      where s.reader_id = reader and s.login_key = ${key("i.login_key")} and s.account_id = a.id);
end $$;

create or replace function search_groups_updated() returns trigger language plpgsql as $$ begin
  perform from (
    select id, name_key, path, isolated_by, parent_has_access from new_rows
    except select id, name_key, path, isolated_by, parent_has_access from old_rows) changed;
  if not found then return null; end if;
  with versions as (
    select false as is_new, id, ${key("name_key")} as name_key, parent_has_access as enterable, readers(path, isolated_by) readers
    from old_rows
    union all
    select true, id, ${key("name_key")}, parent_has_access, readers(path, isolated_by) from new_rows
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
      select unnest(m.lost_to_accounts) reader, ${key("i.login_key")} login_key, a.id
      from moved m join accounts a on a.group_id = m.id join identities i on i.id = a.identity_id where m.lost_to_accounts <> '{}') l
    where s.reader_id = l.reader and s.login_key = l.login_key and s.account_id = l.id
  )
  insert into searchable_accounts (reader_id, login_key, account_id)
  select unnest(m.won_to_accounts), ${key("i.login_key")}, a.id
  from moved m join accounts a on a.group_id = m.id join identities i on i.id = a.identity_id
  where m.won_to_accounts <> '{}' and not a.hidden on conflict do nothing;
  return null;
end $$;

select keep_groups_searchable(array_agg(id)) from groups where name_key like '%i' || chr(775) || '%';
select keep_accounts_searchable(array_agg(a.id)) from accounts a
  join identities i on i.id = a.identity_id where i.login_key like '%i' || chr(775) || '%';
`;

/**
 * One canonical form for all texts that are compared. `*_key` columns hold it, computed by the server, never here.
 *
 * - Where several rows have the same form, all but one hold it with U+0001 and their exact text behind: they are outside of what
 *   is unique, and found by that text alone. An index of these alone lists them.
 * - `canonical_forms` says by which version all of them were last computed; null: by one from before there were versions.
 * - A trigger keeps the identifiers of programs from being logins, as one keeps logins from being such identifiers.
 * - Names of groups and storages are unique by their forms, no longer letter by letter.
 * - What is searched is the stored form, in which an i has no dot of its own.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create table canonical_forms (
  one boolean primary key default true check (one),
  version text
);
insert into canonical_forms default values;

update groups g set name_key = g.name_key || chr(1) || g.name
from (select id, row_number() over (partition by parent_id, name_key order by id) place from groups) p where p.id = g.id and p.place > 1;
alter table groups
  drop constraint groups_sibling_name,
  add constraint groups_sibling_name unique (parent_id, name_key);

alter table storages add name_key text collate "C";
update storages set name_key = name;
alter table storages
  alter name_key set not null,
  drop constraint storages_name,
  add constraint storages_name unique (group_id, name_key);

${COMPARED.map(([table, key]) => `create index ${table}_${key}_clashes on ${table} (id) where position(chr(1) in ${key}) > 0;`).join("\n")}

create function refuse_identifier_of_login() returns trigger language plpgsql as $$ begin
  if exists (select from identities where login_key = new.identifier_key) then
    raise unique_violation using constraint = 'api_accounts_identifier', message = 'somebody has this login';
  end if;
  return new;
end $$;
create trigger identifier_of_login before insert or update of identifier_key on api_accounts
  for each row execute function refuse_identifier_of_login();

create function search_key(stored text) returns text language sql immutable parallel safe
  as $$ select replace(stored, 'i' || chr(775), 'i') $$;
${searchFunctions((stored) => `search_key(${stored})`)}
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
${searchFunctions((stored) => stored)}
drop function search_key;
drop trigger identifier_of_login on api_accounts;
drop function refuse_identifier_of_login;
${COMPARED.map(([table, key]) => `drop index ${table}_${key}_clashes;`).join("\n")}
alter table storages
  drop constraint storages_name,
  add constraint storages_name unique (group_id, name),
  drop name_key;
alter table groups
  drop constraint groups_sibling_name,
  add constraint groups_sibling_name unique (parent_id, name);
update groups set name_key = split_part(name_key, chr(1), 1) where position(chr(1) in name_key) > 0;
drop table canonical_forms;
`);
}
