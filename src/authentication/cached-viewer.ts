import type { Client, Services } from "../context.js";
import { Refusal, isTemporary } from "../errors.js";
import { attemptKeys } from "../lockout/lockout.rules.js";
import { isClaims } from "../tokens/token.rules.js";
import { ACCESS_TOKEN, PORTAL_TOKEN, tokenKind } from "../tokens/token.signing.js";
import { requireNoCsrf } from "./csrf.js";
import type { RequestOrigin } from "../access/authenticate.js";
import { ofAccount, ofLogin, ofSession } from "./viewer-cache.js";
import { credentialOf } from "../access/credentials.js";
import { enter } from "../access/entry.js";
import { foldCase } from "../access/fold-case.js";
import { hashToken } from "../access/tokens.js";
import { ITSELF, type Viewer } from "../access/viewer.js";
import type { Proof, Proven, ViewerRow } from "../access/viewer.table.js";

/**
 * A caller as an earlier request found it by the same credential. It may have changed since: nothing may be answered to it
 * but what a statement finds in which the proof holds.
 */
export interface Recalled {
  viewer: Viewer;
  proof: Proof;
}

/**
 * Who asks, as far as it is remembered: then a read can prove it in its own statement, and need not wait for one that
 * finds it out. What of a credential can be judged without the database is judged as in `authenticate`.
 *
 * @returns null for whatever `authenticate` has to look at
 */
export async function recall(services: Services, request: RequestOrigin, client: Client): Promise<Recalled | null> {
  try {
    const found = await remembered(services, request, client);
    if (found === null) return null;
    const { row, sessionHash } = found;
    const viewer = enter({ row, sessionHash, acting: ITSELF, unusable: () => null, namesAddress: false }, client);
    return viewer === null ? null : { viewer, proof: row.proof };
  } catch (error) {
    if (error instanceof Refusal && !isTemporary(error)) return null;
    throw error;
  }
}

async function remembered(
  { callers, config, passwords, tokens }: Services,
  request: RequestOrigin,
  { address }: Client,
): Promise<{ row: Proven<ViewerRow>; sessionHash: Buffer | null } | null> {
  const credential = credentialOf(request);
  switch (credential.kind) {
    case "none":
    case "malformed-basic":
      return null;
    case "session": {
      const [token, ...others] = credential.tokens;
      // Which of several counts, the database has to say.
      if (token === undefined || others.length > 0) return null;
      requireNoCsrf(request, config, "session");
      const sessionHash = hashToken(config.secret, token);
      const row = callers.get(ofSession(sessionHash));
      return row && { row, sessionHash };
    }
    case "basic": {
      const row = callers.get(ofLogin(credential.username, attemptKeys(config.secret, credential.username, address)));
      return row !== null && passwords.remembers(foldCase(credential.username), credential.password, row.passwordHash) ? { row, sessionHash: null } : null;
    }
    case "bearer":
    case "jwt": {
      if (tokenKind(credential.token) === ACCESS_TOKEN) return null;
      const claims = await tokens.verify(credential.token, PORTAL_TOKEN);
      if (!isClaims(claims) || claims.act !== undefined || claims.scope.length > 0) return null;
      const row = callers.get(ofAccount(claims.sub));
      return row !== null && row.tokenEpoch === claims.epoch ? { row, sessionHash: null } : null;
    }
  }
}
