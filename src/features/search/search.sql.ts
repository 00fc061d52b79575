import { searchKey } from "../../kernel/fold-case.js";
import { ACCOUNTS_ARE_READABLE, GROUP_IS_READABLE } from "../../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../../access/visibility.sql.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import type { FieldSql, RootSql, Run } from "../../sql-planner/sql.js";
import { HITS_LIMIT, accountHits, bounds, groupHits } from "./search.table.js";

/** How a search is read where an operation is one statement. */

const keysOf = ({ args }: Run): [string, string] =>
  bounds({ key: searchKey((args["prefix"] as string | null | undefined) ?? ""), exact: args["exact"] === true });

/** A service user finds otherwise, and a limit out of range is refused: both are for resolvers. */
function limitOf({ args, viewer }: Run): unknown {
  const limit = args["limit"] as number;
  return viewer.role === "tenant_viewer" || limit < 1 || limit > HITS_LIMIT ? NO_ANSWER : limit;
}

/** What a search from the viewer's group is for, as one row. */
export const searchRoot: RootSql = {
  from: (row, bind) => {
    const reader = bind(({ viewer }) => viewer.groupId, "bigint");
    const [from, to] = [bind((run) => keysOf(run)[0], "text"), bind((run) => keysOf(run)[1], "text")];
    return `(select ${reader} reader, ${from} key_from, ${to} key_to, ${bind(limitOf, "int")} hits_limit) ${row}`;
  },
};

export const hitsSql: FieldSql = {
  kind: "list",
  from: (row, alias, bind) => {
    const search = { reader: `${row}.reader`, from: `${row}.key_from`, to: `${row}.key_to`, limit: `${row}.hits_limit` };
    const [view, group] = [boundViewer(bind), { group: placeOf("g") }];
    return `(
       ${groupHits(search, conditionSql(GROUP_IS_READABLE, view, group))}
       union all
       ${accountHits(search, conditionSql(ACCOUNTS_ARE_READABLE, view, group))}
     ) ${alias}(id, uuid, name, parent_id, kind, accounts, key)`;
  },
  order: (alias) => [`${alias}.accounts`, `${alias}.key`, `${alias}.id`],
};
