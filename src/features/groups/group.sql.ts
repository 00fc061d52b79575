import { GROUP_IS_READABLE } from "../../access/visibility.js";
import { boundViewer, conditionSql, idsOnPathSql, placeOf } from "../../access/visibility.sql.js";
import { isNamed, rootByReference } from "../../graph/references.js";
import type { Bind, FieldSql } from "../../sql-planner/sql.js";
import { groupRows } from "./group.table.js";

/** What of a group's reads no declaration of edges says. */

const REFERRED = { table: "groups", own: ({ groupId }: { groupId: number }) => groupId };
/** Whether the viewer may read a group. */
export const isReadable = (row: string, bind: Bind): string => conditionSql(GROUP_IS_READABLE, boundViewer(bind), { group: placeOf(row) });

/** A group by integer, uuid or `self`. */
export const groupRoot = rootByReference({ rows: groupRows, ...REFERRED, where: isReadable });
/** The same by an argument `groupId`. */
export const rootOfGroup = rootByReference({ rows: groupRows, ...REFERRED, argument: "groupId", where: isReadable });

/**
 * FROM for the group that the field's argument `groupId` names, to be joined with what hangs on it.
 *
 * @param where what must hold of it; that it may be read, unless said otherwise
 */
export const groupOfArgument = (row: string, bind: Bind, where: (row: string, bind: Bind) => string = isReadable): string =>
  `(select * from groups ${row} where ${isNamed({ ...REFERRED, argument: "groupId" }, row, bind)} and ${where(row, bind)}) ${row}`;

/** FROM for the groups above one. "offset 0" keeps PostgreSQL from looking for these few among all that may be read. */
export const groupsAbove = (group: string, row: string): string =>
  `(select up.* from groups up where up.id = ${idsOnPathSql(group)} and up.id <> ${group}.id offset 0) ${row}`;

export const discountsSql: FieldSql = {
  kind: "list",
  from: (row, alias) =>
    `rows from (jsonb_to_recordset(${row}.pricing_discounts) as (name text, enabled boolean)) with ordinality ${alias}(name, enabled, n)`,
  order: (alias) => [`${alias}.n`],
};
