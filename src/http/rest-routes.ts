import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler } from "express";
import { type GraphQLSchema } from "graphql";
import { ACCOUNT_API, type Api, PORTAL_API } from "../../rest-compat/api.js";
import { linkContract } from "../../rest-compat/link.js";
import type { CallerIdentity, WritableBody } from "../../rest-compat/portal.js";
import { createRestHandler } from "../../rest-compat/router.js";
import { type Admission, type TokenScope, admit } from "../access/allow.js";
import { authenticate, cachedViewer } from "../authentication/authenticate.js";
import type { CachedViewer } from "../authentication/cached-viewer.js";
import type { RequestOrigin } from "../authentication/credential.js";
import type { Viewer } from "../access/viewer.js";
import { addressOf, clientOf, noteCaller, originOf, programOf, sessionCookie } from "./http.js";
import type { Config } from "../config/config.js";
import type { Client, Services } from "../graph/context.js";
import { type Logger, noteRefusal } from "../kernel/log.js";
import { type GraphPlanner, writeFor } from "../graph/planning.js";
import type { Encoding } from "../sql-planner/encoding.js";
import { executeForText } from "../graph/changing.js";
import { runStatement } from "../sql-planner/run.js";
import { createContext, executeOperation } from "../graph/server.js";
import { refusalOf } from "../graph/graph-errors.js";

import { openDownload, writeDownload } from "./report-download.js";
import { checkTexts } from "../kernel/text.js";
import { randomUUID } from "node:crypto";

interface Caller extends CallerIdentity {
  viewer: Viewer | null;
  client: Client;
  request: IncomingMessage;
}

/** A caller as an earlier request found it. */
interface CachedCaller extends CallerIdentity {
  viewer: Viewer;
  cached: CachedViewer;
  request: IncomingMessage;
}

const identityOf = (viewer: Viewer | null): CallerIdentity => ({
  isAnonymous: viewer === null,
  names: viewer === null ? [] : ["self", String(viewer.accountId), viewer.accountUuid, String(viewer.groupId), viewer.groupUuid],
});

const toCaller = (viewer: Viewer | null, request: IncomingMessage): Caller => ({
  ...identityOf(viewer),
  viewer,
  client: clientOf(request as Request),
  request,
});

/** Where an API is served, and which credentials it takes. */
interface Endpoint {
  api: Api;
  prefix: RegExp;
  originOf: (request: Request, query: URLSearchParams, changes: boolean, config: Config) => RequestOrigin;
}

const PORTAL: Endpoint = {
  api: PORTAL_API,
  prefix: /^\/+api\/+1(?=\/|$)/,
  originOf,
};

const ACCOUNTS: Endpoint = {
  api: ACCOUNT_API,
  prefix: /^\/+api\/+v1\/+security(?=\/|$)/,
  originOf: (request, query, changes, { clientCertHeader }) => programOf(request, query, changes, clientCertHeader),
};

/** How PostgreSQL writes a body. */
const writingOf = ({ path, encoding }: WritableBody): { encoding: Encoding; unwrap: readonly string[] } => ({ encoding, unwrap: path });

/** A request's address below the prefix. */
function addressBelow(request: Request, prefix: RegExp): URL {
  const url = addressOf(request);
  url.pathname = url.pathname.replace(prefix, "") || "/";
  return url;
}

/** The body in which the API at an address answers what is no request; null where there is no API. */
export const restFault = (path: string, status: number, reason: string): object | null =>
  [PORTAL, ACCOUNTS].find(({ prefix }) => prefix.test(path))?.api.faultAnswer(status, reason) ?? null;

/** The routes of the Multi-service Portal API v1 over the graph. @throws LinkError where contract, documents and schema do not agree */
export const createRestRoutes = (
  schema: GraphQLSchema,
  services: Services,
  log: Logger,
  planner: GraphPlanner | null,
): Promise<RequestHandler> => createRoutes(PORTAL, schema, services, log, planner);

