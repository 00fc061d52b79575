import { Lexer } from "graphql";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../src/kernel/errors.js";
import { checkQuery } from "../src/graph/limits.js";

const advance = vi.spyOn(Lexer.prototype, "advance");
afterEach(() => void advance.mockClear());

/** How many tokens are looked at to judge a query, and whether it is good. */
function judge(query: string): { tokens: number; good: boolean } {
  advance.mockClear();
  try {
    checkQuery(query);
    return { tokens: advance.mock.calls.length, good: true };
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ code: "BAD_REQUEST" });
    return { tokens: advance.mock.calls.length, good: false };
  }
}

/** A good query of that many characters. */
const padded = (name: string, length: number): string => `{ ${name} } #`.padEnd(length, "x");
const LONGEST = 262_144;

describe("a query", () => {
  it.each(["{ good }", "", "{ no end", "\u0000"])("that is no deeper than it may be is looked at once: %j", (query) => {
    expect(judge(query)).toEqual({ tokens: expect.toSatisfy((count: number) => count > 0) as number, good: true });
    expect(judge(query)).toEqual({ tokens: 0, good: true });
  });

  it.each(["{", "[", "("])("that is too deep in %s is looked at and refused each time", (bracket) => {
    const good = bracket.repeat(120);
    expect(judge(good).good).toBe(true);
    for (let time = 0; time < 3; time++) expect(judge(`${good}${bracket}`)).toEqual({ tokens: 121, good: false });
    expect(judge(good)).toEqual({ tokens: 0, good: true });
  });

  it("that is too long is refused each time, and not looked at", () => {
    for (let time = 0; time < 2; time++) expect(judge(padded("long", LONGEST + 1))).toEqual({ tokens: 0, good: false });
  });

  it("is remembered as long as those that came since have not too many characters together, however many they are", () => {
    judge(padded("first", LONGEST));
    for (let other = 0; other < 14; other++) judge(padded(`other${other}`, LONGEST));
    expect(judge(padded("first", LONGEST)).tokens).toBe(0);
    for (let other = 0; other < 16; other++) judge(padded(`another${other}`, LONGEST));
    expect(judge(padded("first", LONGEST)).tokens).toBeGreaterThan(0);

    judge("{ short }");
    for (let other = 0; other < 2_000; other++) judge(`{ short${other} }`);
    expect(judge("{ short }").tokens).toBe(0);
  });
});
