import { ACCOUNT_IS_READABLE, ACCOUNTS_ARE_READABLE, GROUP_IS_READABLE } from "../../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../../access/visibility.sql.js";
import { effectiveBrandIdById } from "../brands/brand.table.js";
import { rootPage } from "../../graph/lists.js";
import { referredId } from "../../graph/references.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import type { Bind, Run } from "../../sql-planner/sql.js";
import { AccountSort, type BackupNotification, listToMask } from "../../kernel/enums.js";
import { isMailed, watcherRows } from "./watcher.table.js";
import { WatchedService } from "./watcher.type.js";

const own = ({ groupId }: Run["viewer"]): number => groupId;

/**
 * Whom watchers are asked for: a group, or a service user with the group where its watchers begin, where it may be read. As
 * findSubject has it.
 */
function subject(bind: Bind): string {
  const [view, id] = [boundViewer(bind), referredId(bind, { table: "accounts", own })];
  const group = { group: placeOf("g") };
  return `(
    select g.id, g.path, i.login, a.firstname, a.lastname, i.email
    from accounts a join identities i on i.id = a.identity_id join groups g on g.id = a.group_id
    where a.id = ${id} and a.sort = '${AccountSort.SERVICE_USER}'
      and ${conditionSql(ACCOUNT_IS_READABLE, view, { ...group, account: { id: "a.id" } })}
    union all
    select g.id, g.path, null, g.contact_firstname, g.contact_lastname, g.contact_email from groups g
    where g.id = ${referredId(bind, { table: "groups", own })} and ${conditionSql(GROUP_IS_READABLE, view, group)}
  )`;
}

const levelsUp = ({ args }: Run): unknown => {
  const levels = args["levelsUp"] as number | null | undefined;
  return levels != null && levels < 0 ? NO_ANSWER : (levels ?? null);
};

/** Watchers with what is the same of all of them, from one row. As findWatchers has it. */
export const watchersSql = rootPage({
  rows: watcherRows,
  join: (row, bind) => {
    const visible = conditionSql(GROUP_IS_READABLE, boundViewer(bind), { group: placeOf("up") });
    const [sender, levels] = [bind(({ config }) => config.mailFrom, "text"), bind(levelsUp, "int")];
    return `cross join (
      select s.*, b.id as brand_id, coalesce(b.smtp_reply_address, ${sender}) as sender,
        p.ids[greatest(cardinality(p.ids) - ${levels}, 1):] as groups,
        coalesce((
          select string_agg(up.name, '/' order by up.grade) from groups up where up.id = any(p.ids) and ${visible}), '') as hierarchy_name
      from ${subject(bind)} s
        cross join lateral (select string_to_array(trim(both '/' from s.path), '/')::bigint[]) p (ids)
        join brands b on b.id = ${effectiveBrandIdById("s.id")}
      offset 0
    ) ${row}_s`;
  },
  where: (row, bind) => [
    `${row}.group_id = any(${row}_s.groups)`,
    conditionSql(ACCOUNTS_ARE_READABLE, boundViewer(bind), { group: placeOf(`${row}_g`) }),
    isMailed(row, {
      management: bind(({ args }) => args["service"] === WatchedService.MANAGEMENT, "boolean"),
      backupEvents: bind(({ args }) => listToMask(args["events"] as BackupNotification[]), "int"),
    }),
  ],
  guard: (bind) => `exists (select from ${subject(bind)} s)`,
});
