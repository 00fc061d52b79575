import ARABIC_LETTER from "@unicode/unicode-15.1.0/Bidi_Class/Arabic_Letter/regex.mjs";
import ARABIC_NUMBER from "@unicode/unicode-15.1.0/Bidi_Class/Arabic_Number/regex.mjs";
import EUROPEAN_NUMBER from "@unicode/unicode-15.1.0/Bidi_Class/European_Number/regex.mjs";
import LEFT_TO_RIGHT from "@unicode/unicode-15.1.0/Bidi_Class/Left_To_Right/regex.mjs";
import NONSPACING_MARK from "@unicode/unicode-15.1.0/Bidi_Class/Nonspacing_Mark/regex.mjs";
import RIGHT_TO_LEFT from "@unicode/unicode-15.1.0/Bidi_Class/Right_To_Left/regex.mjs";
import IGNORABLE from "@unicode/unicode-15.1.0/Binary_Property/Default_Ignorable_Code_Point/regex.mjs";
import VIRAMA from "@unicode/unicode-15.1.0/Binary_Property/Grapheme_Link/regex.mjs";
import COMMON_FOLDING from "@unicode/unicode-15.1.0/Case_Folding/C/symbols.mjs";
import FULL_FOLDING from "@unicode/unicode-15.1.0/Case_Folding/F/symbols.mjs";
import UNASSIGNED from "@unicode/unicode-15.1.0/General_Category/Unassigned/regex.mjs";
import JOINS_BOTH from "@unicode/unicode-15.1.0/Joining_Type/Dual_Joining/regex.mjs";
import JOINS_LEFT from "@unicode/unicode-15.1.0/Joining_Type/Left_Joining/regex.mjs";
import JOINS_RIGHT from "@unicode/unicode-15.1.0/Joining_Type/Right_Joining/regex.mjs";
import JOINED_THROUGH from "@unicode/unicode-15.1.0/Joining_Type/Transparent/regex.mjs";

/** Of Unicode 15.1, what this server asks of a character: of the whole package it is a thousandth. */
const PROPERTIES = {
  ARABIC_LETTER,
  ARABIC_NUMBER,
  EUROPEAN_NUMBER,
  LEFT_TO_RIGHT,
  NONSPACING_MARK,
  RIGHT_TO_LEFT,
  IGNORABLE,
  VIRAMA,
  UNASSIGNED,
  JOINS_BOTH,
  JOINS_LEFT,
  JOINS_RIGHT,
  JOINED_THROUGH,
} satisfies Record<string, RegExp>;

const ascii = (text: string): string => text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The module that has them, for `npm run generate`. The package itself is needed for that alone. */
export function unicodeTables(): string {
  const properties = Object.entries(PROPERTIES).map(([name, { source, flags }]) => `export const ${name} = /${ascii(source)}/${flags};`);
  const folding = [...COMMON_FOLDING, ...FULL_FOLDING].map((pair) => `  ${ascii(JSON.stringify(pair))},`);
  return `/** Unicode 15.1, written by \`npm run generate\` from @unicode/unicode-15.1.0. */
${properties.join("\n")}

/** What case folding makes of a character, in full. */
export const CASE_FOLDING: ReadonlyMap<string, string> = new Map([
${folding.join("\n")}
]);
`;
}
