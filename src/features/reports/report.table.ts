import type { Knex } from "knex";
import { type Bindings, query } from "../../../db/query.js";
import { type Rows, readRows } from "../../graph/rows.js";
import { snakeCase } from "../../kernel/snake-case.js";
import type { ReportAction, ReportKind, ReportLevel, ReportState } from "./report.type.js";

/** A stored report. Days are 'YYYY-MM-DD'. */
export interface ReportRecord {
  id: number;
  uuid: string;
  version: number;
  groupId: number;
  /** The schedule it was made for, if it is still there. */
  scheduleId: number | null;
  /** Whether the schedule itself has ordered it. */
  bySchedule: boolean;
  /** The account that ordered it, if one did and is still there. */
  orderedBy: number | null;
  /** The API account that did. */
  orderedByProgram: number | null;
  kind: ReportKind;
  level: ReportLevel;
  beginDate: string;
  endDate: string;
  runAt: Date;
  resultAction: ReportAction;
  hideZeroUsage: boolean;
  showSkus: boolean;
  state: ReportState;
  expectedRows: number;
  writtenRows: number;
  savedAt: Date | null;
  /** Why it is not made, where it has ended without. */
  endReason: string | null;
}

/** In SQL, a day as it is shown; one beyond the years of four digits is the last or the first of these. */
export const shownDay = (column: string): string => `greatest(least(${column}, '9999-12-31'), '0001-01-01')`;

const FIELDS = [
  "id",
  "uuid",
  "version",
  "groupId",
  "scheduleId",
  "bySchedule",
  "orderedBy",
  "orderedByProgram",
  "kind",
  "level",
  "runAt",
  "resultAction",
  "hideZeroUsage",
  "showSkus",
  "state",
  "expectedRows",
  "writtenRows",
  "savedAt",
  "endReason",
] as const satisfies readonly (keyof ReportRecord)[];

/** How reports are read. */
export const reportRows: Rows<ReportRecord> = {
  columns: (row) =>
    [
      ...FIELDS.map((field) => `${row}.${snakeCase(field)} "${field}"`),
      `${shownDay(`${row}.begin_date`)}::text "beginDate"`,
      `${shownDay(`${row}.end_date`)}::text "endDate"`,
    ].join(", "),
  from: (row) => `reports ${row}`,
};

/** What is ordered. */
export type NewReport = Pick<
  ReportRecord,
  | "groupId"
  | "scheduleId"
  | "bySchedule"
  | "orderedBy"
  | "orderedByProgram"
  | "kind"
  | "level"
  | "beginDate"
  | "endDate"
  | "runAt"
  | "resultAction"
  | "hideZeroUsage"
  | "showSkus"
>;

/**
 * @returns the new report, or null where the schedule's of that month, or the same one of its orderer that is not made yet,
 * is there already
 */
export async function insertReport(trx: Knex, report: NewReport): Promise<ReportRecord | null> {
  const rows = await query<{ id: number }>(
    trx,
    `insert into reports (group_id, schedule_id, ordered_by, ordered_by_program, kind, level, begin_date, end_date, run_at,
       result_action, hide_zero_usage, show_skus, by_schedule)
     values (:groupId, :scheduleId, :orderedBy, :orderedByProgram, :kind, :level, :beginDate::date, :endDate::date, :runAt,
       :resultAction, :hideZeroUsage, :showSkus, :bySchedule) on conflict do nothing returning id`,
    { ...report },
  );
  return rows[0] === undefined ? null : reportById(trx, rows[0].id);
}

async function one(db: Knex, where: string, bindings: Bindings): Promise<ReportRecord | null> {
  return (await readRows(db, reportRows, `where ${where}`, bindings))[0] ?? null;
}

export const reportById = (db: Knex, id: number): Promise<ReportRecord | null> => one(db, "id = ?", [id]);
export const reportByUuid = (db: Knex, uuid: string): Promise<ReportRecord | null> => one(db, "uuid = ?", [uuid]);

