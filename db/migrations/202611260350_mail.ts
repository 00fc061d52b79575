import type { Knex } from "knex";

/**
 * Mail that waits to be sent, and what tokens sent by mail are for.
 *
 * - `outgoing_mails.content` is sealed: it has the token of its link in it.
 * - `action_tokens.new_email` is the address an `emailupdate` token sets.
 * - `action_tokens.requested_by` is the account on whose right a token rests: its user chose the address, or was handed
 *   the token. Null where only the owner of the mailbox has it.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
create table outgoing_mails (
  id uuid primary key,
  content text not null,
  created_at timestamptz not null default now()
);

alter table action_tokens
  drop constraint action_tokens_purpose_check,
  add column new_email text,
  add column requested_by bigint references accounts (id) on delete cascade;
update action_tokens set purpose = 'emailupdate' where purpose = 'email_update';
alter table action_tokens
  add constraint action_tokens_purpose check (purpose in ('activate', 'reset', 'emailupdate')),
  add constraint action_tokens_new_email check ((purpose = 'emailupdate') = (new_email is not null));
create index action_tokens_requested_by on action_tokens (requested_by) where requested_by is not null;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
delete from action_tokens where purpose = 'emailupdate';
alter table action_tokens
  drop constraint action_tokens_new_email,
  drop constraint action_tokens_purpose,
  drop column requested_by,
  drop column new_email,
  add constraint action_tokens_purpose_check check (purpose in ('activate', 'reset', 'email_update'));
drop table outgoing_mails;
`);
}
