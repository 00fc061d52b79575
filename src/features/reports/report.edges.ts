import { CONTENTS_ARE_READABLE } from "../../access/visibility.js";
import { type PageArgs, type ToMany, toMany } from "../../graph/relations.js";
import type { GroupRow } from "../groups/group.table.js";
import { type ScheduleRow, scheduleRows } from "./report-schedule.table.js";
import { type ReportSource, toReport, toSchedule } from "./report.shape.js";
import { reportRows } from "./report.table.js";
import type { ReportSchedule } from "./report.type.js";

const ofGroup = {
  owners: "groups",
  guard: CONTENTS_ARE_READABLE,
  where: (owner: string, row: string): string[] => [`${row}.group_id = ${owner}.id`],
};

/** A group's reports, the newest first. */
export const reports: ToMany<GroupRow, PageArgs, ReportSource> = toMany({
  ...ofGroup,
  rows: reportRows,
  descending: true,
  shown: toReport,
});
/** A group's schedules of reports. */
export const schedules: ToMany<GroupRow, PageArgs, ReportSchedule> = toMany<GroupRow, PageArgs, ScheduleRow, ReportSchedule>({
  ...ofGroup,
  rows: scheduleRows,
  shown: toSchedule,
});
