import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DecryptionError, Encryption } from "../src/encryption/encryption.js";
import { encryptAnew, encryptionPlace } from "../src/encryption/encryption.table.js";
import { type TestDatabase, createTestDatabase } from "./setup/test-database.js";

const OLD = "the secret there was before this one, 32+";
const NEW = "the secret that is in force at present, 32+";
const PLACE = "brands.smtp_password:17";

describe("encryption", () => {
  const encryption = new Encryption({ secret: NEW });

  it.each(["", "pass word", "Пароль 🔑 \u2028", "x".repeat(10_000)])("gives back %j, and never the same text twice", (text) => {
    const encrypted = encryption.encrypt(text, PLACE);
    expect(encryption.decrypt(encrypted, PLACE)).toBe(text);
    expect(encryption.encrypt(text, PLACE)).not.toBe(encrypted);
    if (text !== "") expect(encrypted).not.toContain(text);
  });

  it("does not open at another place, changed, cut, or by another secret", () => {
    const encrypted = encryption.encrypt("password", PLACE);
    const parts = encrypted.split(".");
    const changed = [...parts.slice(0, 3), Buffer.from("passwerd").toString("base64url")].join(".");
    const shortTag = [parts[0], parts[1], parts[2]!.slice(0, 8), parts[3]].join(".");
    expect(() => encryption.decrypt(encrypted, "brands.smtp_password:18")).toThrow(DecryptionError);
    for (const wrong of [changed, shortTag, parts.slice(0, 2).join("."), "", "password"])
      expect(() => encryption.decrypt(wrong, PLACE)).toThrow(DecryptionError);
    expect(() => new Encryption({ secret: OLD }).decrypt(encrypted, PLACE)).toThrow(/PORTICO_OLD_SECRET/);
  });

  it("opens what the secret before it encrypted, and says that it is due to be encrypted anew", () => {
    const encrypted = new Encryption({ secret: OLD }).encrypt("password", PLACE);
    const rotated = new Encryption({ secret: NEW, oldSecret: OLD });
    expect(rotated.decrypt(encrypted, PLACE)).toBe("password");
    expect(rotated.isCurrent(encrypted)).toBe(false);
    expect(rotated.isCurrent(rotated.encrypt("password", PLACE))).toBe(true);
  });
});

describe("after a change of the secret", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());
  const column = { table: "kept", key: "id", column: "secret" };

  it("what the old one encrypted is encrypted anew, a batch at a time, and all else left as it is", async () => {
    const { db } = database;
    const old = new Encryption({ secret: OLD });
    const rotated = new Encryption({ secret: NEW, oldSecret: OLD });
    await db.raw("create table kept (id integer primary key, secret text)");
    const rows = Array.from({ length: 1_201 }, (_, id) => ({ id, secret: old.encrypt(`secret ${id}`, encryptionPlace(column, id)) }));
    const untouched = rotated.encrypt("new", encryptionPlace(column, 5_000));
    await db.batchInsert<{ id: number; secret: string | null }>("kept", [
      ...rows,
      { id: 5_000, secret: untouched },
      { id: 5_001, secret: null },
    ]);

    expect(await encryptAnew(db, rotated, [column])).toBe(1_201);
    expect(await encryptAnew(db, rotated, [column])).toBe(0);

    const present = new Encryption({ secret: NEW });
    const kept = await db<{ id: number; secret: string | null }>("kept").orderBy("id");
    expect(kept.slice(0, 1_201).map(({ id, secret }) => present.decrypt(secret!, encryptionPlace(column, id)))).toEqual(
      rows.map(({ id }) => `secret ${id}`),
    );
    expect(kept.slice(1_201)).toEqual([
      { id: 5_000, secret: untouched },
      { id: 5_001, secret: null },
    ]);
    await expect(encryptAnew(db, new Encryption({ secret: OLD }), [column])).rejects.toThrow(/kept\.secret:0/);
  });
});
