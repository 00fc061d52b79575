import { createHash, createHmac, hkdfSync, type KeyObject } from "node:crypto";
import jwt, { type Algorithm } from "jsonwebtoken";
import { LRUCache } from "lru-cache";
import type { Config } from "../config/config.js";
import { TOKEN_LIFETIME, worthlessToken } from "./token.rules.js";

/** The portal's own tokens. */
export const PORTAL_TOKEN = "JWT";
/** RFC 9068's access tokens. */
export const ACCESS_TOKEN = "at+jwt";

/** A kind of token, by the name its header has for it. What one is good for, another is not. */
export type TokenKind = typeof PORTAL_TOKEN | typeof ACCESS_TOKEN;

/** A key that tokens are verified with, the one kind and the one algorithm it is for: a token that names another one is refused. */
export interface VerificationKey {
  id: string;
  kind: TokenKind;
  algorithm: Algorithm;
  /** Issuer and audience of what it signs. */
  issuer: string;
  key: Buffer | KeyObject;
}

/** Finds a verification key by the id a token names, or null where it is none of its own. */
export type KeySource = (id: string) => VerificationKey | null | Promise<VerificationKey | null>;

/** A signed token and when it ends. */
export interface SignedToken {
  token: string;
  expiresAt: Date;
}

/** Seconds by which the clocks of servers that share a database may differ. */
const CLOCK_TOLERANCE = 5;

/** Milliseconds for which a process keeps a key that is stored, and what has been verified with it. */
export const KEY_KEPT = 60_000;
/** How many verified tokens are kept; each takes about a kilobyte. */
const VERIFIED = 5_000;

/** Whether a verified token is in time without any tolerance; another one is looked at anew. */
function isInTime({ nbf = 0, exp = 0 }: jwt.JwtPayload): boolean {
  const now = Date.now() / 1000;
  return nbf <= now && now < exp;
}

/** The purpose of the key, so that it is no other's; a service's own key has the service's address in it. */
const PURPOSE = "portico tokens";

const derived = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));

function keyFrom(secret: string, issuer: string, purpose = PURPOSE): VerificationKey & { key: Buffer } {
  const key = derived(secret, purpose);
  return {
    id: createHmac("sha256", key).update("id").digest("base64url").slice(0, 8),
    kind: PORTAL_TOKEN,
    algorithm: "HS256",
    issuer,
    key,
  };
}

/** Bytes of a signature, where another length is a TypeError to the library, and so would be a fault of ours. */
const SIGNATURE_BYTES: Partial<Record<Algorithm, number>> = { ES256: 64 };

function hasSignatureOf(algorithm: Algorithm, token: string): boolean {
  const bytes = SIGNATURE_BYTES[algorithm];
  return bytes === undefined || Buffer.from(token.split(".")[2] ?? "", "base64url").length === bytes;
}

/**
 * Signs the portal's tokens: JWT, HS256, with a key derived from PORTICO_SECRET. Tokens signed with the secret before it hold
 * until they expire, as long as PORTICO_OLD_SECRET names that. Verifies tokens of every kind, each by the key it names.
 */
export class TokenSigning {
  /** What tokens say whose signature has been verified, by a hash of the token. A signature stays good as long as its key is kept. */
  private readonly verified = new LRUCache<string, jwt.JwtPayload>({ max: VERIFIED, ttl: KEY_KEPT });
  private readonly current: VerificationKey & { key: Buffer };
  private readonly sources: readonly KeySource[];
  /** Issuer and audience: the host of PUBLIC_URL, which servers that share a database share. */
  private readonly host: string;

  /** @param more sources of keys of other makes, asked for the ids that are not this portal's own */
  constructor(
    private readonly config: Pick<Config, "secret" | "oldSecret" | "publicUrl">,
    more: readonly KeySource[] = [],
  ) {
    this.host = new URL(config.publicUrl).hostname;
    this.current = keyFrom(config.secret, this.host);
    const own = [this.current, ...(config.oldSecret === undefined ? [] : [keyFrom(config.oldSecret, this.host)])];
    this.sources = [(id) => own.find((key) => key.id === id) ?? null, ...more];
  }

  /** A token for this portal. */
  sign(claims: object): SignedToken {
    return this.signed(claims, this.host, this.current);
  }

  /**
   * A token for another service, good for nothing else: the service is its audience, and the key is the service's own, so
   * that it can verify what is meant for it and sign nothing that this portal takes.
   */
  signFor(service: string, claims: object): SignedToken {
    return this.signed(claims, service, keyFrom(this.config.secret, this.host, `${PURPOSE} for ${service}`));
  }

  private signed(claims: object, audience: string, { id, algorithm, key }: VerificationKey & { key: Buffer }): SignedToken {
    const iat = Math.floor(Date.now() / 1000);
    const exp = iat + TOKEN_LIFETIME;
    const payload = { aud: [audience], iss: this.host, iat, nbf: iat, exp, ...claims };
    return { token: jwt.sign(payload, key, { algorithm, keyid: id }), expiresAt: new Date(exp * 1000) };
  }

  /**
   * What a token of that kind for this portal says.
   *
   * @throws Refusal UNAUTHENTICATED for every token that is not good, whatever the reason
   */
  async verify(token: string, kind: TokenKind): Promise<object> {
    const name = `${kind} ${createHash("sha256").update(token).digest("base64")}`;
    const known = this.verified.get(name);
    if (known !== undefined && isInTime(known)) return known;
    const payload = await this.verifyAnew(token, kind);
    this.verified.set(name, payload);
    return payload;
  }

  private async verifyAnew(token: string, kind: TokenKind): Promise<jwt.JwtPayload> {
    const found = await this.keyOf(token);
    if (found?.kind !== kind || !hasSignatureOf(found.algorithm, token)) throw worthlessToken();
    const { algorithm, issuer, key } = found;
    try {
      const payload = jwt.verify(token, key, { algorithms: [algorithm], audience: issuer, issuer, clockTolerance: CLOCK_TOLERANCE });
      if (typeof payload === "object") return payload;
    } catch (error) {
      if (!(error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError)) throw error;
    }
    throw worthlessToken();
  }

  private async keyOf(token: string): Promise<VerificationKey | null> {
    const id = headerOf(token)?.kid;
    if (typeof id !== "string") return null;
    for (const source of this.sources) {
      const key = await source(id);
      if (key !== null) return key;
    }
    return null;
  }
}

/** The kind of token this says it is; it is not to be believed before the signature is. */
export const tokenKind = (token: string): unknown => headerOf(token)?.typ;

/** The header of what looks like a token. */
function headerOf(token: string): { kid?: unknown; typ?: unknown } | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split(".", 1)[0]!, "base64url").toString());
    return typeof header === "object" ? header : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
