import express, { type ErrorRequestHandler, type Express, type Response } from "express";
import type { Knex } from "knex";
import { reasonOf } from "../db/connection.js";
import { isMigrated } from "../db/migrate.js";
import { createActionRoutes } from "./pages/activation/action-routes.js";
import { createLogoRoutes } from "./http/logo-routes.js";
import { answerFault } from "./http/client-fault.js";
import type { Services } from "./graph/context.js";
import { allowOrigins } from "./http/cors.js";
import { ClientGone, type Code, Refusal, refusalHeaders } from "./kernel/errors.js";
import { graphiql } from "./pages/graphiql/graphiql-page.js";
import { GRAPHIQL_PREFIX, createGraphiqlFiles } from "./pages/graphiql/graphiql-files.js";
import { createHomeRoutes, showTrouble, wantsPage } from "./pages/home/home-routes.js";
import { createGraphqlRoutes } from "./http/graphql-routes.js";
import { answerHeaders, clientOf, findSender } from "./http/http.js";
import { requestLogging, type Logger } from "./kernel/log.js";
import { planningFor } from "./graph/planning.js";
import { Planner } from "./sql-planner/plan.js";
import { createOauthRoutes } from "./http/oauth-routes.js";
import { createReportRoutes } from "./pages/downloads/report-routes.js";
import { createAccountRoutes, createRestRoutes } from "./http/rest-routes.js";
import { createSchema } from "./schema.js";
import { createSigninRoutes } from "./pages/signin/signin-routes.js";
import { createTokenRoutes } from "./pages/signin/token-routes.js";
import { createRegistrationRoutes } from "./pages/registration/registration-routes.js";
import { boundUnreadBody } from "./http/unread-body.js";

/** Longest that /readyz waits for the database, in milliseconds. */
const readinessPatience = 2000;

export interface AppParts {
  readonly services: Services;
  /** Whether reads are compiled to one statement where they can be; off, everything runs on resolvers. */
  readonly compiledReads?: boolean;
}

async function unreadiness(db: Knex, log: Logger): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, readinessPatience, "the database does not answer");
  });
  const checked = isMigrated(db).then(
    (migrated) => (migrated ? undefined : "the database schema is not up to date"),
    (error: unknown) => {
      log.warn({ reason: reasonOf(error) }, "readiness: the database is unreachable");
      return "the database is unreachable";
    },
  );
  try {
    return await Promise.race([checked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What Express says of a fault of the request's, an address that it can't decode; null for faults of ours. */
function requestFault(error: unknown): number | null {
  const status = error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 500;
  return status >= 500 ? null : status;
}

/** What says nothing of the request itself. Everything else is refused by the endpoint that knows why. */
const PASSING: Partial<Record<Code, number>> = { RATE_LIMITED: 429, BUSY: 503, UNAVAILABLE: 503 };

/** Logs why an answer ends in its middle: a refusal, such as a database that has gone away, is no fault of ours there either. */
function logCutOff(log: Logger, error: unknown, reqId: string): void {
  if (error instanceof Refusal) log.warn({ reason: reasonOf(error), reqId }, "an answer was cut off");
  else log.error({ err: error, reqId }, "an answer was cut off");
}

function lastResort(services: Services): ErrorRequestHandler {
  const { log } = services;
  // Express knows by their number that these take errors.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  return async (error: unknown, request, response: Response, _next) => {
    if (error instanceof ClientGone) return;
    if (response.headersSent) {
      logCutOff(log, error, request.id);
      response.destroy();
      return;
    }
    const passing = error instanceof Refusal ? PASSING[error.code] : undefined;
    if (error instanceof Refusal && passing !== undefined) {
      response.set(refusalHeaders(error));
      if (wantsPage(request, response))
        await showTrouble(services, request, response, passing, passing === 429 ? "tooMany" : "unavailable");
      else response.status(passing).json({ error: error.message });
      return;
    }
    const fault = requestFault(error);
    if (fault !== null) {
      if (wantsPage(request, response)) await showTrouble(services, request, response, fault, "badAddress");
      else answerFault(response, request.path, fault, "the address is not percent-encoded UTF-8");
      return;
    }
    log.error({ err: error, reqId: request.id }, "request failed");
    if (wantsPage(request, response)) await showTrouble(services, request, response, 500, "fault");
    else response.status(500).json({ error: "internal error", id: request.id });
  };
}

/** Clients in the field double slashes; the endpoints are found all the same. */
function onePathForm(url: string): string {
  if (!url.includes("//")) return url;
  const [path = "", ...query] = url.split("?");
  return [path.replace(/(?<!:)\/{2,}/g, "/"), ...query].join("?");
}

/**
 * The HTTP application: probes, the middleware that every request passes, and the routes of the endpoints. Every part is handed
 * in; nothing is opened here.
 */
export async function createApp({ services, compiledReads = true }: AppParts): Promise<Express> {
  const { config, db, log } = services;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  const logRequest = requestLogging(log);
  app.use((request, response, next) => {
    logRequest(request, response);
    boundUnreadBody(request, response);
    request.url = onePathForm(request.url);
    next();
  });
  app.use(findSender(services));
  app.use((request, response, next) => {
    for (const [name, value] of answerHeaders(config.publicUrl, request.sender.secure)) response.setHeader(name, value);
    next();
  });
  app.use(allowOrigins(config.corsOrigins));
  const schema = await createSchema();
  const planner = compiledReads ? new Planner(schema, planningFor(config)) : null;
  app.use("/api/1", await createRestRoutes(schema, services, log, planner));
  app.use("/api/v1/security", await createAccountRoutes(schema, services, log, planner));
  app.use(createOauthRoutes(services));
  app.use("/graphql", await createGraphqlRoutes(schema, services, log, planner, graphiql));
  app.use(createReportRoutes(services));
  app.use(GRAPHIQL_PREFIX, createGraphiqlFiles());
  app.use(createTokenRoutes(schema, services));
  app.use(createHomeRoutes(services));
  app.use(createSigninRoutes(schema, services));
  app.use(createActionRoutes(schema, services));
  app.use(createLogoRoutes(services));
  app.use(createRegistrationRoutes(schema, services));
  app.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });
  app.get("/readyz", async (_request, response) => {
    const reason = await unreadiness(db, log);
    if (reason === undefined) response.json({ status: "ok" });
    else response.status(503).json({ status: "unavailable", reason });
  });
  // Express's own answer waits for the end of the body.
  app.use(async (request, response) => {
    if (!wantsPage(request, response)) return answerFault(response, request.path, 404, "there is nothing at this address");
    await clientOf(request).openCall.count();
    await showTrouble(services, request, response, 404, "notFound");
  });
  app.use(lastResort(services));
  return app;
}
