import type { Knex } from "knex";
import { type RequestOrigin, authenticate } from "./authenticate.js";
import { credentialOf } from "./credential.js";
import { enter } from "./claim.js";
import { foldCase } from "../access/fold-case.js";
import { hashToken } from "../access/tokens.js";
import { ITSELF, type Viewer } from "../access/viewer.js";
import type { Revalidatable, Revalidation, ViewerRow } from "../access/viewer.table.js";
import type { Client, Services } from "../context.js";
import { Refusal, isTemporary } from "../errors.js";
import { attemptKeys } from "../lockout/lockout.rules.js";
import type { Statement } from "../planner/plan.js";
import { runRow } from "../planner/run.js";
import { isClaims } from "../tokens/token.rules.js";
import { ACCESS_TOKEN, PORTAL_TOKEN, tokenKind } from "../tokens/token.signing.js";
import { requireNoCsrf } from "./csrf.js";
import { ofAccount, ofLogin, ofSession } from "./viewer-cache.js";

/**
 * Who asks, as an earlier request found it by the same credential. It may have changed since: nothing may be answered to it before
 * `read` has revalidated it, or `authenticate` has found out who asks.
 */
export class CachedViewer {
  private found: Promise<Viewer | null> | undefined;
  private revalidated = false;

  constructor(
    private readonly db: Knex,
    readonly viewer: Viewer,
    private readonly revalidation: Revalidation,
    private readonly find: () => Promise<Viewer | null>,
  ) {}

  /**
   * Reads, and revalidates the viewer in the same statement.
   *
   * @param statementFor makes the statement for the viewer, with that condition; null where one statement can't answer
   * @returns the answer's text; null where the viewer has changed, or resolvers have to answer
   */
  async read(statementFor: (revalidation: Revalidation) => Statement | null): Promise<string | null> {
    const statement = statementFor(this.revalidation);
    const row = statement && (await runRow(this.db, statement));
    if (row === null) return null;
    this.revalidated = true;
    return row.body;
  }

  /** Whether a read has found the viewer unchanged, whatever it has answered. */
  get isRevalidated(): boolean {
    return this.revalidated;
  }

  /** Finds out who asks, unless it is known: once, however often it is called. @throws Refusal as `authenticate` does */
  authenticate(): Promise<Viewer | null> {
    return (this.found ??= this.revalidated ? Promise.resolve(this.viewer) : this.find());
  }
}

/**
 * Who asks, as far as it is cached. What of a credential can be judged without the database is judged as in `authenticate`.
 *
 * @returns null for whatever `authenticate` has to look at
 */
export async function cachedViewer(services: Services, request: RequestOrigin, client: Client): Promise<CachedViewer | null> {
  try {
    const found = await cachedRow(services, request, client);
    if (found === null) return null;
    const { row, sessionHash } = found;
    const viewer = enter({ row, sessionHash, acting: ITSELF, unusable: () => null, namesAddress: false }, client);
    return viewer && new CachedViewer(services.db, viewer, row.revalidation, () => authenticate(services, request, client));
  } catch (error) {
    if (error instanceof Refusal && !isTemporary(error)) return null;
    throw error;
  }
}

async function cachedRow(
  { viewerCache, config, passwords, tokens }: Services,
  request: RequestOrigin,
  { address }: Client,
): Promise<{ row: Revalidatable<ViewerRow>; sessionHash: Buffer | null } | null> {
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
      const row = viewerCache.get(ofSession(sessionHash));
      return row && { row, sessionHash };
    }
    case "basic": {
      const row = viewerCache.get(ofLogin(credential.username, attemptKeys(config.secret, credential.username, address)));
      return row !== null && passwords.remembers(foldCase(credential.username), credential.password, row.passwordHash) ? { row, sessionHash: null } : null;
    }
    case "bearer":
    case "jwt": {
      if (tokenKind(credential.token) === ACCESS_TOKEN) return null;
      const claims = await tokens.verify(credential.token, PORTAL_TOKEN);
      if (!isClaims(claims) || claims.act !== undefined || claims.scope.length > 0) return null;
      const row = viewerCache.get(ofAccount(claims.sub));
      return row !== null && row.tokenEpoch === claims.epoch ? { row, sessionHash: null } : null;
    }
  }
}
