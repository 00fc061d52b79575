import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { Allow } from "../../access/allow.js";
import { OneTrip } from "../../access/one-trip.js";
import { ADMINS, PARTNERS, WRITERS, type Role } from "../../access/roles.js";
import { AdminConnection, UserConnection } from "../accounts/account.connection.js";
import { admins, users } from "../accounts/account.edges.js";
import type { Admin } from "../admins/admin.type.js";
import { type Page, PageArguments } from "../../graph/connection.type.js";
import { changed } from "../../graph/changing.js";
import type { ViewerContext } from "../../graph/context.js";
import { forbidden } from "../../kernel/errors.js";
import { Sql, SqlRoot, embedded, expression, one } from "../../sql-planner/sql.js";
import { usageSql } from "../usage/usage.sql.js";
import type { User } from "../users/user.type.js";
import { ancestors, children, parent } from "./group.edges.js";
import { groupRoot } from "./group.sql.js";
import { GroupQuotas, toGroupQuotas } from "../quotas/quota.type.js";
import { Usage, type UsageFigures } from "../usage/usage.type.js";
import { GroupCapability, MfaStatus, maskToList } from "../../kernel/enums.js";
import * as commands from "./group.commands.js";
import { ChildrenOrder, GroupConnection } from "./group.connection.js";
import { ChildrenFilter, CreateGroupInput, UpdateGroupInput } from "./group.input.js";
import { findGroup } from "./group.lookup.js";
import { updateGroupInOneTrip } from "./group.one-trip.js";
import type { GroupRow } from "./group.table.js";
import { exceedanceRows } from "../quotas/quota-exceedance.table.js";
import { type Discount, Group, Pricing } from "./group.type.js";
import { quotasByOwnerId, quotaExceedanceByGroupId } from "../quotas/quota.loaders.js";
import { usageByOwnerId } from "../usage/usage.loaders.js";
import { groupById } from "./group.loaders.js";
import { BUILT_IN_IDENTITY_PROVIDER } from "../identity-providers/identity-provider.rules.js";
import { Agents } from "../agents/agents.type.js";
import { QuotaExceedance } from "../quotas/quota-exceedance.type.js";

const GROUP_ID = { description: "The group's integer id, its uuid, or 'self' for the caller's own." };
const VERSION = { nullable: true, description: "The version the caller holds; another one stored is VERSION_MISMATCH." };
const DELETERS: readonly Role[] = ["root_admin", "partner_admin", "company_admin"];

/** Discounts as they are stored: JSON, of which nobody but who writes it says what it holds. */
function discountsOf(stored: unknown): Discount[] {
  const entries: unknown[] = Array.isArray(stored) ? stored : [];
  const objects = entries.filter((entry): entry is Partial<Record<keyof Discount, unknown>> => typeof entry === "object" && entry !== null);
  return objects.map(({ name, enabled }) => ({
    name: typeof name === "string" ? name : name == null ? "" : JSON.stringify(name),
    enabled: enabled === true,
  }));
}

@Resolver(() => Group)
export class GroupResolver {
  @Allow(ADMINS)
  @SqlRoot(groupRoot)
  @Query(() => Group, { description: "A group of the caller's part of the tree. Refuses with NOT_FOUND or FORBIDDEN." })
  group(@Arg("id", () => ID, GROUP_ID) id: string, @Ctx() context: ViewerContext): Promise<GroupRow> {
    return findGroup(context, id);
  }

  @Allow(WRITERS)
  @SqlRoot(groupRoot)
  @Mutation(() => Group, {
    description: "Creates a group under a parent. Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or CONFLICT (the name is taken).",
  })
  async createGroup(
    @Arg("parentId", () => ID, GROUP_ID) parentId: string,
    @Arg("input", () => CreateGroupInput, { description: "The new group." }) input: CreateGroupInput,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return this.stored(await commands.createGroup(context, parentId, input), context);
  }

