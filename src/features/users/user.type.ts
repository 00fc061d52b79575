import { Field, ID, InputType, ObjectType } from "type-graphql";
import { GraphQLUUID } from "graphql-scalars";
import { Account } from "../accounts/account.type.js";
import { Sql, embedded, expression } from "../../sql-planner/sql.js";
import { BUILT_IN_IDENTITY_PROVIDER } from "../identity-providers/identity-provider.rules.js";
import { Agents } from "../agents/agents.type.js";

@ObjectType({ simpleResolvers: true, description: "How the backup client shows itself to a user." })
export class BackupClient {
  @Field(() => Boolean, { description: "Whether the tray monitor is switched off." })
  monitorDisabled!: boolean;
}

@InputType({ description: "How the backup client shall show itself to a user." })
export class BackupClientInput {
  @Field(() => Boolean, { nullable: true, description: "Whether the tray monitor is switched off." })
  monitorDisabled?: boolean | null;
}

@ObjectType({ simpleResolvers: true, implements: Account, description: "A service user: an account that backs up machines." })
export class User extends Account {
  @Field(() => Boolean, { description: "Whether lists leave it out unless asked for hidden ones." })
  hidden!: boolean;

  @Sql(embedded("agents_"))
  @Field(() => Agents, { description: "How its backup agents behave." })
  agents!: Agents;

  @Sql(embedded("tray_"))
  @Field(() => BackupClient, { description: "How its backup client shows itself." })
  backup!: BackupClient;

  @Sql(expression(() => String(BUILT_IN_IDENTITY_PROVIDER.id)))
  @Field(() => ID, { description: "The identity provider it comes from." })
  identityProviderId!: number;

  @Sql(expression(() => `'${BUILT_IN_IDENTITY_PROVIDER.uuid}'`))
  @Field(() => GraphQLUUID, { description: "The same provider's uuid." })
  identityProviderUuid!: string;
}
