import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { inContractWords } from "../../bench/graph-answer.js";
import { OptionsError, readOptions } from "../../bench/options.js";
import { spreadOf } from "../../bench/report.js";
import { difference } from "../../bench/verify.js";
import { projectRoot } from "../../src/project-root.js";

const run = promisify(execFile);

describe("the bench", () => {
  beforeAll(() => void execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" }), 180_000);

  it("compares servers that answer the same", async () => {
    const args = ["--import", "tsx", "bench/main.ts", "--verify", "--groups", "300", "--database", inject("databaseServer")];
    const { stderr } = await run(process.execPath, args, { cwd: projectRoot });
    expect(stderr).toContain("verified: all variants of W1, W2, W3, W6 answer the same");
  });

  it("sees where answers differ, whatever the order of members", () => {
    expect(difference({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] })).toBeNull();
    expect(difference({ a: [1, { b: null }] }, { a: [1, { b: 0 }] })).toBe("/a/1/b: null against 0");
    expect(difference({ a: [] }, { a: {} })).toBe("/a: [] against {}");
    expect(difference({ a: null }, {})).toBe("/a: null against undefined");
  });

  it("puts the graph's answers into the contract's words", () => {
    const graph = {
      id: "7", kind: "MSP", enabled: true, capabilities: ["BACKUP", "CHILDREN"], createdAt: "2020-01-01T00:00:00.000Z", storage: null,
      pricing: { enabled: null, mode: "DEMO", discounts: [{ enabled: true, name: "old" }] },
    };
    expect(inContractWords(graph)).toEqual({
      id: 7, kind: 30, status: 1, capabilities: 5, creation_date: 1_577_836_800, storage: { id: null, uuid: null, name: "" },
      pricing: { enabled: null, mode: 2, discounts: [{ enabled: 1, name: "old" }] },
    });
  });

  it("takes the middle of its rounds", () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it("refuses options it does not know", () => {
    expect(readOptions(["--quick", "--only", "w1,W6"])).toMatchObject({ rounds: 2, seconds: 1, only: ["W1", "W6"], groups: 10_000 });
    expect(() => readOptions(["--only", "W9"])).toThrow(OptionsError);
    expect(() => readOptions(["--groups", "many"])).toThrow(OptionsError);
  });
});