/** In SQL, the newest saved report of a group and a period that was ordered to be kept. The arguments are expressions. */
export const newestSavedOf = (groupId: string, level: string, beginDate: string, endDate: string): string =>
  `group_id = ${groupId} and level = ${level} and begin_date = ${beginDate}::date and end_date = ${endDate}::date
   and result_action = 'save' and state = 'saved'
   order by saved_at desc, id desc limit 1`;

export const newestSaved = (
  db: Knex,
  groupId: number,
  level: ReportLevel,
  beginDate: string,
  endDate: string,
): Promise<ReportRecord | null> =>
  one(db, newestSavedOf(":groupId", ":level", ":beginDate", ":endDate"), { groupId, level, beginDate, endDate });

/** A report like that one, from the same account or API account, that is not made yet. */
export const sameWaiting = (db: Knex, report: NewReport): Promise<ReportRecord | null> =>
  one(
    db,
    `state in ('waiting', 'running') and not by_schedule and group_id = :groupId
       and coalesce(ordered_by, ordered_by_program) = :orderer and kind = :kind and level = :level
       and begin_date = :beginDate::date and end_date = :endDate::date
       and result_action = :resultAction and hide_zero_usage = :hideZeroUsage and show_skus = :showSkus limit 1`,
    { ...report, orderer: report.orderedBy ?? report.orderedByProgram },
  );

/** Has a report that waits be made at another time. */
export async function setRunAt(trx: Knex, id: number, runAt: Date): Promise<void> {
  await query(trx, "update reports set run_at = ? where id = ?", [runAt, id]);
}

/** Begins a report, anew where somebody has died at it: nothing of that is left. */
export async function beginReport(db: Knex, id: number, expectedRows: number): Promise<void> {
  await query(db, "delete from report_pieces where report_id = ?", [id]);
  await query(
    db,
    "update reports set state = 'running', expected_rows = ?, written_rows = 0 where id = ? and state in ('waiting', 'running')",
    [expectedRows, id],
  );
}

/** Ends a report that is not to be made: nothing is left of it but the reason. One that has been saved stays. */
export async function endReport(db: Knex, id: number, reason: string): Promise<void> {
  await query(
    db,
    `with ended as (
       update reports set state = 'ended', end_reason = ?, expected_rows = 0, written_rows = 0
       where id = ? and state in ('waiting', 'running')
       returning id
     )
     delete from report_pieces where report_id in (select id from ended)`,
    [reason, id],
  );
}

/** A piece of a report's file, with the rows that are in it. */
export interface Piece {
  number: number;
  firstRow: number;
  rows: number;
  content: Buffer;
  /** Of each row its currency; null where there are no rows, or where they have it themselves. */
  currencies: readonly (string | null)[] | null;
}

/** @throws the database's error where another process has written that piece */
export async function insertPiece(db: Knex, reportId: number, { number, firstRow, rows, content, currencies }: Piece): Promise<void> {
  await query(
    db,
    `with piece as (insert into report_pieces (report_id, number, first_row, rows, content, currencies)
       values (:reportId, :number, :firstRow, :rows, :content, :currencies::text[]))
     update reports set written_rows = :written where id = :reportId`,
    { reportId, number, firstRow, rows, content, currencies, written: firstRow + rows },
  );
}

/** @returns false where it has been finished before */
export async function finishReport(trx: Knex, id: number): Promise<boolean> {
  return (
    (await query(trx, "update reports set state = 'saved', saved_at = now() where id = ? and state = 'running' returning id", [id]))
      .length > 0
  );
}

/** The piece that has a row, or comes first after it; without a row, the one of that number. */
export async function pieceOf(db: Knex, reportId: number, at: { number: number } | { row: number }): Promise<Piece | null> {
  const [where, value] = "number" in at ? ["number = ?", at.number] : ["rows > 0 and first_row + rows > ?", at.row];
  const rows = await query<Piece>(
    db,
    `select number, first_row "firstRow", rows, content, currencies from report_pieces
     where report_id = ? and ${where} order by number limit 1`,
    [reportId, value],
  );
  return rows[0] ?? null;
}

/** Removes reports that have been kept long enough. */
export async function deleteOldReports(db: Knex, months: number): Promise<void> {
  await query(db, "delete from reports where created_at < now() - make_interval(months => ?)", [months]);
}
