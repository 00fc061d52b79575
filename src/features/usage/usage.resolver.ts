import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../access/allow.js";
import type { ViewerContext } from "../../graph/context.js";
import { recordUsage } from "./usage-recording.commands.js";
import { Usage, type UsageFigures, UsageInput } from "./usage.type.js";

@Resolver(() => Usage)
export class UsageResolver {
  @Allow(["root_admin"])
  @Mutation(() => Usage, {
    description:
      "Records own figures of a group or a service user; answers what is shown of it now. " +
      "Refuses with BAD_REQUEST, FORBIDDEN or NOT_FOUND.",
  })
  recordUsage(
    @Arg("id", () => ID, { description: "The group's or service user's integer id or uuid." }) id: string,
    @Arg("usage", () => UsageInput, { description: "Own figures, without what lies below." }) usage: UsageInput,
    @Ctx() context: ViewerContext,
  ): Promise<UsageFigures> {
    return recordUsage(context, id, usage);
  }
}
