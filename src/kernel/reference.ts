import { badRequest } from "./errors.js";

/** How a client names an object: by integer, by uuid, or as its own. */
export type Reference = { id: number } | { uuid: string } | "self" | "nothing";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What a text from a path or an `id` argument refers to; `nothing` where it is none of the forms, or too large. */
export function parseReference(text: string): Reference {
  if (text === "self") return "self";
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return { id: Number(text) };
  return UUID.test(text) ? { uuid: text.toLowerCase() } : "nothing";
}

/** An id given in a body: an integer, since `self` and uuids are for paths. @throws Refusal BAD_REQUEST */
export function bodyId(text: string | null, field: string): number | null {
  if (text === null) return null;
  const reference = parseReference(text);
  if (typeof reference === "object" && "id" in reference) return reference.id;
  throw badRequest("must be an integer id", field);
}
