import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../access/allow.js";
import type { ViewerContext } from "../../graph/context.js";
import { registerGateway } from "./gateway.commands.js";
import { RegisterGatewayInput } from "./gateway.input.js";
import type { GatewayRow } from "./gateway.table.js";
import { Gateway } from "./gateway.type.js";

@Resolver(() => Gateway)
export class GatewayResolver {
  @Allow(["root_admin"])
  @Mutation(() => Gateway, {
    description: "Registers a registration server. Refuses with BAD_REQUEST, FORBIDDEN or CONFLICT (the address is taken).",
  })
  registerGateway(
    @Arg("input", () => RegisterGatewayInput, { description: "The registration server." }) input: RegisterGatewayInput,
    @Ctx() context: ViewerContext,
  ): Promise<GatewayRow> {
    return registerGateway(context, input);
  }
}
