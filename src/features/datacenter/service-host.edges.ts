import type { Config } from "../../config/config.js";
import { listsByOwner } from "../../graph/batch-loaders.js";
import type { ToFew } from "../../graph/relations.js";
import type { Bind } from "../../sql-planner/sql.js";
import type { User } from "../users/user.type.js";
import { type Endpoint, webEndpoint } from "./endpoint.js";
import { type ConsoleSql, hostsOf, hostsOfUsers, order } from "./service-host.table.js";
import type { ServiceHost } from "./service-host.type.js";

const webConsole = ({ consoleUrl }: Pick<Config, "consoleUrl">): Endpoint => webEndpoint(consoleUrl);

/** Where the web console is reached, as a run binds it. */
export const consoleOf = (bind: Bind): ConsoleSql => ({
  host: bind(({ config }) => webConsole(config).host, "text"),
  port: bind(({ config }) => webConsole(config).port, "int"),
});

const hostsByUserId = listsByOwner(hostsOfUsers, ({ userId }) => userId);

/** What a user's client connects to. Who sees the user sees it. */
export const hosts: ToFew<Pick<User, "id">, ServiceHost> = {
  sql: { kind: "list", from: (row, host, bind) => hostsOf(`${row}.id`, host, consoleOf(bind)), order },
  load: ({ loaders, config }, { id }) => loaders.of(hostsByUserId)(webConsole(config)).load(id),
};
