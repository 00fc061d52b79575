import type { IncomingMessage } from "node:http";
import { decoded, readBytes, requireMedia } from "../../rest-compat/reading.js";
import { badRequest } from "../kernel/errors.js";
import { checkTexts } from "../kernel/text.js";

const FORM = "application/x-www-form-urlencoded";
/** Largest form taken, in bytes. */
const FORM_LIMIT = 10_240;

/** A form's fields by name, each once. */
export type Form = ReadonlyMap<string, string>;

/**
 * Reads a small form.
 *
 * @throws Refusal UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, or BAD_REQUEST for what is no form, or holds a field twice or no text
 */
export async function readForm(request: IncomingMessage): Promise<Form> {
  requireMedia(request, FORM, "the form must come as");
  const text = decodedBytes(await readBytes(request, FORM_LIMIT));
  const form = new Map<string, string>();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const [name = "", ...value] = pair.split("=").map((part) => decoded(part.replaceAll("+", " "), "the form"));
    if (form.has(name)) throw badRequest("is sent more than once", name);
    form.set(name, value.join("="));
  }
  checkTexts(Object.fromEntries(form), "the form", FORM_LIMIT);
  return form;
}

function decodedBytes(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw badRequest("the form is not UTF-8");
    throw error;
  }
}
