import { Field, ID, Int, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";
import { PageInfo } from "../../graph/connection.type.js";
import { Group } from "../groups/group.type.js";

@ObjectType({ simpleResolvers: true, description: "A server that machines send their backups to." })
export class BackupServer {
  @Field(() => ID, { description: "An integer up to 2^53-1, as text." })
  id!: number;

  @Field(() => String, { description: "The unique id of its installation, whatever the case." })
  agentId!: string;

  @Field(() => String, { description: "Its name or IP address for agents." })
  host!: string;

  @Field(() => Int, { description: "Its port for agents." })
  port!: number;

  @Field(() => String, { description: "Its name or IP address within the data centre." })
  internalHost!: string;

  @Field(() => Int, { description: "Its port within the data centre." })
  internalPort!: number;

  @Field(() => String, { description: "Its public key, as it was registered, or 40 characters of Z85 that were made for it." })
  publicKey!: string;

  @Field(() => Int, { description: "Agents online, as last reported." })
  onlineAgents!: number;

  @Field(() => Int, { description: "Machines placed on it." })
  machineCount!: number;

  @Field(() => GraphQLDateTimeISO, { description: "When it was registered." })
  createdAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: "A backup server in a list." })
export class BackupServerEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => BackupServer, { description: "The backup server." })
  node!: BackupServer;
}

@ObjectType({ simpleResolvers: true, description: "A page of backup servers, in order of id." })
export class BackupServerConnection {
  @Field(() => [BackupServerEdge], { description: "The backup servers with their cursors." })
  edges!: BackupServerEdge[];

  @Field(() => [BackupServer], { description: "The backup servers." })
  nodes!: BackupServer[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

@ObjectType({ simpleResolvers: true, description: "Groups that have been moved to another backup server." })
export class MigrateBackupServerPayload {
  @Field(() => [Group], { description: "The group and those below it, in order of id." })
  groups!: Group[];

  @Field(() => BackupServer, { description: "The server they are on now." })
  backupServer!: BackupServer;
}
