import { loaderById, loaderByUuid } from "../../graph/rows.js";
import { groupRows } from "./group.table.js";

export const groupById = loaderById(groupRows);
export const groupByUuid = loaderByUuid(groupRows);
