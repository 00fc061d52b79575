import {
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  execute,
  getVariableValues,
  print,
} from "graphql";
import {
  ApolloServer,
  type GraphQLRequest,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestContextWillSendResponse,
  type GraphQLResponse,
  HeaderMap,
} from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import type { Knex } from "knex";
import { executeForText } from "./changing.js";
import { formatError, refusalOf, withoutValue } from "./graph-errors.js";
import { Base64 } from "./base64.scalar.js";
import { BatchLoaders } from "./batch-loaders.js";
import type { Client, Context, Services } from "./context.js";
import type { Viewer } from "../access/viewer.js";
import type { CachedViewer } from "../authentication/cached-viewer.js";
import type { Revalidation } from "../access/viewer.table.js";
import { Refusal, badRequest, isTemporary, refusalHeaders } from "../kernel/errors.js";
import { checkCost, checkLiterals, parseLimits, queryLimits } from "./limits.js";
import type { Logger } from "../kernel/log.js";
import { OPEN_LENGTH, OpenQueries } from "./open-queries.js";
import { type GraphPlanner, writeFor } from "./planning.js";
import type { Statement } from "../../db/query.js";
import { runStatement } from "../sql-planner/run.js";
import { checkTexts } from "../kernel/text.js";

/** What one request has: who asks, from where, and loaders of its own. */
export const createContext = (services: Services, viewer: Viewer | null, client: Client): Context => ({
  ...services,
  viewer,
  cachedViewer: null,
  answer: null,
  client,
  loaders: new BatchLoaders(services.db),
  session: { change: null },
  openCallsCount: false,
  noteOperation: () => undefined,
  noteRefusal: () => undefined,
});

/** Runs a parsed and valid operation. Both endpoints come through here. */
export async function executeOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Readonly<Record<string, unknown>>,
  contextValue: Context,
): Promise<ExecutionResult> {
  return execute({ schema, document, variableValues, contextValue });
}

/** The GraphQL server, over the same schema and the same context as the REST endpoint. */
export function createApollo(schema: GraphQLSchema, db: Knex, log: Logger, planner: GraphPlanner | null): ApolloServer<Context> {
  const open = new OpenQueries(schema);
  const planned = async ({
    document,
    operation,
    request,
    contextValue,
  }: GraphQLRequestContextResponseForOperation<Context>): Promise<GraphQLResponse | null> => {
    const { viewer, cachedViewer } = contextValue;
    // Against its type there is none where a document has several and the name is none of theirs; what that is answered, Apollo says.
    const isChange = (operation as OperationDefinitionNode | undefined)?.operation === OperationTypeNode.MUTATION;
    const statementFor = (revalidation: Revalidation | null): Statement | null =>
      planner?.statementFor(document, request.operationName, request.variables ?? {}, viewer, { precondition: revalidation }) ?? null;
    const answerOf = async (cached: CachedViewer): Promise<string | null> =>
      isChange
        ? cached.write(planner && writeFor(planner, document, request.operationName, request.variables ?? {}, viewer))
        : cached.read(statementFor);
    try {
      const text = await (cachedViewer === null ? runStatement(db, statementFor(null)) : answerOf(cachedViewer));
      if (text !== null) return withText(text);
    } catch (error) {
      // Apollo would take it for a fault of ours.
      if (!isTemporary(error)) throw error;
      contextValue.noteRefusal(error);
      return refused(error, log);
    }
    try {
      if (cachedViewer !== null) contextValue.viewer = await cachedViewer.authenticate();
      contextValue.cachedViewer = null;
    } catch {
      // Nothing may run. The endpoint meets the same error, and answers that in place of this.
      return withResult({});
    }
    if (contextValue.viewer === null) return openAnswer(document, request);
    const { operationName, variables = {} } = request;
    const changed = isChange && planner && (await executeForText(schema, planner, { document, operationName, variables }, contextValue));
    if (!changed) return null;
    return "text" in changed ? withText(changed.text) : withErrors(changed.errors, contextValue, log);
  };
  const openAnswer = async (document: DocumentNode, { variables, operationName }: GraphQLRequest): Promise<GraphQLResponse | null> => {
    try {
      const text = await open.schemaText(document, variables ?? {}, operationName);
      return text === null ? null : withText(text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(error, log);
    }
  };
  const finish = (answer: GraphQLRequestContextWillSendResponse<Context>): Promise<void> => {
    limitOpenAnswer(answer, log);
    return setHeaders(answer);
  };
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    validationRules: queryLimits,
    parseOptions: parseLimits,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => {
      const text = (result.data as Written | null | undefined)?.[WRITTEN];
      return text === undefined ? JSON.stringify(result) : `{"data":${text}}`;
    },
    formatError: (formatted, error) => formatError(formatted, error, log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      {
        requestDidStart: () =>
          Promise.resolve({ didResolveOperation: checkOperation, responseForOperation: planned, willSendResponse: finish }),
      },
    ],
  });
}

