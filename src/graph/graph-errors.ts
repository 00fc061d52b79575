import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { unwrapResolverError } from "@apollo/server/errors";
import { randomUUID } from "node:crypto";
import { Refusal, badRequest } from "../kernel/errors.js";
import type { Logger } from "../kernel/log.js";

/** Errors of the graph as clients see them. */

/**
 * The refusal behind an error, or null for a fault of ours.
 *
 * What graphql-js finds wrong with variables has no cause and no path into a resolver: that is the client's.
 */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (!(error instanceof GraphQLError)) return null;
  const cause = unwrapResolverError(error);
  if (cause instanceof Refusal) return cause;
  if (error.path === undefined) return badRequest(withoutValue(error));
  return null;
}

/** An error as clients of the graph see it. What is not a refusal shows nothing but the id under which the log has it. */
export function formatError(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  const refusal = refusalOf(error);
  if (refusal !== null) {
    // Parse and validation errors carry Apollo's own code, and its answer's status depends on it.
    const code = unwrapResolverError(error) instanceof Refusal ? refusal.code : (formatted.extensions?.["code"] ?? refusal.code);
    const { locations, path } = formatted;
    return {
      message: refusal.message,
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: {
        code,
        rule: refusal.rule,
        ...(refusal.details.field !== undefined && { field: refusal.details.field }),
        ...(refusal.details.retryAfter !== undefined && { retryAfter: refusal.details.retryAfter }),
      },
    };
  }
  const id = randomUUID();
  log.error({ err: error, errorId: id }, "a resolver failed");
  return { message: `Internal error ${id}`, ...(formatted.path && { path: formatted.path }), extensions: { code: "INTERNAL", id } };
}

/** What is wrong with a variable, without the whole of it, which graphql-js quotes: it may hold a secret beside what is wrong. */
export function withoutValue({ message, originalError }: GraphQLError): string {
  const [, variable] = /^Variable "(\$\w+)" got invalid value /.exec(message) ?? [];
  if (variable === undefined || originalError == null || !message.endsWith(originalError.message)) return message;
  const [, place] = / at "([^"]+)"; $/.exec(message.slice(0, -originalError.message.length)) ?? [];
  return `${place ?? variable}: ${originalError.message}`;
}
