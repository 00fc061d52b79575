import { badRequest } from "./errors.js";

/** Longest text a client may send in one value, in UTF-16 code units. */
export const TEXT_LENGTH = 1000;

/** Longer ones that are taken under these names: a certificate request with a large key. */
const LONGER: Readonly<Record<string, number>> = { csr: 16_384 };

/** How deep a value may be nested. The deepest documented one has three levels. */
const DEPTH = 32;

/** Whether PostgreSQL can keep it as a text. */
export const isText = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

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

/** What ends a line or controls a terminal: control characters, and the separators of lines and paragraphs. */
const NOT_IN_LINE = /[\p{Cc}\u2028\u2029]/u;

/** Text of which nothing is seen: blanks, format characters, fillers, and the empty Braille pattern. */
const INVISIBLE = /^[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * What shows nothing and yet belongs where it stands, in the order in which it is looked for: joiners within a picture, the
 * tags of a flag, joiners behind a letter of a script whose letters join, variation selectors, and marks of direction, which
 * turn nothing around.
 */
const USEFUL: readonly RegExp[] = [
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})/gu,
  /\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}/gu,
  /(?<=(?![\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Armenian}\p{scx=Georgian}\p{scx=Hebrew}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{scx=Common}\p{scx=Inherited}])[\p{L}\p{M}])[\u200C\u200D]/gu,
  /(?<=\S)\p{Variation_Selector}/gu,
  /[\u061C\u200E\u200F]/g,
];

/** What shows nothing, turns the order of what is around it, or is no character. */
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]/u;

/** Whether a text is one line without control characters. */
export const isLine = (text: string): boolean => !NOT_IN_LINE.test(text);

/** A character by its number, for where it can't be seen: U+200B. */
export const codePointName = (char: string): string => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

/** The first character of a line that shows nothing and doesn't belong there, or null. */
function hiddenIn(line: string): string | null {
  const [char] = HIDDEN.exec(USEFUL.reduce((rest, useful) => rest.replace(useful, ""), line)) ?? [];
  return char ?? null;
}

/** What a line may be, where it is not as most are. */
export interface LineRule {
  /** Most UTF-16 code units. */
  longest?: number;
  /** Whether "" is a value. */
  mayBeEmpty?: boolean;
}

/**
 * A name or another text of one line in stored form: without blanks around it.
 *
 * @throws Refusal BAD_REQUEST for more than one line, control characters, what shows nothing or holds what can't be seen,
 * and what is too long
 */
export function checkLine(text: string, field: string, { longest = TEXT_LENGTH, mayBeEmpty = false }: LineRule = {}): string {
  if (!isLine(text)) throw badRequest("must be one line, without control characters", field);
  const line = text.trim();
  if (line === "" && mayBeEmpty) return line;
  if (INVISIBLE.test(line)) throw badRequest(line === "" ? "must not be empty" : "must hold something that can be seen", field);
  if (line.length > longest) throw badRequest(`must not have more than ${longest} characters`, field);
  const hidden = hiddenIn(line);
  if (hidden !== null) throw badRequest(`must not hold ${codePointName(hidden)}, which can't be seen`, field);
  return line;
}

/**
 * A text by which something is found, and which is therefore kept as it was sent.
 *
 * @throws Refusal BAD_REQUEST as checkLine does, and for blanks around it
 */
export function checkIdentifier(text: string, field: string, longest: number): string {
  if (checkLine(text, field, { longest }) !== text) throw badRequest("must not begin or end with a blank", field);
  return text;
}

/**
 * A text of several lines in stored form: lines end in LF, and blanks around it are gone.
 *
 * @throws Refusal BAD_REQUEST for control characters besides line ends
 */
export function checkLines(text: string, field: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  if (!lines.every(isLine)) throw badRequest("must not hold control characters besides line ends", field);
  return lines.join("\n").trim();
}

/** Longest name, in UTF-16 code units. */
export const NAME_LENGTH = 255;

/** A name in stored form. @throws Refusal BAD_REQUEST for what is none */
export const checkName = (name: string): string => checkLine(name, "name", { longest: NAME_LENGTH });
