import { rowByKey } from "../../graph/batch-loaders.js";
import { schedulesOfGroups } from "./report-schedule.table.js";

/** The schedule a group's settings show; null where it has set none. */
export const scheduleByGroupId = rowByKey(schedulesOfGroups, (row) => row.groupId);
