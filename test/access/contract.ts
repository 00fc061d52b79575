import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

/** An operation of the contract as far as access to it goes; read here without the code under test. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  /** No credential of the portal's is asked for. */
  open: boolean;
  allowedTo: readonly string[] | null;
  success: number;
  takesBody: boolean;
  /** Documented error bodies by status. */
  errors: ReadonlyMap<number, ErrorBody>;
  /** Error bodies of the check of the credentials itself, where they differ. */
  credentialErrors: ReadonlyMap<number, ErrorBody>;
}

export interface ErrorBody {
  error: { details: { info: string }; message: string; domain: string; context: object; code: number };
}

interface Response {
  $ref?: string;
  content?: { "application/json"?: { example?: unknown } };
}

interface Described {
  operationId: string;
  security: unknown[];
  requestBody?: object;
  responses: Record<string, Response>;
  "x-allowed-to"?: string[];
  "x-scheme-responses"?: Record<string, Record<string, Response>>;
}

const FILE = new URL("../../rest-compat/contract/multi-service-portal-v1.openapi.json", import.meta.url);
const document = JSON.parse(readFileSync(FILE, "utf8")) as {
  paths: Record<string, Record<string, Described>>;
  components: { responses: Record<string, Response> };
};

const isErrorBody = (example: unknown): example is ErrorBody => typeof example === "object" && example !== null && "error" in example;

function errorBodies(responses: Record<string, Response>): Map<number, ErrorBody> {
  const bodies = new Map<number, ErrorBody>();
  for (const [status, response] of Object.entries(responses)) {
    const resolved = response.$ref === undefined ? response : document.components.responses[response.$ref.split("/").at(-1)!];
    const example = resolved?.content?.["application/json"]?.example;
    if (isErrorBody(example)) bodies.set(Number(status), example);
  }
  return bodies;
}

/** All operations, in the contract's order. */
export const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    open: described.security.length === 0,
    allowedTo: described["x-allowed-to"] ?? null,
    success: Number(Object.keys(described.responses).find((status) => /^2/.test(status)) ?? 204),
    takesBody: described.requestBody !== undefined,
    errors: errorBodies(described.responses),
    credentialErrors: errorBodies(described["x-scheme-responses"]?.["session"] ?? {}),
  })),
);

/**
 * Whether a body is the documented error of the operation and status; `info` is free text, but must say something.
 *
 * @param aboutCredentials whether the credentials themselves were refused, which some operations answer differently
 */
export function isDocumented(operation: Operation, status: number, body: unknown, aboutCredentials = false): boolean {
  const model = (aboutCredentials ? operation.credentialErrors.get(status) : undefined) ?? operation.errors.get(status);
  if (model === undefined || !isErrorBody(body)) return false;
  const { details } = body.error;
  return isDeepStrictEqual({ ...body.error, details: model.error.details }, model.error) && details.info.trim() !== "";
}

export const operation = (id: string): Operation => OPERATIONS.find((candidate) => candidate.id === id)!;
