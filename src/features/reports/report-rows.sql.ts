import { GROUP_IS_READABLE, viewFromPlace } from "../../access/visibility.js";
import { type PlaceColumns, conditionFor, placeOf } from "../../access/visibility.sql.js";
import { objectText, sqlOf, workedText } from "../../sql-planner/json-text.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { shown } from "../usage/shown.sql.js";
import { SNAPSHOT_COLUMNS, STATE_SQL } from "../usage/snapshot.sql.js";
import { GroupKind, PricingMode } from "../../kernel/enums.js";
import { type RowField, ROW_FIELD_NAMES, formOf } from "./report-row.type.js";
import type { ReportQuery, DateRange } from "./report-rows.table.js";
import { ReportKind, ReportLevel } from "./report.type.js";

/** How a report is one statement over the history, whose rows are the texts that are kept and sent. */

/** What devices are called in a report, with their counts in the history. */
const COUNTS: Readonly<Record<string, string>> = {
  workstations: "workstation_count",
  servers: "server_count",
  vms: "vm_count",
  mobiles: "mobile_count",
  virtualhosts: "virtualhost_count",
  win_server_essentials: "win_server_essential_count",
  mailboxes: "mailbox_count",
  websites: "website_count",
  universal_devices: "universal_devices_count",
};
const DEVICES = Object.keys(COUNTS);
/** A byte in GiB, to its last digit: to multiply by it is exact, to divide is not. */
const BYTE = (2 ** -30).toFixed(30);

/** The figure of a row's day, or with a condition of a day it holds on; 0 where there is none. */
const ofDay = (figure: string, condition?: string): string =>
  condition === undefined ? shown(`coalesce(${figure}, 0)`) : `case when ${condition} then ${shown(`coalesce(${figure}, 0)`)} else 0 end`;

/** The most of a figure over the days of a group, or with a condition over those it holds on; 0 where there is none. */
const mostOfDays = (figure: string, condition?: string): string =>
  shown(`coalesce(max(${figure})${condition === undefined ? "" : ` filter (where ${condition})`}, 0)`);

const isInMode = (production: boolean, row: string): string => `${row}.mode ${production ? "=" : "<>"} ${PricingMode.PRODUCTION}`;

/** A day that is kept late has the service users of its end, but of these all that there are now. */
const withoutLocalBackup = (row: string): string =>
  `least(coalesce(${row}.service_users_without_local_backup, 0), coalesce(${row}.service_users, 0))`;

/** The counts of a row: of its day, or the most of its days. */
const counts = (row: string, of: typeof ofDay): string =>
  [
    ...DEVICES.flatMap((device) =>
      [true, false].map(
        (production) => `${of(`${row}.${COUNTS[device]}`, isInMode(production, row))} ${production ? "production" : "trial"}_${device}`,
      ),
    ),
    `${of(`${row}.service_users`)} total_service_users`,
    `${of(withoutLocalBackup(row))} usage_service_users_local_backup_disabled`,
    `${of(`coalesce(${row}.service_users, 0) - ${withoutLocalBackup(row)}`)} usage_service_users_local_backup_enabled`,
  ].join(", ");

const SIZES = DEVICES.map((device) => `coalesce(l.size_for_${device}, 0)`);

/** What stands for each column: of `l`, the day or the last day, and `c`, the counts. */
function expressionOf(field: RowField): string {
  const column = snakeCase(field);
  const [, mode, of] = /^(production|trial)_storage(?:_(\w+))?$/.exec(column) ?? [];
  if (mode !== undefined) {
    const figure =
      of === undefined
        ? "l.storage_size"
        : of === "orphaned"
          ? `greatest(coalesce(l.storage_size, 0) - (${SIZES.join(" + ")}), 0)`
          : `l.size_for_${of}`;
    return ofDay(figure, isInMode(mode === "production", "l"));
  }
  return SPECIAL[column] ?? (column.startsWith("quota_") ? `l.${column}` : `c.${column}`);
}

const SPECIAL: Readonly<Record<string, string>> = {
  mode: "l.mode",
  customer_id: "l.customer_id",
  group_path: "l.path",
  group_id: "l.owner_id",
  group_kind: "l.kind",
  group_human_path: "l.human_path",
  currency: "l.currency",
  storage_name: "l.storage_name",
  cost: `trim_scale(round(l.price * coalesce(l.storage_size, 0) * ${BYTE}, 6))`,
  group_parent_id: "l.parent_id",
  group_name: "l.name",
  total_storage: ofDay("l.storage_size"),
  price: "trim_scale(l.price)",
  date: "extract(epoch from d.date)::bigint",
  storage_id: "coalesce(l.storage_id, -1)",
};

