import type { Knex } from "knex";
import { parseReference } from "../../kernel/reference.js";
import { requireReadableContents, requireReadableGroup } from "../../access/visibility.js";
import type { Viewer } from "../../access/viewer.js";
import { badRequest, notFound } from "../../kernel/errors.js";
import { type GroupRow, groupsById } from "../groups/group.table.js";
import { type ScheduleRow, scheduleBy } from "./report-schedule.table.js";
import { type ReportRecord, newestSaved, reportById, reportByUuid } from "./report.table.js";
import { ReportLevel } from "./report.type.js";
import { dayOf } from "../../kernel/days.js";

const missing = (ref: string): Error => notFound(`there is no report '${ref}'`);

async function namedReport(db: Knex, ref: string): Promise<ReportRecord | null> {
  const reference = parseReference(ref);
  if (typeof reference === "string") return null;
  return "id" in reference ? reportById(db, reference.id) : reportByUuid(db, reference.uuid);
}

async function groupOf(db: Knex, viewer: Viewer, groupId: number): Promise<GroupRow> {
  const group = (await groupsById(db, [groupId]))[0]!;
  requireReadableContents(viewer, group);
  return group;
}

/**
 * The schedule a client names by integer or uuid.
 *
 * @throws Refusal NOT_FOUND, or FORBIDDEN outside of the viewer's part of the tree
 */
export async function findSchedule(
  db: Knex,
  viewer: Viewer,
  ref: string,
  lock = false,
): Promise<{ schedule: ScheduleRow; group: GroupRow }> {
  const reference = parseReference(ref);
  const schedule = typeof reference === "string" ? null : await scheduleBy(db, reference, lock);
  if (schedule === null) throw missing(ref);
  return { schedule, group: await groupOf(db, viewer, schedule.groupId) };
}

/** The report, made or ordered, a client names. @throws Refusal as findSchedule does */
export async function findReport(db: Knex, viewer: Viewer, ref: string): Promise<{ report: ReportRecord; group: GroupRow }> {
  const report = await namedReport(db, ref);
  if (report === null) throw missing(ref);
  return { report, group: await groupOf(db, viewer, report.groupId) };
}

/** Which report of a group is asked for. */
export interface ReportKey {
  id?: string | null | undefined;
  uuid?: string | null | undefined;
  beginDate?: Date | null | undefined;
  endDate?: Date | null | undefined;
  level?: ReportLevel | null | undefined;
}

/**
 * A report of that group: the one named, or the newest saved one of a period and level.
 *
 * @throws Refusal BAD_REQUEST where neither is said, NOT_FOUND
 */
export async function findSavedReport(
  db: Knex,
  groupId: number,
  { id, uuid, beginDate, endDate, level }: ReportKey,
): Promise<ReportRecord> {
  const ref = id ?? uuid ?? null;
  if (ref !== null) {
    const report = await namedReport(db, ref);
    if (report === null || report.groupId !== groupId) throw notFound(`group ${groupId} has no report '${ref}'`);
    return report;
  }
  if (beginDate == null || endDate == null || level == null)
    throw badRequest("must be given, or uuid, or the first and last date and the level", "id");
  const report = await newestSaved(db, groupId, level, dayOf(beginDate), dayOf(endDate));
  if (report === null) throw notFound(`group ${groupId} has no saved report of that period and level`);
  return report;
}

/** Checks that the viewer may read such a report of a group. @throws Refusal FORBIDDEN */
export function requireReport(viewer: Viewer, group: GroupRow, level: ReportLevel): void {
  requireReadableGroup(viewer, group);
  requireLevel(viewer, group, level);
}

/** Of a cut-off group, those above see nothing but its own total. @throws Refusal FORBIDDEN */
export function requireLevel(viewer: Viewer, group: GroupRow, level: ReportLevel): void {
  if (level !== ReportLevel.ITSELF) requireReadableContents(viewer, group);
}
