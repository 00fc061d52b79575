import type { OpenCall } from "../access/open-call.js";
import { requireWriteRight } from "../access/rights.js";
import { write } from "../access/transaction.js";
import { findAnyAccount, requireAccountsInScope, requireNotAbove } from "../accounts/account.lookup.js";
import type { Services, ViewerContext } from "../context.js";
import { Refusal } from "../errors.js";
import { groupsById } from "../groups/group.table.js";
import { type AttemptKeys, attemptKeys, talliesOf } from "./lockout.rules.js";
import { type Counted, type Standing, countFailure, forgetAllFailures, forgetFailures, rememberNetwork, standingOf, uncountFailure } from "./lockout.table.js";

const lockedOut = (retryAfter: number): Refusal =>
  new Refusal("LOCKED_OUT", `too many failures: try again in ${retryAfter} seconds`, { retryAfter });

/** Counts the attempt as failed. @throws Refusal LOCKED_OUT */
async function count({ db }: Services, keys: AttemptKeys, { known }: Standing): Promise<Counted[]> {
  const tallies = talliesOf(keys, known);
  const counted = await countFailure(db, keys.login, tallies);
  // Another attempt has brought the lock since the standing was read.
  if (counted.length < tallies.length) throw lockedOut((await standingOf(db, keys)).lockedFor ?? 1);
  return counted;
}

/**
 * Lets somebody try a secret for a name, unless too many tries before were wrong. Every check of something that can be
 * guessed goes through here: passwords and secrets, of whichever kind of account, known or not.
 *
 * An attempt counts as failed until it has succeeded.
 *
 * @param name the login or identifier, existing or not
 * @param check does the work, the same for names that do not exist
 * @param remembered whether the secret is known to be right, so that there is nothing to guess
 * @returns whether it was right
 * @throws Refusal LOCKED_OUT, whatever the secret, with the seconds to wait
 */
export async function attempt(
  services: Services,
  name: string,
  address: string,
  check: () => Promise<boolean>,
  remembered: () => boolean = () => false,
): Promise<boolean> {
  const { config, db } = services;
  const keys = attemptKeys(config.secret, name, address);
  const standing = await standingOf(db, keys);
  if (standing.lockedFor !== null) throw lockedOut(standing.lockedFor);
  const sure = remembered();
  const counted = sure ? [] : await count(services, keys, standing);
  const takeBack = async (): Promise<void> => {
    for (const tally of counted) await uncountFailure(db, keys.login, tally);
  };
  let right: boolean;
  try {
    right = sure || (await check());
  } catch (error) {
    await takeBack();
    throw error;
  }
  if (!right) return false;
  await takeBack();
  await forgetFailures(db, keys);
  await rememberNetwork(db, keys);
  return true;
}

/** A password somebody gives for a login. */
export interface GivenPassword {
  login: string;
  password: string;
  /** The stored hash, or null where there is none: then the same work is done and the answer is no. */
  stored: string | null;
}

/**
 * Whether a password is right, as one attempt.
 *
 * Requests that come at once with the same password share the attempt: a client that begins with many of them is no
 * guesser.
 *
 * @param openCall where the password alone says who asks: counted before a hash is computed, and given back for a right one
 * @throws Refusal LOCKED_OUT, BUSY or RATE_LIMITED; the last leaves the attempt uncounted
 */
export async function checkPassword(services: Services, { login, password, stored }: GivenPassword, address: string, openCall: OpenCall | null): Promise<boolean> {
  const { passwords } = services;
  const check = async (): Promise<boolean> => {
    await openCall?.count();
    return passwords.matches(login, password, stored);
  };
  const isRight = await passwords.shared([login, password, stored ?? "", address], () =>
    attempt(services, login, address, check, () => passwords.remembers(login, password, stored)),
  );
  if (isRight) await openCall?.giveBack();
  return isRight;
}

/**
 * Refuses a password that can't be a familiar one before anything is looked up for it, where the address has used up its
 * calls: guesses beyond the limit cost nothing.
 *
 * @throws Refusal RATE_LIMITED
 */
export function requireRoom({ passwords }: Services, { login, password }: Pick<GivenPassword, "login" | "password">, openCall: OpenCall): void {
  if (!passwords.hasSeen(login, password)) openCall.requireRoom();
}

/**
 * Forgets the failures for an account's login, so that it may be tried again from everywhere at once.
 *
 * @returns whether there were any
 * @throws Refusal NOT_FOUND or FORBIDDEN
 */
export const unlockLogin = (context: ViewerContext, accountId: string): Promise<boolean> =>
  write(context, "shared", async (trx, viewer) => {
    const account = await findAnyAccount(trx, viewer, accountId);
    requireWriteRight(viewer, (await groupsById(trx, [account.groupId]))[0]!);
    // The login belongs to the identity: unlocking it lets guesses go on for all of its accounts.
    requireNotAbove(viewer, await requireAccountsInScope(trx, viewer, account.identityId));
    return forgetAllFailures(trx, attemptKeys(context.config.secret, account.login, "").login);
  });
