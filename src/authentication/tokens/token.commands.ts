import { requirePerson } from "../../access/rights.js";
import { findAccount, requireActingFor } from "../../features/accounts/account.lookup.js";
import { accountsById } from "../../features/accounts/account.table.js";
import { actorOf } from "../acting.js";
import { placeRefusal } from "../../access/address-limit.js";
import { sessionTokens, shownToken } from "../credential.js";
import { holderOf } from "../credentials/portal-token.js";
import { shownSessions } from "../credentials/session.js";
import { failsCsrfCheck } from "../csrf.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { Refusal, forbidden, notFound, unauthenticated } from "../../kernel/errors.js";
import { beginSession } from "../sessions/session.commands.js";
import type { AccountSort } from "../../kernel/enums.js";
import { checkScopes, claimsOf, worthlessToken } from "../../encryption/token.rules.js";
import type { SignedToken } from "../../encryption/token.signing.js";

/**
 * A token for the caller's own account, or for one it may act as; then it says who acts, and so do the tokens and sessions
 * that come of it.
 *
 * @param sort null for an account of either sort
 */
export async function issueToken(
  context: ViewerContext,
  sort: AccountSort | null,
  ref: string,
  scopes?: readonly string[] | null,
): Promise<SignedToken> {
  const { db, log, tokens, viewer } = context;
  const scope = checkScopes(scopes);
  const account = await findAccount(context, sort, ref);
  if (account.id !== viewer.accountId) {
    requirePerson(viewer);
    await requireActingFor(db, viewer, account);
    if (!account.enabled) throw forbidden("disabled", `account ${account.id} is disabled`);
  }
  const actorId = viewer.actor?.accountId ?? (account.id === viewer.accountId ? null : viewer.accountId);
  const actor = actorId === null ? null : (await accountsById(db, [actorId]))[0];
  if (actor === undefined) throw worthlessToken();
  const signed = tokens.sign(claimsOf(account, actor, scope));
  if (actor !== null) {
    log.info(
      { actor: { id: actor.id, login: actor.login }, as: { id: account.id, login: account.login }, scope },
      "a token to act as another account was given",
    );
  }
  return signed;
}

/** A token by which the caller shows itself to other services of the portal. */
export async function ownToken(context: ViewerContext): Promise<SignedToken> {
  return issueToken(context, null, "self");
}

/**
 * Begins a session for the account of the token the request came with. In a running session of the same identity it
 * switches to that account.
 *
 * A link from elsewhere begins none: whoever made it would decide as whom a person works on, unnoticed. A browser is sent
 * to a page that asks.
 *
 * @returns the account's id
 */
export async function loginByToken(context: Context): Promise<number> {
  const { client, config, db, log } = context;
  const request = client.request();
  const token = shownToken(request);
  if (token === null) throw worthlessToken();
  const { claims, row } = await holderOf(context, token);
  if (claims.scope.length > 0) throw forbidden("token-scope", "a token that is limited to scopes begins no session");
  if (failsCsrfCheck(request, config, "new session")) {
    throw new Refusal("CROSS_SITE", "a link from elsewhere may not log you in unasked", {
      page: `${config.publicUrl}/?jwt=${encodeURIComponent(token)}`,
    });
  }
  if (row === null) throw notFound("could not resolve target tenant: not found");
  if (!row.accountEnabled) throw new Refusal("ACCOUNT_DISABLED", "this account is disabled");
  if (row.tokenEpoch !== claims.epoch) throw worthlessToken();
  const actor = await actorOf(db, claims, row, client.address);
  const place = placeRefusal(row, client.address);
  if (place !== null) throw forbidden("sign-in", place.reason);
  const running = await shownSessions(context, sessionTokens(request.cookie), client);
  const [session] = running;
  const isRunning = session !== undefined && session.row.accountEnabled && session.row.groupsEnabled;
  if (isRunning && session.row.identityId !== row.identityId)
    throw unauthenticated("cannot switch session to user with different identity");
  const former =
    session === undefined ? null : { accountId: session.row.accountId, tokenHashes: running.map(({ sessionHash }) => sessionHash) };
  const accountId = await beginSession(context, row, former, actor);
  if (actor !== null)
    log.info(
      { actor: { id: actor.accountId, login: actor.login }, as: { id: row.accountId, login: row.login } },
      "a session to act as another account began",
    );
  return accountId;
}
