import { CONTENTS_ARE_READABLE } from "../../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../../access/visibility.sql.js";
import { rootByReference } from "../../graph/references.js";
import type { FieldSql } from "../../sql-planner/sql.js";
import { UNSET_SCHEDULE } from "./report-schedule.commands.js";
import { scheduleRows } from "./report-schedule.table.js";

/** A schedule by integer or uuid, as findSchedule has it. */
export const scheduleRoot = rootByReference({
  rows: scheduleRows,
  table: "report_schedules",
  own: () => null,
  join: (row) => `join groups ${row}_g on ${row}_g.id = ${row}.group_id`,
  where: (row, bind) => conditionSql(CONTENTS_ARE_READABLE, boundViewer(bind), { group: placeOf(`${row}_g`) }),
});

const { level, enabled, timeshift, hideZeroUsage, showSkus } = UNSET_SCHEDULE;

/** The schedule that a group's settings show. */
export const ownScheduleSql: FieldSql = {
  kind: "one",
  from: (group, row, bind) => `(
    select coalesce(s.level, ${level}) as level, coalesce(s.enabled, ${enabled}) as enabled,
      coalesce(s.timeshift, ${timeshift}) as timeshift,
      coalesce(s.hide_zero_usage, ${hideZeroUsage}) as hide_zero_usage, coalesce(s.show_skus, ${showSkus}) as show_skus
    from (select ${group}.id) g (id) left join report_schedules s on s.group_id = g.id and s.of_group
  ) ${row} where ${conditionSql(CONTENTS_ARE_READABLE, boundViewer(bind), { group: placeOf(group) })}`,
};
