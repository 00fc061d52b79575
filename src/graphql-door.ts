import { expressMiddleware } from "@as-integrations/express5";
import express, { type ErrorRequestHandler, type Request, Router } from "express";
import type { GraphQLSchema } from "graphql";
import { authenticate } from "./access/authenticate.js";
import type { Viewer } from "./access/viewer.js";
import type { Services } from "./context.js";
import { Refusal } from "./errors.js";
import { showGraphiql } from "./graphiql/graphiql-page.js";
import { clientOf, originOf } from "./http.js";
import { checkBrackets } from "./limits.js";
import type { Logger } from "./log.js";
import type { Planner } from "./planner/plan.js";
import { createApollo, createContext } from "./server.js";

/** Largest query taken with its variables, in bytes. */
const BODY_LIMIT = "1mb";

const STATUS: Partial<Record<Refusal["code"], number>> = { UNAUTHENTICATED: 401, BAD_CREDENTIALS: 403, FORBIDDEN: 403, CROSS_SITE: 403 };

/** Answers what is refused before GraphQL sees it in GraphQL's own form. */
const refuse: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof Refusal) {
    response.status(STATUS[error.code] ?? 400).json({ errors: [{ message: error.message, extensions: { code: error.code } }] });
    return;
  }
  // Express's body parser says in `status` what is wrong with the request itself.
  const status = error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 500;
  if (status >= 500) {
    next(error);
    return;
  }
  const code = status === 413 ? "TOO_LARGE" : status === 415 ? "UNSUPPORTED_MEDIA_TYPE" : "BAD_REQUEST";
  response.status(status).json({ errors: [{ message: (error as Error).message, extensions: { code } }] });
};

/** GraphQL over HTTP: POST /graphql, and GraphiQL for a browser that opens it. Who asks is found out before the query is read. */
export async function createGraphqlDoor(schema: GraphQLSchema, services: Services, log: Logger, planner: Planner | null): Promise<Router> {
  const apollo = createApollo(schema, services.db, log, planner);
  await apollo.start();
  const viewers = new WeakMap<Request, Viewer | null>();
  const router = Router();
  router.get("/", showGraphiql(services));
  router.use(async (request, _response, next) => {
    const query = new URL(request.originalUrl, "http://host").searchParams;
    viewers.set(request, await authenticate(services, originOf(request, query, request.method === "POST"), clientOf(request)));
    next();
  });
  router.use(express.json({ limit: BODY_LIMIT }));
  router.use((request, _response, next) => {
    const { query } = (request.body ?? {}) as { query?: unknown };
    if (typeof query === "string") checkBrackets(query);
    next();
  });
  router.use(
    expressMiddleware(apollo, {
      context: ({ req }) => Promise.resolve(createContext(services, viewers.get(req) ?? null, clientOf(req))),
    }),
  );
  router.use(refuse);
  return router;
}
