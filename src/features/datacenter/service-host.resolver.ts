import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import { findAccount } from "../accounts/account.lookup.js";
import { toUser } from "../accounts/account.shape.js";
import type { ViewerContext } from "../../graph/context.js";
import { User } from "../users/user.type.js";
import { AccountSort } from "../../kernel/enums.js";
import { Sql } from "../../sql-planner/sql.js";
import type { Endpoint } from "./endpoint.js";
import { gateways } from "./gateway.table.js";
import { NAMES, hostsSql, serviceHostsSql, webConsole } from "./service-host.sql.js";
import { ServiceHost } from "./service-host.type.js";
import { backupServersByUserId } from "./backup-server.loaders.js";

const named = (name: string, { host, port }: Endpoint): ServiceHost => ({ name, port, host });

@Resolver(() => User)
export class ServiceHostResolver {
  @Allow(ANY_ACCOUNT, "AgentRegistration")
  @Sql(serviceHostsSql)
  @Query(() => [ServiceHost], {
    description:
      "What a service user's backup client connects to, as `hosts` of the user, for agents whose token shows them nothing else. " +
      "Refuses with NOT_FOUND or FORBIDDEN.",
  })
  async serviceHosts(
    @Arg("userId", () => ID, { description: "The service user's integer id, its uuid, or 'self'." }) userId: string,
    @Ctx() context: ViewerContext,
  ): Promise<ServiceHost[]> {
    return this.hosts(toUser(await findAccount(context, AccountSort.SERVICE_USER, userId)), context);
  }

  @Sql(hostsSql)
  @FieldResolver(() => [ServiceHost], {
    description:
      "What its backup client connects to: the web console, the registration servers, and the backup servers that hold its machines.",
  })
  async hosts(@Root() { id }: User, @Ctx() { db, config, loaders }: ViewerContext): Promise<ServiceHost[]> {
    const [registration, backup] = await Promise.all([gateways(db), loaders.of(backupServersByUserId)(null).load(id)]);
    return [
      named(NAMES.console, webConsole(config)),
      ...registration.map((gateway) => named(NAMES.registration, gateway)),
      ...backup.map((server) => named(NAMES.backup, server)),
    ];
  }
}
