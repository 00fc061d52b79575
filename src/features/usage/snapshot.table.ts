import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { SNAPSHOT_COLUMNS, STATE_SQL } from "./snapshot.sql.js";

/** Opens a transaction that waits for others that take snapshots or change months. */
export const LOCK_SNAPSHOTS = `select pg_advisory_xact_lock(${0x736e6170})`;

/** The last day that has been kept, as 'YYYY-MM-DD'; null before the first. */
export async function lastSnapshotDay(db: Knex): Promise<string | null> {
  const [row] = await query<{ day: string | null }>(db, "select max(day)::text as day from usage_snapshot_days");
  return row!.day;
}

/** Which of these days have been kept. */
export async function keptDays(db: Knex, from: string, to: string): Promise<string[]> {
  const rows = await query<{ day: string }>(db, "select day::text as day from usage_snapshot_days where day between ?::date and ?::date", [
    from,
    to,
  ]);
  return rows.map(({ day }) => day);
}

/** Keeps every group and service user as it was at the end of a day. In order of ids: reports read them so. @returns how many */
export async function insertSnapshots(trx: Knex, rootId: number, day: string, until: Date): Promise<number> {
  await query(trx, "select make_usage_month(?::date)", [day]);
  const [counted] = await query<{ rows: number }>(
    trx,
    `with kept as (
       insert into usage_snapshots (day, ${SNAPSHOT_COLUMNS.join(", ")})
       select :day::date, ${SNAPSHOT_COLUMNS.join(", ")} from (${STATE_SQL}) state order by owner_id
       on conflict do nothing returning 1
     ) select count(*)::int as rows from kept`,
    { day, stateOf: rootId, stateAt: until },
  );
  await query(trx, "insert into usage_snapshot_days (day) values (?::date)", [day]);
  // A month that is not analysed is taken for empty, and a report over it for one that may look at each row for each row.
  await query(trx, `analyze usage_snapshots_${day.slice(0, 7).replace("-", "_")}`);
  return counted!.rows;
}

/** Makes the partitions that a month's history is kept in. */
export async function makeMonth(trx: Knex, day: string): Promise<void> {
  await query(trx, "select make_usage_month(?::date)", [day]);
}

/** The months that history is kept of, as 'YYYY_MM'. */
export async function historyMonths(db: Knex): Promise<string[]> {
  const rows = await query<{ month: string }>(
    db,
    `select substr(inhrelid::regclass::text, length('usage_snapshots_') + 1) as month
     from pg_inherits where inhparent = 'usage_snapshots'::regclass`,
  );
  return rows.map(({ month }) => month);
}

/** Drops a month's partitions. Gives up rather than make others wait long: reports that run read them. */
export async function dropMonth(trx: Knex, month: string): Promise<void> {
  await query(trx, "set local lock_timeout = '2s'");
  await query(trx, `drop table usage_snapshots_${month}, usage_changes_${month}`);
  await query(trx, "delete from usage_snapshot_days where to_char(day, 'YYYY_MM') = ?", [month]);
}
