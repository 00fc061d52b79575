import type { Config } from "../config.js";
import type { Client, Services } from "../context.js";
import { Refusal, unauthenticated } from "../errors.js";
import { claimOfApiAccount } from "../api-accounts/api-account.lookup.js";
import { checkPassword } from "../lockout/lockout.commands.js";
import { attemptKeys } from "../lockout/lockout.rules.js";
import { claimByAccessToken } from "../oauth/access-token.js";
import { noteSessionUse } from "../sessions/session.table.js";
import { claimByToken, sessionActor } from "../tokens/token.lookup.js";
import { ACCESS_TOKEN, tokenKind } from "../tokens/token.signing.js";
import { ofLogin, ofSession } from "./caller-memory.js";
import { type CredentialSource, credentialOf } from "./credentials.js";
import { type Claim, enter } from "./entry.js";
import { foldCase } from "./fold-case.js";
import { hashToken } from "./tokens.js";
import { ITSELF, type Viewer } from "./viewer.js";
import { type ViewerRow, viewerByLogin, viewerBySession } from "./viewer.table.js";

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

/** Whether the browser that sent the request was on a page of another site. */
export function fromAnotherSite({ origin, secFetchSite, host }: RequestOrigin, { publicUrl, corsOrigins }: Config): boolean {
  if (secFetchSite === "same-origin" || secFetchSite === "none") return false;
  if (origin !== undefined && corsOrigins.includes(origin)) return false;
  if (secFetchSite === "cross-site") return true;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || ![host, new URL(publicUrl).host].includes(new URL(origin).host);
}

async function bySession(services: Services, token: string, request: RequestOrigin, client: Client): Promise<Claim | null> {
  const { db, config, callers } = services;
  const sessionHash = hashToken(config.secret, token);
  const row = await viewerBySession(db, sessionHash);
  if (row === null) return null;
  if (row.accountEnabled && row.groupsEnabled && request.changes && fromAnotherSite(request, config)) {
    throw new Refusal("CROSS_SITE", "a page of another site may not change anything with your session");
  }
  if (row.secondFactorOwed) throw unauthenticated("this session owes its second factor");
  if (row.useIsOld) await noteSessionUse(db, sessionHash, client.address);
  else if (row.actorId === null) callers.keep(ofSession(sessionHash), row);
  return { row, sessionHash, acting: { actor: await sessionActor(db, row.actorId, row, client.address), tokenScopes: null }, unusable: () => null, namesAddress: false };
}

/** The contract has one answer for whatever is wrong with a name and its secret, a lock included. */
function asBadCredentials(error: unknown): never {
  if (error instanceof Refusal && error.code === "LOCKED_OUT") throw new Refusal("BAD_CREDENTIALS", error.reason, error.details);
  throw error;
}

/**
 * The account that a name and its password or secret prove, sent with each request. One that this process has seen to be
 * right, from where the name has been used before, costs one statement.
 *
 * @param isMeant whether an account of that name may be what is asked for
 * @returns null for a wrong one, after the same work for names that do not exist
 * @throws Refusal BAD_CREDENTIALS where the name is locked, RATE_LIMITED or BUSY
 */
export async function accountBySecret(
  services: Services,
  { name, secret }: { name: string; secret: string },
  client: Client,
  isMeant: (row: ViewerRow) => boolean = () => true,
): Promise<ViewerRow | null> {
  const { db, config, passwords, rateLimit, callers } = services;
  const login = foldCase(name);
  const keys = attemptKeys(config.secret, name, client.address);
  const found = await viewerByLogin(db, login, keys);
  const row = found !== null && isMeant(found) ? found : null;
  const stored = row?.passwordHash ?? null;
  const isFamiliar = row?.known === true && row.lockedFor === null && passwords.remembers(login, secret, stored);
  const check = (): Promise<boolean> =>
    checkPassword(services, { login, password: secret, stored }, client.address, () => rateLimit.count(client.address)).catch(asBadCredentials);
  if (isFamiliar && !row.isApiAccount) callers.keep(ofLogin(keys), row);
  return isFamiliar || (await check()) ? row : null;
}

async function byPassword(services: Services, username: string, password: string, client: Client): Promise<Claim> {
  const row = await accountBySecret(services, { name: username, secret: password }, client);
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
      return bySession(services, credential.token, request, client);
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

/**
 * Who asks, by whichever credential the request shows; null for none and for a session that is over.
 *
 * Everything is read anew for each request, so that a changed password, a disabled account or a moved group takes
 * effect at the next one.
 *
 * @throws Refusal BAD_REQUEST, BAD_CREDENTIALS, EXPIRED_CREDENTIALS, UNAUTHENTICATED, FORBIDDEN, ADDRESS_REFUSED or CROSS_SITE for a credential that is no good,
 * RATE_LIMITED or BUSY for one that could not be looked at
 */
export async function authenticate(services: Services, request: RequestOrigin, client: Client): Promise<Viewer | null> {
  const claim = await claimOf(services, request, client);
  return claim === null ? null : enter(claim, client);
}
