import { rowOfOwner } from "../../graph/batch-loaders.js";
import { usageOf } from "./usage.table.js";

export const usageByOwnerId = rowOfOwner("usage", usageOf, (row) => row.ownerId);
