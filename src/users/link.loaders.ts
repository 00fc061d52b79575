import DataLoader from "dataloader";
import type { Knex } from "knex";
import { brandsById } from "../brands/brand.table.js";

export interface LinkLoaders {
  /** Where a brand sells; null where it says nothing of that. */
  upsellUrlByBrandId: DataLoader<number, string | null>;
}

export const linkLoaders = (db: Knex): LinkLoaders => ({
  upsellUrlByBrandId: new DataLoader(async (ids: readonly number[]) => {
    const urls = new Map((await brandsById(db, ids)).map(({ id, upsellUrl }) => [id, upsellUrl]));
    return ids.map((id) => urls.get(id) ?? null);
  }),
});
