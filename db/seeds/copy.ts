import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** Names of columns, and rows of as many values in COPY's text format, each ended by a newline. */
export interface CopySource {
  readonly table: string;
  readonly columns: readonly string[];
  rows(): Iterable<string>;
}

/** How COPY's text format writes null. */
export const NULL = "\\N";

/** A text as a value of COPY's text format; it must hold no control characters. */
export const copyText = (text: string): string => (text.includes("\\") ? text.replaceAll("\\", "\\\\") : text);

export const copyFlag = (value: boolean | number): string => (value ? "t" : "f");

const CHUNK = 64 * 1024;

function* chunksOf(rows: Iterable<string>, onRows: (rows: number) => void): Generator<Buffer> {
  let text = "";
  let count = 0;
  for (const row of rows) {
    text += row;
    count += 1;
    if (text.length >= CHUNK) {
      yield Buffer.from(text);
      onRows(count);
      text = "";
      count = 0;
    }
  }
  if (count > 0) yield Buffer.from(text);
  onRows(count);
}

/**
 * Copies rows into a table as fast as the database takes them; no more than a few chunks are in memory.
 *
 * @param onRows called with how many more rows are on their way
 * @returns how many rows the table got
 * @throws pg's DatabaseError; the statement has then copied nothing
 */
export async function copyRows(client: ClientBase, source: CopySource, onRows: (rows: number) => void): Promise<number> {
  const sink = client.query(copyFrom(`copy ${source.table} (${source.columns.join(", ")}) from stdin`));
  await pipeline(Readable.from(chunksOf(source.rows(), onRows), { highWaterMark: 4 }), sink);
  return sink.rowCount;
}
