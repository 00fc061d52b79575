import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { Allow } from "../../access/allow.js";
import { OneTrip } from "../../access/one-trip.js";
import { ADMINS, PARTNERS, WRITERS } from "../../access/roles.js";
import { createAccount, deleteAccount, updateAccount } from "../accounts/account.commands.js";
import { CreateAdminInput, UpdateAdminInput } from "../accounts/account.input.js";
import { findAccount } from "../accounts/account.lookup.js";
import { toAdmin } from "../accounts/account.shape.js";
import { updateAccountInOneTrip } from "../accounts/account.one-trip.js";
import { accountRoot } from "../accounts/account.sql.js";
import { changed } from "../../graph/changing.js";
import type { ViewerContext } from "../../graph/context.js";
import { SqlRoot } from "../../sql-planner/sql.js";
import { AccountSort } from "../../kernel/enums.js";
import { Admin } from "./admin.type.js";

const ADMIN_ID = { description: "The admin's integer id, its uuid, or 'self'." };
const VERSION = { nullable: true, description: "The version the caller holds; another one stored is VERSION_MISMATCH." };

@Resolver()
export class AdminResolver {
  @Allow(ADMINS)
  @SqlRoot(accountRoot(AccountSort.ADMIN))
  @Query(() => Admin, { description: "An admin in the caller's part of the tree. Refuses with NOT_FOUND or FORBIDDEN." })
  async admin(@Arg("id", () => ID, ADMIN_ID) id: string, @Ctx() context: ViewerContext): Promise<Admin> {
    return toAdmin(await findAccount(context, AccountSort.ADMIN, id));
  }

  @Allow(PARTNERS)
  @SqlRoot(accountRoot(AccountSort.ADMIN))
  @Mutation(() => Admin, {
    description:
      "Creates an admin, inactive until a password is set. " +
      "Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or CONFLICT (the login is taken).",
  })
  async createAdmin(
    @Arg("groupId", () => ID, { description: "The group's integer id, uuid or 'self'." }) groupId: string,
    @Arg("input", () => CreateAdminInput, { description: "The new admin." }) input: CreateAdminInput,
    @Ctx() context: ViewerContext,
  ): Promise<Admin> {
    const id = await createAccount(context, AccountSort.ADMIN, groupId, input);
    return this.changed(context, id);
  }

  @Allow(WRITERS)
  @OneTrip(updateAccountInOneTrip(AccountSort.ADMIN))
  @SqlRoot(accountRoot(AccountSort.ADMIN))
  @Mutation(() => Admin, {
    description: "Changes an admin. Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT or VERSION_MISMATCH.",
  })
  async updateAdmin(
    @Arg("id", () => ID, ADMIN_ID) id: string,
    @Arg("input", () => UpdateAdminInput, { description: "What to change." }) input: UpdateAdminInput,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<Admin> {
    const stored = await updateAccount(context, AccountSort.ADMIN, id, input, version);
    return this.changed(context, stored);
  }

  private changed(context: ViewerContext, id: number): Promise<Admin> {
    return changed(context, id, async () => toAdmin(await findAccount(context, AccountSort.ADMIN, String(id))));
  }

  @Allow(WRITERS)
  @Mutation(() => ID, { description: "Removes an admin; answers its id. Refuses with FORBIDDEN, NOT_FOUND or VERSION_MISMATCH." })
  deleteAdmin(
    @Arg("id", () => ID, ADMIN_ID) id: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<number> {
    return deleteAccount(context, AccountSort.ADMIN, id, version);
  }
}
