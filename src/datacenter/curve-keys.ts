import { generateKeyPairSync } from "node:crypto";
import { badRequest } from "../errors.js";

/** ZeroMQ's alphabet for binary data (RFC 32/Z85): 5 characters stand for 4 bytes, the most significant first. */
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
const BASE = 85;
const GROUP = 5;
const KEY_LENGTH = 40;
const LARGEST = 2 ** 32 - 1;

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

/** The bytes a text stands for, or null where it is not Z85. */
export function decodeZ85(text: string): Buffer | null {
  if (text.length % GROUP !== 0) return null;
  const bytes = Buffer.alloc((text.length / GROUP) * 4);
  for (let at = 0; at < text.length; at += GROUP) {
    let value = 0;
    for (const character of text.slice(at, at + GROUP)) {
      const digit = ALPHABET.indexOf(character);
      if (digit < 0) return null;
      value = value * BASE + digit;
    }
    if (value > LARGEST) return null;
    bytes.writeUInt32BE(value, (at / GROUP) * 4);
  }
  return bytes;
}

/** A public key of CurveZMQ: 32 bytes of Curve25519 in Z85. @throws Refusal BAD_REQUEST for anything else */
export function checkPublicKey(text: string): string {
  if (text.length !== KEY_LENGTH || decodeZ85(text) === null) {
    throw badRequest(`must be a CurveZMQ public key: ${KEY_LENGTH} characters of Z85`, "publicKey");
  }
  return text;
}

/** A new key pair of CurveZMQ, both keys in Z85. */
export function newCurveKeys(): { publicKey: string; privateKey: string } {
  const { x, d } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return { publicKey: encodeZ85(Buffer.from(x!, "base64url")), privateKey: encodeZ85(Buffer.from(d!, "base64url")) };
}
