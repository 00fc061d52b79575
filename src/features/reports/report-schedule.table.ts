import type { Knex } from "knex";
import { query } from "../../../db/query.js";
import type { Rows } from "../../graph/rows.js";
import { snakeCase } from "../../kernel/snake-case.js";
import type { ReportLevel } from "./report.type.js";

/** A stored schedule. */
export interface ScheduleRow {
  id: number;
  uuid: string;
  groupId: number;
  /** Whether it is the one that a group's settings show. */
  ofGroup: boolean;
  version: number;
  level: ReportLevel;
  enabled: boolean;
  timeshift: number;
  hideZeroUsage: boolean;
  showSkus: boolean;
  nextRunAt: Date;
}

const FIELDS = [
  "id",
  "uuid",
  "groupId",
  "ofGroup",
  "version",
  "level",
  "enabled",
  "timeshift",
  "hideZeroUsage",
  "showSkus",
  "nextRunAt",
] as const;
const COLUMNS = FIELDS.map((field) => `${snakeCase(field)} "${field}"`).join(", ");

/** How schedules are read. */
export const scheduleRows: Rows<ScheduleRow> = {
  columns: (row) => FIELDS.map((field) => `${row}.${snakeCase(field)} "${field}"`).join(", "),
  from: (row) => `report_schedules ${row}`,
};

export type ScheduleChanges = Partial<Omit<ScheduleRow, "id" | "uuid" | "groupId" | "ofGroup" | "version">>;
export type NewSchedule = Omit<ScheduleRow, "id" | "uuid" | "version">;

/** The schedule of that id or uuid; locked until the transaction ends, if asked. */
export async function scheduleBy(
  db: Knex,
  key: { id: number } | { uuid: string } | { ofGroup: number },
  lock = false,
): Promise<ScheduleRow | null> {
  const [where, value] =
    "id" in key ? ["id = ?", key.id] : "uuid" in key ? ["uuid = ?", key.uuid] : ["of_group and group_id = ?", key.ofGroup];
  return (
    (await query<ScheduleRow>(db, `select ${COLUMNS} from report_schedules where ${where} ${lock ? "for update" : ""}`, [value]))[0] ?? null
  );
}

/** The schedules that groups' settings show; a group that has set none is missing. */
export const schedulesOfGroups = (db: Knex, groupIds: readonly number[]): Promise<ScheduleRow[]> =>
  query(db, `select ${COLUMNS} from report_schedules where of_group and group_id = any(?::bigint[])`, [groupIds]);

export async function insertSchedule(trx: Knex, schedule: NewSchedule): Promise<ScheduleRow> {
  const entries = Object.entries(schedule);
  const rows = await query<ScheduleRow>(
    trx,
    `insert into report_schedules (${entries.map(([field]) => snakeCase(field)).join(", ")})
     values (${entries.map(() => "?").join(", ")})
     returning ${COLUMNS}`,
    entries.map(([, value]) => value),
  );
  return rows[0]!;
}

/** Sets what is given; the version grows. */
export async function updateSchedule(trx: Knex, id: number, changes: ScheduleChanges): Promise<ScheduleRow> {
  const entries = Object.entries(changes);
  const sets = ["version = version + 1", ...entries.map(([field]) => `${snakeCase(field)} = ?`)];
  const rows = await query<ScheduleRow>(trx, `update report_schedules set ${sets.join(", ")} where id = ? returning ${COLUMNS}`, [
    ...entries.map(([, value]) => value),
    id,
  ]);
  return rows[0]!;
}

export async function deleteSchedule(trx: Knex, id: number): Promise<void> {
  await query(trx, "delete from report_schedules where id = ?", [id]);
}

/** Some schedules that are due and that no other process is at; they are this transaction's until it ends. */
export const dueSchedules = (trx: Knex, now: Date): Promise<ScheduleRow[]> =>
  query(
    trx,
    `select ${COLUMNS} from report_schedules where enabled and next_run_at <= ? order by next_run_at limit 100 for update skip locked`,
    [now],
  );

/** When a schedule is due next; its version stays. */
export async function setNextRun(trx: Knex, id: number, nextRunAt: Date): Promise<void> {
  await query(trx, "update report_schedules set next_run_at = ? where id = ?", [nextRunAt, id]);
}
