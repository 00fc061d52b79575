import { createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkPublicKey, encodeZ85, newCurveKeys } from "../../src/features/datacenter/curve-keys.js";
import { decodeZ85 } from "../setup/z85.js";

const base64url = (key: string): string => decodeZ85(key).toString("base64url");

describe("Z85", () => {
  it("writes the specification's example", () => {
    const bytes = Buffer.from("864fd26fb559f75b", "hex");
    expect(encodeZ85(bytes)).toBe("HelloWorld");
    expect(decodeZ85("HelloWorld")).toEqual(bytes);
  });

  it.each([
    ["the least", Buffer.alloc(32)],
    ["the greatest", Buffer.alloc(32, 255)],
    ["different ones", Buffer.from(Array.from({ length: 32 }, (_, index) => index * 8))],
  ])("gives back any bytes: %s", (_which, bytes) => expect(decodeZ85(encodeZ85(bytes))).toEqual(bytes));
});

describe("CurveZMQ keys", () => {
  it("are pairs of Curve25519: both sides of an exchange agree", () => {
    const [ours, theirs] = [newCurveKeys(), newCurveKeys()];
    expect([ours.publicKey.length, ours.privateKey.length, ours.publicKey === theirs.publicKey]).toEqual([40, 40, false]);
    const secret = (own: typeof ours, other: typeof ours): Buffer =>
      diffieHellman({
        privateKey: createPrivateKey({
          format: "jwk",
          key: { kty: "OKP", crv: "X25519", d: base64url(own.privateKey), x: base64url(own.publicKey) },
        }),
        publicKey: createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "X25519", x: base64url(other.publicKey) } }),
      });
    expect(secret(ours, theirs)).toEqual(secret(theirs, ours));
  });
});

describe("a public key", () => {
  it.each([newCurveKeys().publicKey, "x", "0Lom5P]cxOKp2K()W4LY<BT7wM^+kp5mtYh0nsd", "with a blank; and more", "ключ", "🔑".repeat(255)])(
    "may be %j",
    (key) => expect(checkPublicKey(key)).toBe(key),
  );

  it.each(["", "a\nb", "a\u0000b", "a\u2028b", "a\u200bb", "x".repeat(256)])("is not %j", (key) =>
    expect(() => checkPublicKey(key)).toThrow(/^publicKey must have 1 to 255 characters/),
  );
});
