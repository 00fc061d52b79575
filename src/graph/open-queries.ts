import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  type IntrospectionOptions,
  execute,
  getIntrospectionQuery,
  parse,
  print,
  visit,
} from "graphql";
import { LRUCache } from "lru-cache";
import { unauthenticated } from "../kernel/errors.js";
import { checkCost } from "./limits.js";

/** Most fields, pages multiplied, that a caller without credentials may ask for. */
const COST = 1_000;

/** Longest answer, in bytes, to a caller without credentials, but for the schema. */
export const OPEN_LENGTH = 65_536;

/** How many answers are kept to the standard introspection query, which has many options. Each takes some 350 kB. */
const KEPT = 32;

/** Deepest that getIntrospectionQuery follows a type. */
const TYPE_DEPTH = 100;

/** The query as it is written now, and as older releases of graphql-js write it. */
const FORMS: readonly ((query: string) => string)[] = [(query) => query, (query) => query.replaceAll(/(?<=Type \{ name) kind(?= \})/g, "")];

/** With which options a query can have been written, if it is the standard one. */
function optionsOf(query: string): IntrospectionOptions {
  return {
    descriptions: query.includes("description"),
    specifiedByUrl: query.includes("specifiedByURL"),
    directiveIsRepeatable: query.includes("isRepeatable"),
    schemaDescription: query.includes("__schema {\n    description"),
    inputValueDeprecation: query.includes("inputFields(includeDeprecated: true)"),
    experimentalDirectiveDeprecation: query.includes("directives(includeDeprecated: true)"),
    oneOf: query.includes("isOneOf"),
    typeDepth: Math.min(query.split("ofType").length - 1, TYPE_DEPTH),
  };
}

/** @param query as graphql-js prints it */
function isStandard(query: string): boolean {
  const standard = getIntrospectionQuery(optionsOf(query));
  return FORMS.some((form) => print(parse(form(standard))) === query);
}

function selectsSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name: { value } }) => {
      found ||= value === "__schema" || value === "__type";
      return found ? BREAK : undefined;
    },
  });
  return found;
}

/** What is asked without credentials: little, so that answering it costs little. */
export class OpenQueries {
  private readonly kept = new LRUCache<string, string>({ max: KEPT });

  constructor(private readonly schema: GraphQLSchema) {}

  /**
   * Judges a valid operation.
   *
   * @returns the JSON of the schema for the standard introspection query, whatever its options; null for what is to be run
   * @throws Refusal UNAUTHENTICATED for other questions about the schema, BAD_REQUEST for too many fields
   */
  async schemaText(document: DocumentNode, variables: Record<string, unknown>, operationName?: string): Promise<string | null> {
    if (!selectsSchema(document)) {
      checkCost(this.schema, document, variables, operationName, COST);
      return null;
    }
    const query = print(document);
    const kept = this.kept.get(query);
    if (kept !== undefined) return kept;
    if (!isStandard(query)) {
      throw unauthenticated(
        "without credentials the schema is shown by the standard introspection query alone: sign in to ask for parts of it",
      );
    }
    const { data } = await execute({ schema: this.schema, document });
    const text = JSON.stringify(data);
    this.kept.set(query, text);
    return text;
  }
}
