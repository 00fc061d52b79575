import { GraphQLScalarType } from "graphql";
import { Field, Float, ID, ObjectType, registerEnumType } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLSafeInt, GraphQLUUID } from "graphql-scalars";
import { PageInfo } from "../../graph/connection.type.js";
import { type FieldSql, Sql, embedded, expression } from "../../sql-planner/sql.js";
import { ReportRow } from "./report-row.type.js";
import { shownDay } from "./report.table.js";

/** What of a report is made at most before all of it is. */
export const MOST_MADE = 0.99;

/** How far down a report goes. */
export enum ReportLevel {
  ITSELF = 0,
  DIRECT = 1,
  CUSTOMERS = 2,
  ACCOUNTS = 3,
}
registerEnumType(ReportLevel, {
  name: "ReportLevel",
  description: "Whom a report has rows of. A group that gives those above it no access is one row, with its total.",
  valuesConfig: {
    ITSELF: { description: "The group itself." },
    DIRECT: { description: "The groups directly below." },
    CUSTOMERS: {
      description: "All customers (END_USER_COMPANY) at and below the group, and in place of what is cut off the group that is.",
    },
    ACCOUNTS: { description: "The group, all groups below it, and all their service users." },
  },
});

/** What one row of a report is about. */
export enum ReportKind {
  DAILY = 4,
  SUMMARY = 5,
}
registerEnumType(ReportKind, {
  name: "ReportKind",
  description: "What one row of a report is about.",
  valuesConfig: { DAILY: { description: "One day." }, SUMMARY: { description: "The whole period." } },
});

/** What becomes of a report that has been ordered; stored as these words. */
export enum ReportAction {
  SAVE = "save",
  SEND = "send",
}
registerEnumType(ReportAction, {
  name: "ReportAction",
  description: "What becomes of a report that has been ordered.",
  valuesConfig: { SAVE: { description: "It is kept." }, SEND: { description: "It is kept, and mailed." } },
});

/** In what form a report is downloaded; links have these words. */
export enum ReportFormat {
  JSON = "json",
  CSV = "csv",
}
registerEnumType(ReportFormat, {
  name: "ReportFormat",
  description: "In what form a report is downloaded.",
  valuesConfig: {
    JSON: { description: "As the Multi-service Portal API v1 has it, packed with gzip for whoever accepts that." },
    CSV: { description: "A spreadsheet: a line of names, then a line for each row. What would be a formula begins with an apostrophe." },
  },
});

/** A link that needs no credentials, for a short time. */
export const Download = new GraphQLScalarType<string, string>({
  name: "Download",
  description:
    "An absolute link to a file. " +
    "It needs no credentials, and is good for five minutes, as long as whoever got it may read the file, and from where it may.",
  serialize: (value) => value as string,
});

/** How far a report is; stored as these words. */
export enum ReportState {
  WAITING = "waiting",
  RUNNING = "running",
  SAVED = "saved",
  ENDED = "ended",
}
registerEnumType(ReportState, {
  name: "ReportState",
  description: "How far a report is.",
  valuesConfig: {
    WAITING: { description: "Its time has not come, or nobody had the time." },
    RUNNING: { description: "It is being made." },
    SAVED: { description: "It can be read." },
    ENDED: { description: "It is not made: when it was to be, whoever had ordered it was not allowed to have it any more." },
  },
});

