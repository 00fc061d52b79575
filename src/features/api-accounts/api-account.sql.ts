import { rootPage } from "../../graph/lists.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import type { Bind, RootSql, Run } from "../../sql-planner/sql.js";
import { READING, rightsOfPerson } from "./api-account.lookup.js";
import { identifierKeys } from "./api-account.rules.js";
import { apiAccountRows, byKeys } from "./api-account.table.js";
import { holds } from "./permission.rules.js";

/** Persons who see any API account see all. What a program sees is for resolvers. */
function seesAll({ viewer }: Run): unknown {
  const { permissions } = rightsOfPerson(viewer);
  return (!viewer.isApiAccount && READING.some((permission) => holds(permissions, permission))) || NO_ANSWER;
}
const guard = (bind: Bind): string => bind(seesAll, "boolean");

export const apiAccountsSql = rootPage({ rows: apiAccountRows, guard });

export const apiAccountRoot: RootSql = {
  from: (row, bind) =>
    `${apiAccountRows.from(row)} where ${guard(bind)} and ${byKeys(
      row,
      bind(({ args }) => identifierKeys(args["identifier"] as string), "text[]"),
    )}`,
};
