import { Field, ID, Int, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";

@ObjectType({ simpleResolvers: true, description: "A registration server: where agents register before they know their backup server." })
export class Gateway {
  @Field(() => ID, { description: "An integer up to 2^53-1, as text." })
  id!: number;

  @Field(() => String, { description: "Its name or IP address." })
  host!: string;

  @Field(() => Int, { description: "Its port." })
  port!: number;

  @Field(() => GraphQLDateTimeISO, { description: "When it was registered." })
  createdAt!: Date;
}
