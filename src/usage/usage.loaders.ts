import type DataLoader from "dataloader";
import type { Knex } from "knex";
import { rowOfOwner } from "../row-loaders.js";
import { type UsageRow, usageOf } from "./usage.table.js";

export interface UsageLoaders {
  usageByOwnerId: DataLoader<number, UsageRow>;
}

export const usageLoaders = (db: Knex): UsageLoaders => ({
  usageByOwnerId: rowOfOwner("usage", (ids) => usageOf(db, ids), (row) => row.ownerId),
});
