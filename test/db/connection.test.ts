import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { isMigrated, migrate } from "../../db/migrate.js";
import { createTestDatabase, type TestDatabase } from "../setup/test-database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function value(expression: string): Promise<unknown> {
  const { rows } = await database.db.raw<{ rows: { value: unknown }[] }>(`select ${expression} as value`);
  return rows[0]?.value;
}

describe("a connection", () => {
  it.each([
    ["9007199254740991::int8", Number.MAX_SAFE_INTEGER],
    ["(-5)::int8", -5],
    ["12.5::numeric", 12.5],
    ["array[1, null, 3]::int8[]", [1, null, 3]],
    ["array[0.5]::numeric[]", [0.5]],
    // What a number can't keep is the most that it can.
    ["9007199254740993::int8", Number.MAX_SAFE_INTEGER],
    ["(-9223372036854775808)::int8", Number.MIN_SAFE_INTEGER],
    ["9007199254740993::numeric", Number.MAX_SAFE_INTEGER],
    ["array[9007199254740993]::int8[]", [Number.MAX_SAFE_INTEGER]],
    ["12345678901.500000::numeric(24, 6)", 12345678901.5],
    ["null::int8", null],
    ["'2026-01-02T03:04:05Z'::timestamptz", new Date("2026-01-02T03:04:05Z")],
    ["current_setting('application_name')", "portico"],
  ])("reads %s", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  it("leaves the types of other pg users alone", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ value: string }>("select 7::int8 as value");
    await client.end();
    expect(rows).toEqual([{ value: "7" }]);
  });
});

describe("migrations", () => {
  it("are done, under names without file extension", async () => {
    expect(await isMigrated(database.db)).toBe(true);
    const names = await database.db<{ name: string }>("knex_migrations").pluck("name");
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^\d{12}_[a-z0-9_]+$/);
  });

  it("go on after a lock that a killed process left", async () => {
    await database.db("knex_migrations_lock").update({ is_locked: 1 });
    await Promise.all([migrate(database.db), migrate(database.db)]);
    expect(await database.db("knex_migrations_lock").first("is_locked")).toEqual({ is_locked: 0 });
  });

  it("are pending when one is unknown to the database", async () => {
    await database.db
      .transaction(async (transaction) => {
        await transaction("knex_migrations").del();
        expect(await isMigrated(transaction)).toBe(false);
        await transaction.rollback();
      })
      .catch(() => undefined);
    expect(await isMigrated(database.db)).toBe(true);
  });
});
