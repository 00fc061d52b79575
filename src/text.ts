import { badRequest } from "./errors.js";

/** Longest text a client may send in one value, in UTF-16 code units. */
export const TEXT_LENGTH = 1000;

function checkText(text: string, field: string): void {
  if (text.includes("\0")) throw badRequest("must not hold a NUL character", field);
  if (!text.isWellFormed()) throw badRequest("holds half of a surrogate pair, which is no character", field);
  if (text.length > TEXT_LENGTH) throw badRequest(`must not have more than ${TEXT_LENGTH} characters`, field);
}

/**
 * Checks every text within a value a client sent, before anything else looks at it.
 *
 * @param field where the value stands, for the answer
 * @throws Refusal BAD_REQUEST for what PostgreSQL can't store, or would store as something else, or that is too long
 */
export function checkTexts(value: unknown, field: string): void {
  if (typeof value === "string") checkText(value, field);
  else if (Array.isArray(value)) for (const item of value) checkTexts(item, field);
  else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      checkText(name, field);
      checkTexts(item, name);
    }
  }
}
