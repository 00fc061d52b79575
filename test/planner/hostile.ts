import type { Random } from "../../db/seeds/random.js";

/** Texts that break careless quoting, escaping, folding or measuring of text. PostgreSQL can hold all of them. */
const TEXTS: readonly string[] = [
  "",
  " ",
  "'",
  "''; drop table groups; --",
  '"',
  "\\",
  '\\"',
  "\\\\",
  "\\u0000",
  "\\n",
  "E'\\x41'",
  "%_%",
  "$1",
  "$$",
  "?",
  "??",
  ":a",
  "{}",
  '["",1]',
  "null",
  "\u0001\u0002\u001f",
  "\u007f\u0080\u009f",
  "\b\f\n\r\t\v",
  "\u2028\u2029",
  "\u202Eabc\u202C\u200F",
  "שלום عليكم",
  "👩‍👩‍👧‍👦🏳️‍🌈",
  "e\u0301 é",
  "ﬁ Ⅻ ①",
  "İıẞßſ",
  "\uFEFFbom",
  "\uFFFD\uFFFE\uFFFF",
  "𝒳𐀀\u{10FFFF}",
  "</script><!--",
  "x".repeat(255),
  "👾".repeat(127),
  '"\\'.repeat(127),
  "Müller",
  "価格改定",
];

export function hostileText(random: Random): string {
  const text = random.pick(TEXTS);
  return random.chance(0.3) ? (text + random.pick(TEXTS)).slice(0, 255).toWellFormed() : text;
}

/** Names of which some are equal but for their case or form, so that an order by name has ties. */
const TWINS: readonly string[] = ["Ä", "ä", "A\u0308", "a\u0308", "Äb", "äB", "ﬁn", "fin", "FIN", "ＦＩＮ", "straße", "STRAßE"];

export const twinName = (random: Random): string => random.pick(TWINS);

const EMAILS: readonly string[] = ["o'neil+{x}@example.com", "a.b!#$%&*/=?^_`|~-@ex-ample.co", "x@y"];
/** Such an address can come from a login, and the graph refuses to show it. */
const REFUSED_EMAIL = "jürgen@exämple.com";

export const hostileEmail = (random: Random): string => (random.chance(0.02) ? REFUSED_EMAIL : random.pick(EMAILS));
