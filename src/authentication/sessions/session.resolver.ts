import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { ANY_ACCOUNT, Allow, ShowsPassword } from "../../access/allow.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import type { Page } from "../../graph/connection.type.js";
import { Sql } from "../../sql-planner/sql.js";
import { toProfile } from "../../features/profiles/profile.resolver.js";
import { endOtherSessions, endSession, listSessions, login, logout } from "./session.commands.js";
import { SessionConnection } from "./session.connection.js";
import { sessionsSql } from "./session.sql.js";
import { AccountServer, LoginPayload, type Session } from "./session.type.js";
import { accountById } from "../../features/accounts/account.loaders.js";

const ACCOUNT_ID = {
  nullable: true,
  description: "An account of the person, by integer id, uuid or `self`; without it, the caller's own.",
};

@Resolver()
export class SessionResolver {
  @Allow("anyone")
  @Query(() => AccountServer, { description: "Which server hosts an account: this one, for any login, real or not." })
  accountServer(
    @Arg("login", () => String, { nullable: true, description: "The login asked for." }) asked: string | null | undefined,
    @Ctx() { config }: Context,
  ): AccountServer {
    return { id: 0, serverUrl: config.publicUrl, login: asked ?? "" };
  }

  @Allow("anyone")
  @ShowsPassword()
  @Mutation(() => LoginPayload, {
    description:
      "Logs in with login and password; where the identity has several accounts, userId names one. In a running session userId alone switches to another account of the same identity. Refuses with UNAUTHENTICATED, NOT_FOUND, ACCOUNT_DISABLED, LOCKED_OUT, ADDRESS_REFUSED, RATE_LIMITED or BUSY; LOCKED_OUT and the last two say in the extension `retryAfter` after how many seconds to try again.",
  })
  async login(
    @Arg("username", () => String, { nullable: true, description: "The login, whatever its case." }) username: string | null | undefined,
    @Arg("password", () => String, { nullable: true, description: "The password." }) password: string | null | undefined,
    @Arg("userId", () => ID, { nullable: true, description: "The account's integer id." }) userId: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<LoginPayload> {
    const { accountIds, chosenId } = await login(context, { username, password, userId });
    const rows = await Promise.all(accountIds.map((id) => context.loaders.of(accountById).load(id)));
    const accounts = rows.map((row) => toProfile(row!));
    return {
      message: "Success",
      clientIp: context.client.address,
      accounts,
      account: accounts.find(({ id }) => id === chosenId) ?? null,
    };
  }

  @Allow(ANY_ACCOUNT)
  @Sql(sessionsSql)
  @Query(() => SessionConnection, {
    description:
      "The running sessions of a person, newest first: the caller's own, on all of its accounts, or those of an account that the caller may act for, with full access. Refuses with BAD_REQUEST, NOT_FOUND or FORBIDDEN.",
  })
  sessions(
    @Arg("accountId", () => ID, ACCOUNT_ID) accountId: string | null | undefined,
    @Arg("first", () => Int, { defaultValue: 100, description: "Length of the page, at most 1000." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "The page begins after this cursor." }) after: string | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<Page<Session>> {
    return listSessions(context, accountId, first, after);
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Boolean, {
    description:
      "Ends one session of the caller's own person, or of one that the caller may act for, with full access. Always true. Refuses with NOT_FOUND or FORBIDDEN.",
  })
  async endSession(@Arg("id", () => ID, { description: "The session's id." }) id: string, @Ctx() context: ViewerContext): Promise<boolean> {
    await endSession(context, id);
    return true;
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Int, {
    description:
      "Ends all sessions of the caller's own person, or of one that the caller may act for, but the one of this request. Answers how many. Refuses with NOT_FOUND or FORBIDDEN.",
  })
  endOtherSessions(
    @Arg("accountId", () => ID, ACCOUNT_ID) accountId: string | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<number> {
    return endOtherSessions(context, accountId);
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Boolean, { description: "Ends the session of this request, all of them where it has several. Always true." })
  async logout(@Ctx() context: ViewerContext): Promise<boolean> {
    await logout(context);
    return true;
  }
}
