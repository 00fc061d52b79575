import type { Config } from "../../config/config.js";
import { accountRoot } from "../accounts/account.sql.js";
import type { Bind, FieldSql } from "../../sql-planner/sql.js";
import { AccountSort } from "../../kernel/enums.js";
import { type Endpoint, webEndpoint } from "./endpoint.js";

/** What the client of a user connects to. */
export const NAMES = { console: "web console", registration: "registration server", backup: "backup server" } as const;

export const webConsole = ({ consoleUrl }: Pick<Config, "consoleUrl">): Endpoint => webEndpoint(consoleUrl);

/** @param user an expression that is the user's id */
function hostsOf(user: string, host: string, bind: Bind): string {
  const consolePort = bind(({ config }) => webConsole(config).port, "int");
  const consoleHost = bind(({ config }) => webConsole(config).host, "text");
  return `(
    select '${NAMES.console}' as name, ${consolePort} as port, ${consoleHost} as host, 0 as place, 0::bigint as id
    union all
    select '${NAMES.registration}', g.port, g.host, 1, g.id from gateways g
    union all
    select '${NAMES.backup}', b.port, b.host, 2, b.id from backup_servers b
    where b.id in (select m.backup_server_id from machines m where m.user_id = ${user})
  ) ${host}`;
}
const order = (host: string): readonly string[] => [`${host}.place`, `${host}.id`];

export const hostsSql: FieldSql = { kind: "list", from: (row, host, bind) => hostsOf(`${row}.id`, host, bind), order };

const user = accountRoot(AccountSort.SERVICE_USER, { argument: "userId" });

/** Those of the user that the argument names, where it may be read. */
export const serviceHostsSql: FieldSql = {
  kind: "list",
  from: (_, host, bind) => hostsOf(`(select u.id from ${user.from("u", bind)})`, host, bind),
  order,
  guard: (_, bind) => `exists (select from ${user.from("u", bind)})`,
};
