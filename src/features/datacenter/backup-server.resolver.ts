import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../access/allow.js";
import { type Page, PageArguments, checkAfter, checkFirst, toPage } from "../../graph/connection.type.js";
import type { ViewerContext } from "../../graph/context.js";
import type { GroupRow } from "../groups/group.table.js";
import { Sql } from "../../sql-planner/sql.js";
import * as commands from "./backup-server.commands.js";
import { RegisterBackupServerInput } from "./backup-server.input.js";
import { addressSql, backupServersSql, internalAddressSql, utilizationSql } from "./backup-server.sql.js";
import { type BackupServerRow, backupServerById, backupServers } from "./backup-server.table.js";
import { BackupServer, BackupServerConnection, MigrateBackupServerPayload } from "./backup-server.type.js";
import { formatEndpoint } from "./endpoint.js";
import { groupById } from "../groups/group.loaders.js";

const stored = async ({ db }: ViewerContext, id: number): Promise<BackupServerRow> => (await backupServerById(db, id))!;

@Resolver(() => BackupServer)
export class BackupServerResolver {
  @Allow(["root_admin"])
  @Sql(backupServersSql)
  @Query(() => BackupServerConnection, { description: "All backup servers. Refuses with FORBIDDEN." })
  async backupServers(
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() { db }: ViewerContext,
  ): Promise<Page<BackupServerRow>> {
    const length = checkFirst(first);
    const rows = await backupServers(db, length === null ? null : length + 1, checkAfter(after)?.id ?? 0);
    return toPage(rows, length, ({ id }) => ({ key: "", id }));
  }

  @Allow(["root_admin"])
  @Mutation(() => BackupServer, {
    description:
      "Registers a backup server, or a known one anew, if its secret is the same. New machines may be placed on it at once. " +
      "Refuses with BAD_REQUEST, FORBIDDEN or CONFLICT (an address is taken, or the agent id with another secret).",
  })
  async registerBackupServer(
    @Arg("input", () => RegisterBackupServerInput, { description: "The backup server." }) input: RegisterBackupServerInput,
    @Ctx() context: ViewerContext,
  ): Promise<BackupServerRow> {
    return stored(context, await commands.registerBackupServer(context, input));
  }

  @Allow(["root_admin"])
  @Mutation(() => BackupServer, {
    description:
      "Records how many agents are online at a backup server. " +
      "Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or CONFLICT (several servers have that address, at different ports).",
  })
  async reportOnlineAgents(
    @Arg("backupServerIpAddress", () => String, { description: "The server's internal name or IP address, with or without its port." })
    address: string,
    @Arg("onlineAgentsCount", () => Int, { description: "How many are online." }) count: number,
    @Ctx() context: ViewerContext,
  ): Promise<BackupServerRow> {
    return stored(context, await commands.reportOnlineAgents(context, address, count));
  }

  @Allow(["root_admin"])
  @Mutation(() => MigrateBackupServerPayload, {
    description:
      "Moves a group, and those below it that are not cut off from it, to a backup server: their machines, and those they will have. " +
      "Refuses with BAD_REQUEST (there is no such server), FORBIDDEN or NOT_FOUND.",
  })
  async migrateBackupServer(
    @Arg("groupId", () => ID, { description: "The group's integer id, its uuid, or 'self' for the caller's own." }) groupId: string,
    @Arg("backupServerId", () => ID, { nullable: true, description: "The backup server's integer id; required." })
    serverId: string | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<{ groups: GroupRow[]; backupServer: BackupServerRow }> {
    const { groupIds, backupServer } = await commands.migrateBackupServer(context, groupId, serverId);
    return { groups: (await context.loaders.of(groupById).loadMany(groupIds)) as GroupRow[], backupServer };
  }

  @Sql(addressSql)
  @FieldResolver(() => String, { description: "Where agents connect: `host:port`." })
  address(@Root() { host, port }: BackupServerRow): string {
    return formatEndpoint({ host, port });
  }

  @Sql(internalAddressSql)
  @FieldResolver(() => String, { description: "Where it is reached within the data centre: `host:port`." })
  internalAddress(@Root() { internalHost, internalPort }: BackupServerRow): string {
    return formatEndpoint({ host: internalHost, port: internalPort });
  }

  @Sql(utilizationSql)
  @FieldResolver(() => Int, {
    description:
      "By how much it is used: the machines placed on it or the agents online, whichever are more. New machines go to the least used one.",
  })
  utilization(@Root() { machineCount, onlineAgents }: BackupServerRow): number {
    return Math.max(machineCount, onlineAgents);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Its CurveZMQ private key, where it was registered without a public one and a pair was made for it. " +
      "For root admins with full access: others are refused with FORBIDDEN.",
  })
  privateKey(@Root() server: BackupServerRow, @Ctx() context: ViewerContext): string | null {
    return commands.privateKeyOf(context, server);
  }
}
