import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler } from "express";
import { type GraphQLSchema } from "graphql";
import { ACCOUNT_API, type Api, PORTAL_API } from "../rest-compat/api.js";
import { linkContract } from "../rest-compat/link.js";
import { type Standing, createRestHandler } from "../rest-compat/router.js";
import { authenticate } from "./access/authenticate.js";
import { authenticateProgram } from "./access/authenticate-program.js";
import type { Viewer } from "./access/viewer.js";
import { clientOf, noteActor, originOf, programOf, sessionCookie } from "./http.js";
import type { Client, Services } from "./context.js";
import type { Logger } from "./log.js";
import type { Planner } from "./planner/plan.js";
import { runStatement } from "./planner/run.js";
import { createContext, executeOperation, refusalOf } from "./server.js";
import { writeDownload } from "./reports/report-door.js";
import { openDownload } from "./reports/report-download.js";
import { checkTexts } from "./text.js";
import { randomUUID } from "node:crypto";

interface Caller extends Standing {
  viewer: Viewer | null;
  client: Client;
}

const toCaller = (viewer: Viewer | null, request: IncomingMessage): Caller => ({
  role: viewer?.role ?? null,
  tokenScopes: viewer?.tokenScopes ?? null,
  names: viewer === null ? [] : ["self", String(viewer.accountId), viewer.accountUuid, String(viewer.groupId), viewer.groupUuid],
  viewer,
  client: clientOf(request as Request),
});

/** Where an API is served, and who may ask there. */
interface Door {
  api: Api;
  prefix: RegExp;
  authenticate: (services: Services, request: Request, query: URLSearchParams, changes: boolean) => Promise<Viewer | null>;
}

const PORTAL: Door = {
  api: PORTAL_API,
  prefix: /^\/+api\/+1(?=\/|$)/,
  authenticate: (services, request, query, changes) => authenticate(services, originOf(request, query, changes), clientOf(request)),
};

const ACCOUNTS: Door = {
  api: ACCOUNT_API,
  prefix: /^\/+api\/+v1\/+security(?=\/|$)/,
  authenticate: (services, request, query, changes) =>
    authenticateProgram(services, programOf(request, query, changes, services.config.clientCertHeader), clientOf(request)),
};

/** A request's address below the prefix. A proxy may have sent the whole of it, and old clients double slashes. */
function addressOf({ originalUrl }: Request, prefix: RegExp): URL {
  const url = new URL(originalUrl.replace(/^https?:\/\/[^/?]*/i, "").replace(/^\/{2,}/, "/"), "http://host");
  url.pathname = url.pathname.replace(prefix, "") || "/";
  return url;
}

/** The Multi-service Portal API v1 over the graph. @throws LinkError where contract, documents and schema do not agree */
export const createRestDoor = (schema: GraphQLSchema, services: Services, log: Logger, planner: Planner | null): Promise<RequestHandler> =>
  createDoor(PORTAL, schema, services, log, planner);

/** The account API over the graph. @throws LinkError likewise */
export const createAccountDoor = (schema: GraphQLSchema, services: Services, log: Logger, planner: Planner | null): Promise<RequestHandler> =>
  createDoor(ACCOUNTS, schema, services, log, planner);

async function createDoor({ api, prefix, authenticate: find }: Door, schema: GraphQLSchema, services: Services, log: Logger, planner: Planner | null): Promise<RequestHandler> {
  const handle = createRestHandler<Caller>(await linkContract(schema, api), {
    schema,
    consoleUrl: services.config.consoleUrl,
    checkTexts,
    countOpenCall: (request) => services.rateLimit.count(clientOf(request as Request).address),
    anonymous: (request) => toCaller(null, request),
    authenticate: async (request, query, changes) => {
      const viewer = await find(services, request as Request, query, changes);
      noteActor(request, viewer);
      return toCaller(viewer, request);
    },
    writeDownload: async (link, request, response) => {
      const acceptsGzip = (request as Request).acceptsEncodings("gzip") === "gzip";
      await writeDownload(await openDownload(services, link, acceptsGzip), response, request.method === "HEAD");
    },
    report: (error, request) => {
      const errorId = randomUUID();
      log.error({ err: error, errorId, reqId: (request as Request).id }, "a request failed");
      return errorId;
    },
    execute: async (document, variables, { viewer, client }, body) => {
      const statement = body && planner?.statementFor(document, undefined, variables, viewer, { encoding: body.encoding, unwrap: body.path });
      const text = statement ? await runStatement(services.db, statement) : null;
      if (text !== null) return { text, headers: {} };
      const context = createContext(services, viewer, client);
      const { data, errors } = await executeOperation(schema, document, variables, context);
      if (errors?.[0] !== undefined) throw refusalOf(errors[0]) ?? errors[0];
      const cookie = sessionCookie(context);
      const headers: Record<string, string> = cookie === null ? {} : { "Set-Cookie": cookie };
      return { data: data as Record<string, unknown>, headers };
    },
  });
  return (request, response) => handle(request, response, addressOf(request, prefix));
}
