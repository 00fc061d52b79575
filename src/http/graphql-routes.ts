import type { ApolloServer } from "@apollo/server";
import { HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { Request, RequestHandler, Response } from "express";
import type { GraphQLSchema } from "graphql";
import { hasBody, readJsonObject, requireMedia } from "../../rest-compat/reading.js";
import { authenticate, cachedViewer } from "../authentication/authenticate.js";
import type { RequestOrigin } from "../authentication/credential.js";
import type { Client, Context, Services } from "../graph/context.js";
import { Refusal, refusalHeaders } from "../kernel/errors.js";
import { addressOf, clientOf, noteCaller, originOf, sessionCookie } from "./http.js";
import { checkQuery } from "../graph/limits.js";
import { type Logger, noteRefusal } from "../kernel/log.js";
import type { GraphPlanner } from "../graph/planning.js";
import { createApollo, createContext } from "../graph/server.js";

const STATUS: Partial<Record<Refusal["code"], number>> = {
  UNAUTHENTICATED: 401,
  BAD_CREDENTIALS: 403,
  EXPIRED_CREDENTIALS: 403,
  FORBIDDEN: 403,
  ADDRESS_REFUSED: 403,
  CROSS_SITE: 403,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
};

/** Answers what is refused before GraphQL sees it in GraphQL's own form. */
function refuse(refusal: Refusal, response: Response): void {
  const { code, rule, message } = refusal;
  response
    .set(refusalHeaders(refusal))
    .status(STATUS[code] ?? 400)
    .json({ errors: [{ message, extensions: { code, rule } }] });
}

function headersOf({ headers }: Request): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}

/** A query with its variables; one may come in the address, too. @throws Refusal for what is none, or too large */
async function bodyOf(request: Request, address: URLSearchParams): Promise<Record<string, unknown>> {
  for (const query of address.getAll("query")) checkQuery(query);
  if (!hasBody(request)) return {};
  requireMedia(request);
  const body = await readJsonObject(request);
  if (typeof body["query"] === "string") checkQuery(body["query"]);
  return body;
}

/** The request's context. A viewer that is cached is taken as it was, for the read to revalidate it. */
async function beginContext(services: Services, origin: RequestOrigin, client: Client, compiledReads: boolean): Promise<Context> {
  const cached = compiledReads ? await cachedViewer(services, origin, client) : null;
  const viewer = cached === null ? await authenticate(services, origin, client) : cached.viewer;
  if (viewer === null) await client.openCall.count();
  return { ...createContext(services, viewer, client), cachedViewer: cached, openCallsCount: true };
}

/** Runs one request by Apollo, past its Express integration, which costs as much again as a small query. */
async function answer(
  apollo: ApolloServer<Context>,
  services: Services,
  compiledReads: boolean,
  request: Request,
  response: Response,
): Promise<void> {
  const { method } = request;
  const { search, searchParams } = addressOf(request);
  const context = await beginContext(services, originOf(request, searchParams, method === "POST"), clientOf(request), compiledReads);
  context.noteOperation = (operation) => (request.noted.operation = operation);
  context.noteRefusal = (refusal) => noteRefusal(request, refusal);
  const run = async (): Promise<HTTPGraphQLResponse> =>
    apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headersOf(request), search, body: await bodyOf(request, searchParams) },
      context: () => Promise.resolve(context),
    });
  // Whatever is wrong with a request is said to nobody but who may ask.
  const { status, headers, body } = await run().finally(async () => {
    noteCaller(request, context.cachedViewer === null ? context.viewer : await context.cachedViewer.authenticate());
  });
  for (const [name, value] of headers) response.setHeader(name, value);
  // A session that began or ended in the operation goes out with its answer.
  const cookie = sessionCookie(context);
  if (cookie !== null) response.setHeader("Set-Cookie", cookie);
  response.statusCode = status ?? 200;
  if (body.kind === "complete") {
    response.end(body.string);
    return;
  }
  for await (const chunk of body.asyncIterator) response.write(chunk);
  response.end();
}

/** What a browser that opens the endpoint sees in place of an answer. */
export interface BrowserPage {
  /** Whether a request is a browser's that would rather see it. */
  isWanted: (request: Request, response: Response) => boolean;
  show: (services: Services, request: Request, response: Response) => Promise<void>;
}

/**
 * The routes of GraphQL over HTTP: POST /graphql, and a page for a browser that opens it. Nothing is answered before it is known
 * who asks.
 */
export async function createGraphqlRoutes(
  schema: GraphQLSchema,
  services: Services,
  log: Logger,
  planner: GraphPlanner | null,
  page: BrowserPage,
): Promise<RequestHandler> {
  const apollo = createApollo(schema, services.db, log, planner);
  await apollo.start();
  return async (request, response) => {
    try {
      if (page.isWanted(request, response)) await page.show(services, request, response);
      else await answer(apollo, services, planner !== null, request, response);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      noteRefusal(request, error);
      refuse(error, response);
    }
  };
}
