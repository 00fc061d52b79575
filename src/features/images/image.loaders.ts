import { rowByKey } from "../../graph/batch-loaders.js";
import { loaderById } from "../../graph/rows.js";
import { imageContents, imageRows } from "./image.table.js";

export const imageById = loaderById(imageRows);
export const imageContentById = rowByKey(imageContents, (row) => row.id);
