import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import { foldCase, lookupKeys } from "../../kernel/fold-case.js";
import type { Reference } from "../../kernel/reference.js";
import type { FoldedColumn } from "../../kernel/folding.table.js";
import { type Rows, readRows } from "../../graph/rows.js";

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

/** How machines are read. */
export const machineRows: Rows<MachineRow> = {
  columns: (row) =>
    `${row}.id, ${row}.uuid, ${row}.user_id "userId", ${row}.agent_id "agentId",
    ${row}.public_key "publicKey", ${row}.secret_hash "secretHash", ${row}.created_at "createdAt",
    ${row}_b.host "serverAddress", ${row}_b.public_key "serverPublicKey"`,
  from: (row) => `machines ${row} join backup_servers ${row}_b on ${row}_b.id = ${row}.backup_server_id`,
};

export async function machineById(db: Knex, id: number): Promise<MachineRow | null> {
  return (await readRows(db, machineRows, "where r.id = ?", [id]))[0] ?? null;
}

/** The machine with this agent id, locked for this transaction. */
export async function lockMachineOfAgent(db: Knex, agentId: string): Promise<MachineRow | null> {
  return (
    (
      await readRows(
        db,
        machineRows,
        "where r.agent_key in (?, ?) order by r.agent_key desc limit 1 for no key update of r",
        lookupKeys(agentId),
      )
    )[0] ?? null
  );
}

/** What is registered of a machine. */
export type NewMachine = Pick<MachineRow, "userId" | "agentId" | "publicKey" | "secretHash"> & { backupServerId: number };

/** @returns its id. Violates `machines_agent` where the agent id is taken. */
export async function insertMachine(db: Knex, machine: NewMachine): Promise<number> {
  const rows = await query<{ id: number }>(
    db,
    `insert into machines (user_id, backup_server_id, agent_id, agent_key, public_key, secret_hash)
     values (:userId, :backupServerId, :agentId, :agentKey, :publicKey, :secretHash) returning id`,
    { ...machine, agentKey: foldCase(machine.agentId) },
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
