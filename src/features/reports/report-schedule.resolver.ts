import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { Allow } from "../../access/allow.js";
import { ADMINS, WRITERS } from "../../access/roles.js";
import { requireReadableContents } from "../../access/visibility.js";
import { type Page, PageArguments } from "../../graph/connection.type.js";
import type { ViewerContext } from "../../graph/context.js";
import type { GroupRow } from "../groups/group.table.js";
import { Group } from "../groups/group.type.js";
import { Sql, SqlRoot } from "../../sql-planner/sql.js";
import { UNSET_SCHEDULE, changeSchedule, createSchedule, removeSchedule, setGroupSchedule } from "./report-schedule.commands.js";
import { ownScheduleSql, scheduleRoot } from "./report-schedule.sql.js";
import { ReportScheduleConnection } from "./report.connection.js";
import { schedules } from "./report.edges.js";
import { CreateReportScheduleInput, UpdateReportScheduleInput } from "./report.input.js";
import { findSchedule } from "./report.lookup.js";
import { toSchedule } from "./report.shape.js";
import { GroupReportSchedule, ReportSchedule } from "./report.type.js";
import { scheduleByGroupId } from "./report.loaders.js";

const GROUP_ID = { description: "The group's integer id, its uuid, or 'self' for the caller's own." };
const SCHEDULE_ID = { description: "The schedule's integer id or uuid." };
const VERSION = { nullable: true, description: "The version the caller holds; another one stored is VERSION_MISMATCH." };
@Resolver(() => Group)
export class ReportScheduleResolver {
  @Allow(ADMINS)
  @SqlRoot(scheduleRoot)
  @Query(() => ReportSchedule, { description: "A schedule of reports. Refuses with NOT_FOUND or FORBIDDEN." })
  async reportSchedule(@Arg("id", () => ID, SCHEDULE_ID) id: string, @Ctx() { db, viewer }: ViewerContext): Promise<ReportSchedule> {
    return toSchedule((await findSchedule(db, viewer, id)).schedule);
  }

  @Allow(ADMINS)
  @Mutation(() => ReportSchedule, {
    description: "Makes a schedule of a group's reports. Refuses with BAD_REQUEST, FORBIDDEN or NOT_FOUND.",
  })
  async createReportSchedule(
    @Arg("groupId", () => ID, { ...GROUP_ID, defaultValue: "self" }) groupId: string,
    @Arg("input", () => CreateReportScheduleInput, { description: "The new schedule." }) input: CreateReportScheduleInput,
    @Ctx() context: ViewerContext,
  ): Promise<ReportSchedule> {
    return toSchedule(await createSchedule(context, groupId, input));
  }

  @Allow(WRITERS)
  @Mutation(() => ReportSchedule, {
    description: "Changes a schedule of reports. Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or VERSION_MISMATCH.",
  })
  async updateReportSchedule(
    @Arg("id", () => ID, SCHEDULE_ID) id: string,
    @Arg("input", () => UpdateReportScheduleInput, { description: "What to change." }) input: UpdateReportScheduleInput,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<ReportSchedule> {
    return toSchedule(await changeSchedule(context, id, input, version));
  }

  @Allow(WRITERS)
  @Mutation(() => ID, {
    description: "Removes a schedule; the reports it has made stay. Answers its id. Refuses with FORBIDDEN, NOT_FOUND or VERSION_MISMATCH.",
  })
  deleteReportSchedule(
    @Arg("id", () => ID, SCHEDULE_ID) id: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<number> {
    return removeSchedule(context, id, version);
  }

  @Allow(WRITERS)
  @Mutation(() => ReportSchedule, {
    description: "Sets a group's own schedule of reports. Refuses with BAD_REQUEST, FORBIDDEN or NOT_FOUND.",
  })
  async updateGroupReportSchedule(
    @Arg("groupId", () => ID, GROUP_ID) groupId: string,
    @Arg("input", () => UpdateReportScheduleInput, { description: "What to change." }) input: UpdateReportScheduleInput,
    @Ctx() context: ViewerContext,
  ): Promise<ReportSchedule> {
    return toSchedule(await setGroupSchedule(context, groupId, input));
  }

  @Sql(ownScheduleSql)
  @FieldResolver(() => GroupReportSchedule, {
    name: "reportSchedule",
    description:
      "How the group's own schedule of reports is set; off where nobody has set it. " +
      "Refuses with FORBIDDEN where the group gives those above no access.",
  })
  async ownSchedule(@Root() group: GroupRow, @Ctx() { loaders, viewer }: ViewerContext): Promise<GroupReportSchedule> {
    requireReadableContents(viewer, group);
    return toSchedule((await loaders.of(scheduleByGroupId).load(group.id)) ?? UNSET_SCHEDULE);
  }

  @Sql(schedules.sql)
  @FieldResolver(() => ReportScheduleConnection, {
    description: "All its schedules of reports, its own among them. Refuses with FORBIDDEN as `reportSchedule` does.",
  })
  reportSchedules(
    @Args(() => PageArguments) page: PageArguments,
    @Root() group: GroupRow,
    @Ctx() context: ViewerContext,
  ): Promise<Page<ReportSchedule>> {
    return schedules.load(context, group, page);
  }
}
