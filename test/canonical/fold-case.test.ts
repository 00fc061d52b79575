import UNASSIGNED from "@unicode/unicode-15.1.0/General_Category/Unassigned/regex.mjs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clashKey, foldAny, foldCase, lookupKeys, prefixEnd, searchKey } from "../../src/kernel/fold-case.js";

const FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;

/** Characters that fold, compose, reorder or vanish in ways of their own. */
const SPECIAL = [
  ..."aIiİıßẞςσΣΐᾼﬁǅK.ÅÅ가각",
  "\u0130",
  "\u0300",
  "\u0301",
  "\u0307",
  "\u0323",
  "\u0345",
  "\u03b9",
  "\u00ad",
  "\u200b",
  "\u200d",
  "\u202e",
  "\u3164",
  "\ufe0f",
  "\u0001",
  "\u1e9b",
  "\u0f73",
  "\uff76",
  "\uff9e",
  "\u1100",
  "\u1161",
  "\u11a8",
  "\u{1e030}",
  "\u{1cceb}",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...SPECIAL), fc.string({ unit: "binary", minLength: 1, maxLength: 1 })), { maxLength: 12 })
  .map((parts) => parts.join(""))
  .filter((joined) => joined.isWellFormed());

describe("the canonical form", () => {
  it("is the same of every character that the table knows, however it is normalised and in whichever case", () => {
    const faults: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const char = String.fromCodePoint(code);
      if (!char.isWellFormed() || UNASSIGNED.test(char)) continue;
      const key = foldAny(char);
      const others = [key, char.toLowerCase(), ...FORMS.map((form) => char.normalize(form))];
      const upper = char.toUpperCase();
      // "ı" is no small "I" but in Turkish; some capitals are newer than the table.
      if (char !== "ı" && ![...upper].some((capital) => UNASSIGNED.test(capital))) others.push(upper);
      for (const other of others) if (foldAny(other) !== key) faults.push(`${code.toString(16)} as ${other}`);
    }
    expect(faults).toEqual([]);
  });

  it("is the same of every text, however it is normalised, and of itself", () => {
    fc.assert(
      fc.property(text, (one) => {
        const key = foldCase(one);
        expect(foldCase(key)).toBe(key);
        const isKnown = ![...one].some((char) => UNASSIGNED.test(char));
        for (const form of isKnown ? FORMS : []) expect(foldCase(one.normalize(form))).toBe(key);
      }),
      { numRuns: 5_000 },
    );
  });

  it("is the same by the short way for ASCII as by the table", () => {
    for (let code = 0; code < 128; code += 1) expect(foldCase(String.fromCharCode(code))).toBe(foldAny(String.fromCharCode(code)));
    fc.assert(fc.property(fc.string({ unit: "binary-ascii" }), (one) => void expect(foldCase(one)).toBe(foldAny(one))));
  });

  it.each([
    ["U+10D50, which has a small letter since Unicode 16", "\u{10d50}", "\u{10d50}"],
    ["U+1CCEB, which has a compatibility form since Unicode 16", "\u{1cceb}", "\u{1cceb}"],
    ["U+1E6EE, which has a combining class since Unicode 17", "a\u0301\u{1e6ee}\u0323", "á\u{1e6ee}\u0323"],
  ])("leaves alone what is newer than the table, and does not let a newer Node bring it in order: %s", (_what, newer, key) =>
    expect(foldCase(newer)).toBe(key),
  );

  it.each([
    ["Müller", "Mu\u0308ller"],
    ["ΝΙΚΟΣ", "νικοσ"],
    ["νικος", "νικοσ"],
    ["STRASSE", "straße"],
    ["ﬁn", "FIN"],
    ["Ａｃｍｅ", "acme"],
    ["A\u00adc\u200bm\u202ee\u3164", "acme"],
    ["❤\ufe0f", "❤"],
  ])("has %j be %j", (one, other) => expect(foldCase(one)).toBe(foldCase(other)));

  it.each([
    ["acme", "acmé"],
    ["İstanbul", "Istanbul"],
    ["о", "o"],
  ])("has %j not be %j", (one, other) => expect(foldCase(one)).not.toBe(foldCase(other)));

  it("has no control characters, so that none is taken for that of a text that clashes", () => {
    fc.assert(fc.property(text, text, (one, other) => void expect(foldCase(clashKey(one))).not.toBe(clashKey(other))));
    expect(lookupKeys("ΝΙΚΟΣ")).toEqual(["νικοσ", "νικοσ\u0001ΝΙΚΟΣ"]);
  });
});

describe("the form by which a text is searched", () => {
  it.each([
    ["İstanbul", "istanbul"],
    ["DİYARBAKIR", "diyarbakir"],
    ["ΝΙΚΟΣ", "νικος"],
    ["Ἅιδης", "ἅι"],
  ])("has %j begin with %j", (name, prefix) => {
    const [key, from] = [searchKey(name), searchKey(prefix)];
    expect([key >= from, key < prefixEnd(from)]).toEqual([true, true]);
  });
});
