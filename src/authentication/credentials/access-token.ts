import { createHmac, timingSafeEqual } from "node:crypto";
import { ITSELF } from "../../access/viewer.js";
import { viewerByAccount, viewerByApiAccount } from "../../access/viewer.table.js";
import type { ClaimBy } from "../claim.js";
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

/** The account that an access token names. */
export const claimByAccessToken: ClaimBy<"bearer"> = async ({ db, config, tokens }, { token }) => {
  const claims = await tokens.verify(token, ACCESS_TOKEN);
  if (!isClaims(claims)) throw worthlessToken();
  const row = await (claims.isApiAccount ? viewerByApiAccount : viewerByAccount)(db, claims.account);
  if (row === null || row.passwordHash === null || !equal(claims.stamp, stampOf(config, row.passwordHash))) throw worthlessToken();
  const bearer = { unusable: worthlessToken, namesAddress: true };
  return row.isApiAccount ? { ...(await claimOfApiAccount(db, row)), ...bearer } : { row, sessionHash: null, acting: ITSELF, ...bearer };
};
