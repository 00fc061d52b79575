import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandLineError, readCommandLine } from "../../src/cli/command-line.mjs";
import { projectRoot } from "../../src/kernel/project-root.js";

const COMMANDS = ["start", "worker", "seed", "backfill", "reset", "routes", "generate"];
const folder = mkdtempSync(join(tmpdir(), "portico-flags-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A program of the project, in a folder of its own where it would make its data. */
function run(file: string, ...args: string[]): Outcome {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, file), ...args], {
    cwd: folder,
    env: { PATH, HOME, PORT: "0", LOG_LEVEL: "silent" },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("every command", () => {
  beforeAll(() => void run("scripts/setup.mjs"), 180_000);

  it.each(COMMANDS)("%s says what it takes, and does nothing then", (command) => {
    for (const flag of ["--help", "-h"]) {
      const { status, stdout, stderr } = run("scripts/run.mjs", command, flag);
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toContain(command === "start" ? "npm start -- [flags]" : `npm run ${command} -- [flags]`);
    }
    expect(run("scripts/run.mjs", command, "--version")).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
      stderr: "",
    });
    expect(existsSync(join(folder, "var"))).toBe(false);
  });

  it.each(COMMANDS)("%s refuses what it does not know, and names what it does", (command) => {
    for (const unknown of ["--prot", "8305", "-x"]) {
      const { status, stdout, stderr } = run("scripts/run.mjs", command, unknown);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(new RegExp(`^"${unknown}" is nothing that npm .* knows\\. Its flags are .*--help, --version\\.\\n$`));
    }
    expect(existsSync(join(folder, "var"))).toBe(false);
  });

  it.each(["dist/src/main.js", "dist/db/seeds/main.js", "dist/src/cli/backfill.js", "dist/src/cli/reset.js"])(
    "does so however it is run: %s",
    (file) => {
      expect(run(file, "--prot").stderr).toMatch(/^"--prot" is nothing that npm .*--data/);
      expect(run(file, "--help")).toMatchObject({ status: 0, stderr: "" });
    },
  );

  it("judges a flag as the setting it stands for", () => {
    expect(run("scripts/run.mjs", "start", "--port", "80a").stderr).toMatch(/PORT must be a whole number from 0 to 65535, but is "80a"/);
    expect(run("scripts/run.mjs", "start", "--database-url", "mysql://x").stderr).toMatch(/DATABASE_URL must be/);
  });
});

describe("flags", () => {
  it("stand for settings, and last ones count", () => {
    expect(readCommandLine("start", ["--port", "1", "--data=a b", "--port=2"])).toEqual({
      settings: { PORT: "2", PORTICO_DATA: "a b" },
      values: {},
    });
    expect(readCommandLine("seed", ["--password", "-secret", "--groups", "5", "--database-url", "postgres://h/d"])).toEqual({
      settings: { DATABASE_URL: "postgres://h/d" },
      values: { password: "-secret", groups: "5" },
    });
    expect(readCommandLine("reset", ["--yes"])).toEqual({ settings: {}, values: { yes: true } });
  });

  it.each([
    ["start", ["--port"], /^--port needs a value: --port <number>$/],
    ["start", ["--port="], /^--port needs a value/],
    ["start", ["--port", "--data", "x"], /^--port needs a value/],
    ["start", ["--data", " "], /^--data needs a value/],
    ["reset", ["--yes=no"], /^--yes takes no value$/],
    ["worker", ["--port", "1"], /^"--port" is nothing that npm run worker knows/],
    ["start", ["--", "x"], /^"x" is nothing/],
  ] as const)("%s %j are refused", (command, args, message) => {
    expect(() => readCommandLine(command, args)).toThrow(CommandLineError);
    expect(() => readCommandLine(command, args)).toThrow(message);
  });
});
