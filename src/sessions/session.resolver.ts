import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../access/allow.js";
import type { Context, ViewerContext } from "../context.js";
import { toProfile } from "../profiles/profile.resolver.js";
import { login, logout } from "./session.commands.js";
import { AccountServer, LoginPayload } from "./session.type.js";

@Resolver()
export class SessionResolver {
  @Allow("anyone")
  @Query(() => AccountServer, { description: "Which server hosts an account: this one, for any login, real or not." })
  accountServer(
    @Arg("login", () => String, { nullable: true, description: "The login asked for." }) asked: string | null,
    @Ctx() { config }: Context,
  ): AccountServer {
    return { id: 0, serverUrl: config.publicUrl, login: asked ?? "" };
  }

  @Allow("anyone")
  @Mutation(() => LoginPayload, {
    description:
      "Logs in with login and password; where the identity has several accounts, userId names one. In a running session userId alone switches to another account of the same identity. Refuses with UNAUTHENTICATED, NOT_FOUND, ACCOUNT_DISABLED or ADDRESS_REFUSED.",
  })
  async login(
    @Arg("username", () => String, { nullable: true, description: "The login, whatever its case." }) username: string | null,
    @Arg("password", () => String, { nullable: true, description: "The password." }) password: string | null,
    @Arg("userId", () => ID, { nullable: true, description: "The account's integer id." }) userId: string | null,
    @Ctx() context: Context,
  ): Promise<LoginPayload> {
    const { accountIds, chosenId } = await login(context, { username, password, userId });
    const rows = await Promise.all(accountIds.map((id) => context.loaders.accountById.load(id)));
    const accounts = rows.map((row) => toProfile(row!));
    return {
      message: "Success",
      clientIp: context.client.address,
      accounts,
      account: accounts.find(({ id }) => id === chosenId) ?? null,
    };
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Boolean, { description: "Ends the session of this request. Always true." })
  async logout(@Ctx() context: ViewerContext): Promise<boolean> {
    await logout(context);
    return true;
  }
}
