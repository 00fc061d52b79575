import { rowOfOwner } from "../../graph/batch-loaders.js";
import { loaderById, loaderByUuid } from "../../graph/rows.js";
import { groupRows } from "./group.table.js";
import { quotaExceedanceOf } from "./quota-exceedance.table.js";

export const groupById = loaderById(groupRows);
export const groupByUuid = loaderByUuid(groupRows);
export const quotaExceedanceByGroupId = rowOfOwner("quotas or usage", quotaExceedanceOf, (row) => row.ownerId);
