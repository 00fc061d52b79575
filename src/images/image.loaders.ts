import type DataLoader from "dataloader";
import type { Knex } from "knex";
import { rowByKey } from "../row-loaders.js";
import { type ImageRow, imageContents, imagesById } from "./image.table.js";

export interface ImageLoaders {
  imageById: DataLoader<number, ImageRow | null>;
  imageContentById: DataLoader<number, { content: Buffer } | null>;
}

export const imageLoaders = (db: Knex): ImageLoaders => ({
  imageById: rowByKey((ids: readonly number[]) => imagesById(db, ids), (row) => row.id),
  imageContentById: rowByKey((ids: readonly number[]) => imageContents(db, ids), (row) => row.id),
});
