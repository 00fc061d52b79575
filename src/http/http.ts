import { createHash } from "node:crypto";
import { TLSSocket } from "node:tls";
import type { Request, RequestHandler } from "express";
import type { IncomingMessage } from "node:http";
import proxyAddr from "proxy-addr";
import { type RequestOrigin, SESSION_COOKIE } from "../authentication/credential.js";
import { OpenCall } from "../authentication/open-call.js";
import { headerText } from "../authentication/credential-decodings.js";
import { type Sender, senderOf } from "../authentication/sender.js";
import type { Viewer } from "../access/viewer.js";
import { type PageLanguage, pageLanguage } from "../kernel/languages.js";
import type { Client, Context, Services } from "../graph/context.js";

declare module "node:http" {
  interface IncomingMessage {
    /** Who has sent it, and its part in the rate limit: one of each for a request. */
    sender: Sender & { openCall: OpenCall };
  }
}

/**
 * Middleware that finds out who has sent a request, before anything asks. In place of Express's own `trust proxy`, which reads
 * more than it should.
 */
export function findSender({ config, rateLimit }: Services): RequestHandler {
  const isTrusted = proxyAddr.compile([...config.trustedProxies]);
  return (request, _response, next) => {
    const sender = senderOf(request, (address) => isTrusted(address, 0));
    request.sender = { ...sender, openCall: new OpenCall(rateLimit, sender.address) };
    next();
  };
}

/** What is known of a request's sender. */
export const clientOf = (request: Request): Client => ({
  address: request.sender.address,
  acceptLanguage: request.headers["accept-language"] ?? "",
  userAgent: headerText(request.headers["user-agent"] ?? ""),
  secure: request.sender.secure,
  openCall: request.sender.openCall,
  request: () => originOf(request, addressOf(request).searchParams, true),
});

/** The language of pages for whoever sends a request. */
export const languageOf = ({ headers }: Request): PageLanguage => pageLanguage(headers["accept-language"] ?? "");

/** A request's address. A proxy may have sent the whole of it, and old clients double slashes: there are none at its beginning. */
export const addressOf = ({ originalUrl }: Request): URL =>
  new URL(`http://host/${originalUrl.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/^\/+/, "")}`);

const PLAIN_HEADERS = [
  ["Cache-Control", "no-store"],
  ["X-Content-Type-Options", "nosniff"],
] as const;
/** For a year, in seconds, no other way than TLS. */
const SECURE_HEADERS = [...PLAIN_HEADERS, ["Strict-Transport-Security", "max-age=31536000"]] as const;

/** What every answer carries, unless it says something more precise itself: most are not to be kept. */
export const answerHeaders = (publicUrl: string, isSecure: boolean): readonly (readonly [name: string, value: string])[] =>
  isSecure && publicUrl.startsWith("https:") ? SECURE_HEADERS : PLAIN_HEADERS;

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/;

/** The bytes of a certificate in a header: base64 between colons (RFC 9440), or percent-encoded PEM; null for neither. */
function certificateIn(header: string): Buffer | null {
  const [, bare] = /^\s*:([A-Za-z0-9+/=]+):\s*$/.exec(header) ?? [];
  if (bare !== undefined) return Buffer.from(bare, "base64");
  try {
    const [, body] = PEM.exec(decodeURIComponent(header)) ?? [];
    return body === undefined ? null : Buffer.from(body, "base64");
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * SHA-256 of the certificate a client has shown: to this server, or to a trusted proxy that hands it on in the header of
 * that name. Whoever is no trusted proxy is not believed.
 */
function clientCertificate(request: Request, header: string | undefined): Buffer | null {
  const { socket, headers, sender } = request;
  const fromProxy = header === undefined ? undefined : first(headers[header]);
  const handedOn = fromProxy !== undefined && sender.proxied ? certificateIn(fromProxy) : null;
  const shown = handedOn ?? (socket instanceof TLSSocket ? socket.getPeerCertificate().raw : undefined);
  return shown === undefined ? null : createHash("sha256").update(shown).digest();
}

const first = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

/** What authentication looks at. */
export const originOf = ({ headers }: Request, query: URLSearchParams, changes: boolean): RequestOrigin => ({
  authorization: headers.authorization,
  cookie: headers.cookie,
  query,
  program: null,
  origin: headers.origin,
  secFetchSite: first(headers["sec-fetch-site"]),
  referer: headers.referer,
  host: headers.host,
  changes,
});

/** As originOf, with what programs may show besides. */
export const programOf = (
  request: Request,
  query: URLSearchParams,
  changes: boolean,
  certificateHeader: string | undefined,
): RequestOrigin => ({
  ...originOf(request, query, changes),
  program: {
    apiId: first(request.headers["x-api-id"]),
    apiKey: first(request.headers["x-api-key"]),
    certificate: clientCertificate(request, certificateHeader),
  },
});

/** Lets the log say of a request who makes it, and as whom. Only of callers that have proved who they are. */
export function noteCaller(request: IncomingMessage, viewer: Viewer | null): void {
  if (viewer === null) return;
  request.noted.caller = viewer.actor?.login ?? viewer.login;
  if (viewer.actor !== null) request.noted.acting = { actor: viewer.actor.login, as: viewer.login };
}

/**
 * The Set-Cookie header for a session that begins or ends by this request; null leaves it.
 *
 * Host-only and with Max-Age: the cookie jar of some old clients keeps nothing else.
 */
export function sessionCookie({ session, client }: Context): string | null {
  if (session.change === null) return null;
  const { token, maxAge } = session.change === "end" ? { token: "", maxAge: 0 } : session.change;
  return `${SESSION_COOKIE}=${token}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${client.secure ? "; Secure" : ""}`;
}
