import type { Knex } from "knex";
import { query } from "../../db/query.js";
import type { Encryption } from "./encryption.js";

/** A column of encrypted texts. What it holds is encrypted for `<table>.<column>:<key of the row>`. */
export interface EncryptedColumn {
  table: string;
  /** The column that names the row. */
  key: string;
  column: string;
}

/** The place a row's text is encrypted for. */
export const encryptionPlace = ({ table, column }: EncryptedColumn, key: string | number): string => `${table}.${column}:${key}`;

/** Most rows read at a time. */
const BATCH = 500;

/**
 * Encrypts anew whatever these columns hold that was encrypted with the secret before the present one. Servers may do it at
 * once, and while others write: a text is replaced only where it is still the one that was read.
 *
 * @returns how many texts were encrypted anew
 * @throws DecryptionError where a text opens with neither secret
 */
export async function encryptAnew(db: Knex, encryption: Encryption, columns: readonly EncryptedColumn[]): Promise<number> {
  let count = 0;
  for (const place of columns) {
    const { table, key, column } = place;
    let after: string | number | null = null;
    for (;;) {
      const rows: { key: string | number; text: string }[] = await query(
        db,
        `select ${key} "key", ${column} "text" from ${table} where ${column} is not null${after === null ? "" : ` and ${key} > ?`} order by ${key} limit ${BATCH}`,
        after === null ? [] : [after],
      );
      for (const row of rows.filter(({ text }) => !encryption.isCurrent(text))) {
        const at = encryptionPlace(place, row.key);
        await query(db, `update ${table} set ${column} = ? where ${key} = ? and ${column} = ?`, [
          encryption.encrypt(encryption.decrypt(row.text, at), at),
          row.key,
          row.text,
        ]);
        count += 1;
      }
      if (rows.length < BATCH) break;
      after = rows.at(-1)!.key;
    }
  }
  return count;
}
