import { rowOfOwner } from "../../graph/batch-loaders.js";
import { quotaExceedanceOf } from "./quota-exceedance.table.js";
import { quotasOf } from "./quota.table.js";

export const quotasByOwnerId = rowOfOwner("quotas", quotasOf, (row) => row.ownerId);

export const quotaExceedanceByGroupId = rowOfOwner("quotas or usage", quotaExceedanceOf, (row) => row.ownerId);
