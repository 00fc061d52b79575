import type { Knex } from "knex";

/**
 * Storages as they are registered and inherited, and the servers and machines behind the tree.
 *
 * - A group's storage belongs to the group itself or to one above it: whatever removes a subtree removes both.
 * - `agent_key` and `uid_key` hold case-folded text, as everywhere.
 * - `backup_servers.machine_count` is what a new machine is placed by. Triggers keep it, so that machines that go with
 *   their user, or with a whole subtree, are counted too.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table storages
  add version bigint not null default 1,
  add kind smallint not null default 1 check (kind in (1, 2)),
  add active boolean not null default false,
  add uid text,
  add uid_key text collate "C",
  add content_url text not null default '',
  add content_mobile_url text not null default '',
  add created_at timestamptz not null default now(),
  add registration_hash bytea constraint storages_registration unique,
  add registration_ends_at timestamptz,
  add constraint storages_name unique (group_id, name);
-- Storages from before they could be registered name no installation.
update storages set uid = uuid::text, uid_key = uuid::text, active = true;
alter table storages
  alter uid set not null,
  alter uid_key set not null,
  add constraint storages_uid unique (uid_key),
  drop constraint storages_group,
  add constraint storages_group foreign key (group_id) references groups (id) on delete cascade;

create table backup_servers (
  id bigint primary key default nextval('object_ids'),
  agent_id text not null,
  agent_key text collate "C" not null constraint backup_servers_agent unique,
  host text not null,
  port integer not null check (port between 1 and 65535),
  internal_host text not null,
  internal_port integer not null check (internal_port between 1 and 65535),
  public_key text not null check (length(public_key) = 40),
  private_key text,
  secret_hash bytea,
  online_agents integer not null default 0 check (online_agents >= 0),
  machine_count integer not null default 0 check (machine_count >= 0),
  created_at timestamptz not null default now(),
  constraint backup_servers_address unique (host, port),
  constraint backup_servers_internal_address unique (internal_host, internal_port)
);

create table gateways (
  id bigint primary key default nextval('object_ids'),
  host text not null,
  port integer not null check (port between 1 and 65535),
  cipher_key text not null,
  created_at timestamptz not null default now(),
  constraint gateways_address unique (host, port)
);

create table machines (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  user_id bigint not null references accounts (id) on delete cascade,
  backup_server_id bigint not null references backup_servers (id),
  agent_id text not null,
  agent_key text collate "C" not null constraint machines_agent unique,
  public_key text check (length(public_key) = 40),
  secret_hash bytea,
  created_at timestamptz not null default now()
);
create index machines_user on machines (user_id, id);

alter table groups
  add storages_inherited boolean not null default true,
  add backup_server_id bigint references backup_servers (id);
create index groups_storage on groups (storage_id) where storage_id is not null;

create function count_machines() returns trigger language plpgsql as $$ begin
  if tg_op = 'INSERT' then
    update backup_servers s set machine_count = machine_count + n.count
    from (select backup_server_id, count(*) from new_rows group by 1) n where s.id = n.backup_server_id;
  elsif tg_op = 'DELETE' then
    update backup_servers s set machine_count = machine_count - o.count
    from (select backup_server_id, count(*) from old_rows group by 1) o where s.id = o.backup_server_id;
  else
    update backup_servers s set machine_count = machine_count + c.change
    from (select backup_server_id, sum(n) change
          from (select backup_server_id, 1 n from new_rows union all select backup_server_id, -1 from old_rows) moved
          group by 1 having sum(n) <> 0) c
    where s.id = c.backup_server_id;
  end if;
  return null;
end $$;
create trigger machines_inserted after insert on machines referencing new table as new_rows
  for each statement execute function count_machines();
create trigger machines_deleted after delete on machines referencing old table as old_rows
  for each statement execute function count_machines();
create trigger machines_moved after update on machines referencing old table as old_rows new table as new_rows
  for each statement execute function count_machines();
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
drop index groups_storage;
alter table groups drop storages_inherited, drop backup_server_id;
drop table machines, gateways, backup_servers;
drop function count_machines;
alter table storages
  drop constraint storages_group,
  add constraint storages_group foreign key (group_id) references groups (id),
  drop constraint storages_name,
  drop version, drop kind, drop active, drop uid, drop uid_key, drop content_url, drop content_mobile_url,
  drop created_at, drop registration_hash, drop registration_ends_at;
`);
}
