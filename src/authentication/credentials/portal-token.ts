import type { Revalidatable, ViewerRow } from "../../access/viewer.table.js";
import { accountOfToken, actorOf } from "../acting.js";
import type { CachedBy, ClaimBy } from "../claim.js";
import type { Services } from "../../graph/context.js";
import { type Claims, isClaims, worthlessToken } from "../../encryption/token.rules.js";
import { PORTAL_TOKEN } from "../../encryption/token.signing.js";
import { ofAccount } from "../viewer-cache.js";

/** What a good token says, and the account it is for as it is now; null where that has been removed. */
export interface Held {
  claims: Claims;
  row: Revalidatable<ViewerRow> | null;
}

/** @throws Refusal UNAUTHENTICATED for a token that is no good */
export async function holderOf({ db, tokens }: Services, token: string): Promise<Held> {
  const claims = await tokens.verify(token, PORTAL_TOKEN);
  if (!isClaims(claims)) throw worthlessToken();
  return { claims, row: await accountOfToken(db, claims.sub) };
}

/** The account that one of the portal's own tokens names. An address that is not allowed is answered differently to each kind of credential. */
export const claimByPortalToken: ClaimBy<"bearer" | "jwt"> = async (services, { kind, token }, _request, { address }) => {
  const { claims, row } = await holderOf(services, token);
  if (row === null || row.tokenEpoch !== claims.epoch) throw worthlessToken();
  const acting = { actor: await actorOf(services.db, claims, row, address), tokenScopes: claims.scope.length === 0 ? null : claims.scope };
  services.viewerCache.keep(ofAccount(row.accountUuid), row);
  return { row, sessionHash: null, acting, unusable: worthlessToken, namesAddress: kind === "bearer" };
};

/** The account of a token without limits, for itself. */
export const cachedByPortalToken: CachedBy<"bearer" | "jwt"> = async ({ tokens, viewerCache }, { token }) => {
  const claims = await tokens.verify(token, PORTAL_TOKEN);
  if (!isClaims(claims) || claims.act !== undefined || claims.scope.length > 0) return null;
  const row = viewerCache.get(ofAccount(claims.sub));
  return row !== null && row.tokenEpoch === claims.epoch ? { row, sessionHash: null } : null;
};
