import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pino, type DestinationStream, type Logger } from "pino";
import { linesForPersons } from "./log-lines.js";
import { peerAddress } from "./client-address.js";
import type { LogLevel } from "../config/config.js";
import type { Refusal } from "./errors.js";

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
  "smtpPassword",
  "smtp_password",
];

/** pino matches paths of a fixed depth, so each name is listed for objects up to three levels deep. */
const redactedPaths = secretNames.flatMap((name) => {
  const last = name.startsWith("[") ? name : `.${name}`;
  return [name, `*${last}`, `*.*${last}`, `*.*.*${last}`];
});

/**
 * JSON lines on standard output, or on `destination`; on a terminal lines for persons. Values under the names of secrets are
 * never written.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const output = destination ?? (process.stdout.isTTY ? linesForPersons() : pino.destination({ sync: true }));
  return pino({ level, redact: { paths: redactedPaths, censor: "[redacted]" } }, output);
}

const acceptableId = /^[A-Za-z0-9._-]{1,64}$/;
const quietPaths = new Set(["/healthz", "/readyz"]);

/** What a request's line in the log says, as far as it is known by then. */
export interface Noted {
  /** The logins of who acts and as whom, where that is not the account's own holder. */
  acting: { actor: string; as: string } | undefined;
  /** The login, or a program's identifier, of who makes the request. */
  caller: string | undefined;
  /** The operation that it runs by GraphQL. */
  operation: string | undefined;
  /** Why it was refused; of several refusals of one operation of the graph the first. */
  refusal: Pick<Refusal, "code" | "rule"> | undefined;
}

/** Notes why a request was refused. */
export function noteRefusal({ noted }: IncomingMessage, { code, rule }: Refusal): void {
  noted.refusal ??= { code, rule };
}

declare module "node:http" {
  interface IncomingMessage {
    /** The request's id in the log and in its answer's x-request-id: the client's own where that is a plain one. */
    id: string;
    /** An object of its own: a property more on a request costs microseconds. */
    noted: Noted;
  }
}

const pathOf = (url: string): string => url.split("?", 1)[0] ?? "";

function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && acceptableId.test(given) ? given : randomUUID();
}

/**
 * Gives a request its id and logs it when its answer is out, or its client gone.
 *
 * Headers and query strings carry credentials, so only method, path, address and status are logged; the probes are not.
 * By hand, since a logger for each request costs more than the rest of a small one.
 */
export function requestLogging(log: Logger): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    request.id = requestId(request);
    const noted = (request.noted = { acting: undefined, caller: undefined, operation: undefined, refusal: undefined });
    response.setHeader("x-request-id", request.id);
    const { method, url = "" } = request;
    const remoteAddress = peerAddress(request.socket);
    const began = performance.now();
    response.once("close", () => {
      const path = pathOf(url);
      const { statusCode, headersSent } = response;
      // 503 is no fault of the request's, and none of ours.
      const level = !headersSent || statusCode < 500 ? "info" : statusCode === 503 ? "warn" : "error";
      if (!log.isLevelEnabled(level) || quietPaths.has(path)) return;
      const { caller, acting, operation, refusal } = noted;
      log[level](
        {
          reqId: request.id,
          req: { method, path, remoteAddress },
          operation,
          caller,
          acting,
          refusal,
          res: headersSent ? { statusCode } : undefined,
          responseTime: Math.round(performance.now() - began),
        },
        response.writableFinished ? "request completed" : "request aborted",
      );
    });
  };
}
