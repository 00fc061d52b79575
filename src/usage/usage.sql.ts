import { type FieldSql, expression } from "../planner/sql.js";
import { snakeCase } from "../snake-case.js";
import { METRIC_NAMES } from "./usage.type.js";

/** An owner's usage with what is still queued for it. */
export const usageSql: FieldSql = {
  kind: "one",
  from: (row, alias) =>
    `usages ${alias} left join lateral (select ${METRIC_NAMES.map((metric) => `sum(${snakeCase(metric)})::bigint ${snakeCase(metric)}`).join(", ")} from usage_deltas where group_id = ${row}.id) ${alias}_q on true
     where ${alias}.owner_id = ${row}.id`,
};

/** A metric with what is queued, as far as JSON clients can keep it. */
export const metricSql = (metric: string): FieldSql =>
  expression((row) => `least(${row}.total_${snakeCase(metric)} + coalesce(${row}_q.${snakeCase(metric)}, 0), ${Number.MAX_SAFE_INTEGER})`);
