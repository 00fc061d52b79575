import type { Knex } from "knex";

/**
 * What keeps guessers out, and what a person sees of its sessions.
 *
 * - Logins and networks are keyed digests: what people type for a login may be a password, and the table would tell who
 *   logs in from where. They name no account, since unknown logins are treated alike; what is old is swept away.
 * - `open_calls` has the columns that rate-limiter-flexible works with. Losing it in a crash loses at most a minute.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create table login_failures (
  login bytea not null,
  -- Empty: from all networks together that the login has never been used from.
  network bytea not null,
  failures integer not null check (failures >= 0),
  locked_until timestamptz,
  forgotten_at timestamptz not null,
  primary key (login, network)
);
create index login_failures_forgotten on login_failures (forgotten_at);

create table login_networks (
  login bytea not null,
  network bytea not null,
  seen_at timestamptz not null default now(),
  primary key (login, network)
);
create index login_networks_seen on login_networks (seen_at);

create unlogged table open_calls (
  key varchar(255) primary key,
  points integer not null,
  expire bigint not null
);
create index open_calls_expire on open_calls (expire);

alter table sessions
  add column id bigint generated always as identity constraint sessions_id unique,
  add column last_used_at timestamptz not null default now(),
  add column address text not null default '',
  add column user_agent text not null default '',
  add column second_factor_owed boolean not null default false;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
alter table sessions drop column id, drop column last_used_at, drop column address, drop column user_agent, drop column second_factor_owed;
drop table open_calls, login_networks, login_failures;
`);
}
