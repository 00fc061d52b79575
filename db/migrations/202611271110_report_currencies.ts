import type { Knex } from "knex";

/** Currencies stand beside a report's rows: the document that clients of the REST door get has no texts there. */
export async function up(db: Knex): Promise<void> {
  await db.raw("alter table report_pieces add currencies text[]");
}

export async function down(db: Knex): Promise<void> {
  await db.raw("alter table report_pieces drop currencies");
}
