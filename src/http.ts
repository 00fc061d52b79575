import type { Request, RequestHandler } from "express";
import type { IncomingMessage } from "node:http";
import { plainAddress } from "./access/client-address.js";
import type { RequestOrigin } from "./access/authenticate.js";
import { SESSION_COOKIE } from "./access/credentials.js";
import type { RateLimit } from "./access/rate-limit.js";
import type { Viewer } from "./access/viewer.js";
import type { Client, Context } from "./context.js";

/** What is known of a request's sender. Express has worked out the address by the trusted proxies. */
export const clientOf = (request: Request): Client => ({
  address: plainAddress(request.ip ?? ""),
  acceptLanguage: request.headers["accept-language"] ?? "",
  userAgent: request.headers["user-agent"] ?? "",
  secure: request.secure,
  request: () => originOf(request, new URL(request.originalUrl, "http://host").searchParams, true),
});

/** Counts calls of a page that needs no credentials. It refuses an address that makes too many. */
export const countingOpenCalls =
  (rateLimit: RateLimit): RequestHandler =>
  (request, _response, next) => {
    rateLimit.count(clientOf(request).address).then(() => next(), next);
  };

const first = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

/** What authentication looks at. */
export const originOf = ({ headers }: Request, query: URLSearchParams, changes: boolean): RequestOrigin => ({
  authorization: headers.authorization,
  cookie: headers.cookie,
  query,
  origin: headers.origin,
  secFetchSite: first(headers["sec-fetch-site"]),
  referer: headers.referer,
  host: headers.host,
  changes,
});

/** Lets the log say of a request who acts in it, and as whom. */
export function noteActor(request: IncomingMessage, viewer: Viewer | null): void {
  if (viewer?.actor) request.acting = { actor: viewer.actor.login, as: viewer.login };
}

/**
 * The Set-Cookie header for a session that begins or ends by this request; null leaves it.
 *
 * Host-only and with Max-Age: the cookie jar of some old clients keeps nothing else.
 */
export function sessionCookie({ sessionChange, client }: Context): string | null {
  if (sessionChange === null) return null;
  const { token, maxAge } = sessionChange === "end" ? { token: "", maxAge: 0 } : sessionChange;
  return `${SESSION_COOKIE}=${token}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${client.secure ? "; Secure" : ""}`;
}
