import { listsByOwner, rowByKey } from "../batch-loaders.js";
import { schedulesOfGroups, schedulesPage } from "./report-schedule.table.js";
import { reportsOf } from "./report.table.js";

/** The schedule a group's settings show; null where it has set none. */
export const scheduleByGroupId = rowByKey(schedulesOfGroups, (row) => row.groupId);
export const schedulesByGroupId = listsByOwner(schedulesPage, (row) => row.groupId);
export const reportsByGroupId = listsByOwner(reportsOf, (row) => row.groupId);
