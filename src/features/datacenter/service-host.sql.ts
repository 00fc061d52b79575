import { AccountSort } from "../../kernel/enums.js";
import type { FieldSql } from "../../sql-planner/sql.js";
import { accountRoot } from "../accounts/account.sql.js";
import { consoleOf } from "./service-host.edges.js";
import { hostsOf, order } from "./service-host.table.js";

const user = accountRoot(AccountSort.SERVICE_USER, { argument: "userId" });

/** Those of the user that the argument names, where it may be read. */
export const hostsOfNamedUser: FieldSql = {
  kind: "list",
  from: (_, host, bind) => hostsOf(`(select u.id from ${user.from("u", bind)})`, host, consoleOf(bind)),
  order,
  guard: (_, bind) => `exists (select from ${user.from("u", bind)})`,
};
