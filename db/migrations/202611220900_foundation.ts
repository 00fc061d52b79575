import type { Knex } from "knex";

const CONTACT = ["firstname", "lastname", "email", "phone", "address1", "address2", "city", "state", "country", "zipcode"];

const HARD_QUOTAS = [
  "quota_mailbox_instance_storage",
  "quota_mailboxes_hard",
  "quota_websites_hard",
  "quota_universal_devices_hard",
  "quota_mobiles_hard",
  "quota_servers_hard",
  "quota_storage_hard",
  "quota_local_storage_hard",
  "quota_virtualhosts_hard",
  "quota_vms_hard",
  "quota_win_server_essentials_hard",
  "quota_workstations_hard",
];

const COUNTS = [
  "storage_size",
  "local_storage_size",
  "workstation_count",
  "server_count",
  "vm_count",
  "mobile_count",
  "virtualhost_count",
  "win_server_essential_count",
  "mailbox_count",
  "website_count",
  "universal_devices_count",
];

const USAGE = [
  ...COUNTS,
  "service_users",
  "slices_count",
  "size_for_workstations",
  "size_for_servers",
  "size_for_vms",
  "size_for_mobiles",
  "size_for_virtualhosts",
  "size_for_win_server_essentials",
  "size_for_mailboxes",
  "size_for_websites",
  "size_for_universal_devices",
];

const columns = (names: string[], type: string, prefix = ""): string => names.map((name) => `${prefix}${name} ${type}`).join(",\n  ");

/**
 * The tree of groups, who logs in, and what hangs on both.
 *
 * - Groups and accounts draw their ids from one sequence, so that an id names one thing; it stops at 2^53-1, the
 *   largest integer JSON clients keep.
 * - `path` ('/1/5/23/', own id last, collate "C") makes a subtree a range of one index.
 * - `isolated_by` is the nearest group strictly above that its parents may not enter, so that visibility is one
 *   comparison instead of a walk.
 * - Quotas and usage are keyed by their owner's id, a group's or an account's.
 * - `*_key` columns hold the case-folded text, folded by the server and not by the database, whose locale may differ.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create sequence object_ids as bigint maxvalue 9007199254740991;

create table brands (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  group_id bigint not null unique
);

create table storages (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  group_id bigint not null,
  name text not null
);

create table groups (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  parent_id bigint references groups (id),
  path text collate "C" not null,
  grade smallint not null,
  kind smallint not null,
  name text collate "C" not null,
  name_key text collate "C" not null,
  enabled boolean not null default true,
  locked boolean not null default false,
  version bigint not null default 1,
  parent_has_access boolean not null default true,
  isolated_by bigint,
  capabilities integer not null,
  external boolean not null default false,
  customer_id text,
  internal_tag text,
  language text not null default 'en',
  created_at timestamptz not null default now(),
  migration_enabled boolean,
  migration_service text not null default '',
  brand_id bigint references brands (id),
  storage_id bigint references storages (id),
  pricing_price numeric(24, 6),
  pricing_enabled boolean,
  pricing_storage_discount numeric(9, 4),
  pricing_rating integer,
  pricing_mode smallint not null,
  pricing_mode_update_date timestamptz,
  pricing_currency text not null default 'USD',
  pricing_discounts jsonb not null default '[]',
  agents_autoupdate boolean not null default true,
  allow_add_devices boolean not null default true,
  allow_download_tools boolean not null default true,
  allow_download_docs boolean not null default true,
  allow_download_agents boolean not null default true,
  logon_ips_enabled boolean not null default false,
  logon_ips text[] not null default '{}',
  ${columns(CONTACT, "text not null default ''", "contact_")},
  ${columns(CONTACT, "text not null default ''", "billing_")},
  constraint groups_sibling_name unique (parent_id, name),
  constraint groups_one_root check ((parent_id is null) = (grade = 0))
);
create unique index groups_root on groups ((parent_id is null)) where parent_id is null;
create index groups_children on groups (parent_id, id);
create index groups_path on groups (path);
create index groups_name_key on groups (name_key, id);
create index groups_protected on groups (path) where locked or external;
create index groups_locked on groups (path) where locked;
alter table brands add constraint brands_group foreign key (group_id) references groups (id);
alter table storages add constraint storages_group foreign key (group_id) references groups (id);

create table identities (
  id bigint generated always as identity primary key,
  login text not null,
  login_key text collate "C" not null constraint identities_login unique,
  email text not null,
  password_hash text,
  created_at timestamptz not null default now()
);

create table accounts (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  identity_id bigint not null references identities (id),
  group_id bigint not null references groups (id),
  sort text not null check (sort in ('admin', 'service_user')),
  enabled boolean not null default true,
  version bigint not null default 1,
  access_type integer not null,
  roles integer not null default 0,
  language text not null default 'en',
  ${columns(
    CONTACT.filter((name) => name !== "email"),
    "text not null default ''",
  )},
  notifications_backup integer not null default 0,
  notifications_management boolean not null default false,
  notifications_device_control integer not null default 0,
  notifications_certificate_management integer not null default 0,
  terms_accepted boolean not null default false,
  platform_terms_accepted boolean not null default false,
  privacy_policy_accepted boolean not null default false,
  integration_active boolean not null default false,
  hidden boolean not null default false,
  privileged boolean not null default false,
  agents_autoupdate boolean not null default true,
  tray_monitor_disabled boolean not null default false,
  created_at timestamptz not null default now(),
  constraint accounts_seat unique (group_id, identity_id, sort)
);
create index accounts_group on accounts (group_id, sort, id);
create index accounts_identity on accounts (identity_id, id);

create table quotas (
  owner_id bigint primary key,
  ${columns(HARD_QUOTAS, "bigint default -1")},
  ${columns(COUNTS, "bigint", "soft_")},
  subscription_expiration timestamptz,
  cloud_to_cloud_backup boolean not null default false,
  local_backup_visible boolean not null default true,
  local_backup_permitted boolean not null default true
);

create table usages (
  owner_id bigint primary key,
  ${columns(USAGE, "bigint not null default 0", "own_")},
  ${columns(USAGE, "bigint not null default 0", "total_")}
) with (fillfactor = 70);

-- What is not yet added to usages.total_*: one row per change and group it counts for, so that writers under one
-- root do not queue on the root's row.
create table usage_deltas (
  id bigint generated always as identity primary key,
  group_id bigint not null,
  ${columns(USAGE, "bigint not null default 0")}
);
create index usage_deltas_group on usage_deltas (group_id);

create table sessions (
  token_hash bytea primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

create table action_tokens (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('activate', 'reset', 'email_update')),
  account_id bigint not null references accounts (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index action_tokens_account on action_tokens (account_id);
create index action_tokens_expiry on action_tokens (expires_at);
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
drop table action_tokens, sessions, usage_deltas, usages, quotas, accounts, identities, groups, storages, brands cascade;
drop sequence object_ids;
`);
}
