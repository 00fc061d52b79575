import { afterAll, beforeAll, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { queryOf } from "../../src/features/reports/report-making.commands.js";
import { eachBatch } from "../../src/features/reports/report-rows.table.js";
import type { ReportRecord } from "../../src/features/reports/report.table.js";
import { ReportKind, ReportLevel } from "../../src/features/reports/report.type.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";

/** So many that far more of their text is left than all buffers on the way hold. */
const ROWS = 30_000;
const DAY = "2026-01-05";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await query(database.db, "select make_usage_month(?::date)", [DAY]);
  await query(
    database.db,
    `insert into usage_snapshots (day, owner_id, parent_id, path, human_path, name, kind, parent_has_access, mode, price, currency)
     select ?::date, n, 1, case n when 1 then '/1/' else '/1/' || n || '/' end, '', 'Customer ' || n, 40, true, 1, 0, 'USD'
     from generate_series(1, ?::bigint) n`,
    [DAY, ROWS],
  );
  await query(database.db, "analyze usage_snapshots");
});
afterAll(() => database.drop());

it("a report whose rows can't be kept fails at once, and leaves no statement running", async () => {
  const report = {
    groupId: 1,
    kind: ReportKind.SUMMARY,
    level: ReportLevel.ACCOUNTS,
    beginDate: DAY,
    endDate: DAY,
    hideZeroUsage: false,
  } as ReportRecord;
  const asked = await queryOf(database.db, report, new Date());
  let taken = 0;
  await eachBatch(database.db, asked, (texts) => Promise.resolve(void (taken += texts.length)));
  expect(taken).toBe(ROWS);
  await expect(eachBatch(database.db, asked, () => Promise.reject(new Error("this piece is there already")))).rejects.toThrow(
    "this piece is there already",
  );
  await expect
    .poll(() =>
      query(database.db, "select from pg_stat_activity where datname = current_database() and state = 'active' and query like 'copy %'"),
    )
    .toEqual([]);
});
