import { Field, InputType } from "type-graphql";

@InputType({ description: "How a group's backup agents are migrated. What is absent stays." })
export class MigrationInput {
  @Field(() => String, { nullable: true, description: "URL of the migration portal, http or https; empty is none." })
  migrationService?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether migration is on." })
  migrationEnabled?: boolean | null;
}
