/** Every way in which Portico says no. The list is closed: each endpoint has one complete table from code to its answer. */
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

/**
 * The rules that refuse, and what each asks. Clients of the graph see a refusal's in `extensions.rule`, operators in the log;
 * docs/refusals.md lists where each refuses. All of signing in is one rule: nothing tells whether a login exists.
 */
export const RULES = {
  "access-right": "the access type of who asks holds the right that this takes",
  activation: "an account is activated once",
  capability: "the group is able to do this: its capabilities say so",
  cause: "whoever asked for it is there still, and may still have it",
  csrf: "a page of another site changes nothing with a browser's credentials",
  "cut-off": "a group that gives those above no access shows them nothing of what is inside it",
  devices: "the group's settings let machines be added",
  disabled: "the account, and every group at or above it, is enabled",
  "full-access": "who asks has full access",
  inherited: "what belongs to a group above is changed there",
  input: "what is sent fits its type, its bounds and the other fields",
  "last-root-admin": "there is always a root admin with full access",
  license: "a license is there that is good",
  lock: "only root admins change what is in a locked group",
  mail: "the mail server takes the mail",
  media: "bodies and answers are of a type that both sides have",
  missing: "there is such an object",
  move: "groups are moved by partners with full access",
  "own-group": "what is decided about a group from above is not decided by its own admins",
  "own-rights": "nobody changes the rights of his own account",
  permission: "the program or person holds the permission that this takes",
  person: "a person does this for himself, and no program",
  "rate-limit": "a network asks for what is open so often, and not more often",
  removed: "what is worked on has not been removed meanwhile",
  "rights-above": "nobody gives, or reaches by others, rights that he does not have",
  role: "the role of who asks is admitted to this",
  "root-group": "the root group stays what it is",
  "server-fault": "the server works as it should",
  "sign-in": "the credentials are good, and from an address from which they may be used",
  signature: "the question is signed by a router of this platform",
  smtp: "how a brand's mail is sent is set by who could have the tokens in it anyway",
  "token-scope": "a token that is limited to scopes does what these name",
  unavailable: "the database answers in time, and others are not in the way for long",
  unique: "nothing else has that name, address or number",
  usage: "usage is recorded by root admins",
  version: "who changes something holds its latest version",
  visibility: "what is named is in the part of the tree of who asks",
} as const satisfies Readonly<Record<string, string>>;

/** One of the closed list of rules that refuse. */
export type Rule = keyof typeof RULES;

/** The rule that a code stands for, where a refusal names no other one. */
const RULE_OF: Readonly<Record<Code, Rule>> = {
  BAD_REQUEST: "input",
  UNAUTHENTICATED: "sign-in",
  BAD_CREDENTIALS: "sign-in",
  EXPIRED_CREDENTIALS: "sign-in",
  UNTRUSTED_CERTIFICATE: "sign-in",
  EXPIRED_CERTIFICATE: "sign-in",
  REVOKED_CERTIFICATE: "sign-in",
  FORBIDDEN: "visibility",
  CROSS_SITE: "csrf",
  ADDRESS_REFUSED: "sign-in",
  INVALID_LICENSE: "license",
  EXPIRED_LICENSE: "license",
  NOT_FOUND: "missing",
  METHOD_NOT_ALLOWED: "missing",
  NOT_ACCEPTABLE: "media",
  CONFLICT: "unique",
  TOO_LARGE: "input",
  UNSUPPORTED_MEDIA_TYPE: "media",
  ACCOUNT_DISABLED: "sign-in",
  LOCKED_OUT: "sign-in",
  VERSION_MISMATCH: "version",
  MAIL_REFUSED: "mail",
  RATE_LIMITED: "rate-limit",
  INTERNAL: "server-fault",
  NOT_IMPLEMENTED: "server-fault",
  BUSY: "unavailable",
  UNAVAILABLE: "unavailable",
};

/** What a refusal may carry besides its sentence. */
export interface RefusalDetails {
  /** The rule that refuses, where it is not the one its code stands for. */
  rule?: Rule;
  /** The field the sentence is about, in the graph's spelling; each endpoint shows it in its own. */
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
  readonly rule: Rule;
  readonly reason: string;
  readonly details: RefusalDetails;

  constructor(code: Code, reason: string, details: RefusalDetails = {}, options?: ErrorOptions) {
    super(details.field === undefined ? reason : `${details.field} ${reason}`, options);
    this.name = "Refusal";
    this.code = code;
    this.rule = details.rule ?? RULE_OF[code];
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
export const forbidden = (rule: Rule, reason: string, field?: string): Refusal =>
  new Refusal("FORBIDDEN", reason, field === undefined ? { rule } : { rule, field });
export const notFound = (reason: string): Refusal => new Refusal("NOT_FOUND", reason);
export const conflict = (reason: string, field?: string): Refusal => new Refusal("CONFLICT", reason, field === undefined ? {} : { field });
export const unauthenticated = (reason: string): Refusal => new Refusal("UNAUTHENTICATED", reason);

/**
 * Whether a refusal says nothing of the request or of who sends it: the same one may be answered a moment later. Nobody may
 * take it for an answer about a credential.
 */
export const isTemporary = (error: unknown): error is Refusal =>
  error instanceof Refusal && (error.code === "BUSY" || error.code === "UNAVAILABLE");

/** The headers a refusal is answered with, whatever its body looks like. */
export const refusalHeaders = ({ details }: Refusal): Record<string, string> =>
  details.retryAfter === undefined ? {} : { "Retry-After": String(details.retryAfter) };
