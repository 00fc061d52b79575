import { listsByOwner } from "../../graph/batch-loaders.js";
import { backupServersOf } from "./backup-server.table.js";

/** Where the backup servers are that hold a user's machines. */
export const backupServersByUserId = listsByOwner(backupServersOf, (row) => row.userId);
