import express, { type ErrorRequestHandler, type Express, type Response } from "express";
import type { Knex } from "knex";
import { reasonOf } from "../db/connection.js";
import { isMigrated } from "../db/migrate.js";
import { createActionDoor } from "./activation/action-door.js";
import { createLogoDoor } from "./images/logo-door.js";
import { answerFault } from "./client-fault.js";
import type { Services } from "./context.js";
import { allowOrigins } from "./cors.js";
import { ClientGone, type Code, Refusal, refusalHeaders } from "./errors.js";
import { GRAPHIQL_PREFIX, createGraphiqlFiles } from "./graphiql/graphiql-files.js";
import { createHomeDoor, showTrouble, wantsPage } from "./home/home-door.js";
import { createGraphqlDoor } from "./graphql-door.js";
import { answerHeaders, clientOf, findSender } from "./http.js";
import { requestLogging, type Logger } from "./log.js";
import { planningFor } from "./graph/planning.js";
import { Planner } from "./planner/plan.js";
import { createOauthDoor } from "./oauth/oauth-door.js";
import { createReportDoor } from "./reports/report-door.js";
import { createAccountDoor, createRestDoor } from "./rest-door.js";
import { createSchema } from "./schema.js";
import { createSigninDoor } from "./signin/signin-door.js";
import { createTokenDoor } from "./signin/token-door.js";
import { createRegistrationDoor } from "./storages/registration-door.js";
import { boundUnreadBody } from "./unread-body.js";

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

/** What says nothing of the request itself. Everything else is refused by the door that knows why. */
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

/** Clients in the field double slashes; the doors are found all the same. */
function onePathForm(url: string): string {
  if (!url.includes("//")) return url;
  const [path = "", ...query] = url.split("?");
  return [path.replace(/(?<!:)\/{2,}/g, "/"), ...query].join("?");
}

/** The HTTP application: probes, request logging and the doors. Every part is handed in; nothing is opened here. */
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
  app.use("/api/1", await createRestDoor(schema, services, log, planner));
  app.use("/api/v1/security", await createAccountDoor(schema, services, log, planner));
  app.use(createOauthDoor(services));
  app.use("/graphql", await createGraphqlDoor(schema, services, log, planner));
  app.use(createReportDoor(services));
  app.use(GRAPHIQL_PREFIX, createGraphiqlFiles());
  app.use(createTokenDoor(schema, services));
  app.use(createHomeDoor(services));
  app.use(createSigninDoor(schema, services));
  app.use(createActionDoor(schema, services));
  app.use(createLogoDoor(services));
  app.use(createRegistrationDoor(schema, services));
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
