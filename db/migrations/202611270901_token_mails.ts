import type { Knex } from "knex";

/**
 * When mails with a token were last queued, so that there are at most a few an hour.
 *
 * `key` is a keyed digest: of an identity and a kind of mail, or of an address. It names nobody.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create table token_mails (
  key bytea primary key,
  sent_at timestamptz[] not null default '{}'
);
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw("drop table token_mails");
}
