import { parseReference } from "../access/reference.js";
import { ACCOUNT_IS_READABLE, GROUP_IS_READABLE } from "../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../access/visibility.sql.js";
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

/** An account by integer, uuid or `self`, as findAccount has it. */
export const accountRoot = (sort: AccountSort): RootSql => ({
  from: (row, bind) => {
    const group = `${row}_g`;
    return `accounts ${row} join identities ${row}_i on ${row}_i.id = ${row}.identity_id join groups ${group} on ${group}.id = ${row}.group_id
     where ${row}.id = coalesce(${bind((run) => referred(run, "id"), "bigint")}, (select id from accounts where uuid = ${bind((run) => referred(run, "uuid"), "uuid")}))
     and ${row}.sort = '${sort}' and ${conditionSql(ACCOUNT_IS_READABLE, boundViewer(bind), { group: placeOf(group), account: { id: `${row}.id` } })}`;
  },
});

/** The group an account sits in; service users read none. */
export const accountGroupSql: FieldSql = {
  kind: "one",
  from: (row, alias, bind) => `groups ${alias} where ${alias}.id = ${row}.group_id and ${conditionSql(GROUP_IS_READABLE, boundViewer(bind), { group: placeOf(alias) })}`,
};
