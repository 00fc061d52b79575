import { listsByOwner } from "../batch-loaders.js";
import { availableStorages } from "./storage.table.js";

/** The storages a group may choose. */
export const storagesByGroupId = listsByOwner(availableStorages, (row) => row.groupId);
