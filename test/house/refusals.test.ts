import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Code, CODES, RULES, Refusal } from "../../src/kernel/errors.js";
import { projectRoot } from "../../src/kernel/project-root.js";
import { refusalSites, refusalsPage } from "./refusals.js";

const sites = refusalSites();
const ruleOf = (code: Code) => new Refusal(code, "").rule;

describe("refusals", () => {
  it("stand in docs/refusals.md, each with where it is thrown", async () => {
    await expect(refusalsPage(sites, ruleOf)).toMatchFileSnapshot(join(projectRoot, "docs/refusals.md"));
  });

  it("have no code and no rule that nothing refuses by", () => {
    const codes = new Set(sites.map(({ code }) => code));
    const rules = new Set(sites.map(({ code, rule }) => rule ?? ruleOf(code)));
    expect(CODES.filter((code) => !codes.has(code))).toEqual([]);
    expect(Object.keys(RULES).filter((rule) => !rules.has(rule as keyof typeof RULES))).toEqual([]);
  });

  it("of signing in share one rule", () => {
    const signingIn: readonly Code[] = [
      "UNAUTHENTICATED",
      "BAD_CREDENTIALS",
      "EXPIRED_CREDENTIALS",
      "ACCOUNT_DISABLED",
      "LOCKED_OUT",
      "ADDRESS_REFUSED",
    ];
    expect(signingIn.map(ruleOf)).toEqual(signingIn.map(() => "sign-in"));
    expect(sites.filter(({ code, rule }) => signingIn.includes(code) && rule !== null)).toEqual([]);
  });
});
