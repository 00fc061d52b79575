import type { Knex } from "knex";
import { CONTENTS_ARE_READABLE } from "../../access/visibility.js";
import { conditionFor, placeOf } from "../../access/visibility.sql.js";
import { type Rows, readRows } from "../../graph/rows.js";
import type { Viewer } from "../../access/viewer.js";

/** An admin who is mailed. */
export interface WatcherRow {
  id: number;
  email: string;
  language: string;
}

/** How they are read. */
export const watcherRows: Rows<WatcherRow> = {
  columns: (row) => `${row}.id, ${row}_i.email, ${row}.language`,
  from: (row) =>
    `accounts ${row} join identities ${row}_i on ${row}_i.id = ${row}.identity_id join groups ${row}_g on ${row}_g.id = ${row}.group_id`,
};

/** Whom to list: the admins of these groups who are mailed about management, or about one of these backup events. */
export interface WatchersQuery {
  groupIds: readonly number[];
  about: { management: true } | { backupEvents: number };
  first: number | null;
  after: number;
}

/** Enabled admins who are mailed, as far as the viewer may see them, in order of id. */
export function watchersIn(db: Knex, viewer: Viewer, { groupIds, about, first, after }: WatchersQuery): Promise<WatcherRow[]> {
  const visible = conditionFor(CONTENTS_ARE_READABLE, viewer, { group: placeOf("r_g") });
  const mailed = "management" in about ? "r.notifications_management" : "(r.notifications_backup & ?) <> 0";
  return readRows(
    db,
    watcherRows,
    `where r.group_id = any(?::bigint[]) and ${visible.sql} and r.sort = 'admin' and r.enabled and ${mailed} and r.id > ?
     order by r.id ${first === null ? "" : "limit ?"}`,
    [groupIds, ...visible.bindings, ...("management" in about ? [] : [about.backupEvents]), after, ...(first === null ? [] : [first])],
  );
}
