import { Refusal, badRequest } from "../../kernel/errors.js";

/** Largest image accepted, in bytes. */
export const IMAGE_BYTES = 1024 * 1024;
/** Largest width and height, in pixels. */
export const IMAGE_PIXELS = 4096;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const HEADER_BYTES = 13;
/** A chunk's length, type and check sum, beside its data. */
const CHUNK_FRAME = 12;

/** Bit depths there are of each colour type. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
const PALETTE = 3;

interface Chunk {
  type: string;
  data: Buffer;
}

/** The remainders of all bytes by the polynomial of CRC-32. Node has it in zlib only since 20.15. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_none, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder & 1) === 0 ? remainder >>> 1 : (remainder >>> 1) ^ 0xedb88320;
  return remainder;
});

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ REMAINDERS[(sum ^ byte) & 0xff]!;
  return ~sum >>> 0;
}

const wrong = (reason: string): Refusal => badRequest(`the image ${reason}`);

/** @throws Refusal BAD_REQUEST where a chunk is cut short or not what its check sum says */
function* chunksOf(png: Buffer): Generator<Chunk> {
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = at + CHUNK_FRAME <= png.length ? png.readUInt32BE(at) : Infinity;
    const end = at + CHUNK_FRAME + length;
    if (end > png.length) throw wrong("is cut short");
    const type = png.toString("latin1", at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(type) || crc32(png.subarray(at + 4, end - 4)) !== png.readUInt32BE(end - 4)) throw wrong("is damaged");
    yield { type, data: png.subarray(at + 8, end - 4) };
    at = end;
    if (type === "IEND" && at < png.length) throw wrong("goes on after its end");
  }
}

function sizeIn({ type, data }: Chunk): { width: number; height: number; colorType: number } {
  if (type !== "IHDR" || data.length !== HEADER_BYTES) throw wrong("does not begin with its header");
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [depth, colorType, compression, filter, interlace] = data.subarray(8) as unknown as [number, number, number, number, number];
  if (DEPTHS[colorType]?.includes(depth) !== true || compression !== 0 || filter !== 0 || interlace > 1)
    throw wrong("has a header that no PNG has");
  if (![width, height].every((pixels) => pixels >= 1 && pixels <= IMAGE_PIXELS)) {
    throw wrong(`must be 1 to ${IMAGE_PIXELS} pixels wide and high, but is ${width} x ${height}`);
  }
  return { width, height, colorType };
}

/**
 * Judges an image by what it holds: that it is a PNG, whole and undamaged, of a size that consoles can show. Its pixels
 * are not unpacked: a small file can hold very many.
 *
 * @throws Refusal BAD_REQUEST or TOO_LARGE
 */
export function checkPng(png: Buffer): { width: number; height: number } {
  if (png.length > IMAGE_BYTES) throw new Refusal("TOO_LARGE", `the image must not have more than ${IMAGE_BYTES} bytes`);
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw wrong("is not a PNG");
  const [header, ...others] = chunksOf(png);
  if (header === undefined) throw wrong("is cut short");
  const { width, height, colorType } = sizeIn(header);
  const types = others.map(({ type }) => type);
  if (types.at(-1) !== "IEND") throw wrong("is cut short");
  const pixels = others.filter(({ type }) => type === "IDAT");
  if (pixels.every(({ data }) => data.length === 0)) throw wrong("holds no pixels");
  const first = types.indexOf("IDAT");
  if (types.includes("IHDR") || types.lastIndexOf("IDAT") - first + 1 !== pixels.length) throw wrong("is damaged");
  if (colorType === PALETTE && !types.slice(0, first).includes("PLTE")) throw wrong("lacks its palette");
  return { width, height };
}
