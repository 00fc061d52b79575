import DataLoader from "dataloader";
import type { Knex } from "knex";
import { brandsById } from "../brands/brand.table.js";

/** Where a brand sells; null where it says nothing of that. */
export const upsellUrlByBrandId = (db: Knex): DataLoader<number, string | null> =>
  new DataLoader(async (ids: readonly number[]) => {
    const urls = new Map((await brandsById(db, ids)).map(({ id, upsellUrl }) => [id, upsellUrl]));
    return ids.map((id) => urls.get(id) ?? null);
  });
