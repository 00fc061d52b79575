import { Field, ID, ObjectType } from "type-graphql";
import { GraphQLUUID } from "graphql-scalars";
import { Sql } from "../../sql-planner/sql.js";
import { GroupKind } from "../../kernel/enums.js";
import { hitsSql } from "./search.sql.js";

@ObjectType({ simpleResolvers: true, description: "What a search has found: a group by its name, or an account by its login." })
export class SearchHit {
  @Field(() => ID, { description: "The group's or account's id." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "Its uuid." })
  uuid!: string;

  @Field(() => String, { description: "The group's name, or the account's login." })
  name!: string;

  @Field(() => ID, { nullable: true, description: "The group above, or the one the account sits in; null for the root." })
  parentId!: number | null;

  @Field(() => GroupKind, { nullable: true, description: "The group's kind, SERVICE_USER for a service user, null for an admin." })
  kind!: GroupKind | null;
}

@ObjectType({ simpleResolvers: true, description: "What a search has found." })
export class SearchResult {
  @Sql(hitsSql)
  @Field(() => [SearchHit], { description: "First the groups in order of name, then the accounts in order of login." })
  hits!: SearchHit[];
}