  @Allow(WRITERS)
  @OneTrip(updateGroupInOneTrip)
  @SqlRoot(groupRoot)
  @Mutation(() => Group, {
    description:
      "Changes a group; with a new parentId it moves with its whole subtree. " +
      "Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT or VERSION_MISMATCH, and then nothing has changed.",
  })
  async updateGroup(
    @Arg("id", () => ID, GROUP_ID) id: string,
    @Arg("input", () => UpdateGroupInput, { description: "What to change." }) input: UpdateGroupInput,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return commands.updateGroup(context, id, input, version);
  }

  @Allow(PARTNERS)
  @SqlRoot(groupRoot)
  @Mutation(() => Group, {
    description: "Moves a group with its whole subtree under another parent. Refuses as updateGroup does.",
  })
  async moveGroup(
    @Arg("id", () => ID, GROUP_ID) id: string,
    @Arg("parentId", () => ID, { description: "The new parent's integer id." }) parentId: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return commands.updateGroup(context, id, { parentId }, version);
  }

  @Allow(DELETERS)
  @Mutation(() => ID, {
    description:
      "Removes a disabled group with its whole subtree and all accounts in it; answers its id. " +
      "Refuses with BAD_REQUEST (still enabled), FORBIDDEN, NOT_FOUND or VERSION_MISMATCH.",
  })
  deleteGroup(
    @Arg("id", () => ID, GROUP_ID) id: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<number> {
    return commands.deleteGroup(context, id, version);
  }

  @Allow(PARTNERS)
  @SqlRoot(groupRoot)
  @Mutation(() => Group, {
    description:
      "Lets only root admins change anything in a group's subtree. Doing it twice is no error. " +
      "Refuses with FORBIDDEN (also while a group above is locked) or NOT_FOUND.",
  })
  async lockGroup(@Arg("id", () => ID, GROUP_ID) id: string, @Ctx() context: ViewerContext): Promise<GroupRow> {
    return this.stored(await commands.setGroupLock(context, id, true), context);
  }

  @Allow(PARTNERS)
  @SqlRoot(groupRoot)
  @Mutation(() => Group, {
    description:
      "Ends what lockGroup began. Doing it twice is no error. Refuses with FORBIDDEN (also while a group above is locked) or NOT_FOUND.",
  })
  async unlockGroup(@Arg("id", () => ID, GROUP_ID) id: string, @Ctx() context: ViewerContext): Promise<GroupRow> {
    return this.stored(await commands.setGroupLock(context, id, false), context);
  }

  @Sql(parent.sql)
  @FieldResolver(() => Group, {
    nullable: true,
    description: "The group above; null where it is outside of the caller's part of the tree.",
  })
  parent(@Root() group: GroupRow, @Ctx() context: ViewerContext): Promise<GroupRow | null> {
    return parent.load(context, group);
  }

  @Sql(ancestors.sql)
  @FieldResolver(() => [Group], { description: "The groups above, from the top of the caller's part of the tree down to the parent." })
  ancestors(@Root() group: GroupRow, @Ctx() context: ViewerContext): Promise<GroupRow[]> {
    return ancestors.load(context, group);
  }

  @Sql(children.sql)
  @FieldResolver(() => GroupConnection, {
    description: "The groups directly below. Refuses with FORBIDDEN where the group gives those above no access.",
  })
  children(
    @Args(() => PageArguments) page: PageArguments,
    @Arg("orderBy", () => ChildrenOrder, { defaultValue: ChildrenOrder.ID, description: "In which order." }) orderBy: ChildrenOrder,
    @Arg("filter", () => ChildrenFilter, { nullable: true, description: "Which of them." }) filter: ChildrenFilter | null | undefined,
    @Root() group: GroupRow,
    @Ctx() context: ViewerContext,
  ): Promise<Page<GroupRow>> {
    return children.load(context, group, { ...page, orderBy, filter });
  }

  @Sql(admins.sql)
  @FieldResolver(() => AdminConnection, { description: "The group's admins. Refuses with FORBIDDEN as `children` does." })
  admins(@Args(() => PageArguments) page: PageArguments, @Root() group: GroupRow, @Ctx() context: ViewerContext): Promise<Page<Admin>> {
    return admins.load(context, group, page);
  }

  @Sql(users.sql)
  @FieldResolver(() => UserConnection, { description: "The group's service users. Refuses with FORBIDDEN as `children` does." })
  users(
    @Args(() => PageArguments) page: PageArguments,
    @Arg("includeHidden", () => Boolean, { nullable: true, description: "Whether hidden ones are listed, too." })
    includeHidden: boolean | null | undefined,
    @Root() group: GroupRow,
    @Ctx() context: ViewerContext,
  ): Promise<Page<User>> {
    return users.load(context, group, { ...page, includeHidden });
  }

  @Sql(one("quotas", "owner_id"))
  @FieldResolver(() => GroupQuotas, { description: "What the group may use." })
  async quotas(@Root() group: GroupRow, @Ctx() { loaders }: ViewerContext): Promise<GroupQuotas> {
    return toGroupQuotas(await loaders.of(quotasByOwnerId).load(group.id));
  }

  @Sql(usageSql)
  @FieldResolver(() => Usage, { description: "What the group and everything below it uses." })
  async usage(@Root() group: GroupRow, @Ctx() { loaders }: ViewerContext): Promise<UsageFigures> {
    return (await loaders.of(usageByOwnerId).load(group.id)).total;
  }

  @Sql({ kind: "one", from: (group, row) => `${exceedanceRows.from(row)} where ${row}.owner_id = ${group}.id` })
  @FieldResolver(() => QuotaExceedance, { description: "Which hard quotas the usage of the whole subtree is above." })
  quotaExceedance(@Root() group: GroupRow, @Ctx() { loaders }: ViewerContext): Promise<QuotaExceedance> {
    return loaders.of(quotaExceedanceByGroupId).load(group.id);
  }

  @Sql(expression((row) => `${row}.capabilities`))
  @FieldResolver(() => [GroupCapability], { description: "What the group is able to do." })
  capabilities(@Root() group: GroupRow): GroupCapability[] {
    return maskToList(GroupCapability, group.capabilities);
  }

  @Sql(embedded("pricing_"))
  @FieldResolver(() => Pricing, { description: "How the group is billed." })
  pricing(@Root() group: GroupRow): Pricing {
    return {
      mode: group.pricingMode,
      modeUpdateDate: group.pricingModeUpdateDate,
      enabled: group.pricingEnabled,
      price: group.pricingPrice,
      currency: group.pricingCurrency,
      storageDiscount: group.pricingStorageDiscount,
      rating: group.pricingRating,
      discounts: discountsOf(group.pricingDiscounts),
    };
  }

  @Sql(embedded("agents_"))
  @FieldResolver(() => Agents, { description: "How its backup agents behave." })
  agents(@Root() group: GroupRow): Agents {
    return { autoupdate: group.agentsAutoupdate };
  }

  @Sql(expression(() => String(BUILT_IN_IDENTITY_PROVIDER.id)))
  @FieldResolver(() => ID, { description: "The identity provider of its accounts." })
  defaultIdentityProviderId(): number {
    return BUILT_IN_IDENTITY_PROVIDER.id;
  }

  @Sql(expression(() => `'${MfaStatus.DISABLED}'`))
  @FieldResolver(() => MfaStatus, { description: "Whether second factors guard its accounts." })
  mfaStatus(): MfaStatus {
    return MfaStatus.DISABLED;
  }

  @Sql(expression(() => "0"))
  @FieldResolver(() => Int, { description: "Always 0. Kept for old clients." })
  customerType(): number {
    return 0;
  }

  /** A group as it stands after a command. */
  private stored(id: number, context: ViewerContext): Promise<GroupRow> {
    return changed(context, id, async () => {
      const group = await context.loaders.of(groupById).clear(id).load(id);
      if (group === null) throw forbidden("removed", "the group has been removed in the meantime");
      return group;
    });
  }
}
