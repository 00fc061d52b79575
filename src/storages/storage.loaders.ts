import type DataLoader from "dataloader";
import type { Knex } from "knex";
import { listsByOwner } from "../row-loaders.js";
import { type StorageRow, type StoragesQuery, availableStorages } from "./storage.table.js";

export interface StorageLoaders {
  /** The storages a group may choose. */
  storagesByGroupId: (query: StoragesQuery) => DataLoader<number, StorageRow[]>;
}

export const storageLoaders = (db: Knex): StorageLoaders => ({
  storagesByGroupId: listsByOwner((ids, query: StoragesQuery) => availableStorages(db, ids, query), (row) => row.groupId),
});
