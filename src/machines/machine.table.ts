import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { foldCase, lookupKeys } from "../access/fold-case.js";
import type { Reference } from "../access/reference.js";
import type { FoldedColumn } from "../folding.table.js";

/** The canonical forms of agents' ids. */
export const MACHINE_AGENT_KEYS: FoldedColumn = { table: "machines", id: "id", text: "agent_id", column: "agent_key", unique: true };

/** A stored machine with what it must know of its backup server. */
export interface MachineRow {
  id: number;
  uuid: string;
  userId: number;
  agentId: string;
  publicKey: string | null;
  secretHash: Buffer | null;
  createdAt: Date;
  serverAddress: string;
  serverPublicKey: string;
}

const SELECT = `select m.id, m.uuid, m.user_id "userId", m.agent_id "agentId", m.public_key "publicKey", m.secret_hash "secretHash",
  m.created_at "createdAt", b.host "serverAddress", b.public_key "serverPublicKey"
from machines m join backup_servers b on b.id = m.backup_server_id`;

/** A page of a user's machines. */
export interface MachinesQuery {
  first: number | null;
  /** The id of the machine after which to go on. */
  after: number | null;
}

/** The machines of each user by one statement, in order of id. */
export const machinesOf = (db: Knex, userIds: readonly number[], { first, after }: MachinesQuery): Promise<MachineRow[]> =>
  query(db,
    `select m.* from unnest(?::bigint[]) u(id) cross join lateral (
       ${SELECT} where m.user_id = u.id and m.id > ? order by m.id limit ?
     ) m order by m."userId", m.id`,
    [userIds, after ?? 0, first],
  );

export async function machineById(db: Knex, id: number): Promise<MachineRow | null> {
  return (await query<MachineRow>(db, `${SELECT} where m.id = ?`, [id]))[0] ?? null;
}

/** The machine with this agent id, locked for this transaction. */
export async function lockMachineOfAgent(db: Knex, agentId: string): Promise<MachineRow | null> {
  return (await query<MachineRow>(db, `${SELECT} where m.agent_key in (?, ?) order by m.agent_key desc limit 1 for no key update of m`, lookupKeys(agentId)))[0] ?? null;
}

/** What is registered of a machine. */
export type NewMachine = Pick<MachineRow, "userId" | "agentId" | "publicKey" | "secretHash"> & { backupServerId: number };

/** @returns its id. Violates `machines_agent` where the agent id is taken. */
export async function insertMachine(db: Knex, { userId, agentId, publicKey, secretHash, backupServerId }: NewMachine): Promise<number> {
  const rows = await query<{ id: number }>(db,
    "insert into machines (user_id, backup_server_id, agent_id, agent_key, public_key, secret_hash) values (?, ?, ?, ?, ?, ?) returning id",
    [userId, backupServerId, agentId, foldCase(agentId), publicKey, secretHash],
  );
  return rows[0]!.id;
}

export async function updateMachineKey(db: Knex, id: number, publicKey: string | null): Promise<void> {
  await query(db, "update machines set public_key = ? where id = ?", [publicKey, id]);
}

/** Removes one of a user's machines. @returns its id, or null where the user has none of that name */
export async function deleteMachine(db: Knex, userId: number, reference: Exclude<Reference, string>): Promise<number | null> {
  const [column, value] = "id" in reference ? ["id", reference.id] : ["uuid", reference.uuid];
  const rows = await query<{ id: number }>(db, `delete from machines where user_id = ? and ${column} = ? returning id`, [userId, value]);
  return rows[0]?.id ?? null;
}
