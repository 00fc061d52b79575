import type { Code, Refusal } from "../src/kernel/errors.js";
import type { Operation } from "./contract.js";
import { renamedFrom, snakeCase } from "./names.js";

/** The status each refusal is answered with. */
const STATUS = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  BAD_CREDENTIALS: 403,
  EXPIRED_CREDENTIALS: 403,
  UNTRUSTED_CERTIFICATE: 401,
  EXPIRED_CERTIFICATE: 401,
  REVOKED_CERTIFICATE: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  ADDRESS_REFUSED: 403,
  INVALID_LICENSE: 403,
  EXPIRED_LICENSE: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  ACCOUNT_DISABLED: 423,
  LOCKED_OUT: 423,
  VERSION_MISMATCH: 426,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  NOT_IMPLEMENTED: 501,
  MAIL_REFUSED: 503,
  BUSY: 503,
  UNAVAILABLE: 503,
} as const satisfies Record<Code, number>;

/** What the page's generic error says for each status; those it does not document are ours in its manner. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Method required an authenticated user",
  403: "Current user has no permissions for this URL/method",
  404: "Not found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  413: "Payload Too Large",
  415: "Invalid content type",
  423: "Locked",
  426: "Version mismatch",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

interface ErrorBody {
  error: { details: { info: string | null }; message: string; domain: string; context: object; code: number | string };
}

const isEnvelope = (example: unknown): example is ErrorBody => typeof example === "object" && example !== null && "error" in example;

/** A status and the body that goes with it. */
export interface ErrorAnswer {
  status: number;
  body: unknown;
}

/**
 * How an API answers a refusal.
 *
 * @param operation null where the request met none
 * @param aboutCredentials whether the credentials themselves were refused, which some operations answer differently
 * @param contractName the contract's spelling of a field, where the request plan knows it
 */
export type ErrorEnvelope = (
  refusal: Refusal,
  operation: Operation | null,
  about?: { aboutCredentials?: boolean; contractName?: (field: string) => string | undefined },
) => ErrorAnswer;

/**
 * A refusal as the Multi-service Portal API answers it: the documented error of that operation and status, with the
 * refusal's own sentence as `details.info`.
 */
export const errorAnswer: ErrorEnvelope = (refusal, operation, { aboutCredentials = false, contractName = () => undefined } = {}) => {
  const status = STATUS[refusal.code];
  const { field, clientIp } = refusal.details;
  const contractField =
    field === undefined
      ? undefined
      : (contractName(field) ??
        field
          .split(".")
          .map((part) => snakeCase(renamedFrom(part) ?? part))
          .join("."));
  const info = contractField === undefined ? refusal.reason : `${contractField} ${refusal.reason}`;
  if (refusal.code === "ADDRESS_REFUSED") return { status, body: { client_ip: clientIp, message: refusal.reason } };
  const documented =
    (aboutCredentials || refusal.details.noSession === true ? operation?.credentialErrors.get(status) : undefined) ??
    operation?.errors.get(status);
  const model = isEnvelope(documented) ? documented : genericError(status);
  return { status, body: withInfo(model, info) };
};

const withInfo = (model: ErrorBody, info: string): ErrorBody => ({
  ...model,
  error: { ...model.error, details: { ...model.error.details, info } },
});

/** What is no request to any operation, as the API answers it. */
export const faultAnswer = (status: number, reason: string): ErrorBody => withInfo(genericError(status), reason);

const genericError = (status: number): ErrorBody => ({
  error: { details: { info: "" }, message: MESSAGES[status]!, domain: "PlatformAccountServer", context: {}, code: status },
});
