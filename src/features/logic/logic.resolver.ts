import { Ctx, Query, Resolver } from "type-graphql";
import { GraphQLJSONObject } from "graphql-scalars";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import type { Context } from "../../graph/context.js";
import { RULES } from "../groups/group.rules.js";
import { CONSTANTS } from "./constants.js";
import { LANGUAGES, preferredLanguages } from "../../kernel/languages.js";
import { BusinessRules, Language, Versions } from "./logic.type.js";
import { databaseVersion, programVersion } from "./versions.js";

@Resolver()
export class LogicResolver {
  @Allow(ANY_ACCOUNT)
  @Query(() => BusinessRules, { description: "The rules of the tree, as the server itself applies them." })
  businessRules(): BusinessRules {
    return RULES;
  }

  @Allow(ANY_ACCOUNT)
  @Query(() => GraphQLJSONObject, { description: "The numbers the Multi-service Portal API v1 writes for this schema's enums." })
  constants(): typeof CONSTANTS {
    return CONSTANTS;
  }

  @Allow(ANY_ACCOUNT)
  @Query(() => [Language], { description: "Languages Portico speaks." })
  languages(): Language[] {
    return LANGUAGES.map((code) => ({ code }));
  }

  @Allow(ANY_ACCOUNT)
  @Query(() => [String], { description: "The languages the caller's browser asks for, best first, and then those Portico speaks." })
  uiLanguages(@Ctx() { client }: Context): string[] {
    return [...new Set([...preferredLanguages(client.acceptLanguage), ...LANGUAGES])];
  }

  @Allow(ANY_ACCOUNT)
  @Query(() => Versions, { description: "What is running." })
  async versions(@Ctx() { db }: Context): Promise<Versions> {
    return { api: programVersion, database: await databaseVersion(db) };
  }
}
