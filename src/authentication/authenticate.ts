import { ITSELF, type Viewer } from "../access/viewer.js";
import type { Client, Services } from "../graph/context.js";
import { type Code, Refusal, isTemporary } from "../kernel/errors.js";
import { ACCESS_TOKEN, tokenKind } from "../encryption/token.signing.js";
import { CachedViewer } from "./cached-viewer.js";
import { type CachedClaim, type Claim, viewerOf } from "./claim.js";
import { type RequestOrigin, credentialOf } from "./credential.js";
import { cachedByAccessToken, claimByAccessToken } from "./credentials/access-token.js";
import { claimByApiKey } from "./credentials/api-key.js";
import { claimByCertificate } from "./credentials/certificate.js";
import { badBasic, cachedByPassword, claimByPassword } from "./credentials/password.js";
import { cachedByPortalToken, claimByPortalToken } from "./credentials/portal-token.js";
import { cachedBySession, claimBySession } from "./credentials/session.js";

async function claimOf(services: Services, request: RequestOrigin, client: Client): Promise<Claim | null> {
  const credential = credentialOf(request);
  switch (credential.kind) {
    case "none":
      return null;
    case "session":
      return claimBySession(services, credential, request, client);
    case "basic":
      return claimByPassword(services, credential, request, client);
    case "malformed-basic":
      throw badBasic();
    case "bearer":
      if (tokenKind(credential.token) === ACCESS_TOKEN) return claimByAccessToken(services, credential, request, client);
      return claimByPortalToken(services, credential, request, client);
    case "jwt":
      return claimByPortalToken(services, credential, request, client);
    case "api-key":
      return claimByApiKey(services, credential, request, client);
    case "certificate":
      return claimByCertificate(services, credential, request, client);
  }
}

/** Refusals that do not say that a credential is no good. */
const OTHER_REASONS: ReadonlySet<Code> = new Set<Code>(["CROSS_SITE", "RATE_LIMITED", "BUSY", "UNAVAILABLE"]);

/**
 * Who asks, by whichever credential the request shows; null for none and for a session that is over. One that is no good counts as
 * a call of what is open: trying them out is open to all.
 *
 * Everything is read anew for each request, so that a changed password, a disabled account or a moved group takes
 * effect at the next one.
 *
 * @throws Refusal BAD_REQUEST, BAD_CREDENTIALS, EXPIRED_CREDENTIALS, UNAUTHENTICATED, FORBIDDEN, ADDRESS_REFUSED, CROSS_SITE or one about a
 * certificate for a credential that is no good, RATE_LIMITED or BUSY for one that could not be looked at
 */
export async function authenticate(services: Services, request: RequestOrigin, client: Client): Promise<Viewer | null> {
  try {
    const claim = await claimOf(services, request, client);
    const viewer = claim && viewerOf(claim, client);
    if (viewer === null && credentialOf(request).kind !== "none") await client.openCall.count();
    return viewer;
  } catch (error) {
    if (error instanceof Refusal && !OTHER_REASONS.has(error.code)) await client.openCall.count();
    throw error;
  }
}

async function cachedClaimOf(services: Services, request: RequestOrigin, client: Client): Promise<CachedClaim | null> {
  const credential = credentialOf(request);
  switch (credential.kind) {
    case "session":
      return cachedBySession(services, credential, request, client);
    case "basic":
      return cachedByPassword(services, credential, request, client);
    case "bearer":
      if (tokenKind(credential.token) === ACCESS_TOKEN) return cachedByAccessToken(services, credential, request, client);
      return cachedByPortalToken(services, credential, request, client);
    case "jwt":
      return cachedByPortalToken(services, credential, request, client);
    case "none":
    case "malformed-basic":
    case "api-key":
    case "certificate":
      return null;
  }
}

/**
 * Who asks, as far as it is cached. What of a credential can be judged without the database is judged as in `authenticate`.
 *
 * @returns null for whatever `authenticate` has to look at
 */
export async function cachedViewer(services: Services, request: RequestOrigin, client: Client): Promise<CachedViewer | null> {
  try {
    const cached = await cachedClaimOf(services, request, client);
    const viewer = cached && viewerOf({ ...cached, acting: ITSELF, unusable: () => null, namesAddress: false }, client);
    return viewer && new CachedViewer(services.db, viewer, cached.row.revalidation, () => authenticate(services, request, client));
  } catch (error) {
    if (error instanceof Refusal && !isTemporary(error)) return null;
    throw error;
  }
}
