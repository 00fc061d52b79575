import DataLoader from "dataloader";
import type { Knex } from "knex";
import { listsByOwner } from "../row-loaders.js";
import { type ScheduleRow, schedulesOfGroups, schedulesPage } from "./report-schedule.table.js";
import { type ReportRecord, reportsOf } from "./report.table.js";

export interface ReportLoaders {
  /** The schedule a group's settings show; null where it has set none. */
  scheduleByGroupId: DataLoader<number, ScheduleRow | null>;
  schedulesByGroupId: (query: { first: number | null; after: number | null }) => DataLoader<number, ScheduleRow[]>;
  reportsByGroupId: (query: { first: number | null; before: number | null }) => DataLoader<number, ReportRecord[]>;
}

export const reportLoaders = (db: Knex): ReportLoaders => ({
  scheduleByGroupId: new DataLoader(async (ids: readonly number[]) => {
    const rows = new Map((await schedulesOfGroups(db, ids)).map((row) => [row.groupId, row]));
    return ids.map((id) => rows.get(id) ?? null);
  }),
  schedulesByGroupId: listsByOwner((ids, query: { first: number | null; after: number | null }) => schedulesPage(db, ids, query), (row) => row.groupId),
  reportsByGroupId: listsByOwner((ids, query: { first: number | null; before: number | null }) => reportsOf(db, ids, query), (row) => row.groupId),
});
