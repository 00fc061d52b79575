/** "PGCOPY", a line of its own, then flags and the length of an extension that there is none of. */
const HEADER = 19;
const COUNT = 2;
const LENGTH = 4;

/**
 * The values of a COPY in binary format that has one column, none of them null. Binary, since nothing in it is escaped.
 *
 * @param chunks as they come, cut anywhere
 */
export async function* textsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!begun) {
      if (bytes.length < HEADER) {
        rest = bytes;
        continue;
      }
      begun = true;
      at = HEADER;
    }
    // The last count is -1, and nothing comes after it.
    while (bytes.length >= at + COUNT + LENGTH) {
      const end = at + COUNT + LENGTH + bytes.readInt32BE(at + COUNT);
      if (bytes.length < end) break;
      yield bytes.subarray(at + COUNT + LENGTH, end);
      at = end;
    }
    rest = bytes.subarray(at);
  }
}
