import "reflect-metadata";
import { type GraphQLInterfaceType, type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { type BuildSchemaOptions, buildSchema } from "type-graphql";
import { guardRootFields } from "../access/allow.js";
import { answerAsStored } from "./stored-values.js";

/** A schema of these resolvers, with the admission check in front of its root fields. */
export async function schemaOf(resolvers: BuildSchemaOptions["resolvers"]): Promise<GraphQLSchema> {
  const schema = await buildSchema({ resolvers, validate: false });
  return guardRootFields(plainInterfaceFields(answerAsStored(schema)));
}

/**
 * Fields that come from an interface's interface get a resolver from type-graphql that only reads the property, and
 * costs as much as all the rest: graphql-js reads it by itself.
 */
function plainInterfaceFields(schema: GraphQLSchema): GraphQLSchema {
  const node = schema.getType("Node") as GraphQLInterfaceType;
  for (const type of schema.getPossibleTypes(node)) {
    for (const name of Object.keys(node.getFields())) delete type.getFields()[name]!.resolve;
  }
  return schema;
}

/** The schema as text, sorted, so that a change of it is a small diff. */
export const schemaText = (schema: GraphQLSchema): string =>
  `# Made by \`npm run generate\` from the types in src. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
