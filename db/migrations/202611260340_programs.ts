import type { Knex } from "knex";

/**
 * Programs and what they show themselves by: API accounts, the keys that sign access tokens, and the authorities that
 * sign client certificates.
 *
 * - An API account's identifier is the client id of Basic, beside the logins of persons: the trigger on identities keeps
 *   the two apart. It needs no lock: whoever registers an identifier holds the tree lock exclusively, whoever makes a
 *   login at least shared.
 * - `identifier_key` is the case-folded identifier; of a distinguished name its canonical form.
 * - A role goes with its group. `access_type` keeps the rights its giver had.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create table api_accounts (
  id bigint primary key default nextval('object_ids'),
  uuid uuid not null unique default gen_random_uuid(),
  type text not null check (type in ('local', 'x509')),
  identifier text not null,
  identifier_key text collate "C" not null constraint api_accounts_identifier unique,
  secret_hash text,
  description text,
  permissions text[] not null default '{}',
  expires_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  modified_at timestamptz not null default now(),
  authenticated_at timestamptz,
  constraint api_accounts_secret check ((type = 'local') = (secret_hash is not null)),
  constraint api_accounts_expiry check (type = 'local' or expires_at is null)
);

create table api_account_roles (
  api_account_id bigint not null references api_accounts (id) on delete cascade,
  place integer not null,
  role text not null check (role in ('root_admin', 'partner_admin', 'company_admin', 'unit_admin', 'readonly_admin')),
  group_id bigint not null references groups (id) on delete cascade,
  access_type integer not null,
  primary key (api_account_id, place),
  unique (api_account_id, role, group_id)
);
create index api_account_roles_group on api_account_roles (group_id);

create function refuse_login_of_api_account() returns trigger language plpgsql as $$ begin
  if exists (select from api_accounts where identifier_key = new.login_key) then
    raise unique_violation using constraint = 'identities_login', message = 'an API account has this identifier';
  end if;
  return new;
end $$;
create trigger login_of_api_account before insert or update of login_key on identities
  for each row execute function refuse_login_of_api_account();

create table signing_keys (
  id uuid primary key,
  public_key jsonb not null,
  private_key text not null,
  signs_from timestamptz not null constraint signing_keys_turn unique,
  signs_until timestamptz not null,
  verifies_until timestamptz not null,
  constraint signing_keys_order check (signs_from < signs_until and signs_until < verifies_until)
);

create table certificate_authorities (
  id integer primary key check (id in (1, 2)),
  certificate text not null,
  private_key text not null,
  revocation_list text not null,
  revocation_number bigint not null default 1,
  revocation_signed_at timestamptz not null default now()
);

create table client_certificates (
  fingerprint bytea primary key,
  authority_id integer not null references certificate_authorities (id),
  serial text not null,
  subject text not null,
  subject_key text collate "C" not null,
  certificate text not null,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint client_certificates_serial unique (authority_id, serial)
);
create index client_certificates_issued on client_certificates (issued_at, serial);
create index client_certificates_revoked on client_certificates (authority_id, expires_at) where revoked_at is not null;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
drop table client_certificates, certificate_authorities, signing_keys;
drop trigger login_of_api_account on identities;
drop function refuse_login_of_api_account;
drop table api_account_roles, api_accounts;
`);
}
