import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLUUID } from "graphql-scalars";
import { Allow } from "../../access/allow.js";
import { ADMINS } from "../../access/roles.js";
import { type Page, PageArguments, checkAfter, checkFirst, toPage } from "../../graph/connection.type.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest } from "../../kernel/errors.js";
import { findGroup } from "../groups/group.lookup.js";
import type { GroupRow } from "../groups/group.table.js";
import { Group } from "../groups/group.type.js";
import { Sql, SqlRoot } from "../../sql-planner/sql.js";
import { rowsFrom } from "./report-content.js";
import { downloadLink } from "./download-link.js";
import type { StoredRow } from "./report-file.js";
import { ROW_FIELD_NAMES, ReportRow, formOf } from "./report-row.type.js";
import { orderReport, sendAdhocReport, sendReport } from "./report.commands.js";
import { ReportConnection } from "./report.connection.js";
import { reports } from "./report.edges.js";
import { OrderReportInput } from "./report.input.js";
import { findSavedReport, requireLevel } from "./report.lookup.js";
import { type ReportSource, toReport } from "./report.shape.js";
import { reportRoot } from "./report.sql.js";
import { Download, Report, ReportFormat, ReportLevel, ReportRowConnection, ReportState } from "./report.type.js";
import { snakeCase } from "../../kernel/snake-case.js";

const GROUP_ID = { description: "The group's integer id, its uuid, or 'self' for the caller's own." };
const REPORT_ID = { description: "The integer id or uuid of a schedule, or of a report." };
const DEFAULT_PAGE = 50;

const toRow = (row: StoredRow): ReportRow =>
  Object.fromEntries(
    ROW_FIELD_NAMES.map((field) => {
      const value = row[snakeCase(field)];
      return [field, formOf(field) === "date" ? new Date((value as number) * 1000) : value];
    }),
  );

@Resolver(() => Report)
export class ReportResolver {
  @Allow(ADMINS)
  @SqlRoot(reportRoot)
  @Query(() => Report, {
    description:
      "A report of a group: the one of that id or uuid, made or not, or the newest saved one of a period and level. " +
      "Refuses with BAD_REQUEST, FORBIDDEN or NOT_FOUND.",
  })
  async report(
    @Arg("groupId", () => ID, GROUP_ID) groupId: string,
    @Arg("id", () => ID, { nullable: true, description: "The report's integer id." }) id: string | null | undefined,
    @Arg("uuid", () => GraphQLUUID, { nullable: true, description: "The report's uuid." }) uuid: string | null | undefined,
    @Arg("beginDate", () => GraphQLDateTimeISO, { nullable: true, description: "A time on the first day of the period." })
    beginDate: Date | null | undefined,
    @Arg("endDate", () => GraphQLDateTimeISO, { nullable: true, description: "A time on the last day of the period." })
    endDate: Date | null | undefined,
    @Arg("level", () => ReportLevel, { nullable: true, description: "Whom it has rows of." }) level: ReportLevel | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<ReportSource> {
    const group = await findGroup(context, groupId);
    const report = await findSavedReport(context.db, group.id, { id, uuid, beginDate, endDate, level });
    requireLevel(context.viewer, group, report.level);
    return toReport(report);
  }

  @Allow(ADMINS)
  @Mutation(() => Report, {
    description:
      "Orders a report of a group. " +
      "Refuses with BAD_REQUEST (a period in the future, or that ends before it begins), FORBIDDEN, NOT_FOUND, or CONFLICT while the " +
      "caller's same one is not made yet.",
  })
  async orderReport(
    @Arg("groupId", () => ID, GROUP_ID) groupId: string,
    @Arg("input", () => OrderReportInput, { description: "What is to be made, and when." }) input: OrderReportInput,
    @Ctx() context: ViewerContext,
  ): Promise<ReportSource> {
    return toReport(await orderReport(context, groupId, input));
  }

  @Allow(ADMINS)
  @Mutation(() => Report, {
    description:
      "Makes a report as a schedule says, but for these days, and mails it to the caller, once where that is ordered already. " +
      "Refuses with BAD_REQUEST, FORBIDDEN or NOT_FOUND.",
  })
  async sendAdhocReport(
    @Arg("scheduleId", () => ID, { description: "The schedule's integer id or uuid." }) scheduleId: string,
    @Arg("beginDate", () => GraphQLDateTimeISO, { description: "A time on the first day of the period." }) beginDate: Date,
    @Arg("endDate", () => GraphQLDateTimeISO, { description: "A time on the last day of the period." }) endDate: Date,
    @Ctx() context: ViewerContext,
  ): Promise<ReportSource> {
    return toReport(await sendAdhocReport(context, scheduleId, beginDate, endDate));
  }

  @Allow(ADMINS)
  @Mutation(() => Report, {
    description:
      "Mails the caller a report: a schedule's of the month before, or one that was ordered. Refuses with FORBIDDEN or NOT_FOUND.",
  })
  async sendReport(@Arg("id", () => ID, REPORT_ID) id: string, @Ctx() context: ViewerContext): Promise<ReportSource> {
    return toReport(await sendReport(context, id));
  }

  @FieldResolver(() => Download, {
    description: "Where it can be downloaded; until it is saved, 202 is answered there, and where it has ended 404.",
  })
  download(
    @Arg("format", () => ReportFormat, { defaultValue: ReportFormat.JSON, description: "In what form." }) format: ReportFormat,
    @Root() report: ReportSource,
    @Ctx() { config, viewer }: ViewerContext,
  ): string {
    return downloadLink(config, viewer, report.id, format);
  }

  @FieldResolver(() => ReportRowConnection, { description: "Its rows, in order of ids, then days; none until it is saved." })
  async rows(
    @Arg("first", () => Int, {
      nullable: true,
      defaultValue: DEFAULT_PAGE,
      description: "Length of the page, 1 to 1000; null is refused: a report may be too long to be read whole.",
    })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which to go on." }) after: string | null | undefined,
    @Root() report: ReportSource,
    @Ctx() { db }: ViewerContext,
  ): Promise<Page<ReportRow>> {
    const length = checkFirst(first);
    if (length === null) throw badRequest("must be 1 to 1000: whole reports are downloaded", "first");
    const from = checkAfter(after);
    const rows = report.state === ReportState.SAVED ? await rowsFrom(db, report.id, from === null ? 0 : from.id + 1, length + 1) : [];
    const numbers = new Map<ReportRow, number>();
    const shown = rows.map(({ number, row }) => {
      const node = toRow(row);
      numbers.set(node, number);
      return node;
    });
    return toPage(shown, length, (row) => ({ key: "", id: numbers.get(row)! }));
  }
}

@Resolver(() => Group)
export class GroupReportsResolver {
  @Sql(reports.sql)
  @FieldResolver(() => ReportConnection, {
    description: "Its reports, newest first. Refuses with FORBIDDEN where the group gives those above no access.",
  })
  reports(
    @Args(() => PageArguments) page: PageArguments,
    @Root() group: GroupRow,
    @Ctx() context: ViewerContext,
  ): Promise<Page<ReportSource>> {
    return reports.load(context, group, page);
  }
}
