import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "A service that a user's backup client connects to." })
export class ServiceHost {
  @Field(() => String, { description: "Of the service: `web console`, `registration server` or `backup server`." })
  name!: string;

  @Field(() => Int, { description: "Its port." })
  port!: number;

  @Field(() => String, { description: "Its name or IP address." })
  host!: string;
}
