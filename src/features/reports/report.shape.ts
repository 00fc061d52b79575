import type { ScheduleRow } from "./report-schedule.table.js";
import type { ReportRecord } from "./report.table.js";
import { MOST_MADE, type Report, type ReportSchedule, ReportState } from "./report.type.js";
import { startOf } from "../../kernel/days.js";

export type ReportSource = Report & { groupId: number };

/** A stored report as the graph shows it. Not quite all of it is made before all of it is. */
export function toReport(record: ReportRecord): ReportSource {
  const made = record.writtenRows / Math.max(record.expectedRows, record.writtenRows, 1);
  return {
    ...record,
    beginDate: startOf(record.beginDate),
    endDate: startOf(record.endDate),
    progress: record.state === ReportState.SAVED ? 1 : Math.min(made, MOST_MADE),
  };
}

/** A stored schedule as the graph shows it. */
export const toSchedule = <Row extends Pick<ScheduleRow, "timeshift">>(row: Row): Row & Pick<ReportSchedule, "schedule"> => ({
  ...row,
  schedule: { timeshift: row.timeshift },
});
