import { Field, InputType } from "type-graphql";

@InputType({ description: "The login to give up and the one to take." })
export class ChangeLoginInput {
  @Field(() => String, { description: "The caller's present login, whatever its case." })
  login!: string;

  @Field(() => String, { description: "The new one. Unique in the whole system, whatever the case." })
  newLogin!: string;
}
