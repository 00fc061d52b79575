import { once } from "node:events";
import { promisify } from "node:util";
import { constants, createGzip, createGunzip, inflateRaw } from "node:zlib";
import { Readable } from "node:stream";
import { Refusal } from "../../kernel/errors.js";

/**
 * A saved report is kept as it is sent: one gzip file of the JSON that clients of the REST endpoint get, in pieces that can be
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

/** In a row's text: a name that holds these characters has its quotes escaped. */
const CURRENCY = Buffer.from(',"currency":');
const NULL = Buffer.from("null");
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);

/** Where a JSON text ends that begins there. Currencies have been stored that are none. */
function endOfText(text: Buffer, from: number): number {
  let at = from + 1;
  while (text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** A row's text without its currency, which the document knows as a number or null: in parts, and the currency beside them. */
function splitCurrency(text: Buffer): { parts: Buffer[]; currency: string | null } {
  const from = text.indexOf(CURRENCY) + CURRENCY.length;
  if (text[from] !== QUOTE) return { parts: [text], currency: null };
  const to = endOfText(text, from);
  return { parts: [text.subarray(0, from), NULL, text.subarray(to)], currency: JSON.parse(text.toString("utf8", from, to)) as string };
}

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

  /** @returns the piece, and the currencies of its rows, which are not in it */
  async rowsPiece(texts: readonly Buffer[]): Promise<{ content: Buffer; currencies: (string | null)[] }> {
    const rows = texts.map(splitCurrency);
    const parts = rows.flatMap((row) => [COMMA, ...row.parts]);
    if (this.isEmpty) parts.shift();
    this.isEmpty = false;
    return { content: await this.piece(Buffer.concat(parts)), currencies: rows.map(({ currency }) => currency) };
  }

  async end(params: ReportParams): Promise<Buffer> {
    this.gzip.end(tail(params));
    await once(this.gzip, "end");
    return this.drain();
  }

  private async piece(text: string | Buffer): Promise<Buffer> {
    this.gzip.write(text);
    // Nothing after a full flush refers to what is before it.
    await new Promise<void>((resolve) => this.gzip.flush(constants.Z_FULL_FLUSH, resolve));
    return this.drain();
  }

  private drain(): Buffer {
    const bytes = Buffer.concat(this.packed);
    this.packed = [];
    return bytes;
  }
}

const unpackRaw = promisify(inflateRaw) as (bytes: Buffer, options: { finishFlush: number }) => Promise<Buffer>;

/** A row as it is kept. */
export type StoredRow = Record<string, unknown>;

/**
 * The rows of a piece with their currencies, which older pieces have in them.
 *
 * @throws Refusal UNAVAILABLE for what is no piece
 */
export async function rowsOfPiece({
  content,
  currencies,
}: {
  content: Buffer;
  currencies: readonly (string | null)[] | null;
}): Promise<StoredRow[]> {
  try {
    const text = (await unpackRaw(content, { finishFlush: constants.Z_SYNC_FLUSH })).toString().replace(/^,/, "");
    const rows = JSON.parse(`[${text}]`) as StoredRow[];
    return currencies === null ? rows : rows.map((row, index) => ({ ...row, currency: currencies[index] ?? null }));
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
