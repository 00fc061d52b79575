import { parseReference } from "../../kernel/reference.js";
import { CONTENTS_ARE_READABLE, GROUP_IS_READABLE } from "../../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../../access/visibility.sql.js";
import { referredId } from "../../graph/references.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import type { Bind, RootSql, Run } from "../../sql-planner/sql.js";
import type { ReportKey } from "./report.lookup.js";
import { newestSavedOf, reportRows } from "./report.table.js";
import { ReportLevel } from "./report.type.js";
import { dayOf } from "../../kernel/days.js";

/** Which report is asked for, as findSavedReport has it: the one that is named, else the newest saved one of a period and level. */
function requestedReport({
  args,
}: Run): { id?: number; uuid?: string; level?: ReportLevel; beginDate?: string; endDate?: string } | typeof NO_ANSWER {
  const { id, uuid, level, beginDate, endDate } = args as ReportKey;
  const ref = id ?? uuid ?? null;
  if (ref !== null) {
    const reference = parseReference(ref);
    return typeof reference === "string" ? NO_ANSWER : reference;
  }
  return beginDate == null || endDate == null || level == null
    ? NO_ANSWER
    : { level, beginDate: dayOf(beginDate), endDate: dayOf(endDate) };
}

/** A part of what is asked for; null where it is asked for by another. */
const part =
  (name: "id" | "uuid" | "level" | "beginDate" | "endDate") =>
  (run: Run): unknown => {
    const key = requestedReport(run);
    return key === NO_ANSWER ? key : (key[name] ?? null);
  };

/** A report of a group, as requireLevel lets it be read. */
export const reportRoot: RootSql = {
  from: (row, bind: Bind) => {
    const [view, group] = [boundViewer(bind), { group: placeOf(`${row}_g`) }];
    const groupId = referredId(bind, { table: "groups", argument: "groupId", own: ({ groupId: own }) => own });
    const newest = newestSavedOf(groupId, bind(part("level"), "smallint"), bind(part("beginDate"), "text"), bind(part("endDate"), "text"));
    const [id, uuid] = [bind(part("id"), "bigint"), bind(part("uuid"), "uuid")];
    return `${reportRows.from(row)} join groups ${row}_g on ${row}_g.id = ${row}.group_id
      where ${row}.id = coalesce(${id}, (select id from reports where uuid = ${uuid}), (select id from reports where ${newest}))
        and ${row}.group_id = ${groupId} and ${conditionSql(GROUP_IS_READABLE, view, group)}
        and (${row}.level = ${ReportLevel.ITSELF} or ${conditionSql(CONTENTS_ARE_READABLE, view, group)})`;
  },
};
