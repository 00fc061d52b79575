import { parseReference } from "../access/reference.js";
import { enterable, readable, withinSubtree } from "../groups/group.sql.js";
import { NO_ANSWER } from "../planner/plan.js";
import type { FieldSql, RootSql, Run } from "../planner/sql.js";
import type { AccountSort } from "../vocabulary.js";

/** How single accounts are read where an operation is one statement. */

function referred({ args, viewer }: Run, form: "id" | "uuid"): unknown {
  const reference = parseReference(args["id"] as string);
  if (reference === "nothing") return NO_ANSWER;
  if (reference === "self") return form === "id" ? viewer.accountId : null;
  return (reference as Record<string, unknown>)[form] ?? null;
}

/** An account by integer, uuid or `self`, as findAccount has it: the viewer's own, or one in a group it may enter. */
export const accountRoot = (sort: AccountSort): RootSql => ({
  from: (row, bind) => {
    const group = `${row}_g`;
    return `accounts ${row} join identities ${row}_i on ${row}_i.id = ${row}.identity_id join groups ${group} on ${group}.id = ${row}.group_id
     where ${row}.id = coalesce(${bind((run) => referred(run, "id"), "bigint")}, (select id from accounts where uuid = ${bind((run) => referred(run, "uuid"), "uuid")}))
     and ${row}.sort = '${sort}' and (${row}.id = ${bind(({ viewer }) => viewer.accountId, "bigint")}
       or (${bind(({ viewer }) => viewer.role, "text")} <> 'tenant_viewer' and ${withinSubtree(group, bind)} and ${enterable(group, bind)}))`;
  },
});

/** The group an account sits in; service users read none. */
export const accountGroupSql: FieldSql = {
  kind: "one",
  from: (row, alias, bind) => `groups ${alias} where ${alias}.id = ${row}.group_id and ${bind(({ viewer }) => viewer.role, "text")} <> 'tenant_viewer' and ${readable(alias, bind)}`,
};
