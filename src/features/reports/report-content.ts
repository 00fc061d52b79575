import { Readable } from "node:stream";
import type { Knex } from "knex";
import { CSV_HEAD, csvOf } from "./report-csv.js";
import { type StoredRow, fileOf, rowsOfPiece } from "./report-file.js";
import { type Piece, pieceOf } from "./report.table.js";

/** Reads saved reports piece by piece: no more than a piece of one is in memory, however slow its reader is. */

async function* piecesOf(db: Knex, reportId: number): AsyncGenerator<Piece> {
  for (let number = 0; ; number += 1) {
    const piece = await pieceOf(db, reportId, { number });
    if (piece === null) return;
    yield piece;
  }
}

async function* bytesOf(db: Knex, reportId: number): AsyncGenerator<Buffer> {
  for await (const { content } of piecesOf(db, reportId)) yield content;
}

async function* csvTexts(db: Knex, reportId: number): AsyncGenerator<Buffer> {
  yield Buffer.from(CSV_HEAD);
  for await (const piece of piecesOf(db, reportId)) if (piece.rows > 0) yield Buffer.from(csvOf(await rowsOfPiece(piece)));
}

/** The report as JSON, packed with gzip or not. */
export const jsonOf = (db: Knex, reportId: number, packed: boolean): Readable => fileOf(bytesOf(db, reportId), packed);

/** The report as CSV. */
export const csvFile = (db: Knex, reportId: number): Readable => Readable.from(csvTexts(db, reportId), { objectMode: false });

/** Rows from one on, by their numbers. */
export async function rowsFrom(db: Knex, reportId: number, first: number, count: number): Promise<{ number: number; row: StoredRow }[]> {
  const found: { number: number; row: StoredRow }[] = [];
  for (let next = first; found.length < count;) {
    const piece = await pieceOf(db, reportId, { row: next });
    if (piece === null) break;
    const rows = await rowsOfPiece(piece);
    for (const [index, row] of rows.entries()) {
      const number = piece.firstRow + index;
      if (number >= next && found.length < count) found.push({ number, row });
    }
    next = piece.firstRow + piece.rows;
  }
  return found;
}
