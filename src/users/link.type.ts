import { Field, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "Links that a console or a mail shows a user." })
export class UserLinks {
  @Field(() => String, { nullable: true, description: "Where larger quotas are sold: the shop of the brand in force, told what the caller told; null where it names none." })
  quotasUpsell!: string | null;
}
