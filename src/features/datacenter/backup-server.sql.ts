import { rootPage } from "../../graph/lists.js";
import { expression } from "../../sql-planner/sql.js";
import { backupServerRows } from "./backup-server.table.js";

export const backupServersSql = rootPage({ rows: backupServerRows });

/** As formatEndpoint has it. Of hosts only IPv6 addresses have colons; what has some and is none, PostgreSQL refuses. */
const endpointSql = (host: string, port: string): string =>
  `(case when strpos(${host}, ':') = 0 then ${host} when family(${host}::inet) = 6 then '['||${host}||']' end||':'||${port})`;

export const addressSql = expression((row) => endpointSql(`${row}.host`, `${row}.port`));
export const internalAddressSql = expression((row) => endpointSql(`${row}.internal_host`, `${row}.internal_port`));
export const utilizationSql = expression((row) => `greatest(${row}.machine_count, ${row}.online_agents)`);
