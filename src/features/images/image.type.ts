import { Field, ID, Int, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";
import { Sql, expression } from "../../sql-planner/sql.js";

@ObjectType({ simpleResolvers: true, description: "A PNG that was uploaded. It never changes: another one has another id." })
export class Image {
  @Field(() => ID, { description: "Its id." })
  id!: number;

  @Field(() => Int, { description: "Width in pixels." })
  width!: number;

  @Field(() => Int, { description: "Height in pixels." })
  height!: number;

  @Sql(expression((row) => `octet_length(${row}.content)`))
  @Field(() => Int, { description: "Length of its content in bytes." })
  size!: number;

  @Field(() => String, { description: "SHA-256 of its content, in hex." })
  digest!: string;

  @Field(() => GraphQLDateTimeISO, { description: "When it was uploaded, or copied for another brand." })
  createdAt!: Date;
}
