import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numberNames, query } from "../../db/query.js";
import { createTestDatabase, type TestDatabase } from "../setup/test-database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe("a statement's values", () => {
  it("are bound to ? by their order", async () => {
    expect(await query(database.db, "select ?::int a, ?::text b", [1, "two"])).toEqual([{ a: 1, b: "two" }]);
  });

  it("are bound to :name by their names, as often as it stands there, others left aside", async () => {
    const values = { second: "two", first: 1, other: 3 };
    const sql = "select :first::int a, :second::text b, :first c";
    expect(await query(database.db, sql, values)).toEqual([{ a: 1, b: "two", c: 1 }]);
    expect(await query(database.db, sql, { first: 4, second: "five" })).toEqual([{ a: 4, b: "five", c: 4 }]);
  });

  it("may be null or an array, and not missing", async () => {
    expect(await query(database.db, "select :none::int a, :list::int[] b", { none: null, list: [1, 2] })).toEqual([{ a: null, b: [1, 2] }]);
    await expect(query(database.db, "select :gone::int", { gnoe: 1 })).rejects.toThrow("undefined");
    await expect(query(database.db, "select ?::int", [undefined])).rejects.toThrow("undefined");
  });

  it("are looked for neither in casts nor in quotes", async () => {
    const sql = `select 'it''s :a ?' "b:a", e'\\':a' e, '{"k":1}'::jsonb->'k' k, '12:a' t, :a::text::varchar(3) v`;
    expect(await query(database.db, sql, { a: "word" })).toEqual([{ "b:a": "it's :a ?", e: "':a", k: 1, t: "12:a", v: "wor" }]);
    expect(numberNames("f(x := :a, y := :b)", 2)).toEqual({ text: "f(x := $3, y := $4)", names: ["a", "b"] });
  });
});
