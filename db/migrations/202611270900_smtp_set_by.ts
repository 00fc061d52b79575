import type { Knex } from "knex";

/**
 * Who answers for a brand's mail server, and whether it can be used.
 *
 * - `smtp_set_by` is the account that last set how the brand's mail is sent. Null, as for all brands before, is nobody:
 *   then no mail with a token goes by its server.
 * - `smtp_failures` counts the times in a row that its server was found to be unusable; until `smtp_down_until` mail goes
 *   by the platform's without trying it.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table brands
  add smtp_set_by bigint references accounts (id) on delete set null,
  add smtp_failures integer not null default 0,
  add smtp_down_until timestamptz;
create index brands_smtp_set_by on brands (smtp_set_by) where smtp_set_by is not null;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw("alter table brands drop smtp_set_by, drop smtp_failures, drop smtp_down_until");
}
