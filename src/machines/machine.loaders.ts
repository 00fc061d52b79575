import { listsByOwner } from "../batch-loaders.js";
import { machinesOf } from "./machine.table.js";

export const machinesByUserId = listsByOwner(machinesOf, (row) => row.userId);
