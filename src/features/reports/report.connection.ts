import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../graph/connection.type.js";
import { Report, ReportSchedule } from "./report.type.js";

@ObjectType({ simpleResolvers: true, description: "A report in a list." })
export class ReportEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => Report, { description: "The report." })
  node!: Report;
}

@ObjectType({ simpleResolvers: true, description: "A page of reports." })
export class ReportConnection {
  @Field(() => [ReportEdge], { description: "The reports with their cursors." })
  edges!: ReportEdge[];

  @Field(() => [Report], { description: "The reports." })
  nodes!: Report[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

@ObjectType({ simpleResolvers: true, description: "A schedule of reports in a list." })
export class ReportScheduleEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => ReportSchedule, { description: "The schedule." })
  node!: ReportSchedule;
}

@ObjectType({ simpleResolvers: true, description: "A page of schedules of reports." })
export class ReportScheduleConnection {
  @Field(() => [ReportScheduleEdge], { description: "The schedules with their cursors." })
  edges!: ReportScheduleEdge[];

  @Field(() => [ReportSchedule], { description: "The schedules." })
  nodes!: ReportSchedule[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}
