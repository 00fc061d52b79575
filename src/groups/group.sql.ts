import { GROUP_IS_READABLE } from "../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../access/visibility.sql.js";
import { rootByReference } from "../graph/references.js";
import type { FieldSql } from "../planner/sql.js";
import { groupRows } from "./group.table.js";

/** What of a group's reads no declaration of edges says. */

/** A group by integer, uuid or `self`. */
export const groupRoot = rootByReference({
  rows: groupRows,
  table: "groups",
  own: ({ groupId }) => groupId,
  where: (row, bind) => conditionSql(GROUP_IS_READABLE, boundViewer(bind), { group: placeOf(row) }),
});

export const discountsSql: FieldSql = {
  kind: "list",
  from: (row, alias) => `rows from (jsonb_to_recordset(${row}.pricing_discounts) as (name text, enabled boolean)) with ordinality ${alias}(name, enabled, n)`,
  order: (alias) => [`${alias}.n`],
};
