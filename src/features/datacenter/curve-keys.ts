import { generateKeyPairSync } from "node:crypto";
import { badRequest } from "../../kernel/errors.js";

/** ZeroMQ's alphabet for binary data (RFC 32/Z85): 5 characters stand for 4 bytes, the most significant first. */
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
const BASE = 85;
const GROUP = 5;

const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u;

/** @param bytes a multiple of 4 */
export function encodeZ85(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4) {
    let value = bytes.readUInt32BE(at);
    let group = "";
    for (let digit = 0; digit < GROUP; digit++) {
      group = ALPHABET[value % BASE]! + group;
      value = Math.floor(value / BASE);
    }
    text += group;
  }
  return text;
}

/** A public key as its owner hands it in: 1 to 255 characters that can be printed. @throws Refusal BAD_REQUEST for anything else */
export function checkPublicKey(text: string): string {
  if (!PRINTABLE.test(text)) throw badRequest("must have 1 to 255 characters, all of them printable", "publicKey");
  return text;
}

/** A new key pair of CurveZMQ, both keys in Z85. */
export function newCurveKeys(): { publicKey: string; privateKey: string } {
  const { x, d } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return { publicKey: encodeZ85(Buffer.from(x!, "base64url")), privateKey: encodeZ85(Buffer.from(d!, "base64url")) };
}
