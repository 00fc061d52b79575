import { rootPage } from "../graph/lists.js";
import { NO_ANSWER } from "../planner/plan.js";
import type { Bind, RootSql, Run } from "../planner/sql.js";
import { READING, rightsOfPerson } from "./api-account.lookup.js";
import { identifierKeys } from "./api-account.rules.js";
import { roleOfPerson } from "./api-account.shape.js";
import { apiAccountRows, byKeys, storedRoles } from "./api-account.table.js";
import { PrincipalType } from "./api-account.type.js";
import { holds } from "./permission.rules.js";

/** Persons who see any API account see all. What a program sees is for resolvers. */
function seesAll({ viewer }: Run): unknown {
  const { permissions } = rightsOfPerson(viewer);
  return (!viewer.isApiAccount && READING.some((permission) => holds(permissions, permission))) || NO_ANSWER;
}
const guard = (bind: Bind): string => bind(seesAll, "boolean");

export const apiAccountsSql = rootPage({ rows: apiAccountRows, guard });

export const apiAccountRoot: RootSql = {
  from: (row, bind) => `${apiAccountRows.from(row)} where ${guard(bind)} and ${byKeys(row, bind(({ args }) => identifierKeys(args["identifier"] as string), "text[]"))}`,
};

/** Who asks; an API account as it is stored. The words of its type are those of what it is as a caller. */
export const principalRoot: RootSql = {
  from: (row, bind) => {
    const isProgram = bind(({ viewer }) => viewer.isApiAccount, "boolean");
    return `(
      select ${bind(({ viewer }) => viewer.login, "text")} as identifier, '${PrincipalType.PORTAL}' as type,
        ${bind(({ viewer }) => rightsOfPerson(viewer).permissions, "text[]")} as permissions, array[${bind(({ viewer }) => roleOfPerson(viewer), "text")}] as roles where not ${isProgram}
      union all select p.identifier, p.type, p.permissions, ${storedRoles("p")} from api_accounts p where ${isProgram} and p.id = ${bind(({ viewer }) => viewer.accountId, "bigint")}
    ) ${row}`;
  },
};
