import { placeRefusal } from "../access/address-limit.js";
import { type Acting, type Viewer, toViewer } from "../access/viewer.js";
import type { Revalidatable, ViewerRow } from "../access/viewer.table.js";
import type { Client, Services } from "../graph/context.js";
import { Refusal, forbidden } from "../kernel/errors.js";
import type { Credential, CredentialOf, RequestOrigin } from "./credential.js";

/** Whose a credential has proved to be. It admits to nothing until it has gone through `viewerOf`. */
export interface Claim {
  row: ViewerRow;
  /** Hash of the session's token, where a session is the credential. */
  sessionHash: Buffer | null;
  acting: Acting;
  /** What an account that can't be used is answered with; null takes the credential for none. */
  unusable: () => Refusal | null;
  /** Whether the answer to an address that is not allowed names it, as Bearer clients expect. */
  namesAddress: boolean;
}

/**
 * Finds out whose a credential is, reading everything anew.
 *
 * @returns null where it counts for none
 * @throws Refusal for one that is no good, or that could not be looked at
 */
export type ClaimBy<Kind extends Credential["kind"]> = (
  services: Services,
  credential: CredentialOf<Kind>,
  request: RequestOrigin,
  client: Client,
) => Promise<Claim | null>;

/** Whose a credential was, as the cache has it. */
export type CachedClaim = Pick<Claim, "sessionHash"> & { row: Revalidatable<ViewerRow> };

/**
 * Finds whose a credential was, judging of it what needs no database as its `ClaimBy` does.
 *
 * @returns null for what the database has to judge
 * @throws Refusal likewise
 */
export type CachedBy<Kind extends Credential["kind"]> = (
  services: Services,
  credential: CredentialOf<Kind>,
  request: RequestOrigin,
  client: Client,
) => Promise<CachedClaim | null>;

/**
 * The one endpoint for every credential: an account that is enabled, in groups that are, from an address that is allowed.
 *
 * @returns null where the credential counts for none
 * @throws Refusal
 */
export function viewerOf({ row, sessionHash, acting, unusable, namesAddress }: Claim, client: Client): Viewer | null {
  if (!row.accountEnabled || !row.groupsEnabled) {
    const refusal = unusable();
    if (refusal !== null) throw refusal;
    return null;
  }
  const refusal = placeRefusal(row, client.address);
  if (refusal !== null) throw namesAddress ? refusal : forbidden("sign-in", refusal.reason);
  return toViewer(row, sessionHash, acting);
}
