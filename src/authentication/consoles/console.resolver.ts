import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import type { ViewerContext } from "../../graph/context.js";
import { findConsole } from "./console.lookup.js";
import { BackupConsole } from "./console.type.js";

@Resolver()
export class ConsoleResolver {
  @Allow(ANY_ACCOUNT)
  @Query(() => BackupConsole, {
    description:
      "A group's backup console, opened for the caller; a service user may ask for its own group's. Refuses with NOT_FOUND, FORBIDDEN, BAD_REQUEST, or NOT_ACCEPTABLE where the group lacks the capability BACKUP.",
  })
  backupConsole(
    @Arg("groupId", () => ID, { description: "The group's integer id, its uuid, or 'self' for the caller's own." }) ref: string,
    @Arg("app", () => String, { nullable: true, description: "The program that opens it." }) app: string | null | undefined,
    @Arg("language", () => String, { nullable: true, description: "The language it shall be in." }) language: string | null | undefined,
    @Arg("username", () => String, { nullable: true, description: "The name to show at the logout button." })
    username: string | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<BackupConsole> {
    return findConsole(context, ref, { app, language, username });
  }
}
