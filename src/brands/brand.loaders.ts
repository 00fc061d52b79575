import type DataLoader from "dataloader";
import type { Knex } from "knex";
import { rowByKey } from "../row-loaders.js";
import { type BrandRow, brandsById, brandsByUuid } from "./brand.table.js";

export interface BrandLoaders {
  brandById: DataLoader<number, BrandRow | null>;
  /** Keys are lower-case uuids. */
  brandByUuid: DataLoader<string, BrandRow | null>;
}

export const brandLoaders = (db: Knex): BrandLoaders => ({
  brandById: rowByKey((ids: readonly number[]) => brandsById(db, ids), (row) => row.id),
  brandByUuid: rowByKey((uuids: readonly string[]) => brandsByUuid(db, uuids), (row) => row.uuid),
});
