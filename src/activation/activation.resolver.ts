import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { ADMINS } from "../access/roles.js";
import { ANY_ACCOUNT, Allow } from "../access/allow.js";
import type { Context, ViewerContext } from "../context.js";
import { activateAccount, changePassword, prepareActivationMail, readActivationToken } from "./activation.commands.js";
import { ActionMail, ActivationTokenInfo } from "./activation.type.js";

const TOKEN = { nullable: true, description: "The token from the link; without one the answer is UNAUTHENTICATED." };

@Resolver()
export class ActivationResolver {
  @Allow(ADMINS)
  @Mutation(() => ActionMail, {
    description:
      "Makes the parameters of an activation mail, with a new token for its link. The token is for admins with full access whose part of the tree holds all accounts of the identity. Refuses with NOT_FOUND or FORBIDDEN.",
  })
  prepareActivationMail(
    @Arg("login", () => String, { nullable: true, description: "The identity's login." }) login: string | null,
    @Arg("email", () => String, { nullable: true, description: "Its e-mail address, as a check." }) email: string | null,
    @Arg("userId", () => String, { nullable: true, description: "The account's integer id or uuid." }) userId: string | null,
    @Ctx() context: ViewerContext,
  ): Promise<ActionMail> {
    return prepareActivationMail(context, { login, email, userId });
  }

  @Allow("anyone")
  @Query(() => ActivationTokenInfo, { description: "What an activation token stands for. Refuses with UNAUTHENTICATED." })
  activationToken(@Arg("token", () => String, TOKEN) token: string | null, @Ctx() context: Context): Promise<ActivationTokenInfo> {
    return readActivationToken(context, token);
  }

  @Allow("anyone")
  @Mutation(() => Boolean, {
    description: "Sets an account's first password by the token from its mail. Always true. Refuses with UNAUTHENTICATED or BAD_REQUEST.",
  })
  async activateAccount(
    @Arg("token", () => String, TOKEN) token: string | null,
    @Arg("password", () => String, { description: "At least 9 characters; not the login, e-mail or a name of its owner." }) password: string,
    @Arg("md5", () => Boolean, { nullable: true, description: "Whether `password` is the MD5 digest of the password, in hex." }) md5: boolean | null,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await activateAccount(context, token, { password, isMd5: md5 ?? false });
    return true;
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Boolean, {
    description: "Changes the caller's own password; other sessions of the identity end. Always true. Refuses with BAD_REQUEST.",
  })
  async changePassword(
    @Arg("currentPassword", () => String, { description: "The password in force." }) currentPassword: string,
    @Arg("newPassword", () => String, { description: "At least 9 characters; not the login, e-mail or a name of its owner." }) newPassword: string,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    await changePassword(context, currentPassword, newPassword);
    return true;
  }
}
