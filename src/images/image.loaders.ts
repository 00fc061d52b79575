import { rowByKey } from "../batch-loaders.js";
import { imageContents, imagesById } from "./image.table.js";

export const imageById = rowByKey(imagesById, (row) => row.id);
export const imageContentById = rowByKey(imageContents, (row) => row.id);
