import { Field, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";

@ObjectType({ simpleResolvers: true, description: "The way into the portal that a group's backup agents are migrated by." })
export class MigrationAccess {
  @Field(() => String, { description: "URL of the migration portal." })
  serviceUrl!: string;

  @Field(() => String, { description: "A token (JWT) for that portal alone, which is its audience; it opens nothing here." })
  token!: string;

  @Field(() => GraphQLDateTimeISO, { description: "When the token ends." })
  expiresAt!: Date;
}
