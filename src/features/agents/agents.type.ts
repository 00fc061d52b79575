import { Field, InputType, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "How backup agents behave." })
export class Agents {
  @Field(() => Boolean, { description: "Whether agents update themselves." })
  autoupdate!: boolean;
}

@InputType({ description: "How backup agents behave." })
export class AgentsInput {
  @Field(() => Boolean, { nullable: true, description: "Whether agents update themselves." })
  autoupdate?: boolean | null;
}
