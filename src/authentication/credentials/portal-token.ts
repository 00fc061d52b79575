import type { Knex } from "knex";
import { ofAccount } from "../viewer-cache.js";
import { type Claim, addressRefusal } from "../claim.js";
import { parseReference } from "../../access/reference.js";
import { type Actor, toViewer } from "../../access/viewer.js";
import { type Revalidatable, type ViewerRow, viewerByAccount, viewerByUuid } from "../../access/viewer.table.js";
import { requireActingFor } from "../../accounts/account.lookup.js";
import type { Services } from "../../context.js";
import { Refusal, forbidden, isTemporary } from "../../errors.js";
import { type Claims, isClaims, worthlessToken } from "../../tokens/token.rules.js";
import { PORTAL_TOKEN } from "../../tokens/token.signing.js";

/** What a good token says, and the account it is for as it is now; null where that has been removed. */
export interface Held {
  claims: Claims;
  row: Revalidatable<ViewerRow> | null;
}

/** @throws Refusal UNAUTHENTICATED for a token that is no good */
export async function holderOf({ db, tokens }: Services, token: string): Promise<Held> {
  const claims = await tokens.verify(token, PORTAL_TOKEN);
  if (!isClaims(claims)) throw worthlessToken();
  return { claims, row: await byUuid(db, claims.sub) };
}

async function byUuid(db: Knex, text: string): Promise<Revalidatable<ViewerRow> | null> {
  const reference = parseReference(text);
  return typeof reference === "object" && "uuid" in reference ? viewerByUuid(db, reference.uuid) : null;
}

/**
 * Who acts as the account of a token, null where it is the account itself.
 *
 * @param address from where
 * @throws Refusal UNAUTHENTICATED where the actor may no longer do so, FORBIDDEN where not from there
 */
export async function actorOf(db: Knex, { act }: Claims, row: ViewerRow, address: string): Promise<Actor | null> {
  if (act === undefined) return null;
  const actor = await byUuid(db, act.sub);
  if (actor === null || actor.tokenEpoch !== act.epoch) throw worthlessToken();
  await requireStillActing(db, actor, row, address);
  return { accountId: actor.accountId, login: actor.login };
}

/** Who acts in a session that was begun by such a token, judged anew. @throws Refusal as `actorOf` does */
export async function sessionActor(db: Knex, actorId: number | null, row: ViewerRow, address: string): Promise<Actor | null> {
  if (actorId === null) return null;
  const actor = await viewerByAccount(db, actorId);
  if (actor === null) throw worthlessToken();
  await requireStillActing(db, actor, row, address);
  return { accountId: actor.accountId, login: actor.login };
}

/** What an actor might do when it was given the token may have been taken from it since. Its own list of addresses counts besides the account's. */
async function requireStillActing(db: Knex, actor: ViewerRow, row: ViewerRow, address: string): Promise<void> {
  const refusal = addressRefusal(actor, address);
  if (refusal !== null) throw forbidden(refusal.reason);
  if (!actor.accountEnabled || !actor.groupsEnabled) throw worthlessToken();
  await requireActingFor(db, toViewer(actor, null), row).catch((error: unknown) => {
    throw error instanceof Refusal && !isTemporary(error) ? worthlessToken() : error;
  });
}

/**
 * The account a token claims to be.
 *
 * @param kind of credential; an address that is not allowed is answered differently to each
 * @throws Refusal as `actorOf` does
 */
export async function claimByToken(services: Services, { kind, token }: { kind: "bearer" | "jwt"; token: string }, address: string): Promise<Claim> {
  const { claims, row } = await holderOf(services, token);
  if (row === null || row.tokenEpoch !== claims.epoch) throw worthlessToken();
  const acting = { actor: await actorOf(services.db, claims, row, address), tokenScopes: claims.scope.length === 0 ? null : claims.scope };
  services.viewerCache.keep(ofAccount(row.accountUuid), row);
  return { row, sessionHash: null, acting, unusable: worthlessToken, namesAddress: kind === "bearer" };
}
