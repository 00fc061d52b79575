import type { Client, Services } from "../context.js";
import { type Code, Refusal } from "../errors.js";
import { claimOfApiAccount } from "../api-accounts/api-account.lookup.js";
import { requireNoCsrf } from "./csrf.js";
import { requireRoom, rightReading } from "../lockout/lockout.commands.js";
import { attemptKeys } from "../lockout/lockout.rules.js";
import { claimByAccessToken } from "../oauth/access-token.js";
import { noteSessionUse } from "../sessions/session.table.js";
import { claimByToken } from "./credentials/portal-token.js";
import { ACCESS_TOKEN, tokenKind } from "../tokens/token.signing.js";
import { ofLogin, ofSession } from "./viewer-cache.js";
import { type CredentialSource, credentialOf } from "./credential.js";
import { type Claim, enter } from "./claim.js";
import { foldCase } from "../access/fold-case.js";
import type { Readings } from "./readings.js";
import { claimOfSession, shownSessions } from "./credentials/session.js";
import { ITSELF, type Viewer } from "../access/viewer.js";
import { type ViewerRow, viewerByLogin } from "../access/viewer.table.js";

/** A request as far as authentication looks at it. */
export interface RequestOrigin extends CredentialSource {
  origin: string | undefined;
  secFetchSite: string | undefined;
  referer: string | undefined;
  /** The request's own Host. */
  host: string | undefined;
  /** Whether it asks for a change. */
  changes: boolean;
}

const badBasic = (): Refusal => new Refusal("BAD_CREDENTIALS", "login or password is wrong, or the account can't be used");

async function bySession(services: Services, tokens: readonly string[], request: RequestOrigin, client: Client): Promise<Claim | null> {
  const { db, config, viewerCache } = services;
  const [shown] = await shownSessions(services, tokens, client);
  if (shown === undefined) return null;
  const { row, sessionHash } = shown;
  if (row.accountEnabled && row.groupsEnabled) requireNoCsrf(request, config, "session");
  const claim = await claimOfSession(services, shown, client);
  if (row.useIsOld) await noteSessionUse(db, sessionHash, client.address);
  else if (row.actorId === null) viewerCache.keep(ofSession(sessionHash), row);
  return claim;
}

/** The contract has one answer for whatever is wrong with a name and its secret, a lock included. */
function asBadCredentials(error: unknown): never {
  if (error instanceof Refusal && error.code === "LOCKED_OUT") throw new Refusal("BAD_CREDENTIALS", error.reason, error.details);
  throw error;
}

/**
 * The account that a name and its password or secret prove in one of their readings, sent with each request. One that this
 * process has seen to be right, from where the name has been used before, costs one statement for each reading.
 *
 * @param isMeant whether an account of that name may be what is asked for
 * @returns null for a wrong one, after the same work for names that do not exist
 * @throws Refusal BAD_CREDENTIALS where a name is locked, RATE_LIMITED or BUSY
 */
export async function accountBySecret(
  services: Services,
  readings: Readings,
  client: Client,
  isMeant: (row: ViewerRow) => boolean = () => true,
): Promise<ViewerRow | null> {
  const { db, config, passwords, viewerCache } = services;
  const given = readings.map(({ name, secret }) => ({ name, login: foldCase(name), password: secret }));
  requireRoom(services, given, client.openCall);
  const found = await Promise.all(
    given.map(async ({ name, login, password }) => {
      const keys = attemptKeys(config.secret, login, client.address);
      const named = await viewerByLogin(db, name, keys);
      const row = named !== null && isMeant(named) ? named : null;
      return { name, login, password, keys, row, stored: row?.passwordHash ?? null };
    }),
  );
  const familiar = found.find(({ login, password, row, stored }) => row?.known === true && row.lockedFor === null && passwords.remembers(login, password, stored));
  if (familiar !== undefined) {
    const { name, keys, row } = familiar;
    if (row !== null && !row.isApiAccount) viewerCache.keep(ofLogin(name, keys), row);
    return row;
  }
  return (await rightReading(services, found, client.address, client.openCall).catch(asBadCredentials))?.row ?? null;
}

async function byPassword(services: Services, username: string, password: string, client: Client): Promise<Claim> {
  const row = await accountBySecret(services, [{ name: username, secret: password }], client);
  if (row === null) throw badBasic();
  if (row.isApiAccount) return claimOfApiAccount(services.db, row);
  return { row, sessionHash: null, acting: ITSELF, unusable: badBasic, namesAddress: false };
}

async function claimOf(services: Services, request: RequestOrigin, client: Client): Promise<Claim | null> {
  const credential = credentialOf(request);
  switch (credential.kind) {
    case "none":
      return null;
    case "session":
      return bySession(services, credential.tokens, request, client);
    case "basic":
      return byPassword(services, credential.username, credential.password, client);
    case "malformed-basic":
      throw badBasic();
    case "bearer":
      return tokenKind(credential.token) === ACCESS_TOKEN ? claimByAccessToken(services, credential.token) : claimByToken(services, credential, client.address);
    case "jwt":
      return claimByToken(services, credential, client.address);
  }
}

/** Refusals that do not say that a credential is no good. */
const OTHER_REASONS: ReadonlySet<Code> = new Set<Code>(["CROSS_SITE", "RATE_LIMITED", "BUSY", "UNAVAILABLE"]);

/**
 * Finds out who asks, and counts a credential that is no good as a call of what is open: trying them out is open to all.
 *
 * @throws Refusal RATE_LIMITED, or whatever `find` throws
 */
export async function countingFailures(find: () => Promise<Viewer | null>, request: RequestOrigin, { openCall }: Client): Promise<Viewer | null> {
  try {
    const viewer = await find();
    if (viewer === null && credentialOf(request).kind !== "none") await openCall.count();
    return viewer;
  } catch (error) {
    if (error instanceof Refusal && !OTHER_REASONS.has(error.code)) await openCall.count();
    throw error;
  }
}

/**
 * Who asks, by whichever credential the request shows; null for none and for a session that is over.
 *
 * Everything is read anew for each request, so that a changed password, a disabled account or a moved group takes
 * effect at the next one.
 *
 * @throws Refusal BAD_REQUEST, BAD_CREDENTIALS, EXPIRED_CREDENTIALS, UNAUTHENTICATED, FORBIDDEN, ADDRESS_REFUSED or CROSS_SITE for a credential that is no good,
 * RATE_LIMITED or BUSY for one that could not be looked at
 */
export function authenticate(services: Services, request: RequestOrigin, client: Client): Promise<Viewer | null> {
  const find = async (): Promise<Viewer | null> => {
    const claim = await claimOf(services, request, client);
    return claim === null ? null : enter(claim, client);
  };
  return countingFailures(find, request, client);
}
