import { listsByOwner, rowByKey, rowOfOwner } from "../batch-loaders.js";
import { childrenOf, groupsById, groupsByUuid } from "./group.table.js";
import { quotaExceedanceOf } from "./quota-exceedance.table.js";

export const groupById = rowByKey(groupsById, (row) => row.id);
/** Keys are lower-case uuids. */
export const groupByUuid = rowByKey(groupsByUuid, (row) => row.uuid);
export const childrenByGroupId = listsByOwner(childrenOf, (row) => row.parentId);
export const quotaExceedanceByGroupId = rowOfOwner("quotas or usage", quotaExceedanceOf, (row) => row.ownerId);
