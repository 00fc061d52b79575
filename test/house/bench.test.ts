import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { inContractWords } from "../../bench/graph-answer.js";
import { checkBuild } from "../../bench/against/build.js";
import { compare, comparisonTable, verdictOf } from "../../bench/against/ratio.js";
import type { Measured, Turn } from "../../bench/measure.js";
import { OptionsError, readOptions, workloadsAt } from "../../bench/options.js";
import { treeBody } from "../../bench/postgraphile/answer.js";
import { growthOf, spreadOf, summarise, verdictsOf } from "../../bench/report.js";
import { table } from "../../bench/table.js";
import { LostUpdateError, UsageRecords } from "../../bench/usage-records.js";
import { difference } from "../../bench/verify.js";
import type { Sample } from "../../bench/sample.js";
import type { Credentials, Subjects } from "../../bench/stage.js";
import { documents } from "../../bench/workloads/documents.js";
import { NAMES, type Targets, type VariantName, type Workload, inTurn } from "../../bench/workloads/variant.js";
import { projectRoot } from "../../src/kernel/project-root.js";
import { ROOT, startTestServer } from "../setup/test-server.js";
import { makeGroup } from "../setup/tree.js";

const run = promisify(execFile);

describe("the bench", () => {
  beforeAll(() => void execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" }), 180_000);

  it("compares servers that answer the same", async () => {
    const args = ["--import", "tsx", "bench/main.ts", "--verify", "--groups", "300", "--database", inject("databaseServer")];
    const { stderr } = await run(process.execPath, args, { cwd: projectRoot });
    expect(stderr).toContain("verified: all variants of W1, W9, W2, W3, W4, W6, W6b, W6c, W6d, W7, W8 answer the same");
  }, 180_000);

  it("sees where answers differ, whatever the order of members", () => {
    expect(difference({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] })).toBeNull();
    expect(difference({ a: [1, { b: null }] }, { a: [1, { b: 0 }] })).toBe("/a/1/b: null against 0");
    expect(difference({ a: [] }, { a: {} })).toBe("/a: [] against {}");
    expect(difference({ a: null }, {})).toBe("/a: null against undefined");
    expect(difference({}, { a: null })).toBe("/a: undefined against null");
    expect(difference({ a: [{}] }, { a: [{ b: 1 }], c: 2 }, { mayHaveMore: true })).toBeNull();
    expect(difference({ a: [{ b: 1 }] }, { a: [{}] }, { mayHaveMore: true })).toBe("/a/0/b: 1 against undefined");
  });

  it("puts the graph's answers into the contract's words", () => {
    const graph = {
      id: "7",
      kind: "MSP",
      enabled: true,
      capabilities: ["BACKUP", "CHILDREN"],
      createdAt: "2020-01-01T00:00:00.000Z",
      storage: null,
      pricing: { enabled: null, mode: "DEMO", discounts: [{ enabled: true, name: "old" }] },
    };
    expect(inContractWords(graph)).toEqual({
      id: 7,
      kind: 30,
      status: 1,
      capabilities: 5,
      creation_date: 1_577_836_800,
      storage: { id: null, uuid: null, name: "" },
      pricing: { enabled: null, mode: 2, discounts: [{ enabled: 1, name: "old" }] },
    });
  });

  it("puts PostGraphile's answers into the other variants' words", () => {
    const account = {
      rowId: "9",
      firstname: "Ada",
      lastname: "",
      enabled: true,
      identity: { login: "ada", email: "a@example.com", passwordHash: null },
    };
    const child = { rowId: "7", uuid: "u7", name: "Unit", kind: 50, enabled: true, accounts: { nodes: [account] } };
    const answer = {
      data: { groupByRowId: { rowId: "5", uuid: "u5", name: "Top", kind: 30, enabled: false, children: { nodes: [child] } } },
    };
    const admin = { id: "9", login: "ada", email: "a@example.com", firstname: "Ada", lastname: "", status: "INACTIVE" };
    const leaf = { id: "7", uuid: "u7", name: "Unit", kind: "COMPANY_DEPARTMENT", enabled: true, admins: { nodes: [admin] } };
    expect(treeBody(answer)).toEqual({
      data: { group: { id: "5", uuid: "u5", name: "Top", kind: "MSP", enabled: false, children: { nodes: [leaf] } } },
    });
  });

  it("has no two requests for one of enough keys under way", () => {
    const keys = Array.from({ length: 40 }, (_none, index) => index);
    const key = inTurn(keys);
    const taken = Array.from({ length: 16 }, (_none, connection) => Array.from({ length: 9 }, () => key(connection)));
    expect(taken[3]).toEqual([3, 19, 35, 3, 19, 35, 3, 19, 35]);
    expect(taken[15]).toEqual([15, 31, 15, 31, 15, 31, 15, 31, 15]);
    expect(taken.flatMap((own) => [...new Set(own)]).sort((a, b) => a - b)).toEqual(keys);
    const few = inTurn([7, 8]);
    expect([few(0), few(1), few(2), few(15), few(0)]).toEqual([7, 8, 7, 8, 7]);
  });

  it("asks by a thousand documents, no two of them the same", () => {
    const { variants } = documents({ ids: [1, 2, 3] } as unknown as Sample, {} as Subjects, {} as Credentials);
    const many = variants.find(({ name }) => name === NAMES.documents)!;
    const texts = Array.from({ length: 1000 }, (_none, key) => (JSON.parse(many.of(key).body!) as { query: string }).query);
    expect(new Set(texts).size).toBe(1000);
  });

  it("takes the middle of its rounds", () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  describe("compares what was measured", () => {
    const measured = (name: VariantName, rate: number, milliseconds: number, targets?: Targets): Measured => ({
      variant: { name, ...(targets && { targets }) } as Measured["variant"],
      turns: [{ rate, node: milliseconds, database: milliseconds, read: null }],
    });
    const workload = { name: "W1", label: "W1", title: "one group" } as Workload;
    const targets: Targets = { rate: { floor: 0.45, "express+pg": 1.5, PostGraphile: 2 }, most: { node: 8 } };
    const reportOf = (groups: number, floor: number, rest: number) => ({
      groups,
      workloads: [
        summarise(
          workload,
          [measured(NAMES.floor, 1000, floor), measured(NAMES.express, 400, 5), measured(NAMES.rest, 500, rest, targets)],
          ["A note."],
        ),
      ],
    });
    const [small, large] = [reportOf(10_000, 1, 2), reportOf(1_000_000, 2, 6)];
    const [rest, workloadAtLarge] = [large.workloads[0]!.lines[2]!, large.workloads[0]!];

    it("with what a variant is meant to reach, where that was measured", () => {
      expect(verdictsOf(rest, null)).toEqual([
        { meant: "floor 0.45", met: true },
        { meant: "express+pg 1.5", met: false },
        { meant: "Node 8 ms", met: true },
      ]);
      expect(verdictsOf(large.workloads[0]!.lines[0]!, null)).toEqual([]);
    });

    it("by processor time, and with itself asked in another way", () => {
      const lines = [
        measured(NAMES.floor, 1000, 1),
        measured(NAMES.rest, 500, 2, { processorToFloor: 0.5 }),
        measured(NAMES.bearer, 400, 3, { rate: { [NAMES.rest]: 0.9 }, processorToFloor: 0.5 }),
      ];
      const report = summarise(workload, lines, []);
      expect(verdictsOf(report.lines[1]!, null)).toEqual([{ meant: "CPU to floor 0.5", met: true }]);
      expect(verdictsOf(report.lines[2]!, null).at(-1)).toEqual({ meant: "CPU to floor 0.5", met: false });
      const rows = table({ groups: 100, workloads: [report] }, null).split("\n");
      expect(rows[2]).toBe("|  | variant | req/s | Node CPU ms | PostgreSQL CPU ms | to floor | CPU to floor | to session | meant |");
      expect(rows[5]).toContain("| 0.50 |  | CPU to floor 0.5 ✓ |");
      expect(rows[6]).toBe(
        "| W1 | Portico REST, Bearer | 400 | 3.00 | 3.00 | 0.40 (0.40..0.40) | 0.33 | 0.80 | Portico REST 0.9 ✗, CPU to floor 0.5 ✗ |",
      );
    });

    it("with the smallest size, as the floor grows less than it", () => {
      expect(growthOf(small, workloadAtLarge, rest)).toEqual({ processor: 3, toFloor: 1.5 });
      expect(verdictsOf(rest, growthOf(small, workloadAtLarge, rest)).at(-1)).toEqual({ meant: "growth 1.2", met: false });
      expect(growthOf(small, { ...workloadAtLarge, label: "W7" }, rest)).toBeNull();
    });

    it("in a table with the columns that say something", () => {
      const lines = table(large, small).split("\n");
      expect(lines[2]).toBe(
        "|  | variant | req/s | Node CPU ms | PostgreSQL CPU ms | to floor | CPU to floor | to express+pg | growth since 10,000 | meant |",
      );
      expect(lines[6]).toBe(
        "| W1 | Portico REST | 500 | 6.00 | 6.00 | 0.50 (0.50..0.50) | 0.33 | 1.25 | 1.50 (3.00) | " +
          "floor 0.45 ✓, express+pg 1.5 ✗, Node 8 ms ✓, growth 1.2 ✗ |",
      );
      expect(lines.slice(8)).toEqual(["- W1: one group.", "- A note.", ""]);
    });
  });

  it("notices a lost update, of a leaf and of what adds up above it", async () => {
    const server = await startTestServer();
    try {
      const { id } = await makeGroup(server, "self", 40, "Company");
      const records = new UsageRecords([id]);
      const recorded = await server.rest("PUT", `/groups/${id}`, { as: ROOT, body: { usage: { storage_size: records.use(id) } } });
      expect(recorded.status).toBe(200);
      await expect(records.check(server.db)).resolves.toContain("nothing is lost");
      await server.db("usage_deltas").where({ group_id: 1 }).delete();
      await server.db("usages").where({ owner_id: 1 }).update({ total_storage_size: 0 });
      await expect(records.check(server.db)).rejects.toThrow("own figures sum up to 1, but the root shows 0");
      records.use(id);
      await expect(records.check(server.db)).rejects.toThrow(LostUpdateError);
    } finally {
      await server.stop();
    }
  });

  it("runs what reads at every size, and what writes at one", () => {
    const options = readOptions(["--groups", "1000000,10000,100000"]);
    if (options === "help") throw new Error("no help was asked for");
    expect(options.sizes).toEqual([10_000, 100_000, 1_000_000]);
    expect(workloadsAt(100_000, options)).toEqual(["W1", "W9", "W2", "W3", "W4", "W6", "W6b", "W6c", "W6d", "W7", "W8"]);
    expect(workloadsAt(1_000_000, options)).toEqual(["W1", "W9", "W2", "W3", "W4", "W8"]);
    expect(workloadsAt(10_000, { sizes: [10_000], only: ["W7"] })).toEqual(["W7"]);
  });

  describe("compares builds", () => {
    const turn = (rate: number, milliseconds: number | null): Turn => ({ rate, node: milliseconds, database: milliseconds, read: null });

    it("round by round, and loses nothing where the spread of the ratio reaches 0.95", () => {
      const there = [turn(100, 1), turn(200, 2), turn(400, 1)];
      const reaching = compare("W1", "Portico REST", [turn(80, 1), turn(180, 3), turn(380, 2)], there);
      expect(reaching).toMatchObject({
        rateRatio: { median: 0.9, min: 0.8, max: 0.95 },
        processorRatio: { median: 1.5, min: 1, max: 2 },
        nothingLost: true,
      });
      expect(verdictOf(reaching)).toBe("W1, Portico REST: nothing lost: the ratio of rates is 0.900 (0.800..0.950) and reaches 0.95");
      const below = compare("W6", "Portico GraphQL", [turn(80, null), turn(180, 3), turn(376, 2)], there);
      expect(below).toMatchObject({ rateRatio: { max: 0.94 }, processorRatio: null, nothingLost: false });
      expect(verdictOf(below)).toBe("W6, Portico GraphQL: LOST: the ratio of rates is 0.900 (0.800..0.940) and lies below 0.95");
      expect(comparisonTable({ groups: 10_000, comparisons: [reaching, below] }).split("\n")).toEqual([
        "10,000 groups",
        "",
        "|  | variant | req/s | other's req/s | rate to other's | CPU to other's | nothing lost |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
        "| W1 | Portico REST | 180 | 200 | 0.900 (0.800..0.950) | 1.500 (1.000..2.000) | ✓ |",
        "| W6 | Portico GraphQL | 180 | 200 | 0.900 (0.800..0.940) | - | ✗ |",
        "",
        `- ${verdictOf(reaching)}`,
        `- ${verdictOf(below)}`,
        "",
      ]);
    });

    it("in at least eight rounds, without other servers", () => {
      expect(readOptions(["--against", "."])).toMatchObject({ against: projectRoot, rounds: 8, seconds: 3, peers: false });
      expect(readOptions(["--against", ".", "--quick", "--rounds", "9"])).toMatchObject({ rounds: 9, seconds: 0.7 });
      expect(readOptions([])).toMatchObject({ against: undefined, rounds: 5 });
      expect(() => readOptions(["--against", ".", "--rounds", "7"])).toThrow(OptionsError);
      expect(() => readOptions(["--against", ".", "--peers"])).toThrow(OptionsError);
    });

    it("of folders that hold one", () => {
      expect(() => checkBuild(join(projectRoot, "docs"))).toThrow(/--against must name the folder of a build, .*docs has no dist/);
      expect(() => checkBuild(projectRoot)).not.toThrow();
    });

    it("each on a database made by its own code", async () => {
      const args = [
        "--import",
        "tsx",
        "bench/main.ts",
        "--against",
        ".",
        "--verify",
        "--groups",
        "100",
        "--database",
        inject("databaseServer"),
      ];
      const { stderr } = await run(process.execPath, args, { cwd: projectRoot });
      expect(stderr).toContain("verified: both builds answer W1, W9, W2, W3, W4, W6, W6b, W6c, W6d, W7, W8");
    }, 180_000);
  });

  it("refuses options it does not know", () => {
    expect(readOptions(["--quick", "--only", "w1,W6,w6B"])).toMatchObject({
      rounds: 2,
      seconds: 0.7,
      only: ["W1", "W6", "W6b"],
      sizes: [10_000],
      peers: false,
    });
    expect(() => readOptions(["--only", "W10"])).toThrow(OptionsError);
    expect(() => readOptions(["--quik"])).toThrow(/'--quik'[^]*--quick/);
    expect(() => readOptions(["--groups", "many"])).toThrow(OptionsError);
  });
});
