import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import jwt from "jsonwebtoken";
import type { Claim } from "../authentication/claim.js";
import { ITSELF } from "../access/viewer.js";
import { type ViewerRow, viewerByAccount, viewerByApiAccount } from "../access/viewer.table.js";
import { claimOfApiAccount } from "../api-accounts/api-account.lookup.js";
import type { Config } from "../config.js";
import type { Services } from "../context.js";
import { worthlessToken } from "../tokens/token.rules.js";
import { ACCESS_TOKEN } from "../tokens/token.signing.js";
import { SIGNING_ALGORITHM } from "./signing-key.commands.js";

/** Seconds an access token is good for. */
export const LIFETIME = 7200;

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
  const token = jwt.sign(claims, key, { algorithm: SIGNING_ALGORITHM, header: { alg: SIGNING_ALGORITHM, typ: ACCESS_TOKEN, kid: id } });
  return { token, expiresOn: claims.exp };
}

/** Whether the payload of a verified token is one of these. */
function isClaims(payload: object): payload is Claims {
  const { account, isApiAccount, stamp } = payload as Partial<Record<keyof Claims, unknown>>;
  return Number.isInteger(account) && typeof isApiAccount === "boolean" && typeof stamp === "string";
}

/** The account an access token claims to be, read anew. @throws Refusal UNAUTHENTICATED for a token that is not good, or not any more */
export async function claimByAccessToken({ db, config, tokens }: Services, token: string): Promise<Claim> {
  const claims = await tokens.verify(token, ACCESS_TOKEN);
  if (!isClaims(claims)) throw worthlessToken();
  const row = await (claims.isApiAccount ? viewerByApiAccount : viewerByAccount)(db, claims.account);
  if (row === null || row.passwordHash === null || !equal(claims.stamp, stampOf(config, row.passwordHash))) throw worthlessToken();
  const bearer = { unusable: worthlessToken, namesAddress: true };
  return row.isApiAccount ? { ...(await claimOfApiAccount(db, row)), ...bearer } : { row, sessionHash: null, acting: ITSELF, ...bearer };
}
