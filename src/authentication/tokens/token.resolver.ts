import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import { ADMINS } from "../../access/roles.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { type ProfileSource, toProfile } from "../../features/profiles/profile.resolver.js";
import { Profile } from "../../features/profiles/profile.type.js";
import { AccountSort } from "../../kernel/enums.js";
import { issueToken, loginByToken } from "./token.commands.js";
import { Token } from "./token.type.js";
import { accountById } from "../../features/accounts/account.loaders.js";

const SCOPES = {
  nullable: true,
  description:
    "What the token is limited to, each a word: `AgentRegistration` is for machines and hosts of its own user. Absent, it stands for the account without limit.",
};
const FOR_ANOTHER =
  "For another account the caller needs full access and a part of the tree that holds all accounts of the identity, none with more rights than the caller; the token then says who acts.";

@Resolver()
export class TokenResolver {
  @Allow(ADMINS)
  @Mutation(() => Token, {
    description: `Makes a token for an admin: the caller, or another one. ${FOR_ANOTHER} Refuses with BAD_REQUEST, FORBIDDEN or NOT_FOUND.`,
  })
  issueAdminToken(
    @Arg("id", () => ID, { description: "The admin's integer id, its uuid, or 'self'." }) id: string,
    @Arg("scopes", () => [String], SCOPES) scopes: string[] | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<Token> {
    return issueToken(context, AccountSort.ADMIN, id, scopes);
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Token, {
    description: `Makes a token for a service user: the caller, or another one. ${FOR_ANOTHER} Refuses with BAD_REQUEST, FORBIDDEN or NOT_FOUND.`,
  })
  issueUserToken(
    @Arg("id", () => ID, { description: "The service user's integer id, its uuid, or 'self'." }) id: string,
    @Arg("scopes", () => [String], SCOPES) scopes: string[] | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<Token> {
    return issueToken(context, AccountSort.SERVICE_USER, id, scopes);
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Token, {
    description: `Makes a token to act as an admin or a service user. ${FOR_ANOTHER} Refuses with FORBIDDEN or NOT_FOUND.`,
  })
  impersonate(
    @Arg("id", () => ID, { description: "The account's integer id, its uuid, or 'self'." }) id: string,
    @Ctx() context: ViewerContext,
  ): Promise<Token> {
    return issueToken(context, null, id);
  }

  @Allow(["root_admin"])
  @Mutation(() => Token, { description: `Makes a token to act as a service user. ${FOR_ANOTHER} Refuses with FORBIDDEN or NOT_FOUND.` })
  impersonateUser(
    @Arg("id", () => ID, { description: "The service user's integer id or uuid." }) id: string,
    @Ctx() context: ViewerContext,
  ): Promise<Token> {
    return issueToken(context, AccountSort.SERVICE_USER, id);
  }

  @Allow("anyone")
  @Mutation(() => Profile, {
    description:
      "Begins a session for the account of the token this request came with; in a running session of the same identity, switches to it. Refuses with UNAUTHENTICATED (also in a session of another identity), FORBIDDEN, NOT_FOUND, ACCOUNT_DISABLED, or CROSS_SITE for a browser that a link from elsewhere has sent.",
  })
  async loginByToken(@Ctx() context: Context): Promise<ProfileSource> {
    const id = await loginByToken(context);
    return toProfile((await context.loaders.of(accountById).load(id))!);
  }
}
