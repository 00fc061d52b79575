import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { Endpoint } from "./endpoint.js";
import type { ServiceHost } from "./service-host.type.js";

/** Where the web console is reached, in SQL. */
export type ConsoleSql = Readonly<Record<keyof Endpoint, string>>;

/**
 * What the client of a user connects to: the web console, the registration servers, and the backup servers that hold its machines.
 *
 * @param user an expression that is the user's id
 */
export const hostsOf = (user: string, host: string, console: ConsoleSql): string => `(
  select 'web console' as name, ${console.host} as host, ${console.port} as port, 0 as place, 0::bigint as id
  union all select 'registration server', g.host, g.port, 1, g.id from gateways g
  union all select 'backup server', b.host, b.port, 2, b.id from backup_servers b
    where b.id in (select m.backup_server_id from machines m where m.user_id = ${user})
) ${host}`;
/** The order of hosts. */
export const order = (host: string): readonly string[] => [`${host}.place`, `${host}.id`];

/** A host with whose client connects to it. */
export type HostOfUser = ServiceHost & { userId: number };

/** Those of each of these users, in order. */
export const hostsOfUsers = (db: Knex, userIds: readonly number[], console: Endpoint): Promise<HostOfUser[]> =>
  query(
    db,
    `select u.id "userId", h.name, h.host, h.port
     from unnest(?::bigint[]) u (id) cross join lateral ${hostsOf("u.id", "h", { host: "?::text", port: "?::int" })}
     order by u.id, ${order("h").join(", ")}`,
    [userIds, console.host, console.port],
  );
