import { Field, ID, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLUUID } from "graphql-scalars";
import { PageInfo } from "../../graph/connection.type.js";
import { Sql, expression } from "../../sql-planner/sql.js";

@ObjectType({
  simpleResolvers: true,
  description: "A machine that is backed up. It counts as a device of its user and of every group above.",
})
export class Machine {
  @Field(() => ID, { description: "An integer up to 2^53-1, as text." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The same machine's universally unique id." })
  uuid!: string;

  @Field(() => String, { description: "The unique id of its agent, whatever the case." })
  agentId!: string;

  @Field(() => String, { nullable: true, description: "Its public key, as it was registered." })
  publicKey!: string | null;

  @Sql(expression((row) => `${row}_b.host`))
  @Field(() => String, { description: "Name or IP address of the backup server it is placed on." })
  serverAddress!: string;

  @Sql(expression((row) => `${row}_b.public_key`))
  @Field(() => String, { description: "That server's public key." })
  serverPublicKey!: string;

  @Field(() => GraphQLDateTimeISO, { description: "When it was registered first." })
  createdAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: "A machine in a list." })
export class MachineEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => Machine, { description: "The machine." })
  node!: Machine;
}

@ObjectType({ simpleResolvers: true, description: "A page of machines, in order of id." })
export class MachineConnection {
  @Field(() => [MachineEdge], { description: "The machines with their cursors." })
  edges!: MachineEdge[];

  @Field(() => [Machine], { description: "The machines." })
  nodes!: Machine[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}
