import { Field, ID, ObjectType } from "type-graphql";
import { GraphQLUUID } from "graphql-scalars";

@ObjectType({ simpleResolvers: true, description: "Who keeps identities and checks their passwords." })
export class IdentityProvider {
  @Field(() => ID, { description: "The provider's id." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The same provider's uuid." })
  uuid!: string;

  @Field(() => String, { description: "Host name of its pages." })
  domain!: string;

  @Field(() => String, { nullable: true, description: "Page on which a person changes its password." })
  changePasswordUrl!: string | null;

  @Field(() => String, { nullable: true, description: "Page where a person who forgot the password starts." })
  forgotPasswordUrl!: string | null;

  @Field(() => String, { nullable: true, description: "Page on which an administrator has somebody's password reset." })
  resetPasswordUrl!: string | null;
}
