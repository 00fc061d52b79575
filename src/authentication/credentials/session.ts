import { hashToken } from "../../encryption/token-hash.js";
import { type Revalidatable, type SessionRow, viewerBySession } from "../../access/viewer.table.js";
import { sessionActor } from "../acting.js";
import { type CachedBy, type Claim, type ClaimBy, viewerOf } from "../claim.js";
import type { Client, Services } from "../../graph/context.js";
import { requireNoCsrf } from "../csrf.js";
import { Refusal, isTemporary, unauthenticated } from "../../kernel/errors.js";
import { noteSessionUse } from "../../access/session.table.js";
import { ofSession } from "../viewer-cache.js";

/** Most session cookies that are looked at: each costs a statement. */
const MOST = 5;

/** A running session that a request names. */
export interface ShownSession {
  sessionHash: Buffer;
  row: Revalidatable<SessionRow>;
}

type Needed = Pick<Services, "db" | "config">;

/**
 * Whose a session proves to be.
 *
 * @throws Refusal UNAUTHENTICATED where it owes its second factor, or as `sessionActor` does
 */
async function claimOfSession({ db }: Needed, { sessionHash, row }: ShownSession, { address }: Client): Promise<Claim> {
  if (row.secondFactorOwed) throw unauthenticated("this session owes its second factor");
  const actor = await sessionActor(db, row.actorId, row, address);
  return { row, sessionHash, acting: { actor, tokenScopes: null }, unusable: () => null, namesAddress: false };
}

async function isGood(services: Needed, session: ShownSession, client: Client): Promise<boolean> {
  try {
    return viewerOf(await claimOfSession(services, session, client), client) !== null;
  } catch (error) {
    if (error instanceof Refusal && !isTemporary(error)) return false;
    throw error;
  }
}

/** As whom a session acts, and who acts in it. */
const holder = ({ row: { accountId, actorId } }: ShownSession): string => `${accountId} ${actorId}`;

/**
 * The sessions that a request's cookies name, and that may be used from where it comes. A browser sends every cookie of
 * that name, also such as another server of the same domain has set: what is no good is passed over beside what is.
 *
 * @returns all of one account; where none is good, the one whose refusal says most, if any runs
 * @throws Refusal UNAUTHENTICATED for good ones of different accounts, and for more than five
 */
export async function shownSessions(services: Needed, tokens: readonly string[], client: Client): Promise<ShownSession[]> {
  if (tokens.length > MOST) throw unauthenticated(`the request has more than ${MOST} session cookies`);
  const { db, config } = services;
  const named = await Promise.all(
    tokens.map(async (token) => {
      const sessionHash = hashToken(config.secret, token);
      const row = await viewerBySession(db, sessionHash);
      return row && { sessionHash, row };
    }),
  );
  const running = named.filter((session) => session !== null);
  if (running.length < 2) return running;
  const good: ShownSession[] = [];
  for (const session of running) if (await isGood(services, session, client)) good.push(session);
  if (new Set(good.map(holder)).size > 1) throw unauthenticated("the request has session cookies of different accounts");
  return good.length > 0 ? good : running.slice(0, 1);
}

/** The account of a running session, whose use is noted from time to time. */
export const claimBySession: ClaimBy<"session"> = async (services, { tokens }, request, client) => {
  const { db, config, viewerCache } = services;
  const [shown] = await shownSessions(services, tokens, client);
  if (shown === undefined) return null;
  const { row, sessionHash } = shown;
  if (row.accountEnabled && row.groupsEnabled) requireNoCsrf(request, config, "session");
  const claim = await claimOfSession(services, shown, client);
  if (row.useIsOld) await noteSessionUse(db, sessionHash, client.address);
  else if (row.actorId === null) viewerCache.keep(ofSession(sessionHash), row);
  return claim;
};

/** The account of a session; of several, the database has to say which counts. */
export const cachedBySession: CachedBy<"session"> = ({ config, viewerCache }, { tokens: [token, ...others] }, request) => {
  if (token === undefined || others.length > 0) return Promise.resolve(null);
  requireNoCsrf(request, config, "session");
  const sessionHash = hashToken(config.secret, token);
  const row = viewerCache.get(ofSession(sessionHash));
  return Promise.resolve(row && { row, sessionHash });
};
