import {
  ARABIC_LETTER,
  ARABIC_NUMBER,
  EUROPEAN_NUMBER,
  IGNORABLE,
  JOINED_THROUGH,
  JOINS_BOTH,
  JOINS_LEFT,
  JOINS_RIGHT,
  LEFT_TO_RIGHT,
  NONSPACING_MARK,
  RIGHT_TO_LEFT,
  UNASSIGNED,
  VIRAMA,
} from "../../kernel/generated/unicode.js";
import { codePointName } from "../../kernel/text.js";

/**
 * What may stand in a login: parts with blanks between them, each as PRECIS' profile UsernameCaseMapped has it (RFC 8265, 3.1), by
 * its IdentifierClass (RFC 8264) and the bidi rule (RFC 5893).
 */

const ASCII = /^[!-~]*$/;
const WIDE_OR_NARROW = /[\uFF01-\uFFEE]/g;

/** A login as the profile maps it before it is judged: in one width, in small letters, composed. */
const mapped = (text: string): string =>
  text
    .replace(WIDE_OR_NARROW, (char) => char.normalize("NFKC"))
    .toLowerCase()
    .normalize("NFC");

const VALID_EXCEPTION = /[\u00DF\u03C2\u06FD\u06FE\u0F0B\u3007]/;
const REFUSED_EXCEPTION = /[\u302E\u302F\u0640\u07FA\u3031-\u3035\u303B]/;
const OLD_HANGUL = /[\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7FB]/;
const LETTER_OR_DIGIT = /[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}]/u;

const GREEK = /\p{Script=Greek}/u;
const HEBREW = /\p{Script=Hebrew}/u;
const KANA_OR_HAN = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const ARABIC_DIGIT = /[\u0660-\u0669]/;
const EXTENDED_ARABIC_DIGIT = /[\u06F0-\u06F9]/;

/** Whether letters around a place would join, those that let joins through left out. */
function joins(chars: readonly string[], at: number): boolean {
  const before = chars.slice(0, at).findLast((char) => !JOINED_THROUGH.test(char)) ?? "";
  const after = chars.slice(at + 1).find((char) => !JOINED_THROUGH.test(char)) ?? "";
  return (JOINS_LEFT.test(before) || JOINS_BOTH.test(before)) && (JOINS_RIGHT.test(after) || JOINS_BOTH.test(after));
}

/** Where a character may stand that is valid in some contexts only (RFC 5892, appendix A); null for any other character. */
function validInContext(chars: readonly string[], at: number): boolean | null {
  const before = chars[at - 1] ?? "";
  const after = chars[at + 1] ?? "";
  const char = chars[at]!;
  if (ARABIC_DIGIT.test(char)) return !chars.some((other) => EXTENDED_ARABIC_DIGIT.test(other));
  if (EXTENDED_ARABIC_DIGIT.test(char)) return !chars.some((other) => ARABIC_DIGIT.test(other));
  switch (char) {
    case "\u200C":
      return VIRAMA.test(before) || joins(chars, at);
    case "\u200D":
      return VIRAMA.test(before);
    case "\u00B7":
      return before === "l" && after === "l";
    case "\u0375":
      return GREEK.test(after);
    case "\u05F3":
    case "\u05F4":
      return HEBREW.test(before);
    case "\u30FB":
      return chars.some((other) => KANA_OR_HAN.test(other));
    default:
      return null;
  }
}

function isValid(chars: readonly string[], at: number): boolean {
  const char = chars[at]!;
  const inContext = validInContext(chars, at);
  if (inContext !== null) return inContext;
  if (VALID_EXCEPTION.test(char) || ASCII.test(char)) return true;
  if (REFUSED_EXCEPTION.test(char) || UNASSIGNED.test(char) || OLD_HANGUL.test(char) || IGNORABLE.test(char)) return false;
  return char.normalize("NFKC") === char && LETTER_OR_DIGIT.test(char);
}

/** Whether a text with letters that are written from right to left shows in one order alone. */
function isInOneDirection(chars: readonly string[]): boolean {
  const isRightToLeft = (char: string): boolean => RIGHT_TO_LEFT.test(char) || ARABIC_LETTER.test(char);
  const has = (pattern: RegExp): boolean => chars.some((char) => pattern.test(char));
  if (!chars.some(isRightToLeft) && !has(ARABIC_NUMBER)) return true;
  if (!isRightToLeft(chars[0]!) || has(LEFT_TO_RIGHT) || (has(EUROPEAN_NUMBER) && has(ARABIC_NUMBER))) return false;
  const last = chars.findLast((char) => !NONSPACING_MARK.test(char))!;
  return isRightToLeft(last) || EUROPEAN_NUMBER.test(last) || ARABIC_NUMBER.test(last);
}

/** What keeps a text from being a login, to stand behind its field's name; null for one that can be. */
export function usernameFault(text: string): string | null {
  return (
    text
      .split(" ")
      .map(partFault)
      .find((fault) => fault !== null) ?? null
  );
}

function partFault(part: string): string | null {
  if (ASCII.test(part)) return null;
  const chars = [...mapped(part)];
  const wrong = chars.find((_char, at) => !isValid(chars, at));
  if (wrong !== undefined) return `must consist of letters, digits and ASCII punctuation, and holds ${codePointName(wrong)}`;
  return isInOneDirection(chars) ? null : "must not mix letters that are written from right to left with others";
}
