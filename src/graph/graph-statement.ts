import { type GraphQLSchema, parse, validate } from "graphql";
import type { Context } from "./context.js";
import { refusalOf } from "./graph-errors.js";
import { executeOperation } from "./server.js";

/** Runs one statement of the graph. @throws Refusal */
export type GraphStatement<Data> = (variables: Readonly<Record<string, unknown>>, context: Context) => Promise<Data>;

/** @throws Error where the schema can't run it: better at start than when the first person needs it */
export function graphStatement<Data>(schema: GraphQLSchema, text: string): GraphStatement<Data> {
  const document = parse(text);
  const [problem] = validate(schema, document);
  if (problem !== undefined) throw problem;
  return async (variables, context) => {
    const { data, errors } = await executeOperation(schema, document, variables, context);
    if (errors?.[0] !== undefined) throw refusalOf(errors[0]) ?? errors[0];
    return data as Data;
  };
}
