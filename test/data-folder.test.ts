import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDataFolder, dataFolderMode, keptSecret, makeFolder } from "../src/kernel/data-folder.js";
import { projectRoot } from "../src/kernel/project-root.js";
import { removeDataFolder, testFolderPrefix } from "./setup/abandoned.js";
import { ServerProcess } from "./setup/server-process.js";

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);
const isRoot = process.getuid?.() === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-modes-"));
  return () => rmSync(folder, { recursive: true });
});

describe("what is made", () => {
  it.each([0o000, 0o022, 0o077])("has its mode whatever the umask is: %o", (umask) => {
    // Workers of the test runner may be threads, which have no umask of their own.
    const script = `process.umask(${umask});
      const { makeFolder, keptSecret } = await import(${JSON.stringify(join(projectRoot, "src/kernel/data-folder.ts"))});
      makeFolder(${JSON.stringify(join(folder, "above/data"))});
      makeFolder(${JSON.stringify(join(folder, "above/passable"))}, 0o711);
      keptSecret(${JSON.stringify(join(folder, "above/data"))});`;
    execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { cwd: projectRoot });
    expect(["above", "above/data", "above/passable", "above/data/secret"].map((path) => modeOf(join(folder, path)))).toEqual([
      "755",
      "700",
      "711",
      "600",
    ]);
  });

  it("can be passed through by another user where PostgreSQL runs as one", () => {
    expect(dataFolderMode({ databaseUrl: undefined })).toBe(isRoot ? 0o711 : 0o700);
    expect(dataFolderMode({ databaseUrl: "postgres://db" })).toBe(0o700);
  });
});

describe("what is there", () => {
  const put = (path: string, mode: number): void => {
    writeFileSync(join(folder, path), "x".repeat(40));
    chmodSync(join(folder, path), mode);
  };
  const modes = (): Record<string, string> =>
    Object.fromEntries(
      ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].map((path) => [path, modeOf(join(folder, path))]),
    );

  it("is put right, and said to be", () => {
    mkdirSync(join(folder, "mail"));
    mkdirSync(join(folder, "mail/2026"));
    for (const path of ["mail", "mail/2026", "."]) chmodSync(join(folder, path), 0o777);
    for (const [path, mode] of [
      ["secret", 0o644],
      ["secret.17", 0o666],
      ["postgres.lock", 0o666],
      ["mail/a.eml", 0o644],
      ["mail/2026/b.eml", 0o777],
      ["mail/c.eml", 0o600],
      ["notes", 0o644],
    ] as const)
      put(path, mode);
    const said = closeDataFolder(folder, 0o711);
    expect(modes()).toEqual({
      "": "711",
      secret: "600",
      "secret.17": "600",
      "postgres.lock": "600",
      mail: "700",
      "mail/2026": "700",
      "mail/a.eml": "600",
      "mail/2026/b.eml": "600",
      "mail/c.eml": "600",
      notes: "644",
    });
    expect(said).toHaveLength(8);
    expect(said[0]).toBe(`${folder} had mode 0777: it has 0711 now`);
    expect(said).toContain(`${join(folder, "secret")} had mode 0644: it has 0600 now`);
    expect(closeDataFolder(folder, 0o711)).toEqual([]);
    expect(closeDataFolder(folder, 0o700)).toEqual([`${folder} had mode 0711: it has 0700 now`]);
  });

  it("is not opened further to its owner, and links lead nowhere", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "portico-elsewhere-"));
    try {
      writeFileSync(join(elsewhere, "a.eml"), "");
      chmodSync(join(elsewhere, "a.eml"), 0o644);
      chmodSync(elsewhere, 0o755);
      put("secret", 0o444);
      symlinkSync(elsewhere, join(folder, "mail"));
      symlinkSync(join(elsewhere, "a.eml"), join(folder, "postgres.lock"));
      closeDataFolder(folder, 0o700);
      expect([modeOf(join(folder, "secret")), modeOf(elsewhere), modeOf(join(elsewhere, "a.eml"))]).toEqual(["400", "755", "644"]);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it.skipIf(!isRoot)("is left as it is where it belongs to somebody else, and warned of where others can read it", () => {
    put("secret", 0o644);
    for (const path of ["", "secret"]) chownSync(join(folder, path), 65534, 65534);
    chmodSync(folder, 0o750);
    expect(closeDataFolder(folder, 0o700)).toEqual([
      `${folder} has mode 0750 and belongs to another OS user (number 65534): it should have 0700`,
      `${join(folder, "secret")} has mode 0644 and belongs to another OS user (number 65534): it should have 0600`,
    ]);
    expect([modeOf(folder), modeOf(join(folder, "secret"))]).toEqual(["750", "644"]);
    chmodSync(folder, 0o700);
    chmodSync(join(folder, "secret"), 0o600);
    expect(closeDataFolder(folder, 0o700)).toEqual([]);
  });

  it("stays what it is, asked for again", () => {
    put("secret", 0o600);
    makeFolder(folder, 0o711);
    expect([modeOf(folder), keptSecret(folder)]).toEqual(["700", "x".repeat(40)]);
  });
});

describe("a server", () => {
  let data: string;
  beforeAll(() => void execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" }), 180_000);
  beforeEach(() => void (data = `${mkdtempSync(testFolderPrefix)}/data`));
  afterAll(() => removeDataFolder(join(data, "..")));

  it("closes an older one's data at its start, its database included, and works with it", async () => {
    const first = new ServerProcess(data);
    await first.ready();
    await first.stop();
    // As root, the database's user enters the folder that this one is in only where others may.
    const home = realpathSync(join(data, "postgres"));
    const paths = [data, join(data, "secret"), join(data, "mail"), join(home, "password"), home];
    const wanted = [isRoot ? "711" : "700", "600", "700", "600", "700"];
    if (!existsSync(join(data, "mail"))) mkdirSync(join(data, "mail"));
    for (const path of paths) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
    const again = new ServerProcess(data);
    const address = await again.ready();
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect(paths.map(modeOf)).toEqual(wanted);
    for (const path of paths) expect(again.output).toMatch(new RegExp(`"level":40.*"msg":"${path} had mode 0\\d+: it has 0\\d+ now"`));
    expect(modeOf(join(data, "postgres.lock"))).toBe("600");
    await again.stop();
  }, 180_000);
});
