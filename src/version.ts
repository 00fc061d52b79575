import { Refusal } from "./errors.js";

/** @throws Refusal VERSION_MISMATCH where a client's version is not the stored one; without one there is no check */
export function requireVersion(stored: { version: number }, version: number | null | undefined): void {
  if (version === null || version === undefined || version === stored.version) return;
  throw new Refusal("VERSION_MISMATCH", `version ${version} is out of date: the stored one is ${stored.version}`);
}
