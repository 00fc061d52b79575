import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../db/connection.js";
import { PREPARED_TEXT, PreparedStatements } from "../../db/prepared.js";
import { query } from "../../db/query.js";
import { createLogger } from "../../src/kernel/log.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import type { Knex } from "knex";

const repeat = (times: number, work: (time: number) => unknown): void => {
  for (let time = 0; time < times; time++) work(time);
};
/** A statement of ten characters. */
const small = (number: number): string => `select ${String(number).padStart(3, "0")}`;

describe("what a connection keeps prepared", () => {
  it("is what has run before", () => {
    const statements = new PreparedStatements();
    expect([statements.nameFor("select 1"), statements.nameFor("select 1"), statements.nameFor("select 1")]).toEqual([
      undefined,
      "s0",
      "s0",
    ]);
  });

  it("is of no more text than there is room for", () => {
    const statements = new PreparedStatements(25);
    repeat(64, (time) => statements.nameFor(small(time % 4)));
    const kept = [0, 1, 2, 3].filter((number) => statements.nameFor(small(number)) !== undefined);
    expect(kept).toHaveLength(2);
    expect(statements.takeGone()).toEqual([]);
  });

  it("is none that is longer than all room", () => {
    const statements = new PreparedStatements(5);
    repeat(10, () => expect(statements.nameFor("select 1")).toBeUndefined());
  });

  it("gives way to what runs more often by far", () => {
    const statements = new PreparedStatements(10);
    repeat(2, () => statements.nameFor(small(1)));
    repeat(8, () => statements.nameFor(small(2)));
    expect([statements.nameFor(small(1)), statements.nameFor(small(2)), statements.takeGone()]).toEqual([undefined, "s1", ["s0"]]);
    expect(statements.takeGone()).toEqual([]);
  });

  it("stays, however many others come once or twice", () => {
    const statements = new PreparedStatements(10);
    repeat(10, () => statements.nameFor(small(1)));
    repeat(900, (time) => repeat(2, () => statements.nameFor(small(100 + time))));
    expect(statements.nameFor(small(1))).toBe("s0");
  });

  it("gives way to what is hot now, once it is hot no more", () => {
    const statements = new PreparedStatements(10);
    repeat(5_000, () => statements.nameFor(small(1)));
    repeat(120_000, () => statements.nameFor(small(2)));
    expect([statements.nameFor(small(1)), statements.nameFor(small(2))]).toEqual([undefined, "s1"]);
  });
});

describe("PostgreSQL", () => {
  let database: TestDatabase;
  let db: Knex;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { poolSize: 1, log: createLogger("silent") });
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  it("is told what has lost its place, and keeps no more than fits", async () => {
    /** A statement of some 60 kB of text, of which little more than eight fit. */
    const long = (number: number): string => `select ${number} n /* ${"x".repeat(60_000)} */`;
    const run = async (number: number, times: number): Promise<void> => {
      for (let time = 0; time < times; time++) expect(await query(db, long(number))).toEqual([{ n: number }]);
    };
    const kept = async (): Promise<number[]> => {
      const rows = await query<{ number: number }>(
        db,
        "select (regexp_match(statement, '^select (\\d+) n'))[1]::int number from pg_prepared_statements where statement ~ '^select \\d+ n' order by 1",
      );
      return rows.map(({ number }) => number);
    };
    const fit = Math.floor(PREPARED_TEXT / long(10).length);
    for (let number = 10; number < 10 + fit + 3; number++) await run(number, 4);
    expect(await kept()).toHaveLength(fit);
    await run(99, 16);
    // What has lost its place goes with the next statement.
    await query(db, "select 1");
    expect(await kept()).toHaveLength(fit);
    expect(await kept()).toContain(99);
    await run(99, 1);
  });
});
