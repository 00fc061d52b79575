import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import jwt from "jsonwebtoken";
import { type ViewerRow, viewerByAccount, viewerByApiAccount } from "../access/viewer.table.js";
import type { Config } from "../config.js";
import type { Services } from "../context.js";

/** Seconds an access token is good for. */
export const LIFETIME = 7200;

const ALGORITHM = "ES256";
const SIGNATURE_BYTES = 64;
/** RFC 9068's type, which tells access tokens from other JWTs. */
const TYPE = "at+jwt";
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

interface Claims {
  /** The account's id. */
  account: number;
  isApiAccount: boolean;
  /** Fingerprint of the stored password or secret: a change of that ends the token. */
  stamp: string;
}

/** An access token as the token endpoint hands it out. */
export interface AccessToken {
  token: string;
  /** Unix seconds. */
  expiresOn: number;
}

const stampOf = ({ secret }: Config, passwordHash: string): string => createHmac("sha256", secret).update(`access token\0${passwordHash}`).digest("base64url");

const equal = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** A token that stands for an account which has just shown its password or secret. */
export async function issueAccessToken({ config, signingKeys }: Services, row: ViewerRow & { passwordHash: string }): Promise<AccessToken> {
  const { id, key } = await signingKeys.current();
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: config.publicUrl,
    aud: [config.publicUrl],
    sub: row.accountUuid,
    client_id: row.login,
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + LIFETIME,
    account: row.accountId,
    isApiAccount: row.isApiAccount,
    stamp: stampOf(config, row.passwordHash),
  };
  const token = jwt.sign(claims, key, { algorithm: ALGORITHM, header: { alg: ALGORITHM, typ: TYPE, kid: id } });
  return { token, expiresOn: claims.exp };
}

/** The id of the key a token says it was signed by, if it says of itself that it is one of these; it proves nothing. */
function keyIdOf(token: string): string | null {
  const [encoded = "", , signature = ""] = token.split(".");
  // A signature of another length is a TypeError to the library, and so would be a fault.
  if (Buffer.from(signature, "base64url").length !== SIGNATURE_BYTES) return null;
  try {
    const { alg, typ, kid } = JSON.parse(Buffer.from(encoded, "base64url").toString()) as Partial<Record<"alg" | "typ" | "kid", unknown>>;
    return alg === ALGORITHM && typ === TYPE && typeof kid === "string" && UUID.test(kid) ? kid : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** The account a token stands for, read anew; null for a token that is not good, or not any more. */
export async function viewerByAccessToken({ db, config, signingKeys }: Services, token: string): Promise<ViewerRow | null> {
  const id = keyIdOf(token);
  const key = id === null ? null : await signingKeys.verifying(id);
  if (key === null) return null;
  let claims: Claims;
  try {
    // The algorithm is ours to say, not the token's.
    claims = jwt.verify(token, key, { algorithms: [ALGORITHM], issuer: config.publicUrl, audience: config.publicUrl }) as unknown as Claims;
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) return null;
    throw error;
  }
  const row = await (claims.isApiAccount ? viewerByApiAccount : viewerByAccount)(db, claims.account);
  if (row === null || row.passwordHash === null || !equal(claims.stamp, stampOf(config, row.passwordHash))) return null;
  return row.accountEnabled && row.groupsEnabled ? row : null;
}
