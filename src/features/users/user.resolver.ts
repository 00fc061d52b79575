import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import { OneTrip } from "../../access/one-trip.js";
import { WRITERS } from "../../access/roles.js";
import { createAccount, deleteAccount, updateAccount } from "../accounts/account.commands.js";
import { CreateUserInput, UpdateUserInput } from "../accounts/account.input.js";
import { findAccount } from "../accounts/account.lookup.js";
import { toUser } from "../accounts/account.shape.js";
import { updateAccountInOneTrip } from "../accounts/account.one-trip.js";
import { accountRoot } from "../accounts/account.sql.js";
import { changed } from "../../graph/changing.js";
import type { ViewerContext } from "../../graph/context.js";
import { Sql, SqlRoot, one } from "../../sql-planner/sql.js";
import { usageSql } from "../usage/usage.sql.js";
import { UserQuotas, toUserQuotas } from "../quotas/quota.type.js";
import { Usage, type UsageFigures } from "../usage/usage.type.js";
import { AccountSort } from "../../kernel/enums.js";
import { User } from "./user.type.js";
import { quotasByOwnerId } from "../quotas/quota.loaders.js";
import { usageByOwnerId } from "../usage/usage.loaders.js";

const USER_ID = { description: "The service user's integer id, its uuid, or 'self'." };
const VERSION = { nullable: true, description: "The version the caller holds; another one stored is VERSION_MISMATCH." };

@Resolver(() => User)
export class UserResolver {
  @Allow(ANY_ACCOUNT)
  @SqlRoot(accountRoot(AccountSort.SERVICE_USER))
  @Query(() => User, {
    description: "A service user in the caller's part of the tree; a service user sees itself only. Refuses with NOT_FOUND or FORBIDDEN.",
  })
  async user(@Arg("id", () => ID, USER_ID) id: string, @Ctx() context: ViewerContext): Promise<User> {
    return toUser(await findAccount(context, AccountSort.SERVICE_USER, id));
  }

  @Allow(WRITERS)
  @SqlRoot(accountRoot(AccountSort.SERVICE_USER))
  @Mutation(() => User, {
    description:
      "Creates a service user, inactive until a password is set. " +
      "Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or CONFLICT (the login is taken).",
  })
  async createUser(
    @Arg("groupId", () => ID, { description: "The group's integer id, uuid or 'self'." }) groupId: string,
    @Arg("input", () => CreateUserInput, { description: "The new service user." }) input: CreateUserInput,
    @Ctx() context: ViewerContext,
  ): Promise<User> {
    const id = await createAccount(context, AccountSort.SERVICE_USER, groupId, input);
    return this.changed(context, id);
  }

  @Allow(WRITERS)
  @OneTrip(updateAccountInOneTrip(AccountSort.SERVICE_USER))
  @SqlRoot(accountRoot(AccountSort.SERVICE_USER))
  @Mutation(() => User, {
    description: "Changes a service user. Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT or VERSION_MISMATCH.",
  })
  async updateUser(
    @Arg("id", () => ID, USER_ID) id: string,
    @Arg("input", () => UpdateUserInput, { description: "What to change." }) input: UpdateUserInput,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<User> {
    const stored = await updateAccount(context, AccountSort.SERVICE_USER, id, input, version);
    return this.changed(context, stored);
  }

  private changed(context: ViewerContext, id: number): Promise<User> {
    return changed(context, id, async () => toUser(await findAccount(context, AccountSort.SERVICE_USER, String(id))));
  }

  @Allow(WRITERS)
  @Mutation(() => ID, { description: "Removes a service user; answers its id. Refuses with FORBIDDEN, NOT_FOUND or VERSION_MISMATCH." })
  deleteUser(
    @Arg("id", () => ID, USER_ID) id: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<number> {
    return deleteAccount(context, AccountSort.SERVICE_USER, id, version);
  }

  @Sql(one("quotas", "owner_id"))
  @FieldResolver(() => UserQuotas, { description: "What it may use." })
  async quotas(@Root() user: User, @Ctx() { loaders }: ViewerContext): Promise<UserQuotas> {
    return toUserQuotas(await loaders.of(quotasByOwnerId).load(user.id));
  }

  @Sql(usageSql)
  @FieldResolver(() => Usage, { description: "What it uses." })
  async usage(@Root() user: User, @Ctx() { loaders }: ViewerContext): Promise<UsageFigures> {
    return (await loaders.of(usageByOwnerId).load(user.id)).total;
  }
}
