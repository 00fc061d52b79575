import { listsByOwner, rowByKey } from "../batch-loaders.js";
import { accountsById as byId, accountsByUuid as byUuid, accountsOf } from "./account.table.js";

export const accountById = rowByKey(byId, (row) => row.id);
/** Keys are lower-case uuids. */
export const accountByUuid = rowByKey(byUuid, (row) => row.uuid);
export const accountsByGroupId = listsByOwner(accountsOf, (row) => row.groupId);
