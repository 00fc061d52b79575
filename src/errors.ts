/** Every way in which Portico says no. The list is closed: each door has one complete table from code to its answer. */
export const CODES = [
  "BAD_REQUEST",
  "UNAUTHENTICATED",
  "BAD_CREDENTIALS",
  "EXPIRED_CREDENTIALS",
  "UNTRUSTED_CERTIFICATE",
  "EXPIRED_CERTIFICATE",
  "REVOKED_CERTIFICATE",
  "FORBIDDEN",
  "CROSS_SITE",
  "ADDRESS_REFUSED",
  "INVALID_LICENSE",
  "EXPIRED_LICENSE",
  "NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "NOT_ACCEPTABLE",
  "CONFLICT",
  "TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "ACCOUNT_DISABLED",
  "LOCKED_OUT",
  "VERSION_MISMATCH",
  "MAIL_REFUSED",
  "RATE_LIMITED",
  "INTERNAL",
  "NOT_IMPLEMENTED",
  "BUSY",
  "UNAVAILABLE",
] as const;

/** One of the closed list of refusal codes, as clients of the graph see it in `extensions.code`. */
export type Code = (typeof CODES)[number];

/** What a refusal may carry besides its sentence. */
export interface RefusalDetails {
  /** The field the sentence is about, in the graph's spelling; each door shows it in its own. */
  field?: string;
  /** The caller's address, where the answer must name it. */
  clientIp?: string;
  /** Set where a session was needed and none, or none that holds, was there: some routes answer that differently. */
  noSession?: boolean;
  /** Seconds after which the same request may be tried again. */
  retryAfter?: number;
  /** Address of the page on which a person may decide what a browser may not do unasked. */
  page?: string;
}

/**
 * A request that is refused for a reason the client can understand and act on.
 *
 * The sentence says what was wrong; with `field` it is the predicate ("must be an integer").
 */
export class Refusal extends Error {
  readonly code: Code;
  readonly reason: string;
  readonly details: RefusalDetails;

  constructor(code: Code, reason: string, details: RefusalDetails = {}, options?: ErrorOptions) {
    super(details.field === undefined ? reason : `${details.field} ${reason}`, options);
    this.name = "Refusal";
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}

/** The client went away before its request was whole, or its answer out: nobody is left to be answered, and nothing failed here. */
export class ClientGone extends Error {
  constructor() {
    super("the client went away");
    this.name = "ClientGone";
  }
}

export const badRequest = (reason: string, field?: string): Refusal =>
  new Refusal("BAD_REQUEST", reason, field === undefined ? {} : { field });
export const forbidden = (reason: string, field?: string): Refusal =>
  new Refusal("FORBIDDEN", reason, field === undefined ? {} : { field });
export const notFound = (reason: string): Refusal => new Refusal("NOT_FOUND", reason);
export const conflict = (reason: string, field?: string): Refusal =>
  new Refusal("CONFLICT", reason, field === undefined ? {} : { field });
export const unauthenticated = (reason: string): Refusal => new Refusal("UNAUTHENTICATED", reason);

/**
 * Whether a refusal says nothing of the request or of who sends it: the same one may be answered a moment later. Nobody may
 * take it for an answer about a credential.
 */
export const isTemporary = (error: unknown): error is Refusal => error instanceof Refusal && (error.code === "BUSY" || error.code === "UNAVAILABLE");

/** The headers a refusal is answered with, whatever its body looks like. */
export const refusalHeaders = ({ details }: Refusal): Record<string, string> =>
  details.retryAfter === undefined ? {} : { "Retry-After": String(details.retryAfter) };
