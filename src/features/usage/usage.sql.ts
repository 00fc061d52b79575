import { type FieldSql, expression } from "../../sql-planner/sql.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { METRIC_NAMES } from "./metrics.js";
import { shown } from "./shown.sql.js";

const SUMS = METRIC_NAMES.map((metric) => `sum(${snakeCase(metric)}) ${snakeCase(metric)}`).join(", ");

/**
 * An owner's usage with what is still queued for it.
 *
 * The queue was empty when its statistics were taken, and is scanned whole for that: "in" asks a hash first, so that only
 * the few of a long list that have something queued pay for it.
 */
export const usageSql: FieldSql = {
  kind: "one",
  from: (row, alias) =>
    `usages ${alias} left join lateral (
       select ${SUMS} from usage_deltas where group_id = ${row}.id and ${row}.id in (select group_id from usage_deltas)
     ) ${alias}_q on true
     where ${alias}.owner_id = ${row}.id`,
};

/** A metric with what is queued. */
export const metricSql = (metric: string): FieldSql =>
  expression((row) => shown(`${row}.total_${snakeCase(metric)} + coalesce(${row}_q.${snakeCase(metric)}, 0)`));