/** The routes of the account API over the graph. @throws LinkError likewise */
export const createAccountRoutes = (
  schema: GraphQLSchema,
  services: Services,
  log: Logger,
  planner: GraphPlanner | null,
): Promise<RequestHandler> => createRoutes(ACCOUNTS, schema, services, log, planner);

async function createRoutes(
  { api, prefix, originOf: originAt }: Endpoint,
  schema: GraphQLSchema,
  services: Services,
  log: Logger,
  planner: GraphPlanner | null,
): Promise<RequestHandler> {
  const handle = createRestHandler<Caller, CachedCaller>(await linkContract(schema, api), {
    schema,
    consoleUrl: services.config.consoleUrl,
    checkTexts,
    // The linker has held the contract's roles and scopes to the graph's.
    admit: ({ viewer }, roles, tokenScope) => admit(viewer, roles as Admission, tokenScope as TokenScope | undefined),
    countOpenCall: (request) => clientOf(request as Request).openCall.count(),
    anonymous: (request) => toCaller(null, request),
    authenticate: async (request, query, changes) => {
      const viewer = await authenticate(
        services,
        originAt(request as Request, query, changes, services.config),
        clientOf(request as Request),
      );
      noteCaller(request, viewer);
      return toCaller(viewer, request);
    },
    cachedCaller: async (request, query, changes) => {
      const cached =
        planner &&
        (await cachedViewer(services, originAt(request as Request, query, changes, services.config), clientOf(request as Request)));
      return cached && { ...identityOf(cached.viewer), viewer: cached.viewer, cached, request };
    },
    writeDownload: async (link, request, response) => {
      const acceptsGzip = (request as Request).acceptsEncodings("gzip") === "gzip";
      await writeDownload(
        await openDownload(services, link, { acceptsGzip, address: clientOf(request as Request).address }),
        response,
        request.method === "HEAD",
      );
    },
    noteRefusal: (refusal, request) => noteRefusal(request, refusal),
    report: (error, request) => {
      const errorId = randomUUID();
      log.error({ err: error, errorId, reqId: (request as Request).id }, "a request failed");
      return errorId;
    },
    readCached: async (document, variables, { cached, viewer, request }, { path, encoding }) => {
      const text = await cached.read(
        (revalidation) =>
          planner?.statementFor(document, undefined, variables, viewer, { encoding, unwrap: path, precondition: revalidation }) ?? null,
      );
      if (!cached.isRevalidated) return null;
      noteCaller(request, viewer);
      return { text, caller: toCaller(viewer, request) };
    },
    writeCached: async (document, variables, { cached, viewer, request }, body) => {
      const writing = body === null ? {} : writingOf(body);
      const text = await cached.write(planner && writeFor(planner, document, undefined, variables, viewer, writing));
      if (text === null) return null;
      noteCaller(request, viewer);
      return { text, caller: toCaller(viewer, request) };
    },
    read: (document, variables, { viewer }, { path, encoding }) =>
      runStatement(services.db, planner?.statementFor(document, undefined, variables, viewer, { encoding, unwrap: path }) ?? null),
    execute: async (document, variables, { viewer, client, request }, body) => {
      const context = createContext(services, viewer, client);
      const written = body && planner && (await executeForText(schema, planner, { document, variables }, context, writingOf(body)));
      const { data, text, errors } = {
        data: {},
        text: null,
        errors: [],
        ...(written ?? (await executeOperation(schema, document, variables, context))),
      };
      if (errors[0] !== undefined) throw refusalOf(errors[0]) ?? errors[0];
      // A login has found out who it is.
      noteCaller(request, context.viewer);
      const cookie = sessionCookie(context);
      const headers: Record<string, string> = cookie === null ? {} : { "Set-Cookie": cookie };
      return { data: data as Record<string, unknown>, text, headers };
    },
  });
  return (request, response) => handle(request, response, addressBelow(request, prefix));
}
