import type { Config } from "../config.js";
import type { Client, Services } from "../context.js";
import { Refusal, forbidden, unauthenticated } from "../errors.js";
import { noteUse } from "../api-accounts/api-account.table.js";
import { viewerByAccessToken } from "../oauth/access-token.js";
import { placeRefusal } from "../sessions/session.commands.js";
import { type CredentialSource, credentialOf } from "./credentials.js";
import { foldCase } from "./fold-case.js";
import { hashToken } from "./tokens.js";
import { type Viewer, toViewer } from "./viewer.js";
import { type ViewerRow, viewerBySession, viewersByBasic } from "./viewer.table.js";

/** A request as far as authentication looks at it. */
export interface RequestOrigin extends CredentialSource {
  origin: string | undefined;
  secFetchSite: string | undefined;
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

function requirePlace(row: ViewerRow, client: Client): void {
  const refusal = placeRefusal(row, client.address);
  if (refusal !== null) throw forbidden(refusal.reason);
}

async function bySession({ db, config }: Services, token: string, request: RequestOrigin, client: Client): Promise<Viewer | null> {
  const hash = hashToken(config.secret, token);
  const row = await viewerBySession(db, hash);
  if (row === null || !row.accountEnabled || !row.groupsEnabled) return null;
  if (request.changes && fromAnotherSite(request, config)) {
    throw new Refusal("CROSS_SITE", "a page of another site may not change anything with your session");
  }
  requirePlace(row, client);
  return toViewer(row, hash);
}

/** An API account whose credential is right comes in. @throws Refusal EXPIRED_CREDENTIALS, or FORBIDDEN for the place */
export async function useApiAccount({ db }: Services, row: ViewerRow, client: Client): Promise<Viewer> {
  if (!row.accountEnabled) throw new Refusal("EXPIRED_CREDENTIALS", "the account has expired");
  requirePlace(row, client);
  if (row.useDue) await noteUse(db, row.accountId);
  return toViewer(row, null);
}

async function byPassword(services: Services, username: string, password: string, client: Client): Promise<Viewer> {
  const { db, passwords } = services;
  const key = foldCase(username);
  const [row] = await viewersByBasic(db, key);
  if (!(await passwords.matches(key, password, row?.passwordHash ?? null)) || row === undefined) throw badBasic();
  if (row.isApiAccount) return useApiAccount(services, row, client);
  if (!row.accountEnabled || !row.groupsEnabled) throw badBasic();
  requirePlace(row, client);
  return toViewer(row, null);
}

async function byBearer(services: Services, token: string, client: Client): Promise<Viewer> {
  const row = await viewerByAccessToken(services, token);
  if (row === null) throw unauthenticated("the token is unknown or expired");
  const refusal = placeRefusal(row, client.address);
  if (refusal !== null) throw refusal;
  return row.isApiAccount ? useApiAccount(services, row, client) : toViewer(row, null);
}

/**
 * Who asks, by whichever credential the request shows; null for none and for a session that is over.
 *
 * Everything is read anew for each request, so that a changed password, a disabled account or a moved group takes
 * effect at the next one.
 *
 * @throws Refusal BAD_REQUEST, BAD_CREDENTIALS, UNAUTHENTICATED, FORBIDDEN or CROSS_SITE for an explicit credential that is no good
 */
export async function authenticate(services: Services, request: RequestOrigin, client: Client): Promise<Viewer | null> {
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
      return byBearer(services, credential.token, client);
    case "jwt":
      throw unauthenticated("the token is unknown or expired");
  }
}
