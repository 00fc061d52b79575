import { Field, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";

@ObjectType({ simpleResolvers: true, description: "Where a group's backup console is, and how the caller opens it." })
export class BackupConsole {
  @Field(() => String, { description: "Address of the console's server, without trailing slash." })
  host!: string;

  @Field(() => String, { description: "The same server's name, with its port where that is not the usual one." })
  serverAddress!: string;

  @Field(() => String, { description: "Path of the console's API, with slashes around." })
  apiPrefix!: string;

  @Field(() => String, { description: "Path of the console's pages, with slashes around." })
  pathPrefix!: string;

  @Field(() => String, {
    description:
      "Address of the backup server by which the group's machines are backed up, within the datacenter; empty while there is none.",
  })
  shard!: string;

  @Field(() => String, { description: "A token (JWT) of the caller's own account, for the console." })
  token!: string;

  @Field(() => GraphQLDateTimeISO, { description: "When the token ends." })
  expiresAt!: Date;

  @Field(() => String, { description: "The console's page, with the token behind the '#', which browsers send to no server." })
  url!: string;

  @Field(() => String, {
    description: "The same page for another program, with what was asked for: program, language, and the name at the logout button.",
  })
  redirectUrl!: string;
}
