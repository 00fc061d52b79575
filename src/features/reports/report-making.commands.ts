import type { Knex } from "knex";
import { backgroundTransaction } from "../../access/transaction.js";
import { isolationOf } from "../../access/visibility.js";
import type { Services } from "../../graph/context.js";
import { groupsById } from "../groups/group.table.js";
import { keepMissingDays } from "../usage/snapshot.commands.js";
import { ReportPacker } from "./report-file.js";
import { queueReportMail } from "./report-mail.commands.js";
import { paramsOf } from "./report-params.rules.js";
import { whyReportEnds } from "./report-cause.lookup.js";
import { type ReportQuery, countRows, eachBatch, placesOf } from "./report-rows.table.js";
import { dateRangesOf } from "./report.rules.js";
import { type Piece, type ReportRecord, beginReport, endReport, finishReport, insertPiece, reportById } from "./report.table.js";
import { ReportAction, ReportKind, ReportState } from "./report.type.js";
import { dayOf, daysBetween } from "../../kernel/days.js";

/** What a report is of, as its group stood on each day of the period. This day is not kept yet: it counts as it is. */
export async function queryOf(db: Knex, report: ReportRecord, now: Date): Promise<ReportQuery> {
  const { groupId, kind, level, hideZeroUsage, beginDate, endDate } = report;
  const day = dayOf(now);
  const ranges = dateRangesOf(await placesOf(db, groupId, beginDate, endDate));
  const [group] = await groupsById(db, [groupId]);
  const isOpen = beginDate <= day && day <= endDate && (ranges.at(-1)?.to ?? "") < day;
  const today = isOpen && group !== undefined ? { from: day, to: day, path: group.path, isolation: isolationOf(group) } : null;
  return { groupId, kind, level, hideZeroUsage, beginDate, ranges, today, now };
}

/** About how many rows there will be: those of the last day, on each day. For progress alone. */
async function expectedRows(db: Knex, query: ReportQuery): Promise<number> {
  const last = query.ranges.at(-1);
  const days = query.ranges.reduce((sum, { from, to }) => sum + daysBetween(from, to).length, query.today === null ? 0 : 1);
  const sample = last === undefined ? query : { ...query, ranges: [{ ...last, from: last.to }], today: null };
  const rows = await countRows(db, { ...sample, kind: ReportKind.DAILY });
  return query.kind === ReportKind.DAILY ? rows * days : rows;
}

/** Ends a report that may not be made any more. @returns whether it has ended */
async function endedForCause(db: Knex, { log }: Services, report: ReportRecord): Promise<boolean> {
  const reason = await whyReportEnds(db, report);
  if (reason === null) return false;
  await endReport(db, report.id, reason);
  log.warn(
    { reportId: report.id, groupId: report.groupId, reason },
    "reports: one is not made, since whoever ordered it may not have it any more",
  );
  return true;
}

/**
 * Makes an ordered report: its rows go from the database into the pieces of its file, and are never all in memory. One
 * that somebody died at is made anew; one that is made is not made again, nor mailed again. The right it rests on is
 * looked at before, and once more in the transaction that saves it.
 */
export async function makeReport(services: Services, reportId: number, now = new Date()): Promise<void> {
  const { db } = services;
  const report = await reportById(db, reportId);
  if (report === null || report.state === ReportState.SAVED || report.state === ReportState.ENDED) return;
  if (await endedForCause(db, services, report)) return;
  await keepMissingDays(db, now);
  const query = await queryOf(db, report, now);
  await beginReport(db, reportId, await expectedRows(db, query));

  const packer = new ReportPacker();
  let number = 0;
  let rows = 0;
  const keep = async (content: Buffer, currencies: Piece["currencies"] = null): Promise<void> => {
    const count = currencies?.length ?? 0;
    await insertPiece(db, reportId, { number: number++, firstRow: rows, rows: count, content, currencies });
    rows += count;
  };
  await keep(await packer.head());
  await eachBatch(db, query, async (texts) => {
    const { content, currencies } = await packer.rowsPiece(texts);
    await keep(content, currencies);
  });
  const [group] = await groupsById(db, [report.groupId]);
  if (group === undefined) return;
  await keep(await packer.end(paramsOf(report, group.name, now)));

  await backgroundTransaction(db, "shared", async (trx) => {
    if (await endedForCause(trx, services, report)) return;
    if (!(await finishReport(trx, reportId)) || report.resultAction !== ReportAction.SEND) return;
    await queueReportMail(trx, services, { ...report, writtenRows: rows });
  });
}
