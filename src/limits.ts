import { createRequire } from "node:module";
import { type DocumentNode, GraphQLError, type GraphQLSchema, type ValidationContext, type ValidationRule } from "graphql";
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import type * as QueryComplexity from "graphql-query-complexity";
import { PAGE_LIMIT } from "./connection.type.js";
import { badRequest } from "./errors.js";

// The package's ES module brings its own copy of graphql into Node; its CommonJS one shares ours.
const { getComplexity } = createRequire(import.meta.url)("graphql-query-complexity") as typeof QueryComplexity;

const DEPTH = 12;
const ALIASES = 100;
const COST = 500_000;

/** More than the depth allows, since arguments and their objects have brackets of their own. */
const BRACKETS = 10 * DEPTH;
const STRINGS = /"""[\s\S]*?"""|"(\\.|[^"\\\n])*"/g;

/** These rules throw what they find, unless they are told to report it like any other rule. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError): void =>
      context?.reportError(new GraphQLError(error.message.replace(/^Syntax Error: /, ""))),
  ],
};

/** What a query from outside may look like, judged before anything runs. Introspection is exempt from the depth. */
export const queryLimits: ValidationRule[] = [
  maxDepthRule({ n: DEPTH, ...reported }),
  maxAliasesRule({ n: ALIASES, ...reported }),
];

/**
 * Judges brackets within brackets before the parser does, whose stack they could exhaust.
 *
 * @throws Refusal BAD_REQUEST
 */
export function checkBrackets(query: string): void {
  let depth = 0;
  for (const [bracket] of query.replace(STRINGS, "").matchAll(/[([{}\])]/g)) {
    depth += "([{".includes(bracket) ? 1 : -1;
    if (depth > BRACKETS) throw badRequest(`the query must not have more than ${BRACKETS} brackets within each other`);
  }
}

/**
 * Refuses an operation that could answer with too many fields: one each, times the length of the pages around it.
 *
 * @throws Refusal BAD_REQUEST saying how many there could be
 */
export function checkCost(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>, operationName?: string): void {
  const cost = getComplexity({
    schema,
    query: document,
    variables,
    ...(operationName !== undefined && { operationName }),
    estimators: [
      ({ args, childComplexity }) => {
        const pages = "first" in args ? ((args["first"] as number | null) ?? PAGE_LIMIT) : 1;
        return 1 + childComplexity * Math.max(1, pages);
      },
    ],
  });
  if (cost > COST) throw badRequest(`the query could answer with ${cost} fields; the limit is ${COST}: ask for shorter pages`);
}
