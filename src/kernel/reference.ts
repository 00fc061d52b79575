/** How a client names an object: by integer, by uuid, or as its own. */
export type Reference = { id: number } | { uuid: string } | "self" | "nothing";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What a text from a path or an `id` argument refers to; `nothing` where it is none of the forms, or too large. */
export function parseReference(text: string): Reference {
  if (text === "self") return "self";
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return { id: Number(text) };
  return UUID.test(text) ? { uuid: text.toLowerCase() } : "nothing";
}
