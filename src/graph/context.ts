import type { Knex } from "knex";
import type { BatchLoaders } from "./batch-loaders.js";
import type { Config } from "../config/config.js";
import type { Refusal } from "../kernel/errors.js";
import type { RequestOrigin } from "../authentication/credential.js";
import type { Answer } from "../access/answer.js";
import type { Viewer } from "../access/viewer.js";
import type { PasswordChecker } from "../encryption/passwords.js";
import type { CachedViewer } from "../authentication/cached-viewer.js";
import type { ViewerCache } from "../authentication/viewer-cache.js";
import type { SigningKeys } from "../authentication/oauth/signing-key.commands.js";
import type { OpenCall } from "../authentication/open-call.js";
import type { RateLimit } from "../authentication/rate-limit.js";
import type { Logger } from "../kernel/log.js";
import type { BrandOf } from "../features/mail/mail-brand.js";
import type { Mailer } from "../features/mail/mailer.js";
import type { Encryption } from "../encryption/encryption.js";
import type { TokenSigning } from "../encryption/token.signing.js";

/** What lives as long as the process and every request may use. */
export interface Services {
  /** The connection pool, as `db/connection.ts` opens it. */
  db: Knex;
  config: Config;
  passwords: PasswordChecker;
  viewerCache: ViewerCache;
  encryption: Encryption;
  signingKeys: SigningKeys;
  brandOf: BrandOf;
  mailer: Mailer;
  rateLimit: RateLimit;
  tokens: TokenSigning;
  log: Logger;
}

/** What is known of the caller besides its credentials. */
export interface Client {
  /** From the socket, or from X-Forwarded-For as far as trusted proxies go; in canonical form. */
  address: string;
  acceptLanguage: string;
  /** What the client calls itself; empty where it does not say. */
  userAgent: string;
  /** Whether it reached us by TLS, as far as trusted proxies say. */
  secure: boolean;
  /** Its request's part in the rate limit. */
  openCall: OpenCall;
  /** Its request as authentication looks at it, credentials included. */
  request: () => RequestOrigin;
}

/** What the answer's session cookie shall be: a new token, none any more, or as it is. */
export type SessionChange = { token: string; maxAge: number } | "end" | null;

/** The request context: what one request has. Both endpoints make it, and resolvers get nothing else. */
export interface Context extends Services {
  viewer: Viewer | null;
  /** Not null while the viewer is a cached one that has not been revalidated: nothing but its `read` may answer until then. */
  cachedViewer: CachedViewer | null;
  client: Client;
  loaders: BatchLoaders;
  /** Not null while a mutation runs whose answer is read in its transaction. */
  answer: Answer | null;
  /** Its change is set by commands that begin or end a session; the endpoint writes the cookie. Apollo copies the context, but not this. */
  session: { change: SessionChange };
  /** Whether each root field that admits anyone counts against the rate limit: where the operation is the client's own. */
  openCallsCount: boolean;
  /** Takes what the operation was refused for, for the log. */
  noteRefusal: (refusal: Refusal) => unknown;
  /** Takes the name in the log of the operation that runs, where it is the client's own. */
  noteOperation: (operation: string) => unknown;
}

/** A context whose caller has been admitted as an account. */
export type ViewerContext = Context & { viewer: Viewer };
