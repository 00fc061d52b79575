import { describe, expect, it } from "vitest";
import { checkLogin } from "../../src/accounts/account.rules.js";

const GOOD = [
  "admin", "john.doe@mail.com", "anna schmidt", "jürgen @ home", "first_last+tag@a-b.example", "DOMAIN\\user", "o'brien", "!#$%&*/=?^`{|}~",
  "νικος", "ΝΙΚΟΣ", "Jürgen", "Jürgen", "иван@пример.рф", "İbrahim", "ＡＤＭＩＮ", "山田太郎", "やまだ", "コ・ン", "김철수", "สมชาย", "राम", "क्‍ष", "क्‌ष",
  "שלום", "שלום1", "ג׳ון", "محمد", "نام‌ها", "محمد۱۲", "l·l", "ʻokina", "ß", "ς", "〇",
];
const BAD: readonly (readonly [what: string, login: string, reason: string])[] = [
  ["an ideographic blank", "山田\u3000太郎", "U+3000"],
  ["a part of both directions", "admin שלום1a", "right to left"],
  ["a blank that does not break", "anna\u00a0schmidt", "U+00A0"],
  ["a space of no width", "ad\u200bmin", "U+200B"],
  ["a soft hyphen", "ad\u00admin", "U+00AD"],
  ["a joiner between Latin letters", "ad\u200dmin", "U+200D"],
  ["a non-joiner between Latin letters", "ad\u200cmin", "U+200C"],
  ["a direction", "ad\u202emin", "U+202E"],
  ["a mark of direction", "admin\u200e", "U+200E"],
  ["a filler", "ad\u3164min", "U+3164"],
  ["a variation selector", "admin\ufe0f", "U+FE0F"],
  ["a byte order mark", "ad\ufeffmin", "U+FEFF"],
  ["a picture", "admin😀", "U+1F600"],
  ["a symbol", "admin™", "U+2122"],
  ["punctuation beyond ASCII", "admin…", "U+2026"],
  ["a ligature", "ﬁn", "U+FB01"],
  ["a letter number", "Ⅳ", "U+2173"],
  ["a tatweel", "محـمد", "U+0640"],
  ["a middle dot elsewhere", "a·b", "U+00B7"],
  ["a Katakana dot among Latin", "a・b", "U+30FB"],
  ["digits of two kinds", "م١۱", "U+0661"],
  ["old Hangul", "\u1100", "U+1100"],
  ["what is not assigned", "a\u0378", "U+0378"],
  ["what the table does not know yet", "a\u1c8a", "U+1C8A"],
  ["what is no character", "a\ufdd0", "U+FDD0"],
  ["private use", "a\ue000", "U+E000"],
  ["both directions", "שלום@example.com", "right to left"],
  ["both directions, the other way", "admin.שלום", "right to left"],
  ["a colon", "a:b", "colon"],
];

describe("a login", () => {
  it.each(GOOD)("may be %s", (login) => expect(checkLogin(login)).toBe(login));
  it.each(BAD)("has not %s", (_what, login, reason) => expect(() => checkLogin(login)).toThrow(reason));
});
