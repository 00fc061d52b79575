import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { CONTENTS_ARE_READABLE, type Place, viewFromGroup } from "../../access/visibility.js";
import { conditionFor, placeOf } from "../../access/visibility.sql.js";
import { foldCase, lookupKeys } from "../../kernel/fold-case.js";
import type { FoldedColumn } from "../../kernel/folding.table.js";
import { type Rows, readRows } from "../../graph/rows.js";
import type { EncryptedColumn } from "../../encryption/encryption.table.js";
import { snakeCase } from "../../kernel/snake-case.js";
import type { Endpoint } from "./endpoint.js";

/** A stored backup server. */
export interface BackupServerRow {
  id: number;
  agentId: string;
  host: string;
  port: number;
  internalHost: string;
  internalPort: number;
  publicKey: string;
  /** Encrypted; null where the server made its keys itself. */
  privateKey: string | null;
  secretHash: Buffer | null;
  onlineAgents: number;
  machineCount: number;
  createdAt: Date;
}

export const BACKUP_SERVER_KEY: EncryptedColumn = { table: "backup_servers", key: "id", column: "private_key" };

/** The canonical forms of agents' ids. */
export const BACKUP_SERVER_AGENT_KEYS: FoldedColumn = {
  table: "backup_servers",
  id: "id",
  text: "agent_id",
  column: "agent_key",
  unique: true,
};

/** The advisory lock of whoever looks for the least used server, until the machine placed on it counts. */
const PLACEMENT_LOCK = 0x706c6163;

const FIELDS = [
  "id",
  "agentId",
  "host",
  "port",
  "internalHost",
  "internalPort",
  "publicKey",
  "privateKey",
  "secretHash",
  "onlineAgents",
  "machineCount",
  "createdAt",
] as const satisfies readonly (keyof BackupServerRow)[];

/** How backup servers are read. */
export const backupServerRows: Rows<BackupServerRow> = {
  columns: (row) => FIELDS.map((field) => `${row}.${snakeCase(field)} "${field}"`).join(", "),
  from: (row) => `backup_servers ${row}`,
};

/** A page of backup servers in order of id; all where `first` is null. */
export const backupServers = (db: Knex, first: number | null, after: number): Promise<BackupServerRow[]> =>
  readRows(db, backupServerRows, "where r.id > ? order by r.id limit ?", [after, first]);

export async function backupServerById(db: Knex, id: number): Promise<BackupServerRow | null> {
  return (await readRows(db, backupServerRows, "where r.id = ?", [id]))[0] ?? null;
}

/** The server with this agent id, locked for this transaction. */
export async function lockBackupServer(db: Knex, agentId: string): Promise<BackupServerRow | null> {
  return (
    (
      await readRows(
        db,
        backupServerRows,
        "where r.agent_key in (?, ?) order by r.agent_key desc limit 1 for no key update",
        lookupKeys(agentId),
      )
    )[0] ?? null
  );
}

export async function newBackupServerId(db: Knex): Promise<number> {
  return (await query<{ id: number }>(db, "select nextval('object_ids') id"))[0]!.id;
}

/** What is registered of a server. */
export type RegisteredServer = Pick<BackupServerRow, "agentId" | "publicKey" | "privateKey" | "secretHash"> & {
  outside: Endpoint;
  inside: Endpoint;
};

/** Adds a server, or sets what is registered of the one with this id. Violates `backup_servers_*` where something is taken. */
export async function putBackupServer(
  db: Knex,
  id: number,
  { agentId, outside, inside, publicKey, privateKey, secretHash }: RegisteredServer,
): Promise<void> {
  await query(
    db,
    `insert into backup_servers (id, agent_id, agent_key, host, port, internal_host, internal_port, public_key, private_key, secret_hash)
     values (:id, :agentId, :agentKey, :host, :port, :insideHost, :insidePort, :publicKey, :privateKey, :secretHash)
     on conflict (id) do update set host = excluded.host, port = excluded.port, internal_host = excluded.internal_host,
       internal_port = excluded.internal_port, public_key = excluded.public_key, private_key = excluded.private_key`,
    {
      ...{ id, agentId, agentKey: foldCase(agentId), publicKey, privateKey, secretHash },
      ...{ host: outside.host, port: outside.port, insideHost: inside.host, insidePort: inside.port },
    },
  );
}

/** The servers at an internal address; any port matches null. */
export const serversAtInternalAddress = (db: Knex, host: string, port: number | null): Promise<{ id: number }[]> =>
  query(db, "select id from backup_servers where internal_host = ? and coalesce(internal_port = ?, true) order by id", [host, port]);

export async function setOnlineAgents(db: Knex, id: number, count: number): Promise<void> {
  await query(db, "update backup_servers set online_agents = ? where id = ?", [count, id]);
}

/** The server preferred by the nearest group upwards that prefers one, or null. */
export async function preferredServer(db: Knex, groupIds: readonly number[]): Promise<number | null> {
  const rows = await query<{ id: number }>(
    db,
    `select backup_server_id id from groups where id = any(?::bigint[]) and backup_server_id is not null order by grade desc limit 1`,
    [groupIds],
  );
  return rows[0]?.id ?? null;
}

/**
 * The least used server, or null where there is none. Until the transaction ends nobody else is answered, so that the
 * machine placed on it counts for the next one; to be called last.
 */
export async function leastUsedServer(trx: Knex): Promise<number | null> {
  await query(trx, `select pg_advisory_xact_lock(${PLACEMENT_LOCK})`);
  const rows = await query<{ id: number }>(
    trx,
    "select id from backup_servers order by greatest(machine_count, online_agents), id limit 1",
  );
  return rows[0]?.id ?? null;
}

/**
 * Lets the groups of a subtree that are not cut off from its top prefer a server, where they preferred another one, and the top
 * in any case; moves the machines of all. @returns the groups' ids
 */
export async function migrateToServer(db: Knex, top: Place, backupServerId: number): Promise<number[]> {
  const { sql: moving, bindings } = conditionFor(CONTENTS_ARE_READABLE, viewFromGroup(top), { group: placeOf("g") });
  await query(
    db,
    `update groups g set backup_server_id = :backupServerId where ${moving} and (g.id = :topId or g.backup_server_id is not null)`,
    { ...bindings, backupServerId, topId: top.id },
  );
  await query(
    db,
    `update machines m set backup_server_id = :backupServerId from accounts a join groups g on g.id = a.group_id
     where a.id = m.user_id and ${moving} and m.backup_server_id <> :backupServerId`,
    { ...bindings, backupServerId },
  );
  const rows = await query<{ id: number }>(db, `select g.id from groups g where ${moving} order by g.id`, bindings);
  return rows.map(({ id }) => id);
}
