import type DataLoader from "dataloader";
import type { Knex } from "knex";
import { rowOfOwner } from "../row-loaders.js";
import { quotasOf } from "./quota.table.js";
import type { QuotaRow } from "./quota.type.js";

export interface QuotaLoaders {
  quotasByOwnerId: DataLoader<number, QuotaRow>;
}

export const quotaLoaders = (db: Knex): QuotaLoaders => ({
  quotasByOwnerId: rowOfOwner("quotas", (ids) => quotasOf(db, ids), (row) => row.ownerId),
});
