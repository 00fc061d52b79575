import { badRequest } from "./errors.js";

/** Longest text a client may send in one value, in UTF-16 code units. */
export const TEXT_LENGTH = 1000;

/** Longer ones that are taken under these names: a certificate request with a large key. */
const LONGER: Readonly<Record<string, number>> = { csr: 16_384 };

/** How deep a value may be nested. The deepest documented one has three levels. */
const DEPTH = 32;

function checkText(text: string, field: string, longest: number): void {
  if (text.includes("\0")) throw badRequest("must not hold a NUL character", field);
  if (!text.isWellFormed()) throw badRequest("holds half of a surrogate pair, which is no character", field);
  if (text.length > longest) throw badRequest(`must not have more than ${longest} characters`, field);
}

/**
 * Checks every text within a value a client sent, before anything else looks at it.
 *
 * @param field where the value stands, for the answer
 * @param longest in UTF-16 code units
 * @throws Refusal BAD_REQUEST for what PostgreSQL can't store, or would store as something else, or that is too long
 */
export function checkTexts(value: unknown, field: string, longest = TEXT_LENGTH, depth = 0): void {
  if (depth > DEPTH) throw badRequest(`must not be nested more than ${DEPTH} levels deep`, field);
  if (typeof value === "string") checkText(value, field, longest);
  else if (Array.isArray(value)) for (const item of value) checkTexts(item, field, longest, depth + 1);
  else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      checkText(name, field, longest);
      checkTexts(item, name, LONGER[name] ?? longest, depth + 1);
    }
  }
}
