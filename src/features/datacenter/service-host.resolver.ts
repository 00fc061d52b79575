import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import { findAccount } from "../accounts/account.lookup.js";
import type { ViewerContext } from "../../graph/context.js";
import { User } from "../users/user.type.js";
import { AccountSort } from "../../kernel/enums.js";
import { Sql } from "../../sql-planner/sql.js";
import { hosts } from "./service-host.edges.js";
import { hostsOfNamedUser } from "./service-host.sql.js";
import { ServiceHost } from "./service-host.type.js";

@Resolver(() => User)
export class ServiceHostResolver {
  @Allow(ANY_ACCOUNT, "AgentRegistration")
  @Sql(hostsOfNamedUser)
  @Query(() => [ServiceHost], {
    description:
      "What a service user's backup client connects to, as `hosts` of the user, for agents whose token shows them nothing else. " +
      "Refuses with NOT_FOUND or FORBIDDEN.",
  })
  async serviceHosts(
    @Arg("userId", () => ID, { description: "The service user's integer id, its uuid, or 'self'." }) userId: string,
    @Ctx() context: ViewerContext,
  ): Promise<ServiceHost[]> {
    return hosts.load(context, await findAccount(context, AccountSort.SERVICE_USER, userId));
  }

  @Sql(hosts.sql)
  @FieldResolver(() => [ServiceHost], {
    description:
      "What its backup client connects to: the web console, the registration servers, and the backup servers that hold its machines.",
  })
  hosts(@Root() user: User, @Ctx() context: ViewerContext): Promise<ServiceHost[]> {
    return hosts.load(context, user);
  }
}
