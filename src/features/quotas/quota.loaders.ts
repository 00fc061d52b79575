import { rowOfOwner } from "../../graph/batch-loaders.js";
import { quotasOf } from "./quota.table.js";

export const quotasByOwnerId = rowOfOwner("quotas", quotasOf, (row) => row.ownerId);
