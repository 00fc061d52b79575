import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { CONTENTS_ARE_READABLE } from "../access/visibility.js";
import { conditionFor, placeOf } from "../access/visibility.sql.js";
import type { Viewer } from "../access/viewer.js";

/** An admin who is mailed. */
export interface WatcherRow {
  id: number;
  email: string;
  language: string;
}

/** Whom to list: the admins of these groups who are mailed about management, or about one of these backup events. */
export interface WatchersQuery {
  groupIds: readonly number[];
  about: { management: true } | { backupEvents: number };
  first: number | null;
  after: number;
}

/** Enabled admins who are mailed, as far as the viewer may see them, in order of id. */
export function watchersIn(db: Knex, viewer: Viewer, { groupIds, about, first, after }: WatchersQuery): Promise<WatcherRow[]> {
  const visible = conditionFor(CONTENTS_ARE_READABLE, viewer, { group: placeOf("g") });
  const mailed = "management" in about ? "a.notifications_management" : "(a.notifications_backup & ?) <> 0";
  return query<WatcherRow>(
    db,
    `select a.id, i.email, a.language from groups g join accounts a on a.group_id = g.id join identities i on i.id = a.identity_id
     where g.id = any(?::bigint[]) and ${visible.sql} and a.sort = 'admin' and a.enabled and ${mailed} and a.id > ?
     order by a.id ${first === null ? "" : "limit ?"}`,
    [groupIds, ...visible.bindings, ...("management" in about ? [] : [about.backupEvents]), after, ...(first === null ? [] : [first])],
  );
}
