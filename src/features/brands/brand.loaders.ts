import DataLoader from "dataloader";
import type { Knex } from "knex";
import { loaderById, loaderByUuid } from "../../graph/rows.js";
import { brandRows, effectiveBrandIds } from "./brand.table.js";

export const brandById = loaderById(brandRows);
export const brandByUuid = loaderByUuid(brandRows);

/** The effective brand for a group. */
export const effectiveBrandIdByGroupId = (db: Knex): DataLoader<number, number> =>
  new DataLoader(async (ids: readonly number[]) => {
    const brands = await effectiveBrandIds(db, ids);
    return ids.map((id) => brands.get(id) ?? new Error(`no brand at or above group ${id}`));
  });
