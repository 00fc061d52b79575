import type { Knex } from "knex";
import { parseReference } from "../kernel/reference.js";
import { type Actor, toViewer } from "../access/viewer.js";
import { type Revalidatable, type ViewerRow, viewerByAccount, viewerByUuid } from "../access/viewer.table.js";
import { requireActingFor } from "../features/accounts/account.lookup.js";
import { Refusal, forbidden, isTemporary } from "../kernel/errors.js";
import { type Claims, worthlessToken } from "../encryption/token.rules.js";
import { addressRefusal } from "../access/address-limit.js";

/** The account that a token names, as it is now. */
export async function accountOfToken(db: Knex, text: string): Promise<Revalidatable<ViewerRow> | null> {
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
  const actor = await accountOfToken(db, act.sub);
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
  if (refusal !== null) throw forbidden("sign-in", refusal.reason);
  if (!actor.accountEnabled || !actor.groupsEnabled) throw worthlessToken();
  await requireActingFor(db, toViewer(actor, null), row).catch((error: unknown) => {
    throw error instanceof Refusal && !isTemporary(error) ? worthlessToken() : error;
  });
}
