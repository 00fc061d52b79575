import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SealError, Sealing } from "../src/encryption/encryption.js";
import { sealAnew, sealedPlace } from "../src/encryption/encryption.table.js";
import { type TestDatabase, createTestDatabase } from "./setup/test-database.js";

const OLD = "the secret there was before this one, 32+";
const NEW = "the secret that is in force at present, 32+";
const PLACE = "brands.smtp_password:17";

describe("sealing", () => {
  const sealing = new Sealing({ secret: NEW });

  it.each(["", "pass word", "Пароль 🔑 \u2028", "x".repeat(10_000)])("gives back %j, and never the same text twice", (text) => {
    const sealed = sealing.seal(text, PLACE);
    expect(sealing.open(sealed, PLACE)).toBe(text);
    expect(sealing.seal(text, PLACE)).not.toBe(sealed);
    if (text !== "") expect(sealed).not.toContain(text);
  });

  it("does not open at another place, changed, cut, or by another secret", () => {
    const sealed = sealing.seal("password", PLACE);
    const parts = sealed.split(".");
    const changed = [...parts.slice(0, 3), Buffer.from("passwerd").toString("base64url")].join(".");
    const shortTag = [parts[0], parts[1], parts[2]!.slice(0, 8), parts[3]].join(".");
    expect(() => sealing.open(sealed, "brands.smtp_password:18")).toThrow(SealError);
    for (const wrong of [changed, shortTag, parts.slice(0, 2).join("."), "", "password"])
      expect(() => sealing.open(wrong, PLACE)).toThrow(SealError);
    expect(() => new Sealing({ secret: OLD }).open(sealed, PLACE)).toThrow(/PORTICO_OLD_SECRET/);
  });

  it("opens what the secret before it sealed, and says that it is due to be sealed anew", () => {
    const sealed = new Sealing({ secret: OLD }).seal("password", PLACE);
    const rotated = new Sealing({ secret: NEW, oldSecret: OLD });
    expect(rotated.open(sealed, PLACE)).toBe("password");
    expect(rotated.isCurrent(sealed)).toBe(false);
    expect(rotated.isCurrent(rotated.seal("password", PLACE))).toBe(true);
  });
});

describe("after a change of the secret", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());
  const column = { table: "kept", key: "id", column: "secret" };

  it("what the old one sealed is sealed anew, a batch at a time, and all else left as it is", async () => {
    const { db } = database;
    const old = new Sealing({ secret: OLD });
    const rotated = new Sealing({ secret: NEW, oldSecret: OLD });
    await db.raw("create table kept (id integer primary key, secret text)");
    const rows = Array.from({ length: 1_201 }, (_, id) => ({ id, secret: old.seal(`secret ${id}`, sealedPlace(column, id)) }));
    const untouched = rotated.seal("new", sealedPlace(column, 5_000));
    await db.batchInsert<{ id: number; secret: string | null }>("kept", [
      ...rows,
      { id: 5_000, secret: untouched },
      { id: 5_001, secret: null },
    ]);

    expect(await sealAnew(db, rotated, [column])).toBe(1_201);
    expect(await sealAnew(db, rotated, [column])).toBe(0);

    const present = new Sealing({ secret: NEW });
    const kept = await db<{ id: number; secret: string | null }>("kept").orderBy("id");
    expect(kept.slice(0, 1_201).map(({ id, secret }) => present.open(secret!, sealedPlace(column, id)))).toEqual(
      rows.map(({ id }) => `secret ${id}`),
    );
    expect(kept.slice(1_201)).toEqual([
      { id: 5_000, secret: untouched },
      { id: 5_001, secret: null },
    ]);
    await expect(sealAnew(db, new Sealing({ secret: OLD }), [column])).rejects.toThrow(/kept\.secret:0/);
  });
});
