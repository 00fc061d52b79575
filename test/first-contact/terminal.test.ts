import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync } from "node:fs";
import { chmod, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { choosePort } from "../../src/http/listen.js";
import { projectRoot } from "../../src/kernel/project-root.js";
import { removeDataFolder, testFolderPrefix } from "../setup/abandoned.js";

const SCRIPT = "/usr/bin/script";
const hasTerminal = ((): boolean => {
  try {
    accessSync(SCRIPT);
    return process.platform === "linux";
  } catch {
    return false;
  }
})();
if (!hasTerminal) console.warn(`skipped: there is no ${SCRIPT} (util-linux), by which a terminal is made`);

const RUN = join(projectRoot, "scripts/run.mjs");
const folders: string[] = [];
const running: Run[] = [];
beforeAll(() => void execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" }), 180_000);
afterEach(async () => {
  for (const each of running.splice(0)) await each.end();
});
afterAll(() => Promise.all(folders.map(removeDataFolder)));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(testFolderPrefix);
  await chmod(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** A server on its way, in a terminal or with pipes. */
class Run {
  stdout = "";
  stderr = "";
  readonly ended: Promise<unknown>;

  constructor(readonly child: ChildProcess) {
    child.stdout!.on("data", (text: Buffer) => (this.stdout += text.toString()));
    child.stderr!.on("data", (text: Buffer) => (this.stderr += text.toString()));
    this.ended = once(child, "close");
    running.push(this);
  }

  async says(pattern: RegExp): Promise<RegExpExecArray> {
    await expect.poll(() => pattern.test(this.text) || this.child.exitCode !== null, { timeout: PATIENCE / 2 }).toBe(true);
    expect(this.text).toMatch(pattern);
    return pattern.exec(this.text)!;
  }

  /** What a person sees. */
  get text(): string {
    return stripVTControlCharacters(this.stdout + this.stderr).replaceAll("\r\n", "\n");
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill("SIGTERM");
    await this.ended;
  }
}

const { PATH, HOME, TMPDIR } = process.env;
const plain = { PATH, HOME, TMPDIR, HOST: "127.0.0.1" };

const inTerminal = (data: string, env: NodeJS.ProcessEnv = {}): Run =>
  new Run(
    spawn(SCRIPT, ["-qefc", `exec ${process.execPath} ${RUN} start --port 0 --data ${data}`, "/dev/null"], {
      env: { ...plain, TERM: "xterm-256color", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    }),
  );
const inPipe = (data: string, env: NodeJS.ProcessEnv = {}, port = 0): Run =>
  new Run(
    spawn(process.execPath, [RUN, "start", "--port", String(port), "--data", data], {
      env: { ...plain, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );

const addressIn = (run: Run): string => /Open +(http:\/\/localhost:\d+)\//.exec(run.text)![1]!.replace("localhost", "127.0.0.1");

/** Milliseconds; a start takes seconds, but on a machine at work. */
const PATIENCE = 300_000;
/** The last thing that a start shows. */
const END = /README\.md all settings\n/;

describe("a first start with pipes", () => {
  it(
    "keeps the log JSON, and says at the end where to go, as whom and where the data is",
    async () => {
      const data = await newFolder();
      const first = inPipe(data);
      await first.says(END);
      const password = /password +(\S+) +\(shown this once\)/.exec(first.stderr)![1]!;
      for (const line of first.stdout.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("msg");
      expect(first.stdout).not.toContain(password);
      const address = addressIn(first);
      for (const text of [/Portico \d\S* is ready\./, /login +admin/, `Data      ${data}`, "npm run seed"])
        expect(first.stderr).toMatch(text);

      const authorization = `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`;
      expect((await fetch(`${address}/api/1/groups/self/children`, { headers: { authorization } })).status).toBe(200);
      await first.end();

      const second = inPipe(data, { PORTICO_ROOT_PASSWORD: "another one", PORTICO_ROOT_LOGIN: "somebody" });
      await second.says(END);
      expect(second.text).toMatch(/login +admin\n/);
      expect(second.stderr).not.toMatch(/password/);
      expect(second.stdout).toMatch(/PORTICO_ROOT_PASSWORD has no effect: the root administrator was created at an earlier start/);
      expect(second.stdout).toMatch(/PORTICO_ROOT_LOGIN has no effect/);
      expect(second.stdout).not.toMatch(/PORTICO_ROOT_EMAIL has no effect/);
    },
    PATIENCE,
  );
});

describe("a first start that does not come to its end", () => {
  it(
    "shows the password that it has made up",
    async () => {
      const port = await choosePort({ port: 0, host: "127.0.0.1" });
      const run = inPipe(await newFolder(), {}, port);
      await run.says(/created the root group/);
      const other = createServer().listen(port, "127.0.0.1");
      await run.ended;
      other.close();
      expect(run.stderr).toMatch(/is in use by another program/);
      expect(run.stderr.match(/password "\S{16}". It is shown this once\.\n/g)).toHaveLength(1);
      expect(run.stderr).not.toContain("is ready");
    },
    PATIENCE,
  );
});

describe.skipIf(!hasTerminal)("a first start on a terminal", () => {
  it(
    "speaks to persons, names callers and operations, and ends by Ctrl-C",
    async () => {
      const run = inTerminal(await newFolder(), { PORTICO_ROOT_PASSWORD: "correct-horse" });
      await run.says(END);
      expect(run.text).not.toMatch(/"level":/);
      expect(run.text).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: ready: http:\/\/localhost:\d+$/m);
      expect(run.text).toContain("password  that of PORTICO_ROOT_PASSWORD");
      expect(run.stdout).toContain("\u001b[");
      const address = addressIn(run);
      const headers = {
        authorization: `Basic ${Buffer.from("admin:correct-horse").toString("base64")}`,
        "content-type": "application/json",
      };
      await fetch(`${address}/graphql`, { method: "POST", headers, body: JSON.stringify({ query: "query Who { viewer { login } }" }) });
      await run.says(/POST \/graphql \(query Who\) 200 \d+ ms admin 127\.0\.0\.1\n/);
      await fetch(`${address}/api/1/profile`, { headers });
      await run.says(/GET \/api\/1\/profile 200 \d+ ms admin 127\.0\.0\.1\n/);
      await fetch(`${address}/nowhere`);
      await run.says(/GET \/nowhere 404 \d+ ms - 127\.0\.0\.1\n/);
      run.child.stdin!.write("\u0003");
      await run.ended;
      expect(run.text).toMatch(/SIGINT: stopping\n[^]*stopped\n/);
    },
    PATIENCE,
  );

  it(
    "has no colours where they are not wanted",
    async () => {
      const run = inTerminal(await newFolder(), { NO_COLOR: "1" });
      await run.says(END);
      expect(run.stdout).not.toContain("\u001b[");
    },
    PATIENCE,
  );
});
