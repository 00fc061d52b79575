import type { Knex } from "knex";
import { query } from "../../db/query.js";
import type { Sealing } from "./encryption.js";

/** A column of sealed texts. What it holds is sealed for `<table>.<column>:<key of the row>`. */
export interface SealedColumn {
  table: string;
  /** The column that names the row. */
  key: string;
  column: string;
}

/** The place a row's text is sealed for. */
export const sealedPlace = ({ table, column }: SealedColumn, key: string | number): string => `${table}.${column}:${key}`;

/** Most rows read at a time. */
const BATCH = 500;

/**
 * Seals anew whatever these columns hold that was sealed with the secret before the present one. Servers may do it at
 * once, and while others write: a text is replaced only where it is still the one that was read.
 *
 * @returns how many texts were sealed anew
 * @throws SealError where a text opens with neither secret
 */
export async function sealAnew(db: Knex, sealing: Sealing, columns: readonly SealedColumn[]): Promise<number> {
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
      for (const row of rows.filter(({ text }) => !sealing.isCurrent(text))) {
        const at = sealedPlace(place, row.key);
        await query(db, `update ${table} set ${column} = ? where ${key} = ? and ${column} = ?`, [
          sealing.seal(sealing.open(row.text, at), at),
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
