import type { ReportParams } from "./report-file.js";
import type { ReportRecord } from "./report.table.js";
import { startOf } from "../../kernel/days.js";

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);

/** What a report's file says of it. @param name its group's @param made when it was made, or asked for before that */
export const paramsOf = (
  report: Pick<ReportRecord, "groupId" | "level" | "beginDate" | "endDate">,
  name: string,
  made: Date,
): ReportParams => ({
  gen_date: seconds(made),
  begin_date: seconds(startOf(report.beginDate)),
  group_id: report.groupId,
  report_level: report.level,
  name,
  end_date: seconds(startOf(report.endDate)),
});
