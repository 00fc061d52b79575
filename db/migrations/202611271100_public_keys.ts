import type { Knex } from "knex";

/** Public keys are what their owners say they are, and not only CurveZMQ's. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table backup_servers
  drop constraint backup_servers_public_key_check,
  add constraint backup_servers_public_key_check check (length(public_key) between 1 and 255);
alter table machines
  drop constraint machines_public_key_check,
  add constraint machines_public_key_check check (length(public_key) between 1 and 255)`);
}

/** Keys of other lengths stay; no further ones are taken. */
export async function down(db: Knex): Promise<void> {
  await db.raw(`
alter table backup_servers
  drop constraint backup_servers_public_key_check,
  add constraint backup_servers_public_key_check check (length(public_key) = 40) not valid;
alter table machines
  drop constraint machines_public_key_check,
  add constraint machines_public_key_check check (length(public_key) = 40) not valid`);
}
