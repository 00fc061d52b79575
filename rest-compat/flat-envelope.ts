import { STATUS_CODES } from "node:http";
import type { Code } from "../src/kernel/errors.js";
import type { ErrorEnvelope } from "./envelope.js";

/** How a refusal is answered: by the error the contract has under that name, or by a status it does not document. */
const ANSWERS = {
  BAD_REQUEST: "ACCOUNT-002",
  UNAUTHENTICATED: "SEC-AUTH-010",
  BAD_CREDENTIALS: "SEC-AUTH-002",
  EXPIRED_CREDENTIALS: "SEC-AUTH-009",
  UNTRUSTED_CERTIFICATE: "SEC-AUTH-003",
  EXPIRED_CERTIFICATE: "SEC-AUTH-004",
  REVOKED_CERTIFICATE: "SEC-AUTH-005",
  FORBIDDEN: "SEC-PERM-001",
  CROSS_SITE: "SEC-PERM-001",
  ADDRESS_REFUSED: "SEC-PERM-001",
  INVALID_LICENSE: "LIC-001",
  EXPIRED_LICENSE: "LIC-002",
  NOT_FOUND: "ACCOUNT-003",
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  CONFLICT: "ACCOUNT-002",
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  ACCOUNT_DISABLED: 423,
  LOCKED_OUT: 423,
  VERSION_MISMATCH: 426,
  RATE_LIMITED: 429,
  INTERNAL: "ACCOUNT-001",
  NOT_IMPLEMENTED: 501,
  MAIL_REFUSED: 503,
  BUSY: 503,
  UNAVAILABLE: 503,
} as const satisfies Record<Code, string | number>;

/** What is answered where the request met no operation of the contract. */
const WITHOUT_OPERATION = 404;

interface FlatError {
  error: string;
  message: string;
  title: string;
  detail: string | null;
}

function undocumented(status: number): FlatError {
  const phrase = STATUS_CODES[status]!;
  return { error: `HTTP-${status}`, message: phrase, title: phrase, detail: null };
}

/** What is no request to any operation, as the account API answers it. */
export const flatFaultAnswer = (status: number, reason: string): FlatError => ({ ...undocumented(status), detail: reason });

/** A refusal as the account API answers it: flat, with the refusal's own sentence as `detail`. */
export const flatErrorAnswer: ErrorEnvelope = (refusal, operation, { aboutCredentials = false, contractName = () => undefined } = {}) => {
  const { code, reason, details } = refusal;
  const answer = code === "INTERNAL" && aboutCredentials ? "SEC-AUTH-001" : ANSWERS[code];
  const documented = typeof answer === "string" ? operation?.namedErrors.get(answer) : undefined;
  const status = code === "INTERNAL" ? 500 : (documented?.status ?? (typeof answer === "number" ? answer : WITHOUT_OPERATION));
  const body = (documented?.body as FlatError | undefined) ?? undocumented(status);
  const field = details.field === undefined ? undefined : (contractName(details.field) ?? details.field);
  return { status, body: { ...body, detail: field === undefined ? reason : `${field} ${reason}` } };
};
