import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { ViewerContext } from "../context.js";
import { User } from "../users/user.type.js";
import { type Endpoint, webEndpoint } from "./endpoint.js";
import { gateways } from "./gateway.table.js";
import { ServiceHost } from "./service-host.type.js";

const named = (name: string, { host, port }: Endpoint): ServiceHost => ({ name, port, host });

@Resolver(() => User)
export class ServiceHostResolver {
  @FieldResolver(() => [ServiceHost], {
    description: "What its backup client connects to: the web console, the registration servers, and the backup servers that hold its machines.",
  })
  async hosts(@Root() { id }: User, @Ctx() { db, config, loaders }: ViewerContext): Promise<ServiceHost[]> {
    const [registration, backup] = await Promise.all([gateways(db), loaders.backupServersByUserId.load(id)]);
    return [
      named("web console", webEndpoint(config.consoleUrl)),
      ...registration.map((gateway) => named("registration server", gateway)),
      ...backup.map((server) => named("backup server", server)),
    ];
  }
}
