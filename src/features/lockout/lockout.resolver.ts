import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../access/allow.js";
import { WRITERS } from "../../access/roles.js";
import type { ViewerContext } from "../../graph/context.js";
import { unlockLogin } from "./lockout.commands.js";

@Resolver()
export class LockoutResolver {
  @Allow(WRITERS)
  @Mutation(() => Boolean, {
    description:
      "Lets the login of an account be tried again after too many wrong passwords had locked it. " +
      "Needs the right to write, and all accounts of the identity in the caller's part of the tree, none of others with more rights. " +
      "Answers whether there were failures to forget. Refuses with NOT_FOUND or FORBIDDEN.",
  })
  unlockLogin(
    @Arg("accountId", () => ID, { description: "The account, by integer id, uuid or `self`." }) accountId: string,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    return unlockLogin(context, accountId);
  }
}
