import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { Allow } from "../../access/allow.js";
import { ADMINS } from "../../access/roles.js";
import type { ViewerContext } from "../../graph/context.js";
import { Sql } from "../../sql-planner/sql.js";
import { BackupNotification } from "../../kernel/enums.js";
import { findWatchers } from "./watcher.lookup.js";
import { watchersSql } from "./watcher.sql.js";
import { WatchedService, WatcherConnection } from "./watcher.type.js";

const DEFAULT_PAGE = 50;

@Resolver()
export class WatcherResolver {
  @Allow(ADMINS)
  @Sql(watchersSql)
  @Query(() => WatcherConnection, {
    description:
      "Enabled admins at and above a group who are mailed about its events, or about those of a service user in it; above the caller's " +
      "part of the tree there are none. Refuses with NOT_FOUND, FORBIDDEN or BAD_REQUEST.",
  })
  watchers(
    @Arg("id", () => ID, { description: "The group's or service user's integer id or uuid, or 'self' for the caller's own group." })
    ref: string,
    @Arg("events", () => [BackupNotification], { description: "Backup events, of which one suffices; of no meaning for other services." })
    events: BackupNotification[],
    @Arg("service", () => WatchedService, { description: "The service that the events are of." }) service: WatchedService,
    @Arg("levelsUp", () => Int, { nullable: true, description: "How many levels above the group count; absent, all do." })
    levelsUp: number | null | undefined,
    @Arg("first", () => Int, { nullable: true, defaultValue: DEFAULT_PAGE, description: "Length of the page, 1 to 1000; null is all." })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which to go on." }) after: string | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<WatcherConnection> {
    return findWatchers(context, { ref, events, service, levelsUp, first, after });
  }
}
