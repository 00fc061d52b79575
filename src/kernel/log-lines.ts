import type { DestinationStream } from "pino";
import pretty from "pino-pretty";

/** What a line says by itself, or what nobody at a terminal needs. */
const LEFT_OUT = ["pid", "hostname", "reqId", "req", "res", "operation", "caller", "acting", "refusal", "responseTime"].join(",");

/** What of an entry a line is made of. */
interface Entry {
  msg?: string;
  reqId?: string;
  req?: { method: string; path: string; remoteAddress: string };
  res?: { statusCode: number };
  operation?: string;
  caller?: string;
  acting?: { actor: string; as: string };
  refusal?: { code: string; rule: string };
  responseTime?: number;
}

/** What terminals take for a command, or show as nothing. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

/**
 * The text of an entry for persons: of a request its method, path, operation, status, milliseconds, caller and address.
 * Without what a terminal would act on: part of it comes from clients.
 */
export function lineOf({ msg = "", reqId, req, res, operation, caller, acting, refusal, responseTime }: Entry): string {
  const parts =
    req === undefined
      ? [msg, reqId && `(request ${reqId})`]
      : [
          req.method,
          req.path,
          operation && `(${operation})`,
          res?.statusCode ?? msg,
          refusal && `${refusal.code} by rule ${refusal.rule}`,
          `${responseTime} ms`,
          caller ?? "-",
          acting && `as ${acting.as}`,
          req.remoteAddress,
          (res?.statusCode ?? 0) >= 500 && `(request ${reqId})`,
        ];
  return parts
    .filter((part) => part !== undefined && part !== false && part !== "")
    .join(" ")
    .replace(UNSEEN, "?");
}

/** Where a log goes that persons read as it is written. */
export const linesForPersons = (): DestinationStream =>
  pretty({
    sync: true,
    colorize: process.stdout.hasColors(),
    translateTime: "SYS:HH:MM:ss",
    ignore: LEFT_OUT,
    messageFormat: lineOf,
  });
