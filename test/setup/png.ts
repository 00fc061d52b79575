import { crc32, deflateSync } from "node:zlib";

export const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/** One chunk of a PNG, with its check sum. */
export function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** What a PNG's header says, besides its size. */
export interface Header {
  depth?: number;
  colorType?: number;
  rest?: readonly [number, number, number];
}

export function header(width: number, height: number, { depth = 8, colorType = 0, rest = [0, 0, 0] }: Header = {}): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  Buffer.from([depth, colorType, ...rest]).copy(data, 8);
  return chunk("IHDR", data);
}

/** The pixels of a grey image, of one shade. */
export const pixels = (width: number, height: number, shade = 0): Buffer => {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, shade)]);
  return chunk("IDAT", deflateSync(Buffer.concat(Array<Buffer>(height).fill(row))));
};

/** A grey PNG of one shade. */
export const makePng = (width = 1, height = 1, shade = 0): Buffer =>
  Buffer.concat([SIGNATURE, header(width, height), pixels(width, height, shade), chunk("IEND")]);

/** A PNG of one pixel and exactly that many bytes. */
export function pngOfSize(bytes: number): Buffer {
  const [signature, first, image, end] = [SIGNATURE, header(1, 1), pixels(1, 1), chunk("IEND")];
  const padding = bytes - signature.length - first.length - image.length - end.length - 12;
  return Buffer.concat([signature, first, chunk("prIv", Buffer.alloc(padding)), image, end]);
}
