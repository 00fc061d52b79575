import { once } from "node:events";
import { promisify } from "node:util";
import { constants, createGzip, createGunzip, inflateRaw } from "node:zlib";
import { Readable } from "node:stream";
import { Refusal } from "../errors.js";

/**
 * A saved report is kept as it is sent: one gzip file of the JSON that clients of the REST door get, in pieces that can be
 * unpacked by themselves. So nothing of it is ever held as a whole, nor changed on its way out.
 */

/** What stands after the rows. Times are unix seconds. */
export interface ReportParams {
  gen_date: number;
  begin_date: number;
  group_id: number;
  report_level: number;
  name: string;
  end_date: number;
}

const HEAD = '{"tenants":[';
const tail = (params: ReportParams): string => `],"params":${JSON.stringify(params)}}`;

/** The text of a report that is not made yet. */
export const withoutRows = (params: ReportParams): string => HEAD + tail(params);

/** The fastest: rows are alike, and more is not worth the time. */
const LEVEL = 1;

const COMMA = Buffer.from(",");

/** Packs a report's text piece by piece: the head, pieces of rows, the tail. */
export class ReportPacker {
  private readonly gzip = createGzip({ level: LEVEL });
  private packed: Buffer[] = [];
  private isEmpty = true;

  constructor() {
    this.gzip.on("data", (bytes: Buffer) => void this.packed.push(bytes));
  }

  head(): Promise<Buffer> {
    return this.piece(HEAD);
  }

  rowsPiece(texts: readonly Buffer[]): Promise<Buffer> {
    const parts = texts.flatMap((text) => [COMMA, text]);
    if (this.isEmpty) parts.shift();
    this.isEmpty = false;
    return this.piece(Buffer.concat(parts));
  }

  async end(params: ReportParams): Promise<Buffer> {
    this.gzip.end(tail(params));
    await once(this.gzip, "end");
    return this.taken();
  }

  private async piece(text: string | Buffer): Promise<Buffer> {
    this.gzip.write(text);
    // Nothing after a full flush refers to what is before it.
    await new Promise<void>((resolve) => this.gzip.flush(constants.Z_FULL_FLUSH, resolve));
    return this.taken();
  }

  private taken(): Buffer {
    const bytes = Buffer.concat(this.packed);
    this.packed = [];
    return bytes;
  }
}

const unpackRaw = promisify(inflateRaw) as (bytes: Buffer, options: { finishFlush: number }) => Promise<Buffer>;

/** A row as it is kept. */
export type StoredRow = Record<string, unknown>;

/** The rows of a piece. @throws Refusal UNAVAILABLE for what is no piece */
export async function rowsOfPiece(content: Buffer): Promise<StoredRow[]> {
  try {
    const text = (await unpackRaw(content, { finishFlush: constants.Z_SYNC_FLUSH })).toString().replace(/^,/, "");
    return JSON.parse(`[${text}]`) as StoredRow[];
  } catch (error) {
    throw new Refusal("UNAVAILABLE", `what is kept of the report can't be read (${(error as Error).message}): order it anew`);
  }
}

/** The file's bytes, packed or as plain text. */
export function fileOf(pieces: AsyncIterable<Buffer>, packed: boolean): Readable {
  const file = Readable.from(pieces, { objectMode: false });
  if (packed) return file;
  const plain = createGunzip();
  file.on("error", (error) => plain.destroy(error));
  plain.on("close", () => void file.destroy());
  return file.pipe(plain);
}
