import { Field, InputType, ObjectType } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { Sql } from "../../sql-planner/sql.js";
import { METRICS, type Metric } from "./metrics.js";
import { metricSql } from "./usage.sql.js";

/** A figure for every metric. */
export type UsageFigures = Record<Metric, number>;

@ObjectType({
  simpleResolvers: true,
  description: "What is used: an owner's own figures plus everything below it, cut-off groups included.",
})
export class Usage {}

@InputType({ description: "Own figures to record, without what lies below. What is absent stays." })
export class UsageInput {}

/** Figures as clients send them; the fields of UsageInput. */
export type SentUsage = Partial<Record<Metric, number | null>>;

for (const [name, description] of Object.entries(METRICS)) {
  Field(() => GraphQLSafeInt, { description })(Usage.prototype, name);
  Sql(metricSql(name))(Usage.prototype, name);
  Field(() => GraphQLSafeInt, { nullable: true, description })(UsageInput.prototype, name);
}