const text = (field: RowField): string => {
  const form = formOf(field);
  const expression = expressionOf(field);
  const written = form.startsWith("text") ? `to_json(${expression})::text` : `(${expression})::text`;
  return form.endsWith("?") ? `coalesce(${written}, 'null')` : written;
};

const ROW_TEXT = sqlOf(objectText(ROW_FIELD_NAMES.map((field) => [snakeCase(field), workedText(text(field))])));

/** Every column that is a figure: a row of zeros has none. */
const USED = [
  ...DEVICES.flatMap((device) => [`c.production_${device}`, `c.trial_${device}`]),
  "c.total_service_users",
  "coalesce(l.storage_size, 0)",
  ...SIZES,
]
  .map((figure) => `${figure} > 0`)
  .join(" or ");

const OF_LEVEL: Readonly<Record<ReportLevel, string>> = {
  [ReportLevel.ITSELF]: "s.owner_id = :groupId::bigint",
  [ReportLevel.DIRECT]: `s.parent_id = :groupId::bigint and s.kind <> ${GroupKind.SERVICE_USER}`,
  [ReportLevel.CUSTOMERS]: `(s.kind = ${GroupKind.END_USER_COMPANY} or (not s.parent_has_access and s.owner_id <> :groupId::bigint))`,
  [ReportLevel.ACCOUNTS]: "true",
};

interface Written {
  sql: string;
  bindings: Readonly<Record<string, unknown>>;
}

const COLUMNS = ["day", ...SNAPSHOT_COLUMNS].map((name) => `s.${name}`).join(", ");

/** Where a group was on a day. */
export const placeOfSnapshot = (row: string): PlaceColumns => ({ ...placeOf(row), id: `${row}.owner_id` });

/**
 * The days of a range that a report is about, of groups the report's own group may look into.
 *
 * @param prefix of the names of its values
 */
function daysOfRange(source: string, query: ReportQuery, { from, to, path, isolation }: DateRange, prefix: string): Written {
  const view = viewFromPlace({ groupId: query.groupId, groupPath: path, isolation });
  const readable = conditionFor(GROUP_IS_READABLE, view, { group: placeOfSnapshot("s") }, `${prefix}View`);
  const sql = `select ${COLUMNS} from ${source} s where s.day between :${prefix}From::date and :${prefix}To::date
      and ${readable.sql} and ${OF_LEVEL[query.level]}`;
  return { sql, bindings: { ...readable.bindings, [`${prefix}From`]: from, [`${prefix}To`]: to } };
}

/** All days of all rows of a report as `days`; this day, which is not kept yet, as it is. */
function withDays(query: ReportQuery): Written {
  const { ranges, today, now } = query;
  const parts = ranges.map((part, index) => daysOfRange("usage_snapshots", query, part, `part${index}`));
  if (today !== null) parts.push(daysOfRange("live", query, today, "today"));
  const live = today === null ? "" : `live as materialized (select :todayFrom::date as day, state.* from (${STATE_SQL}) state),`;
  const none = `select ${COLUMNS} from usage_snapshots s where false`;
  return {
    sql: `with ${live} days as not materialized (${parts.length === 0 ? none : parts.map(({ sql }) => sql).join(" union all ")})`,
    bindings: Object.fromEntries([
      ...Object.entries({ groupId: query.groupId, stateOf: query.groupId, stateAt: now, todayFrom: today?.from }),
      ...parts.flatMap(({ bindings }) => Object.entries(bindings)),
    ]),
  };
}

/** The statement that gives each row of a report as the text it is kept as, in order of ids, then days. */
export function reportSql(query: ReportQuery, select = ROW_TEXT): Written {
  const days = withDays(query);
  const where = query.hideZeroUsage ? `where ${USED}` : "";
  if (query.kind === ReportKind.DAILY) {
    return {
      sql: `${days.sql} select ${select} as text from days l cross join lateral (select ${counts("l", ofDay)}) c
        cross join lateral (select l.day::timestamp as date) d ${where} order by l.owner_id, l.day`,
      bindings: days.bindings,
    };
  }
  return {
    sql: `${days.sql}, c as (
        select s.owner_id, max(s.day) as last_day, ${counts("s", mostOfDays)} from days s group by s.owner_id
      ) select ${select} as text from c cross join (select :beginDate::date::timestamp as date) d
      join days l on l.owner_id = c.owner_id and l.day = c.last_day ${where} order by c.owner_id`,
    bindings: { ...days.bindings, beginDate: query.beginDate },
  };
}
