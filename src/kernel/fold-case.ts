import { CASE_FOLDING, IGNORABLE, UNASSIGNED } from "./generated/unicode.js";

/**
 * What a stored form was computed by: the version of Unicode's tables, and that of the steps below. Another one here has all
 * stored forms computed anew at the next start.
 *
 * No version of Node that this project runs on knows less of Unicode, and of what it knows later ones change no normal form.
 */
export const FOLD_VERSION = "unicode 15.1.0, 1";

/** Of these a fold is their small letters, and there is nothing else to do. */
const ASCII = /^[ -~]*$/;

/** What the table does not know is a wall: a newer Node would bring it into an order, or compose it, that an older one does not. */
function normalized(text: string): string {
  if (!UNASSIGNED.test(text)) return text.normalize("NFKC");
  let done = "";
  let run = "";
  for (const char of text) {
    if (!UNASSIGNED.test(char)) run += char;
    else {
      done += run.normalize("NFKC") + char;
      run = "";
    }
  }
  return done + run.normalize("NFKC");
}

const CONTROL = /\p{Cc}/u;

function folded(text: string): string {
  let done = "";
  for (const char of text) if (!IGNORABLE.test(char) && !CONTROL.test(char)) done += CASE_FOLDING.get(char) ?? char;
  return done;
}

/**
 * The canonical form of a text, by which it is compared: NFKC, full case folding, and without what shows nothing (code points
 * that are ignored by default, and control characters). Two texts that look the same, but for their case, have the same one.
 *
 * Computed here and never by the database, which knows another version of Unicode and follows its locale.
 */
export function foldCase(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : foldAny(text);
}

/** As foldCase, by the table for whatever text: slower for ASCII, and the same. */
export const foldAny = (text: string): string => normalized(folded(normalized(text)));

/**
 * The form by which a text is searched: its canonical form, in which an i has no dot of its own, which folding leaves of "İ".
 * `search_key` in the database makes the same of a stored form.
 */
export const searchKey = (text: string): string => foldCase(text).replaceAll("i\u0307", "i");

/** Stands in no canonical form, and before every character that does. */
const MARK = "\u0001";

/**
 * The stored form of a text that clashes: another one, from before they were compared so, holds its canonical form. It is
 * found by exactly this text.
 *
 * @param key its canonical form, where that is another one than foldCase makes
 */
export const clashKey = (text: string, key = foldCase(text)): string => `${key}${MARK}${text}`;

/** The stored forms under which a text is looked for. Where there are rows under both, the greater one is meant, which is of the exact text. */
export const lookupKeys = (text: string, key = foldCase(text)): [string, string] => [key, clashKey(text, key)];

/** The exclusive upper bound, in collation "C", of all texts that begin with this prefix. */
export const prefixEnd = (prefix: string): string => `${prefix}\u{10FFFF}`;
