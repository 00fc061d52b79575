import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../access/allow.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { changeLogin, checkAccount } from "./login.commands.js";
import { ChangeLoginInput } from "./login.input.js";

@Resolver()
export class LoginResolver {
  @Allow(["root_admin"])
  @Mutation(() => Boolean, {
    description:
      "Changes the caller's own login. Always true. " +
      "Refuses with BAD_REQUEST, NOT_FOUND, FORBIDDEN (the login is another's) or CONFLICT (the new one is taken).",
  })
  async changeLogin(
    @Arg("input", () => ChangeLoginInput, { description: "Both logins." }) input: ChangeLoginInput,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    await changeLogin(context, input);
    return true;
  }

  @Allow("anyone")
  @Query(() => Boolean, {
    nullable: true,
    description:
      "Tells a router whether a login is taken here, always by a refusal: CONFLICT where it is, NOT_FOUND where it is free, FORBIDDEN " +
      "for a bad signature.",
  })
  accountCheck(
    @Arg("login", () => String, { description: "The login asked about, whatever its case." }) login: string,
    @Arg("server", () => String, { description: "The server that asks." }) server: string,
    @Arg("signature", () => String, { description: "HMAC-SHA256, in hex, of login, newline and server under the router's secret." })
    signature: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    return checkAccount(context, { login, server, signature });
  }
}