/** A result that PostgreSQL or an earlier request has written. */
function withText(text: string): GraphQLResponse {
  const data: Written = { [WRITTEN]: text };
  return withResult({ data: data as Record<string, unknown> });
}

const refused = (refusal: Refusal, log: Logger): GraphQLResponse => ({
  ...withResult({ errors: [formatError({ message: refusal.message }, refusal, log)] }),
  http: {
    headers: new HeaderMap(Object.entries(refusalHeaders(refusal)).map(([name, value]) => [name.toLowerCase(), value])),
    status: refusal.code === "UNAUTHENTICATED" ? 401 : isTemporary(refusal) ? 503 : 400,
  },
});

const withResult = (singleResult: FormattedExecutionResult): GraphQLResponse => ({
  http: { headers: new HeaderMap(), status: undefined },
  body: { kind: "single", singleResult },
});

/** Under which a result's data is the text PostgreSQL has written for it. */
const WRITTEN = Symbol("written");
interface Written {
  [WRITTEN]?: string;
}

/** Judges a valid operation from outside before it runs: its texts and what it could cost. */
function checkOperation({
  schema,
  document,
  operation,
  request,
  contextValue,
}: GraphQLRequestContextDidResolveOperation<Context>): Promise<void> {
  if (operation !== undefined) contextValue.noteOperation(nameInLog(operation));
  const variables = request.variables ?? {};
  try {
    checkTexts(withoutBytes(operation, variables), "variables");
    checkLiterals(document);
    checkVariables(schema, operation, variables);
    checkCost(schema, document, variables, request.operationName);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 400 } }, originalError: error });
  }
  return Promise.resolve();
}

/** Most characters of an operation that the log names. */
const NAME_LENGTH = 80;

/** Names of operations that come again and again. */
const namesInLog = new WeakMap<OperationDefinitionNode, string>();

/** An operation as the log names it: its sort and name, or its root fields where it has none. No values, which may be secret. */
function nameInLog(definition: OperationDefinitionNode): string {
  const known = namesInLog.get(definition);
  if (known !== undefined) return known;
  const { operation, name, selectionSet } = definition;
  const fields = selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
  const inLog = `${operation} ${name?.value ?? `{ ${fields.join(" ")} }`}`.slice(0, NAME_LENGTH);
  namesInLog.set(definition, inLog);
  return inLog;
}

/** Variables without those that are bytes: how long these may be is said by the endpoint, and by who takes them. */
function withoutBytes(operation: OperationDefinitionNode | undefined, variables: Record<string, unknown>): Record<string, unknown> {
  const bytes = (operation?.variableDefinitions ?? []).filter(({ type }) => print(type).replace("!", "") === Base64.name);
  const texts = { ...variables };
  for (const { variable } of bytes) if (typeof texts[variable.name.value] === "string") delete texts[variable.name.value];
  return texts;
}

/** @throws Refusal BAD_REQUEST where a variable does not fit its type */
function checkVariables(schema: GraphQLSchema, operation: OperationDefinitionNode | undefined, variables: Record<string, unknown>): void {
  const { errors } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
  if (errors?.[0] !== undefined) throw badRequest(withoutValue(errors[0]));
}

/** Keeps what is answered without credentials short, whatever has made it long. */
function limitOpenAnswer({ contextValue, response }: GraphQLRequestContextWillSendResponse<Context>, log: Logger): void {
  if (contextValue.viewer !== null || response.body.kind !== "single") return;
  const { singleResult } = response.body;
  if ((singleResult.data as Written | null | undefined)?.[WRITTEN] !== undefined) return;
  const length = Buffer.byteLength(JSON.stringify(singleResult));
  if (length <= OPEN_LENGTH) return;
  const { body, http } = refused(
    badRequest(`the answer would have ${length} bytes, and without credentials at most ${OPEN_LENGTH}: ask for less, or sign in`),
    log,
  );
  response.body = body;
  response.http.status = http.status;
}

/** What an operation's refusals say in headers goes out with its answer. */
function setHeaders({ contextValue, errors = [], response }: GraphQLRequestContextWillSendResponse<Context>): Promise<void> {
  showInHeaders(errors, contextValue, response);
  return Promise.resolve();
}

function showInHeaders(errors: readonly GraphQLError[], { noteRefusal }: Context, { http }: Pick<GraphQLResponse, "http">): void {
  for (const error of errors) {
    const refusal = refusalOf(error);
    if (refusal !== null) noteRefusal(refusal);
    if (isTemporary(refusal)) http.status = 503;
    for (const [name, value] of Object.entries(refusal === null ? {} : refusalHeaders(refusal)))
      http.headers.set(name.toLowerCase(), value);
  }
}

/** A mutation of which nothing can be answered, as Apollo would answer it. */
function withErrors(errors: readonly GraphQLError[], context: Context, log: Logger): GraphQLResponse {
  const response = withResult({ errors: errors.map((error) => formatError(error.toJSON(), error, log)), data: null });
  showInHeaders(errors, context, response);
  return response;
}
