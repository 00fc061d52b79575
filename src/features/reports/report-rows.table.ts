import type { Knex } from "knex";
import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { textsOf } from "../../../db/copy-texts.js";
import { withCopying } from "../../../db/connection.js";
import { connectionOf, query as run, replaceNames } from "../../../db/query.js";
import { inOneTransaction } from "../../../db/transaction.js";
import { isolationSql } from "../../access/visibility.sql.js";
import { placeOfSnapshot, reportSql } from "./report-rows.sql.js";
import type { ReportKind, ReportLevel } from "./report.type.js";

/** Days on which a group had one place in the tree, and one isolation inside it. */
export interface DateRange {
  from: string;
  to: string;
  path: string;
  isolation: number | null;
}

/** What a report is of. */
export interface ReportQuery {
  groupId: number;
  kind: ReportKind;
  level: ReportLevel;
  hideZeroUsage: boolean;
  beginDate: string;
  /** Where the group was on the days that are kept. */
  ranges: readonly DateRange[];
  /** Where it is on a day of the period that is not kept yet; null where there is no such day. */
  today: DateRange | null;
  now: Date;
}

/** Where a group was on each day of a period that is kept, in order. */
export const placesOf = (
  db: Knex,
  groupId: number,
  from: string,
  to: string,
): Promise<{ day: string; path: string; isolation: number | null }[]> =>
  run(
    db,
    `select s.day::text as day, s.path, ${isolationSql(placeOfSnapshot("s"))} as isolation
     from usage_snapshots s where s.owner_id = ? and s.day between ?::date and ?::date order by s.day`,
    [groupId, from, to],
  );

/** About how many rows a report will have. */
export async function countRows(db: Knex, query: ReportQuery): Promise<number> {
  const { sql, bindings } = reportSql({ ...query, hideZeroUsage: false }, "1");
  const [row] = await run<{ rows: number }>(db, `select count(*)::int as rows from (${sql}) r`, bindings);
  return row!.rows;
}

/** Rows of a batch, and bytes that are buffered before the consumer. */
const BATCH = 1_000;
const WAITING = 4 * 1024 * 1024;

/**
 * Memory for the groups of a whole tree at once, whose days are gathered as they stand in an index or by hashing: PostgreSQL
 * prefers to sort them, takes sorted rows to disk and back, and needs twice as long. Not sorting counts as so dear with it
 * that it would compile every statement: that takes most of a second, and wins no more than that for the largest trees.
 */
const SETTINGS = "set transaction read only; set local work_mem = '64MB'; set local enable_sort = off; set local jit = off";

/** COPY takes no parameters. */
function literal(connection: ClientBase, value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number") return String(value);
  return connection.escapeLiteral(value instanceof Date ? value.toISOString() : (value as string));
}

/**
 * Streams the texts of a report's rows to a consumer, batch by batch, with backpressure: one batch is consumed while the next
 * is read, and no more are in memory.
 *
 * By COPY and not by a cursor: PostgreSQL runs a statement that is fetched bit by bit on one processor.
 */
export async function eachBatch(db: Knex, query: ReportQuery, consume: (texts: Buffer[]) => Promise<void>): Promise<void> {
  const { sql, bindings } = reportSql(query);
  /** Why the connection was ended, which is all that a transaction on it could tell. */
  let failure: unknown;
  const read = withCopying(db, (copying) =>
    inOneTransaction(copying, SETTINGS, async (trx) => {
      const connection = connectionOf(trx);
      const statement = replaceNames(sql, (name) => literal(connection, bindings[name]));
      const stream = connection.query(copyTo(`copy (${statement}) to stdout (format binary)`, { highWaterMark: WAITING }));
      let consumed = Promise.resolve();
      let batch: Buffer[] = [];
      try {
        for await (const text of textsOf(stream)) {
          batch.push(text);
          if (batch.length < BATCH) continue;
          await consumed;
          consumed = consume(batch);
          // It is awaited above or below; until then nobody is to call it unhandled.
          consumed.catch(() => undefined);
          batch = [];
        }
      } catch (error) {
        // Whatever the connection is told now, ROLLBACK too, would wait for the rest of the copy, which nobody reads.
        failure = error;
        await connection.end();
        throw error;
      }
      await consumed;
      if (batch.length > 0) await consume(batch);
    }),
  );
  await read.catch((error: unknown) => {
    throw failure ?? error;
  });
}
