import { Field, InputType } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLSafeInt } from "graphql-scalars";
import { ReportAction, ReportKind, ReportLevel } from "./report.type.js";

const HIDE = "Whether rows of zeros are left out.";
const SKUS = "Whether SKUs are asked for. Kept; no column depends on it.";
const SHIFT = "Minutes by which the recipients' clocks are ahead of UTC, -720 to 840.";

@InputType({ description: "When a scheduled report is made." })
export class NewReportTimingInput {
  @Field(() => GraphQLSafeInt, { description: SHIFT })
  timeshift!: number;
}

@InputType({ description: "When a scheduled report is made. What is absent stays." })
export class ReportTimingInput {
  @Field(() => GraphQLSafeInt, { nullable: true, description: SHIFT })
  timeshift?: number | null;
}

@InputType({ description: "A new schedule of reports." })
export class CreateReportScheduleInput {
  @Field(() => ReportLevel, { description: "Whom its reports have rows of." })
  level!: ReportLevel;

  @Field(() => NewReportTimingInput, { description: "When they are made." })
  schedule!: NewReportTimingInput;

  @Field(() => Boolean, { description: "Whether they are made." })
  enabled!: boolean;

  @Field(() => Boolean, { nullable: true, description: HIDE })
  hideZeroUsage?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: SKUS })
  showSkus?: boolean | null;
}

@InputType({ description: "What to change of a schedule of reports. What is absent stays." })
export class UpdateReportScheduleInput {
  @Field(() => ReportLevel, { nullable: true, description: "Whom its reports have rows of; not ITSELF for the one of a group's settings." })
  level?: ReportLevel | null;

  @Field(() => ReportTimingInput, { nullable: true, description: "When they are made." })
  schedule?: ReportTimingInput | null;

  @Field(() => Boolean, { nullable: true, description: "Whether they are made." })
  enabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: HIDE })
  hideZeroUsage?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: SKUS })
  showSkus?: boolean | null;
}

@InputType({ description: "A report to be made once." })
export class OrderReportInput {
  @Field(() => ReportKind, { nullable: true, defaultValue: ReportKind.SUMMARY, description: "What one row is about." })
  kind?: ReportKind | null;

  @Field(() => ReportLevel, { nullable: true, defaultValue: ReportLevel.ITSELF, description: "Whom it has rows of." })
  level?: ReportLevel | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "A time on the first day of the period; required. Days are UTC's." })
  beginDate?: Date | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "A time on the last day of the period; required." })
  endDate?: Date | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When to make it; null is as soon as possible." })
  when?: Date | null;

  @Field(() => ReportAction, { nullable: true, defaultValue: ReportAction.SAVE, description: "What becomes of it." })
  resultAction?: ReportAction | null;

  @Field(() => Boolean, { nullable: true, description: HIDE })
  hideZeroUsage?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: SKUS })
  showSkus?: boolean | null;
}
