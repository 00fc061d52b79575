import { Field, ObjectType } from "type-graphql";
import { Sql } from "../../sql-planner/sql.js";
import { shopSql } from "./link.sql.js";

@ObjectType({ simpleResolvers: true, description: "Links that a console or a mail shows a user." })
export class UserLinks {
  @Sql(shopSql)
  @Field(() => String, {
    nullable: true,
    description: "Where larger quotas are sold: the shop of the effective brand, told what the caller told; null where it names none.",
  })
  quotasUpsell!: string | null;
}