@ObjectType({ simpleResolvers: true, description: "When a scheduled report is made." })
export class ReportTiming {
  @Field(() => GraphQLSafeInt, {
    description:
      "Minutes by which the recipients' clocks are ahead of UTC, -720 to 840: it is made when their second day of the month begins.",
  })
  timeshift!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: "A report that is made each month of the month before, and mailed to the group's admins.",
})
export class ReportSchedule {
  @Field(() => ID, { description: "An integer up to 2^53-1, as text." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The same schedule's universally unique id." })
  uuid!: string;

  @Field(() => GraphQLSafeInt, { description: "Grows with each change of the schedule." })
  version!: number;

  @Field(() => ReportLevel, { description: "Whom it has rows of." })
  level!: ReportLevel;

  @Field(() => Boolean, { description: "Whether reports are made." })
  enabled!: boolean;

  @Sql(embedded(""))
  @Field(() => ReportTiming, { description: "When they are made." })
  schedule!: ReportTiming;

  @Field(() => Boolean, { description: "Whether rows of zeros are left out." })
  hideZeroUsage!: boolean;

  @Field(() => Boolean, { description: "Whether SKUs are asked for. Kept; no column depends on it." })
  showSkus!: boolean;

  @Field(() => GraphQLDateTimeISO, { description: "When the next one is due, if it is enabled." })
  nextRunAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: "How a group's own schedule of reports is set." })
export class GroupReportSchedule {
  @Field(() => ReportLevel, { description: "Whom its reports have rows of." })
  level!: ReportLevel;

  @Sql(embedded(""))
  @Field(() => ReportTiming, { description: "When they are made." })
  schedule!: ReportTiming;

  @Field(() => Boolean, { description: "Whether they are made." })
  enabled!: boolean;

  @Field(() => Boolean, { description: "Whether rows of zeros are left out." })
  hideZeroUsage!: boolean;

  @Field(() => Boolean, { description: "Whether SKUs are asked for. Kept; no column depends on it." })
  showSkus!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "A report's row in a list." })
export class ReportRowEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => ReportRow, { description: "The row." })
  node!: ReportRow;
}

@ObjectType({ simpleResolvers: true, description: "A page of a report's rows." })
export class ReportRowConnection {
  @Field(() => [ReportRowEdge], { description: "The rows with their cursors." })
  edges!: ReportRowEdge[];

  @Field(() => [ReportRow], { description: "The rows." })
  nodes!: ReportRow[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

const midnight = (column: string): FieldSql => expression((row) => `(${shownDay(`${row}.${column}`)}::timestamp at time zone 'UTC')`);

/** As toReport has it. JavaScript divides floats: their shortest text is the number that it writes. */
const progressSql = expression(
  (row) => `(case when ${row}.state = '${ReportState.SAVED}' then 1
    else least(${row}.written_rows::float8 / greatest(${row}.expected_rows, ${row}.written_rows, 1), ${MOST_MADE})::text::numeric end)`,
);

@ObjectType({ simpleResolvers: true, description: "A report of usage, made or in the making." })
export class Report {
  @Field(() => ID, { description: "An integer up to 2^53-1, as text." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The same report's universally unique id." })
  uuid!: string;

  @Field(() => GraphQLSafeInt, { description: "1: what has been ordered does not change." })
  version!: number;

  @Field(() => ReportKind, { description: "What one row is about." })
  kind!: ReportKind;

  @Field(() => ReportLevel, { description: "Whom it has rows of." })
  level!: ReportLevel;

  @Sql(midnight("begin_date"))
  @Field(() => GraphQLDateTimeISO, { description: "Midnight UTC of the first day of the period." })
  beginDate!: Date;

  @Sql(midnight("end_date"))
  @Field(() => GraphQLDateTimeISO, { description: "Midnight UTC of the last day of the period." })
  endDate!: Date;

  @Field(() => GraphQLDateTimeISO, { description: "When it is made, at the earliest." })
  runAt!: Date;

  @Field(() => ReportAction, { description: "What becomes of it." })
  resultAction!: ReportAction;

  @Field(() => Boolean, { description: "Whether rows of zeros are left out." })
  hideZeroUsage!: boolean;

  @Field(() => Boolean, { description: "Whether SKUs were asked for." })
  showSkus!: boolean;

  @Field(() => ReportState, { description: "How far it is." })
  state!: ReportState;

  @Field(() => GraphQLSafeInt, { description: "How many rows it has so far." })
  writtenRows!: number;

  @Sql(progressSql)
  @Field(() => Float, { description: "How much of it is made, from 0 to 1." })
  progress!: number;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When it was saved." })
  savedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why it is not made, where it has ended." })
  endReason!: string | null;
}
