import { isUtf8 } from "node:buffer";
import { badRequest } from "../kernel/errors.js";
import type { NamedSecret } from "./credential-decodings.js";

/** What a request shows to say who asks. */
export type Credential =
  | { kind: "none" }
  | { kind: "session"; tokens: readonly string[] }
  | { kind: "basic"; username: string; password: string }
  | { kind: "malformed-basic" }
  | { kind: "bearer"; token: string }
  | { kind: "jwt"; token: string }
  | { kind: "api-key"; id: string; key: string }
  | { kind: "certificate"; fingerprint: Buffer };

/** Credentials of some of these kinds. */
export type CredentialOf<Kind extends Credential["kind"]> = Extract<Credential, { kind: Kind }>;

/** The parts of a request that credentials come in. */
export interface CredentialSource {
  authorization: string | undefined;
  cookie: string | undefined;
  query: URLSearchParams;
  /** Null where no program's credentials are taken. */
  program: ProgramCredentials | null;
}

/** What programs may show to the account API besides the credentials that every route takes. */
export interface ProgramCredentials {
  /** Its bytes read as Latin-1, as the next one's are. */
  apiId: string | undefined;
  apiKey: string | undefined;
  /** SHA-256 of the certificate that the client has shown for its TLS connection. */
  certificate: Buffer | null;
}

/** A request as far as authentication looks at it. */
export interface RequestOrigin extends CredentialSource {
  origin: string | undefined;
  secFetchSite: string | undefined;
  referer: string | undefined;
  /** The request's own Host. */
  host: string | undefined;
  /** Whether it asks for a change. */
  changes: boolean;
}

export const SESSION_COOKIE = "SESSION";

/**
 * The session tokens in a Cookie header, each once; old clients put them in double quotes. There may be several: a parent
 * domain's cookie of that name comes along with our own.
 */
export function sessionTokens(cookie: string | undefined): string[] {
  const tokens = new Set<string>();
  for (const pair of cookie?.split(";") ?? []) {
    const [name, ...value] = pair.split("=");
    if (name?.trim() === SESSION_COOKIE)
      tokens.add(
        value
          .join("=")
          .trim()
          .replace(/^"(.*)"$/, "$1"),
      );
  }
  return [...tokens];
}

/** What Basic credentials say; null for what is no text, or no name and its secret. */
export function basicPair(encoded: string): NamedSecret | null {
  const bytes = Buffer.from(encoded, "base64");
  const text = bytes.toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1 || text.includes("\0") || !isUtf8(bytes)) return null;
  return { name: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function basic(encoded: string): Credential {
  const pair = basicPair(encoded);
  return pair === null ? { kind: "malformed-basic" } : { kind: "basic", username: pair.name, password: pair.secret };
}

/** The token a request shows as its credential, or null. @throws Refusal as `credentialOf` does */
export function shownToken(source: CredentialSource): string | null {
  const credential = credentialOf(source);
  return credential.kind === "bearer" || credential.kind === "jwt" ? credential.token : null;
}

/**
 * The credential a request is to be judged by. An explicit one beats the certificate of the connection, and that the cookie.
 *
 * @throws Refusal BAD_REQUEST for two explicit ones: which was meant can't be told
 */
export function credentialOf(source: CredentialSource): Credential {
  const shown = generalCredential(source);
  if (source.program === null) return shown;
  const { apiId, apiKey, certificate } = source.program;
  const isExplicit = shown.kind !== "none" && shown.kind !== "session";
  if (apiId !== undefined || apiKey !== undefined) {
    if (isExplicit) throw badRequest("the request has more than one credential: send X-API-ID and X-API-KEY, or another one");
    return { kind: "api-key", id: apiId ?? "", key: apiKey ?? "" };
  }
  return certificate === null || isExplicit ? shown : { kind: "certificate", fingerprint: certificate };
}

/** The credential among those that every route takes. */
function generalCredential({ authorization, cookie, query }: CredentialSource): Credential {
  const explicit: Credential[] = [];
  const [, scheme, value] = /^\s*(Basic|Bearer)\s+(\S+)\s*$/i.exec(authorization ?? "") ?? [];
  if (scheme?.toLowerCase() === "basic") explicit.push(basic(value!));
  else if (scheme !== undefined) explicit.push({ kind: "bearer", token: value! });
  else if (authorization !== undefined && /^\s*Basic\b/i.test(authorization)) explicit.push({ kind: "malformed-basic" });
  else if (authorization !== undefined) explicit.push({ kind: "bearer", token: "" });
  for (const token of query.getAll("access_token")) explicit.push({ kind: "bearer", token });
  for (const token of query.getAll("jwt")) explicit.push({ kind: "jwt", token });
  if (explicit.length > 1) throw badRequest("the request has more than one credential: send one of Authorization, access_token and jwt");
  if (explicit[0] !== undefined) return explicit[0];
  const tokens = sessionTokens(cookie);
  return tokens.length === 0 ? { kind: "none" } : { kind: "session", tokens };
}
