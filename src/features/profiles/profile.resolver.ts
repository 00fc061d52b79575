import { Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import { PARTNERS, roleOf } from "../../access/roles.js";
import { isFullAdmin } from "../../access/viewer.js";
import { toAccount } from "../accounts/account.shape.js";
import { accountSql } from "../accounts/account.sql.js";
import { type AccountRow, accountsOfIdentity } from "../accounts/account.table.js";
import { Account } from "../accounts/account.type.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { notFound } from "../../kernel/errors.js";
import { Sql, SqlRoot } from "../../sql-planner/sql.js";
import { GroupCapability } from "../../kernel/enums.js";
import * as profile from "./profile.sql.js";
import { BACKUP_SERVICE, PROFILE_DEFAULTS, PortalService, Profile, ProfileActor, ProfileGroup } from "./profile.type.js";
import { accountById } from "../accounts/account.loaders.js";
import { effectiveBrandIdByGroupId } from "../brands/brand.loaders.js";
import { groupById } from "../groups/group.loaders.js";

/** A stored account as its holder sees it; the row stays at hand for the edges. */
export type ProfileSource = Omit<Profile, "allowMovingGroups"> & { row: AccountRow };

export function toProfile(row: AccountRow): ProfileSource {
  const { accessType, roles } = toAccount(row);
  return { ...row, ...PROFILE_DEFAULTS, accessType, roles, row };
}

const groupOf = async (source: ProfileSource, context: Context) => (await context.loaders.of(groupById).load(source.groupId))!;

@Resolver(() => Profile)
export class ProfileResolver {
  @Allow(ANY_ACCOUNT)
  @SqlRoot(profile.viewerRoot)
  @Query(() => Profile, {
    description: "The account this request acts as. Refuses with NOT_FOUND for an API account, which is shown by `principal`.",
  })
  async viewer(@Ctx() { loaders, viewer }: ViewerContext): Promise<ProfileSource> {
    const account = await loaders.of(accountById).load(viewer.accountId);
    if (account === null) throw notFound("an API account has no profile: ask for the principal");
    return toProfile(account);
  }

  @Allow(ANY_ACCOUNT)
  @Sql(profile.profilesSql)
  @Query(() => [Profile], { description: "All accounts of the identity this request acts as, in order of id." })
  async profiles(@Ctx() { db, viewer }: ViewerContext): Promise<ProfileSource[]> {
    return (await accountsOfIdentity(db, viewer.identityId)).map(toProfile);
  }

  @Sql(accountSql)
  @FieldResolver(() => Account, { description: "The same account with all its fields." })
  account(@Root() { row }: ProfileSource): Account {
    return toAccount(row);
  }

  @Sql(profile.groupSql)
  @FieldResolver(() => ProfileGroup, { description: "The group it sits in." })
  async group(@Root() source: ProfileSource, @Ctx() context: Context): Promise<ProfileGroup> {
    return { ...(await groupOf(source, context)), customerType: 0 };
  }

  @Sql(profile.mayMoveGroupsSql)
  @FieldResolver(() => Boolean, { description: "Whether it may move groups: root and partner admins with full access." })
  async allowMovingGroups(@Root() source: ProfileSource, @Ctx() context: Context): Promise<boolean> {
    const { kind } = await groupOf(source, context);
    return isFullAdmin(source.row) && PARTNERS.includes(roleOf(source.row.sort, kind, source.row.accessType));
  }

  @Sql(profile.brandIdSql)
  @FieldResolver(() => ID, { description: "The effective brand for its group: the nearest one upwards." })
  brandId(@Root() source: ProfileSource, @Ctx() { loaders }: Context): Promise<number> {
    return loaders.of(effectiveBrandIdByGroupId).load(source.groupId);
  }

  @Sql(profile.actorSql)
  @FieldResolver(() => ProfileActor, {
    nullable: true,
    description: "Who acts as this account in this request; null where it is the account's own holder.",
  })
  actor(@Root() { id }: ProfileSource, @Ctx() { viewer }: Context): ProfileActor | null {
    if (viewer === null || viewer.actor === null || viewer.accountId !== id) return null;
    return { id: viewer.actor.accountId, login: viewer.actor.login };
  }

  @Sql(profile.servicesSql)
  @FieldResolver(() => [PortalService], { description: "The services it may open." })
  async services(@Root() source: ProfileSource, @Ctx() context: Context): Promise<PortalService[]> {
    const { capabilities } = await groupOf(source, context);
    return (capabilities & GroupCapability.BACKUP) === 0 ? [] : [BACKUP_SERVICE];
  }
}
