import type { Knex } from "knex";
import { backgroundTransaction, write } from "../../access/transaction.js";
import { requireWriteRight } from "../../access/rights.js";
import { requireReadableContents } from "../../access/visibility.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest } from "../../kernel/errors.js";
import { findGroupForContents } from "../groups/group.lookup.js";
import { changesAny, differing, requireVersion } from "../../kernel/version.js";
import { findSchedule } from "./report.lookup.js";
import type { CreateReportScheduleInput, UpdateReportScheduleInput } from "./report.input.js";
import { checkTimeshift, nextRun, periodOfRun, runWithShift } from "./report.rules.js";
import { placeReport } from "./report.commands.js";
import {
  type ScheduleChanges,
  type ScheduleRow,
  deleteSchedule,
  dueSchedules,
  insertSchedule,
  scheduleBy,
  setNextRun,
  updateSchedule,
} from "./report-schedule.table.js";
import { ReportAction, ReportKind, ReportLevel } from "./report.type.js";

/** How a group's own schedule is set until somebody sets it. */
export const UNSET_SCHEDULE = {
  level: ReportLevel.CUSTOMERS,
  enabled: false,
  timeshift: 0,
  hideZeroUsage: false,
  showSkus: false,
} as const;

/** Makes a schedule of the group's reports. A read-only admin may, and a lock does not stop it. */
export async function createSchedule(
  context: ViewerContext,
  groupRef: string,
  input: CreateReportScheduleInput,
  now = new Date(),
): Promise<ScheduleRow> {
  const timeshift = checkTimeshift(input.schedule.timeshift);
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForContents(trx, viewer, groupRef);
    requireReadableContents(viewer, group);
    return insertSchedule(trx, {
      groupId: group.id,
      ofGroup: false,
      level: input.level,
      enabled: input.enabled,
      timeshift,
      hideZeroUsage: input.hideZeroUsage ?? false,
      showSkus: input.showSkus ?? false,
      nextRunAt: nextRun(now, timeshift),
    });
  });
}

/** What a client sends, in stored form, and when it makes the schedule due. */
function changesOf(
  stored: Omit<ScheduleRow, "id" | "uuid" | "version" | "groupId">,
  input: UpdateReportScheduleInput,
  now: Date,
): ScheduleChanges {
  const changes: ScheduleChanges = {};
  if (input.level != null) changes.level = input.level;
  if (input.enabled != null) changes.enabled = input.enabled;
  if (input.hideZeroUsage != null) changes.hideZeroUsage = input.hideZeroUsage;
  if (input.showSkus != null) changes.showSkus = input.showSkus;
  if (input.schedule?.timeshift != null) changes.timeshift = checkTimeshift(input.schedule.timeshift);
  const { level = stored.level, enabled = stored.enabled, timeshift = stored.timeshift } = changes;
  if (stored.ofGroup && level === ReportLevel.ITSELF) throw badRequest("of a group's own schedule must be 1, 2 or 3", "level");
  // One that was off makes up for nothing.
  if (enabled && !stored.enabled) changes.nextRunAt = nextRun(now, timeshift);
  else if (timeshift !== stored.timeshift) changes.nextRunAt = runWithShift(stored.nextRunAt, stored.timeshift, timeshift);
  return changes;
}

/** Sets what differs of a stored schedule. @returns it as it then is */
async function changeStored(trx: Knex, stored: ScheduleRow, input: UpdateReportScheduleInput, now: Date): Promise<ScheduleRow> {
  const changes = differing<ScheduleChanges>(changesOf(stored, input, now), stored);
  return changesAny(changes) ? updateSchedule(trx, stored.id, changes) : stored;
}

export async function changeSchedule(
  context: ViewerContext,
  ref: string,
  input: UpdateReportScheduleInput,
  version: number | null | undefined,
  now = new Date(),
): Promise<ScheduleRow> {
  return write(context, "shared", async (trx, viewer) => {
    const { schedule, group } = await findSchedule(trx, viewer, ref, true);
    requireWriteRight(viewer, group);
    requireVersion(schedule, version);
    return changeStored(trx, schedule, input, now);
  });
}

/** Sets a group's own schedule, and makes it where it has none. */
export async function setGroupSchedule(
  context: ViewerContext,
  groupRef: string,
  input: UpdateReportScheduleInput,
  now = new Date(),
): Promise<ScheduleRow> {
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForContents(trx, viewer, groupRef);
    requireReadableContents(viewer, group);
    requireWriteRight(viewer, group);
    // Two first settings at once: the second waits here for the first.
    await trx.raw("select pg_advisory_xact_lock(?, ?)", [0x72736368, group.id % 2 ** 31]);
    const stored = await scheduleBy(trx, { ofGroup: group.id }, true);
    if (stored !== null) return changeStored(trx, stored, input, now);
    const fresh = { ...UNSET_SCHEDULE, ofGroup: true, nextRunAt: nextRun(now, 0) };
    return insertSchedule(trx, { ...fresh, groupId: group.id, ...changesOf(fresh, input, now) });
  });
}

export async function removeSchedule(context: ViewerContext, ref: string, version: number | null | undefined): Promise<number> {
  return write(context, "shared", async (trx, viewer) => {
    const { schedule, group } = await findSchedule(trx, viewer, ref, true);
    requireWriteRight(viewer, group);
    requireVersion(schedule, version);
    await deleteSchedule(trx, schedule.id);
    return schedule.id;
  });
}

/**
 * Orders what is due: once each month, whichever process comes first, and for the months that nobody was there.
 *
 * @returns how many reports
 */
export async function runDueSchedules(db: Knex, now: Date): Promise<number> {
  return backgroundTransaction(db, "shared", async (trx) => {
    let placed = 0;
    for (const schedule of await dueSchedules(trx, now)) {
      const { id, groupId, level, timeshift, hideZeroUsage, showSkus } = schedule;
      let due = schedule.nextRunAt;
      for (; due <= now; due = nextRun(due, timeshift)) {
        const report = await placeReport(trx, {
          groupId,
          scheduleId: id,
          orderedBy: null,
          orderedByProgram: null,
          bySchedule: true,
          kind: ReportKind.SUMMARY,
          level,
          ...periodOfRun(due, timeshift),
          runAt: now,
          resultAction: ReportAction.SEND,
          hideZeroUsage,
          showSkus,
        });
        if (report !== null) placed += 1;
      }
      await setNextRun(trx, id, due);
    }
    return placed;
  });
}
