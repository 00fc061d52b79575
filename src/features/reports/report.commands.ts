import type { Knex } from "knex";
import { storedCause } from "../../access/cause.js";
import { requirePerson } from "../../access/rights.js";
import { write } from "../../access/transaction.js";
import type { Viewer } from "../../access/viewer.js";
import type { ViewerContext } from "../../graph/context.js";
import { Refusal, conflict } from "../../kernel/errors.js";
import { findGroupForContents } from "../groups/group.lookup.js";
import { addJob } from "../../jobs/job.table.js";
import { queueReportMail } from "./report-mail.commands.js";
import { checkPeriod, periodOfRun } from "./report.rules.js";
import type { OrderReportInput } from "./report.input.js";
import { findReport, findSchedule, requireLevel, requireReport } from "./report.lookup.js";
import { type NewReport, type ReportRecord, insertReport, sameWaiting, setRunAt } from "./report.table.js";
import { ReportAction, ReportKind, ReportLevel, ReportState } from "./report.type.js";

/** Leaves a report to be made when its time has come. @returns null as `insertReport` does */
export async function placeReport(trx: Knex, report: NewReport): Promise<ReportRecord | null> {
  const placed = await insertReport(trx, report);
  if (placed !== null)
    await addJob(trx, "makeReport", { reportId: placed.id }, { runAt: report.runAt, queue: `reports of ${report.groupId}` });
  return placed;
}

/**
 * Leaves a report to be mailed to whoever orders it. Where the same one waits to be made and mailed already, it is that
 * one, made no later than asked for now: one mail serves both orders.
 */
async function placeOnce(trx: Knex, report: NewReport): Promise<ReportRecord> {
  for (;;) {
    const placed = await placeReport(trx, report);
    if (placed !== null) return placed;
    const same = await sameWaiting(trx, report);
    // Made in the meantime: this is a new order then.
    if (same === null) continue;
    if (same.runAt <= report.runAt) return same;
    await setRunAt(trx, same.id, report.runAt);
    await addJob(trx, "makeReport", { reportId: same.id }, { runAt: report.runAt });
    return { ...same, runAt: report.runAt };
  }
}

const ordererOf = (viewer: Viewer): Pick<NewReport, "orderedBy" | "orderedByProgram"> => {
  const { account, program } = storedCause(viewer);
  return { orderedBy: account, orderedByProgram: program };
};

/** Orders a report of a group. A lock does not stop it. */
export async function orderReport(
  context: ViewerContext,
  groupRef: string,
  input: OrderReportInput,
  now = new Date(),
): Promise<ReportRecord> {
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForContents(trx, viewer, groupRef);
    const level = input.level ?? ReportLevel.ITSELF;
    requireReport(viewer, group, level);
    const runAt = input.when ?? now;
    const resultAction = input.resultAction ?? ReportAction.SAVE;
    if (resultAction === ReportAction.SEND) requirePerson(viewer);
    const report: NewReport = {
      groupId: group.id,
      scheduleId: null,
      ...ordererOf(viewer),
      bySchedule: false,
      kind: input.kind ?? ReportKind.SUMMARY,
      level,
      ...checkPeriod(input.beginDate, input.endDate, now, runAt),
      runAt,
      resultAction,
      hideZeroUsage: input.hideZeroUsage ?? false,
      showSkus: input.showSkus ?? false,
    };
    const placed = await placeReport(trx, report);
    if (placed === null) throw conflict("you have ordered the same report already, and it is not made yet");
    return placed;
  });
}

/** Orders a report by a schedule for a period of the caller's choice, to be mailed to the caller. */
export async function sendAdhocReport(
  context: ViewerContext,
  ref: string,
  begin: Date,
  end: Date,
  now = new Date(),
): Promise<ReportRecord> {
  return write(context, "shared", async (trx, viewer) => {
    const { schedule } = await findSchedule(trx, viewer, ref);
    requirePerson(viewer);
    return placeOnce(trx, { ...once(schedule, viewer, now), ...checkPeriod(begin, end, now) });
  });
}

const once = (
  of: Pick<ReportRecord, "groupId" | "level" | "hideZeroUsage" | "showSkus">,
  viewer: Viewer,
  runAt: Date,
): Omit<NewReport, "beginDate" | "endDate"> => ({
  groupId: of.groupId,
  scheduleId: null,
  ...ordererOf(viewer),
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
      return placeOnce(trx, { ...once(schedule, viewer, now), ...periodOfRun(now, schedule.timeshift) });
    }
    const { report, group } = await findReport(trx, viewer, ref);
    requireLevel(viewer, group, report.level);
    requirePerson(viewer);
    if (report.state !== ReportState.SAVED) {
      const { beginDate, endDate, kind, runAt } = report;
      return placeOnce(trx, { ...once(report, viewer, runAt), kind, beginDate, endDate });
    }
    await queueReportMail(trx, context, { ...report, bySchedule: false, orderedBy: viewer.accountId });
    return report;
  });
}
