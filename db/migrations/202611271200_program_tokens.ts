import type { Knex } from "knex";

/** `action_tokens.requested_by_program` is the API account on whose right a token rests; at most one of the two is set. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table action_tokens
  add column requested_by_program bigint references api_accounts (id) on delete cascade,
  add constraint action_tokens_cause check (requested_by is null or requested_by_program is null);
create index action_tokens_requested_by_program on action_tokens (requested_by_program) where requested_by_program is not null;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
delete from action_tokens where requested_by_program is not null;
alter table action_tokens drop column requested_by_program;
`);
}
