import { createHmac, timingSafeEqual } from "node:crypto";
import { ITSELF } from "../../access/viewer.js";
import { type ViewerRow, revalidatableViewer, viewerByApiAccount } from "../../access/viewer.table.js";
import type { Services } from "../../graph/context.js";
import type { CachedBy, ClaimBy } from "../claim.js";
import { ofAccountId } from "../viewer-cache.js";
import type { Config } from "../../config/config.js";
import { worthlessToken } from "../../encryption/token.rules.js";
import { ACCESS_TOKEN } from "../../encryption/token.signing.js";
import { claimOfApiAccount } from "./api-account.js";

/** What an access token says of the account it stands for. */
export interface AccessClaims {
  /** The account's id. */
  account: number;
  isApiAccount: boolean;
  /** Fingerprint of the stored password or secret: a change of that ends the token. */
  stamp: string;
}

/** The fingerprint of a stored password or secret that access tokens carry. */
export const stampOf = ({ secret }: Config, passwordHash: string): string =>
  createHmac("sha256", secret).update(`access token\0${passwordHash}`).digest("base64url");

const equal = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Whether the payload of a verified token is one of these. */
function isClaims(payload: object): payload is AccessClaims {
  const { account, isApiAccount, stamp } = payload as Partial<Record<keyof AccessClaims, unknown>>;
  return Number.isInteger(account) && typeof isApiAccount === "boolean" && typeof stamp === "string";
}

/** Whether what a token was issued on is still what is stored. */
const isOf = ({ stamp }: AccessClaims, { passwordHash }: ViewerRow, config: Config): boolean =>
  passwordHash !== null && equal(stamp, stampOf(config, passwordHash));

/** @throws Refusal UNAUTHENTICATED for a token that is no good */
async function claimsOf({ tokens }: Services, token: string): Promise<AccessClaims> {
  const claims = await tokens.verify(token, ACCESS_TOKEN);
  if (!isClaims(claims)) throw worthlessToken();
  return claims;
}

/** The account that an access token names. */
export const claimByAccessToken: ClaimBy<"bearer"> = async (services, { token }) => {
  const { db, config, viewerCache } = services;
  const bearer = { unusable: worthlessToken, namesAddress: true };
  const claims = await claimsOf(services, token);
  if (claims.isApiAccount) {
    const program = await viewerByApiAccount(db, claims.account);
    if (program === null || !isOf(claims, program, config)) throw worthlessToken();
    return { ...(await claimOfApiAccount(db, program)), ...bearer };
  }
  const row = await revalidatableViewer(db, claims.account);
  if (row === null || !isOf(claims, row, config)) throw worthlessToken();
  viewerCache.keep(ofAccountId(claims.account), row);
  return { row, sessionHash: null, acting: ITSELF, ...bearer };
};

/** The person whose access token it is. Of an API account its last use has to be noted. */
export const cachedByAccessToken: CachedBy<"bearer"> = async (services, { token }) => {
  const claims = await claimsOf(services, token);
  const row = claims.isApiAccount ? null : services.viewerCache.get(ofAccountId(claims.account));
  return row !== null && isOf(claims, row, services.config) ? { row, sessionHash: null } : null;
};
