import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pino, type DestinationStream, type Logger } from "pino";
import { pinoHttp, type HttpLogger } from "pino-http";
import type { LogLevel } from "./config.js";

export type { Logger } from "pino";

const secretNames = [
  "authorization",
  "cookie",
  '["set-cookie"]',
  "password",
  "passwd",
  "secret",
  "token",
  "jwt",
  "access_token",
  "accessToken",
];

/** pino matches paths of a fixed depth, so each name is listed for objects up to three levels deep. */
const redactedPaths = secretNames.flatMap((name) => {
  const last = name.startsWith("[") ? name : `.${name}`;
  return [name, `*${last}`, `*.*${last}`, `*.*.*${last}`];
});

/** JSON lines on standard output, or on `destination`. Values under the names of secrets are never written. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino({ level, redact: { paths: redactedPaths, censor: "[redacted]" } }, destination ?? pino.destination({ sync: true }));
}

const acceptableId = /^[A-Za-z0-9._-]{1,64}$/;
const quietPaths = new Set(["/healthz", "/readyz"]);

function pathOf(request: IncomingMessage): string {
  const url = "originalUrl" in request && typeof request.originalUrl === "string" ? request.originalUrl : (request.url ?? "");
  return url.split("?", 1)[0] ?? "";
}

function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers["x-request-id"];
  const id = typeof given === "string" && acceptableId.test(given) ? given : randomUUID();
  response.setHeader("x-request-id", id);
  return id;
}

/**
 * Logs each request when it ends, and gives it `req.id` (the client's x-request-id when it is a plain one) and `req.log`.
 * Headers and query strings carry credentials, so only method, path, address and status are logged; the probes are not.
 */
export function requestLogging(log: Logger): HttpLogger {
  return pinoHttp({
    logger: log,
    genReqId: requestId,
    quietReqLogger: true,
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({
        method: request.method,
        path: pathOf(request),
        remoteAddress: request.socket.remoteAddress,
      }),
      res: (response: ServerResponse) => ({ statusCode: response.statusCode }),
    },
    autoLogging: { ignore: (request) => quietPaths.has(pathOf(request)) },
    customLogLevel: (_request, response, error) => (error !== undefined || response.statusCode >= 500 ? "error" : "info"),
    customErrorObject: (_request, response, _error, logged: { err?: unknown }) => ({ ...logged, err: response.err }),
  });
}
