import type { Knex } from "knex";

/**
 * What ends tokens before their time, and who acts in a session.
 *
 * - A token carries its account's `token_epoch`; the number grows when the password changes or the account is disabled,
 *   and every token of before is worthless. A number and not a time: clocks of several servers differ, and a token knows
 *   only whole seconds.
 * - `sessions.actor_id` is the account that began the session by a token to act as another one.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table accounts add column token_epoch integer not null default 0;
alter table sessions add column actor_id bigint references accounts (id) on delete cascade;
create index sessions_actor on sessions (actor_id) where actor_id is not null;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
alter table sessions drop column actor_id;
alter table accounts drop column token_epoch;
`);
}
