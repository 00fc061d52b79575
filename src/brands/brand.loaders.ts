import DataLoader from "dataloader";
import type { Knex } from "knex";
import { rowByKey } from "../batch-loaders.js";
import { brandsById, brandsByUuid, effectiveBrandIds } from "./brand.table.js";

export const brandById = rowByKey(brandsById, (row) => row.id);
/** Keys are lower-case uuids. */
export const brandByUuid = rowByKey(brandsByUuid, (row) => row.uuid);

/** The brand in force for a group. */
export const effectiveBrandIdByGroupId = (db: Knex): DataLoader<number, number> =>
  new DataLoader(async (ids: readonly number[]) => {
    const brands = await effectiveBrandIds(db, ids);
    return ids.map((id) => brands.get(id) ?? new Error(`no brand at or above group ${id}`));
  });
