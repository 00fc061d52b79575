import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import { findAccount } from "../accounts/account.lookup.js";
import { type Page, PageArguments } from "../../graph/connection.type.js";
import type { ViewerContext } from "../../graph/context.js";
import { User } from "../users/user.type.js";
import { AccountSort } from "../../kernel/enums.js";
import { Sql } from "../../sql-planner/sql.js";
import * as commands from "./machine.commands.js";
import { machines } from "./machine.edges.js";
import { RegisterMachineInput } from "./machine.input.js";
import { type MachineRow, machineById } from "./machine.table.js";
import { Machine, MachineConnection } from "./machine.type.js";

const USER_ID = { description: "The service user's integer id, its uuid, or 'self'." };

@Resolver(() => Machine)
export class MachineResolver {
  @Allow(ANY_ACCOUNT, "AgentRegistration")
  @Query(() => Boolean, {
    description:
      "Whether a machine may be registered for a service user, its quotas aside: true, or it refuses with FORBIDDEN or NOT_FOUND as " +
      "registerMachine would.",
  })
  async checkMachineRegistration(@Arg("userId", () => ID, USER_ID) userId: string, @Ctx() context: ViewerContext): Promise<boolean> {
    await commands.checkMachineRegistration(context, await findAccount(context, AccountSort.SERVICE_USER, userId));
    return true;
  }

  @Allow(ANY_ACCOUNT, "AgentRegistration")
  @Mutation(() => Machine, {
    description:
      "Registers a machine of a service user, by that user or an admin of a company or unit, and places it on a backup server. " +
      "A known machine of the same user keeps its place, if its secret is the same. " +
      "Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or CONFLICT (a hard quota is used up, the agent id is another machine's, or there " +
      "is no backup server).",
  })
  async registerMachine(
    @Arg("userId", () => ID, USER_ID) userId: string,
    @Arg("input", () => RegisterMachineInput, { description: "The machine." }) input: RegisterMachineInput,
    @Ctx() context: ViewerContext,
  ): Promise<MachineRow> {
    return (await machineById(context.db, await commands.registerMachine(context, userId, input)))!;
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => ID, {
    description: "Removes a machine, by its user or an admin above; answers its id. Refuses with FORBIDDEN or NOT_FOUND.",
  })
  deleteMachine(
    @Arg("userId", () => ID, USER_ID) userId: string,
    @Arg("id", () => ID, { description: "The machine's integer id or uuid." }) id: string,
    @Ctx() context: ViewerContext,
  ): Promise<number> {
    return commands.deleteMachine(context, userId, id);
  }
}

@Resolver(() => User)
export class UserMachinesResolver {
  @Sql(machines.sql)
  @FieldResolver(() => MachineConnection, { description: "Its machines." })
  machines(@Args(() => PageArguments) page: PageArguments, @Root() user: User, @Ctx() context: ViewerContext): Promise<Page<MachineRow>> {
    return machines.load(context, user, page);
  }
}
