import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { Allow } from "../../access/allow.js";
import { OneTrip } from "../../access/one-trip.js";
import { ADMINS, PARTNERS } from "../../access/roles.js";
import type { ViewerContext } from "../../graph/context.js";
import { rootOfGroup } from "../groups/group.sql.js";
import type { GroupRow } from "../groups/group.table.js";
import { Group } from "../groups/group.type.js";
import { migrationAccess, updateMigration } from "./migration.commands.js";
import { MigrationInput } from "./migration.input.js";
import { updateMigrationInOneTrip } from "./migration.one-trip.js";
import { SqlRoot } from "../../sql-planner/sql.js";
import { MigrationAccess } from "./migration.type.js";

const GROUP_ID = { description: "The group's integer id, its uuid, or 'self' for the caller's own." };

@Resolver()
export class MigrationResolver {
  @Allow(ADMINS)
  @Query(() => MigrationAccess, {
    description:
      "The portal by which a group's backup agents are migrated, with a token for it. " +
      "Refuses with NOT_FOUND (also where migration is not on) or FORBIDDEN.",
  })
  migrationAccess(@Arg("groupId", () => ID, GROUP_ID) ref: string, @Ctx() context: ViewerContext): Promise<MigrationAccess> {
    return migrationAccess(context, ref);
  }

  @Allow(PARTNERS)
  @OneTrip(updateMigrationInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, {
    description:
      "Sets how a group's backup agents are migrated; needs the right MIGRATION. " +
      "Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or VERSION_MISMATCH.",
  })
  updateMigration(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("input", () => MigrationInput, { description: "What to change." }) input: MigrationInput,
    @Arg("version", () => GraphQLSafeInt, {
      nullable: true,
      description: "The group's version the caller holds; another one stored is VERSION_MISMATCH.",
    })
    version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return updateMigration(context, ref, input, version);
  }
}
