import type DataLoader from "dataloader";
import type { Knex } from "knex";
import { backupServersOf } from "../datacenter/backup-server.table.js";
import type { Endpoint } from "../datacenter/endpoint.js";
import { listsByOwner } from "../row-loaders.js";
import { type MachineRow, type MachinesQuery, machinesOf } from "./machine.table.js";

export interface MachineLoaders {
  machinesByUserId: (query: MachinesQuery) => DataLoader<number, MachineRow[]>;
  /** Where the backup servers are that hold a user's machines. */
  backupServersByUserId: DataLoader<number, (Endpoint & { userId: number })[]>;
}

export const machineLoaders = (db: Knex): MachineLoaders => ({
  machinesByUserId: listsByOwner((ids, query: MachinesQuery) => machinesOf(db, ids, query), (row) => row.userId),
  backupServersByUserId: listsByOwner((ids) => backupServersOf(db, ids), (row) => row.userId)(null),
});
