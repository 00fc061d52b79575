import type { Knex } from "knex";
import { ACCOUNTS_ARE_READABLE } from "../../access/visibility.js";
import { conditionFor, placeOf } from "../../access/visibility.sql.js";
import { type Rows, readRows } from "../../graph/rows.js";
import type { Viewer } from "../../access/viewer.js";
import { AccountSort } from "../../kernel/enums.js";

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

/** Of what a watcher is mailed, in SQL: whether about management, else about which backup events, as a mask. */
interface AboutSql {
  management: string;
  backupEvents: string;
}

/** Whether an account is mailed, in SQL: an enabled admin's, that wants to be. */
export const isMailed = (row: string, { management, backupEvents }: AboutSql): string =>
  `${row}.sort = '${AccountSort.ADMIN}' and ${row}.enabled
    and case when ${management} then ${row}.notifications_management else ${row}.notifications_backup & ${backupEvents} <> 0 end`;

/** Whom to list: the admins of these groups who are mailed about management, or about one of these backup events. */
export interface WatchersQuery {
  groupIds: readonly number[];
  about: { management: true } | { backupEvents: number };
  first: number | null;
  after: number;
}

/** Enabled admins who are mailed, as far as the viewer may see them, in order of id. */
export function watchersIn(db: Knex, viewer: Viewer, { groupIds, about, first, after }: WatchersQuery): Promise<WatcherRow[]> {
  const visible = conditionFor(ACCOUNTS_ARE_READABLE, viewer, { group: placeOf("r_g") });
  const mailed = isMailed("r", { management: ":management::boolean", backupEvents: ":backupEvents::int" });
  const asked = "management" in about ? { management: true, backupEvents: 0 } : { management: false, ...about };
  return readRows(
    db,
    watcherRows,
    `where r.group_id = any(:groupIds::bigint[]) and ${visible.sql} and ${mailed} and r.id > :after
     order by r.id ${first === null ? "" : "limit :first"}`,
    { ...visible.bindings, ...asked, groupIds, after, first },
  );
}
