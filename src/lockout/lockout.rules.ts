import { createHmac } from "node:crypto";
import { networkOf } from "../access/client-address.js";
import { foldCase } from "../access/fold-case.js";

/** Seconds from the last failure until all of them are forgotten. */
export const FORGOTTEN_AFTER = 86_400;
/** Days after which a network that a login is no longer used from counts as never seen. */
export const NETWORK_KEPT = 90;
/** Most networks remembered for one login. */
export const NETWORKS_PER_LOGIN = 1_000;

/** How many failures lock, and for how long: the first delay at the limit, the next with each failure after it. */
export interface Lock {
  limit: number;
  /** Seconds. */
  delays: readonly number[];
}

const DELAYS = [60, 120, 240, 480, 960, 1_920, 3_600];

/** Failures for a login from one network. */
export const FROM_ONE_NETWORK: Lock = { limit: 5, delays: DELAYS };
/** Failures for a login from all networks that it has never been used from. */
export const FROM_UNKNOWN_NETWORKS: Lock = { limit: 100, delays: DELAYS };

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
