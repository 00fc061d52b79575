import { createRequire } from "node:module";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  Lexer,
  type ParseOptions,
  Source,
  TokenKind,
  type ValidationContext,
  type ValidationRule,
  getOperationAST,
  visit,
} from "graphql";
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import type * as QueryComplexity from "graphql-query-complexity";
import { LRUCache } from "lru-cache";
import { PAGE_LIMIT } from "./connection.type.js";
import { badRequest } from "../kernel/errors.js";
import { checkTexts } from "../kernel/text.js";

// The package's ES module brings its own copy of graphql into Node; its CommonJS one shares ours.
const { getComplexity } = createRequire(import.meta.url)("graphql-query-complexity") as typeof QueryComplexity;

const DEPTH = 12;
const ALIASES = 100;
const COST = 500_000;

/** More than the depth allows, since arguments and their objects have brackets of their own. */
const BRACKETS = 10 * DEPTH;
const TOKENS = 5_000;
/** Most UTF-16 code units of a query: blanks and comments are no tokens. */
const LENGTH = 262_144;

/** What the parser itself stops at. */
export const parseLimits: ParseOptions = { maxTokens: TOKENS, maxComments: TOKENS };

/** These rules throw what they find, unless they are told to report it like any other rule. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError): void =>
      context?.reportError(new GraphQLError(error.message.replace(/^Syntax Error: /, ""))),
  ],
};

/** What a query from outside may look like, judged before anything runs. Introspection is exempt from the depth. */
export const queryLimits: ValidationRule[] = [maxDepthRule({ n: DEPTH, ...reported }), maxAliasesRule({ n: ALIASES, ...reported })];

const DEEPER: readonly TokenKind[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const SHALLOWER: readonly TokenKind[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** The next token, or null where there is none: what else is wrong there, the parser says. */
function nextToken(lexer: Lexer): TokenKind | null {
  try {
    const { kind } = lexer.advance();
    return kind === TokenKind.EOF ? null : kind;
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

/** Queries that were found good: a console sends the same ones again and again. Together 2^22 UTF-16 code units at most. */
const goodQueries = new LRUCache<string, true>({ maxSize: 16 * LENGTH, sizeCalculation: (_good, query) => query.length + 1 });

/**
 * Judges the length of a query and its brackets within brackets before the parser does, whose stack they could exhaust.
 *
 * @throws Refusal BAD_REQUEST
 */
export function checkQuery(query: string): void {
  if (query.length > LENGTH) throw badRequest(`the query must not have more than ${LENGTH} characters`);
  if (goodQueries.has(query)) return;
  checkBrackets(query);
  goodQueries.set(query, true);
}

function checkBrackets(query: string): void {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  for (let count = 0; count <= TOKENS; count += 1) {
    const kind = nextToken(lexer);
    if (kind === null) return;
    if (DEEPER.includes(kind)) depth += 1;
    else if (SHALLOWER.includes(kind)) depth -= 1;
    if (depth > BRACKETS) throw badRequest(`the query must not have more than ${BRACKETS} brackets within each other`);
  }
}

/** Costs that have been worked out, by document and by what of an operation's variables they can depend on. */
const costs = new WeakMap<DocumentNode, Map<string, number>>();
/** How many are kept for one document: its variables come from clients. */
const COSTS = 100;

/** Page lengths and what directives ask: nothing else of the variables changes what an operation costs. */
function costKey(document: DocumentNode, variables: Readonly<Record<string, unknown>>, operationName = ""): string {
  const decisive = (getOperationAST(document, operationName || undefined)?.variableDefinitions ?? []).filter(({ type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return named.kind === Kind.NAMED_TYPE && ["Int", "Boolean"].includes(named.name.value);
  });
  return JSON.stringify([operationName, ...decisive.map(({ variable }) => variables[variable.name.value] ?? null)]);
}

/**
 * Refuses an operation that could answer with too many fields: one each, times the length of the pages around it.
 *
 * @throws Refusal BAD_REQUEST saying how many there could be
 */
export function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
  operationName?: string,
  most = COST,
): void {
  const known = costs.get(document) ?? new Map<string, number>();
  costs.set(document, known);
  const key = costKey(document, variables, operationName);
  let cost = known.get(key);
  if (cost === undefined) {
    cost = costOf(schema, document, variables, operationName);
    if (known.size >= COSTS) known.clear();
    known.set(key, cost);
  }
  if (cost > most)
    throw badRequest(
      `the query could answer with ${cost} fields; the limit is ${most}: ask for shorter pages${most < COST ? ", or sign in" : ""}`,
    );
}

const costOf = (schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>, operationName?: string): number =>
  getComplexity({
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

const judged = new WeakSet<DocumentNode>();

/** Judges the texts written into a query. @throws Refusal BAD_REQUEST */
export function checkLiterals(document: DocumentNode): void {
  if (judged.has(document)) return;
  visit(document, { StringValue: ({ value }) => checkTexts(value, "a text in the query") });
  judged.add(document);
}
