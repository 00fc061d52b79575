import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../access/allow.js";
import { OneTrip } from "../../access/one-trip.js";
import { PARTNERS, WRITERS } from "../../access/roles.js";
import { changed } from "../../graph/changing.js";
import type { ViewerContext } from "../../graph/context.js";
import { findGroup } from "../groups/group.lookup.js";
import { rootOfGroup } from "../groups/group.sql.js";
import type { GroupRow } from "../groups/group.table.js";
import { Group } from "../groups/group.type.js";
import { Sql, SqlRoot, embedded } from "../../sql-planner/sql.js";
import * as oneTrip from "./settings.one-trip.js";
import { disableLogonIps, restrictLocalBackup, setLogonIps, updateAgentsAutoupdate, updateFlags } from "./settings.commands.js";
import { GroupFlagsInput, GroupSettings, type SentFlags } from "./settings.type.js";
import { quotasByOwnerId } from "../quotas/quota.loaders.js";

const GROUP_ID = { description: "The group's integer id, its uuid, or 'self' for the caller's own." };

@Resolver(() => Group)
export class SettingsResolver {
  @Sql(embedded(""))
  @FieldResolver(() => GroupSettings, { description: "Settings that do not count as changes of the group." })
  async settings(@Root() group: GroupRow, @Ctx() { loaders }: ViewerContext): Promise<GroupSettings> {
    const { localBackupVisible, localBackupPermitted } = await loaders.of(quotasByOwnerId).load(group.id);
    return {
      agentsAutoupdate: { enabled: group.agentsAutoupdate },
      logonIps: { enabled: group.logonIpsEnabled, items: (group.logonIps as (string | null)[]).filter((item) => item !== null) },
      localBackupRestriction: { restricted: !localBackupPermitted, visible: localBackupVisible },
      flags: group,
    };
  }

  @Allow(WRITERS)
  @OneTrip(oneTrip.updateFlagsInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, { description: "Sets what a group may do in the console. Refuses with FORBIDDEN or NOT_FOUND." })
  async updateGroupFlags(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("input", () => GroupFlagsInput, { description: "The switches to set." }) input: SentFlags,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return this.stored(await updateFlags(context, ref, input), context);
  }

  @Allow(PARTNERS)
  @OneTrip(oneTrip.updateAgentsAutoupdateInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, { description: "Sets whether backup agents update themselves. Refuses with FORBIDDEN or NOT_FOUND." })
  async updateAgentsAutoupdate(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("enabled", () => Boolean, { description: "Whether they do." }) enabled: boolean,
    @Arg("applyForChildren", () => Boolean, { defaultValue: false, description: "Whether it holds for all groups below, too." })
    applyForChildren: boolean,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return this.stored(await updateAgentsAutoupdate(context, ref, enabled, applyForChildren), context);
  }

  @Allow(WRITERS)
  @OneTrip(oneTrip.restrictLocalBackupInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, { description: "Sets whether backups to local storage are refused. Refuses with FORBIDDEN or NOT_FOUND." })
  async restrictLocalBackup(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("restricted", () => Boolean, { description: "Whether they are." }) restricted: boolean,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return this.stored(await restrictLocalBackup(context, ref, restricted), context);
  }

  @Allow(WRITERS)
  @OneTrip(oneTrip.setLogonIpsInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, {
    description:
      "Stores from which addresses accounts may log in, and enables the list. " +
      "Refuses with BAD_REQUEST (not an address, or the caller's own is missing), FORBIDDEN or NOT_FOUND.",
  })
  async setLogonIps(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("items", () => [String], { description: "Addresses, ranges `a - b` and subnets `a/n`." }) items: string[],
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return this.stored(await setLogonIps(context, ref, items), context);
  }

  @Allow(WRITERS)
  @OneTrip(oneTrip.disableLogonIpsInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, {
    description: "Takes the list of logon addresses out of force, and keeps it. Refuses with FORBIDDEN or NOT_FOUND.",
  })
  async disableLogonIps(@Arg("groupId", () => ID, GROUP_ID) ref: string, @Ctx() context: ViewerContext): Promise<GroupRow> {
    return this.stored(await disableLogonIps(context, ref), context);
  }

  private stored(id: number, context: ViewerContext): Promise<GroupRow> {
    return changed(context, id, () => findGroup(context, String(id)));
  }
}
