import { requireWriteRight } from "../../access/rights.js";
import { write } from "../../access/transaction.js";
import { findAnyAccount, requireAccountsInScope, requireNotAbove } from "../accounts/account.lookup.js";
import type { Services, ViewerContext } from "../../graph/context.js";
import { Refusal } from "../../kernel/errors.js";
import { groupsById } from "../groups/group.table.js";
import type { OpenCall } from "../../authentication/open-call.js";
import { type AttemptKeys, attemptKeys, talliesOf } from "../../access/lockout/lockout.rules.js";
import {
  type Counted,
  countFailures,
  forgetAllFailures,
  forgetFailures,
  rememberNetwork,
  lockoutStateOf,
  uncountFailures,
} from "../../access/lockout/lockout.table.js";

const lockedOut = (retryAfter: number): Refusal =>
  new Refusal("LOCKED_OUT", `too many failures: try again in ${retryAfter} seconds`, { retryAfter });

/** A password somebody gives for a login. */
export interface GivenPassword {
  /** In canonical form: however a name is written, its attempts are counted under one. */
  login: string;
  password: string;
  /** The stored hash, or null where there is none: then the same work is done and the answer is no. */
  stored: string | null;
}

/** What is counted as failed for a name, until it has turned out. */
interface Counting {
  keys: AttemptKeys;
  counted: Counted[];
  /** How many of its passwords have not been tried. */
  untried: number;
}

/** Counts passwords that are about to be tried for a name. @param times 0 where there is nothing to guess @throws Refusal LOCKED_OUT */
async function begin({ config, db }: Services, login: string, address: string, times: number): Promise<Counting> {
  const keys = attemptKeys(config.secret, login, address);
  const state = await lockoutStateOf(db, keys);
  if (state.lockedFor !== null) throw lockedOut(state.lockedFor);
  const tallies = times === 0 ? [] : talliesOf(keys, state.known);
  const counted = times === 0 ? [] : await countFailures(db, keys.login, tallies, times);
  // Another attempt has brought the lock since the state was read.
  if (counted.length < tallies.length) throw lockedOut((await lockoutStateOf(db, keys)).lockedFor ?? 1);
  return { keys, counted, untried: times };
}

async function takeBack({ db }: Services, { keys, counted }: Counting, times: number): Promise<void> {
  if (times > 0) for (const tally of counted) await uncountFailures(db, keys.login, tally, times);
}

/**
 * Lets somebody try a secret for a name, in each of its decodings, unless too many tries before were wrong. Every check of
 * something that can be guessed goes through here: passwords and secrets, of whichever kind of account, known or not.
 *
 * All decodings count as failed before the first is tried, and until one has turned out to be right.
 *
 * @param check does the work, the same for names that do not exist
 * @param isSure whether the secret is known to be right, so that there is nothing to guess
 * @returns the place of the decoding that is right, or -1
 * @throws Refusal LOCKED_OUT, whatever the secret, with the seconds to wait, where a name is locked: then none is tried
 */
async function attempt(
  services: Services,
  decodings: readonly GivenPassword[],
  address: string,
  check: (decoding: GivenPassword) => Promise<boolean>,
  isSure: boolean,
): Promise<number> {
  const timesOf = (login: string): number => (isSure ? 0 : decodings.filter((decoding) => decoding.login === login).length);
  const names = new Map<string, Counting>();
  let place = -1;
  try {
    for (const login of new Set(decodings.map((decoding) => decoding.login)))
      names.set(login, await begin(services, login, address, timesOf(login)));
    for (const [index, decoding] of decodings.entries()) {
      const isRight = isSure || (await check(decoding));
      names.get(decoding.login)!.untried -= 1;
      if (isRight) place = index;
      if (isRight) break;
    }
  } catch (error) {
    for (const name of names.values()) await takeBack(services, name, name.untried);
    throw error;
  }
  if (place === -1) return place;
  for (const [login, name] of names) await takeBack(services, name, timesOf(login));
  const { keys } = names.get(decodings[place]!.login)!;
  await forgetFailures(services.db, keys);
  await rememberNetwork(services.db, keys);
  return place;
}

/**
 * Which decoding of a password is right, as one attempt for each of them; null for none.
 *
 * Requests that come at once with the same password share the attempt: a client that begins with many of them is no
 * guesser. Where a decoding is known to be right the others are not tried.
 *
 * @param openCall where the password alone says who asks: counted before a hash is computed, and given back for a right one
 * @throws Refusal LOCKED_OUT, BUSY or RATE_LIMITED; what is not tried for these is not counted
 */
export async function rightDecoding<Decoding extends GivenPassword>(
  services: Services,
  decodings: readonly Decoding[],
  address: string,
  openCall: OpenCall | null,
): Promise<Decoding | null> {
  const { passwords } = services;
  const check = async ({ login, password, stored }: GivenPassword): Promise<boolean> => {
    await openCall?.count();
    return passwords.matches(login, password, stored);
  };
  const known = decodings.find(({ login, password, stored }) => passwords.remembers(login, password, stored));
  const tried = known === undefined ? decodings : [known];
  const question = tried.flatMap(({ login, password, stored }) => [login, password, stored ?? ""]);
  const place = await passwords.shared([...question, address], () => attempt(services, tried, address, check, known !== undefined));
  if (place === -1) return null;
  await openCall?.giveBack();
  return tried[place]!;
}

/** Whether a password is right, as one attempt. @throws Refusal as `rightDecoding` does */
export const checkPassword = async (
  services: Services,
  given: GivenPassword,
  address: string,
  openCall: OpenCall | null,
): Promise<boolean> => (await rightDecoding(services, [given], address, openCall)) !== null;

/**
 * Refuses a password that can't be a familiar one before anything is looked up for it, where the address has used up its
 * calls: guesses beyond the limit cost nothing.
 *
 * @throws Refusal RATE_LIMITED
 */
export function requireRoom(
  { passwords }: Services,
  decodings: readonly Pick<GivenPassword, "login" | "password">[],
  openCall: OpenCall,
): void {
  if (!decodings.some(({ login, password }) => passwords.hasSeen(login, password))) openCall.requireRoom();
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
