import { isDeepStrictEqual } from "node:util";
import { Refusal } from "./errors.js";

/**
 * Optimistic concurrency: a change that names the version it was made from is refused where another change came first.
 *
 * @param version the one the client holds; without one there is no check
 * @throws Refusal VERSION_MISMATCH where it is not the stored one
 */
export function requireVersion(stored: { version: number }, version: number | null | undefined): void {
  if (version === null || version === undefined || version === stored.version) return;
  throw new Refusal("VERSION_MISMATCH", `version ${version} is out of date: the stored one is ${stored.version}`);
}

/**
 * Of what a client sends, in stored form, what differs from what is stored: a version grows by that and by nothing else, so
 * that a repeated change is idempotent.
 */
export const differing = <T extends object>(changes: T, stored: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([field, value]) => !isDeepStrictEqual(value, stored[field as keyof T]))) as Partial<T>;

/** Whether any of these changes would change something. */
export const changesAny = (...changes: readonly object[]): boolean => changes.some((change) => Object.keys(change).length > 0);
