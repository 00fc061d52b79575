import { Field, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";

@ObjectType({ simpleResolvers: true, description: "A signed token (JWT) that stands for an account." })
export class Token {
  @Field(() => String, {
    description:
      "The token itself: a credential as `?jwt=`, as `?access_token=`, or as Bearer. It ends at once when its account is disabled or its password changes.",
  })
  token!: string;

  @Field(() => GraphQLDateTimeISO, { description: "When it ends, an hour after it was made." })
  expiresAt!: Date;
}
