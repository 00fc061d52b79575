import { loaderById, loaderByUuid } from "../../graph/rows.js";
import { accountRows } from "./account.table.js";

export const accountById = loaderById(accountRows);
export const accountByUuid = loaderByUuid(accountRows);
