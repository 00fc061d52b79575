import type { Knex } from "knex";
import { requirePerson } from "../access/rights.js";
import { write } from "../access/transaction.js";
import type { ViewerContext } from "../context.js";
import { Refusal, conflict } from "../errors.js";
import { findGroupForContents } from "../groups/group.lookup.js";
import { addJob } from "../jobs/job.table.js";
import { queueReportMail } from "./report-mail.commands.js";
import { checkPeriod, periodOfRun } from "./report.rules.js";
import type { OrderReportInput } from "./report.input.js";
import { findReport, findSchedule, requireLevel } from "./report.lookup.js";
import { type NewReport, type ReportRecord, insertReport, sameWaiting } from "./report.table.js";
import { ReportAction, ReportKind, ReportLevel, ReportState } from "./report.type.js";

/** Leaves a report to be made when its time has come. @returns null where a schedule's of that month is there already */
export async function placeReport(trx: Knex, report: NewReport): Promise<ReportRecord | null> {
  const placed = await insertReport(trx, report);
  if (placed !== null) await addJob(trx, "makeReport", { reportId: placed.id }, { runAt: report.runAt, queue: `reports of ${report.groupId}` });
  return placed;
}

/** Orders a report of a group. A lock does not stop it. */
export async function orderReport(context: ViewerContext, groupRef: string, input: OrderReportInput, now = new Date()): Promise<ReportRecord> {
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForContents(trx, viewer, groupRef);
    const level = input.level ?? ReportLevel.ITSELF;
    requireLevel(viewer, group, level);
    const runAt = input.when ?? now;
    const resultAction = input.resultAction ?? ReportAction.SAVE;
    if (resultAction === ReportAction.SEND) requirePerson(viewer);
    const report: NewReport = {
      groupId: group.id,
      scheduleId: null,
      orderedBy: viewer.isApiAccount ? null : viewer.accountId,
      bySchedule: false,
      kind: input.kind ?? ReportKind.SUMMARY,
      level,
      ...checkPeriod(input.beginDate, input.endDate, now, runAt),
      runAt,
      resultAction,
      hideZeroUsage: input.hideZeroUsage ?? false,
      showSkus: input.showSkus ?? false,
    };
    const same = await sameWaiting(trx, report);
    if (same !== null) throw conflict(`the same report is ordered already, as ${same.id}, and is not made yet`);
    return (await placeReport(trx, report))!;
  });
}

/** Orders a report by a schedule for a period of the caller's choice, to be mailed to the caller. */
export async function sendAdhocReport(context: ViewerContext, ref: string, begin: Date, end: Date, now = new Date()): Promise<ReportRecord> {
  return write(context, "shared", async (trx, viewer) => {
    const { schedule } = await findSchedule(trx, viewer, ref);
    requirePerson(viewer);
    return (await placeReport(trx, { ...once(schedule, viewer.accountId, now), ...checkPeriod(begin, end, now) }))!;
  });
}

const once = (of: Pick<ReportRecord, "groupId" | "level" | "hideZeroUsage" | "showSkus">, orderedBy: number, runAt: Date): Omit<NewReport, "beginDate" | "endDate"> => ({
  groupId: of.groupId,
  scheduleId: null,
  orderedBy,
  bySchedule: false,
  kind: ReportKind.SUMMARY,
  level: of.level,
  runAt,
  resultAction: ReportAction.SEND,
  hideZeroUsage: of.hideZeroUsage,
  showSkus: of.showSkus,
});

/**
 * Mails a report to the caller: a saved one as it is, one that is not made yet when it is, and a schedule's for the month
 * before.
 */
export async function sendReport(context: ViewerContext, ref: string, now = new Date()): Promise<ReportRecord> {
  return write(context, "shared", async (trx, viewer) => {
    const found = await findSchedule(trx, viewer, ref).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === "NOT_FOUND") return null;
      throw error;
    });
    if (found !== null) {
      requirePerson(viewer);
      const { schedule } = found;
      return (await placeReport(trx, { ...once(schedule, viewer.accountId, now), ...periodOfRun(now, schedule.timeshift) }))!;
    }
    const { report, group } = await findReport(trx, viewer, ref);
    requireLevel(viewer, group, report.level);
    requirePerson(viewer);
    if (report.state !== ReportState.SAVED) {
      const { beginDate, endDate, kind, runAt } = report;
      return (await placeReport(trx, { ...once(report, viewer.accountId, runAt), kind, beginDate, endDate }))!;
    }
    await queueReportMail(trx, context, { ...report, bySchedule: false, orderedBy: viewer.accountId });
    return report;
  });
}
