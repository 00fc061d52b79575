import type { Config } from "../../config/config.js";
import { listsByOwner } from "../../graph/batch-loaders.js";
import type { ToFew } from "../../graph/relations.js";
import { AccountSort } from "../../kernel/enums.js";
import type { Bind, FieldSql } from "../../sql-planner/sql.js";
import { accountRoot } from "../accounts/account.sql.js";
import type { User } from "../users/user.type.js";
import { type Endpoint, webEndpoint } from "./endpoint.js";
import { type ConsoleSql, hostsOf, hostsOfUsers, order } from "./service-host.table.js";
import type { ServiceHost } from "./service-host.type.js";

const webConsole = ({ consoleUrl }: Pick<Config, "consoleUrl">): Endpoint => webEndpoint(consoleUrl);

const consoleOf = (bind: Bind): ConsoleSql => ({
  host: bind(({ config }) => webConsole(config).host, "text"),
  port: bind(({ config }) => webConsole(config).port, "int"),
});

const hostsByUserId = listsByOwner(hostsOfUsers, ({ userId }) => userId);

/** What a user's client connects to. Who sees the user sees it. */
export const hosts: ToFew<Pick<User, "id">, ServiceHost> = {
  sql: { kind: "list", from: (row, host, bind) => hostsOf(`${row}.id`, host, consoleOf(bind)), order },
  load: ({ loaders, config }, { id }) => loaders.of(hostsByUserId)(webConsole(config)).load(id),
};

const user = accountRoot(AccountSort.SERVICE_USER, { argument: "userId" });

/** Those of the user that the argument names, where it may be read. */
export const hostsOfNamedUser: FieldSql = {
  kind: "list",
  from: (_, host, bind) => hostsOf(`(select u.id from ${user.from("u", bind)})`, host, consoleOf(bind)),
  order,
  guard: (_, bind) => `exists (select from ${user.from("u", bind)})`,
};
