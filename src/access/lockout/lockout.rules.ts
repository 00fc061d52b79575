import { createHmac } from "node:crypto";
import { networkOf } from "../../kernel/client-address.js";
import { foldCase } from "../../kernel/fold-case.js";

/** Seconds from the first failure until it and those after it are forgotten: a client with an old password locks nobody out for good. */
export const FORGOTTEN_AFTER = 86_400;
/** Days after which a network that a login is no longer used from counts as never seen. */
export const NETWORK_KEPT = 90;
/** Most networks remembered for one login. */
export const NETWORKS_PER_LOGIN = 1_000;

/** Seconds that a login is locked: first when a limit is reached, then longer with each failure after it. */
export const DELAYS: readonly number[] = [60, 120, 240, 480, 960, 1_920, 3_600];
/** Failures for a login from one network that lock it there. */
export const LIMIT_OF_NETWORK = 5;
/** Failures for a login from all networks it has never been used from that lock it in those. */
export const LIMIT_OF_UNKNOWN_NETWORKS = 100;

/** A name and where it is used from, as attempts are counted by them. */
export interface AttemptKeys {
  login: Buffer;
  network: Buffer;
}

/** In place of a network: all of them together that the login has never been used from. */
export const UNKNOWN_NETWORKS = Buffer.alloc(0);

/** @param name a login, or an API account's identifier: no two of these are equal */
export function attemptKeys(secret: string, name: string, address: string): AttemptKeys {
  const digest = (text: string): Buffer => createHmac("sha256", secret).update(text).digest();
  const login = foldCase(name);
  return { login: digest(`login\0${login}`), network: digest(`network\0${login}\0${networkOf(address)}`) };
}

/** What an attempt counts against. */
export interface Tally {
  network: Buffer;
  limit: number;
}

/** The tallies of an attempt: of its network, and of the unknown ones if its own is. */
export const talliesOf = ({ network }: AttemptKeys, known: boolean): Tally[] => [
  { network, limit: LIMIT_OF_NETWORK },
  ...(known ? [] : [{ network: UNKNOWN_NETWORKS, limit: LIMIT_OF_UNKNOWN_NETWORKS }]),
];
