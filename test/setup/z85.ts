const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

/** The bytes that a text in Z85 stands for. */
export function decodeZ85(text: string): Buffer {
  const bytes = Buffer.alloc((text.length / 5) * 4);
  for (let at = 0; at < text.length; at += 5) {
    bytes.writeUInt32BE(
      [...text.slice(at, at + 5)].reduce((value, character) => value * 85 + ALPHABET.indexOf(character), 0),
      (at / 5) * 4,
    );
  }
  return bytes;
}
