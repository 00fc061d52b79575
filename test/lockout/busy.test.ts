import { describe, expect, it } from "vitest";
import { PasswordChecker } from "../../src/encryption/passwords.js";

describe("password checks at once", () => {
  it("are few, the others wait, and when too many wait the next is refused for now", async () => {
    const checker = new PasswordChecker();
    const outcomes = await Promise.allSettled(Array.from({ length: 230 }, (_, index) => checker.matches("login", `guess ${index}`, null)));
    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(outcomes.length - refused.length).toBe(checker.hashes);
    expect(checker.hashes).toBeGreaterThan(200);
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0]).toMatchObject({ reason: { code: "BUSY", details: { retryAfter: 5 } } });
    expect(await checker.matches("login", "one more", null)).toBe(false);
  }, 60_000);
});
