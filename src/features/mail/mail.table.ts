import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { EncryptedColumn } from "../../encryption/encryption.table.js";

/** Where mails wait, encrypted: their links have tokens in them. */
export const MAIL_CONTENT: EncryptedColumn = { table: "outgoing_mails", key: "id", column: "content" };

export async function insertMail(db: Knex, id: string, content: string): Promise<void> {
  await query(db, "insert into outgoing_mails (id, content) values (?, ?)", [id, content]);
}

/** The encrypted content of a mail that waits; null where it has been sent. */
export async function mailContent(db: Knex, id: string): Promise<string | null> {
  const rows = await query<{ content: string }>(db, "select content from outgoing_mails where id = ?", [id]);
  return rows[0]?.content ?? null;
}

export async function deleteMail(db: Knex, id: string): Promise<void> {
  await query(db, "delete from outgoing_mails where id = ?", [id]);
}

/** Removes mails that no server has accepted: the queue gives up after some four days. */
export async function deleteOldMails(db: Knex): Promise<void> {
  await query(db, "delete from outgoing_mails where created_at < now() - interval '14 days'");
}
