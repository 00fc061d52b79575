import { createRequire } from "node:module";
import type { DocumentNode, GraphQLSchema, ValidationRule } from "graphql";
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

/** What a query from outside may look like, judged before anything runs. Introspection is exempt from the depth. */
export const queryLimits: ValidationRule[] = [
  maxDepthRule({ n: DEPTH }),
  maxAliasesRule({ n: ALIASES }),
];

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
