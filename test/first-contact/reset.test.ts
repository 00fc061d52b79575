import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../src/kernel/project-root.js";
import { removeDataFolder, testFolderPrefix } from "../setup/abandoned.js";
import { embeddedDatabaseIn, ServerProcess } from "../setup/server-process.js";

/** Milliseconds; a start takes seconds, but on a machine at work. */
const PATIENCE = 300_000;

let dataFolder: string;
beforeAll(async () => {
  execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" });
  dataFolder = await mkdtemp(testFolderPrefix);
  await chmod(dataFolder, 0o755);
}, 180_000);
afterAll(() => removeDataFolder(dataFolder));

function reset(args: string[], env: NodeJS.ProcessEnv = {}): { status: number | null; said: string } {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, "dist/src/cli/reset.js"), ...args], {
    env: { PATH, HOME, PORTICO_DATA: dataFolder, ...env },
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

describe("npm run reset", () => {
  it(
    "begins anew: not while a server runs, not unasked, and with nothing removed that is not Portico's",
    async () => {
      const server = new ServerProcess(dataFolder);
      await server.ready();
      const before = (await readdir(dataFolder)).sort();
      expect(reset(["--yes"])).toEqual({
        status: 1,
        said: expect.stringMatching(`A Portico \\(process ${server.pid}\\) runs on .*: stop it first. Nothing was removed.`) as string,
      });
      expect((await readdir(dataFolder)).sort()).toEqual(before);
      expect(await server.stop()).toBe(0);

      writeFileSync(join(dataFolder, "notes.txt"), "of somebody");
      mkdirSync(join(dataFolder, "mail-archive"));
      const database = await realpath(join(dataFolder, "postgres"));
      const asked = reset([]);
      expect([asked.status, asked.said]).toEqual([
        0,
        expect.stringMatching(
          /^This would be removed, [^]*\/postgres\n[^]*\/secret\nNothing was removed\. To remove it: npm run reset -- --yes\n$/,
        ),
      ]);
      expect(existsSync(join(database, "cluster"))).toBe(true);

      const done = reset(["--yes"]);
      expect([done.status, done.said]).toEqual([0, expect.stringMatching(/^Removed:\n[^]*The next npm start is a first one\.\n$/)]);
      expect(existsSync(database)).toBe(false);
      expect((await readdir(dataFolder)).sort()).toEqual(["mail-archive", "notes.txt"]);
      expect(await readFile(join(dataFolder, "notes.txt"), "utf8")).toBe("of somebody");

      const next = new ServerProcess(dataFolder);
      await next.ready();
      expect(next.output).toMatch(/first start: created the root group/);
      expect(await next.stop()).toBe(0);
    },
    PATIENCE,
  );

  it(
    "ends a database that a killed server left behind, before it is removed",
    async () => {
      const server = new ServerProcess(dataFolder);
      await server.ready();
      server.signal("SIGKILL");
      await server.ended();
      const url = await embeddedDatabaseIn(dataFolder);
      const connects = async (): Promise<boolean> => {
        const client = new pg.Client({ connectionString: url });
        return client
          .connect()
          .then(() => client.end())
          .then(
            () => true,
            () => false,
          );
      };
      expect(await connects()).toBe(true);
      expect(reset(["--yes"]).status).toBe(0);
      expect(await connects()).toBe(false);
    },
    PATIENCE,
  );

  it("touches no database elsewhere, nor the secret that one is read with", async () => {
    expect(reset(["--yes"], { DATABASE_URL: "postgres://h/d" })).toEqual({
      status: 1,
      said: expect.stringMatching(/^DATABASE_URL names a database that is not Portico's own/) as string,
    });
    writeFileSync(join(dataFolder, "secret"), "x".repeat(40));
    expect(reset(["--yes"])).toEqual({
      status: 0,
      said: expect.stringMatching(/^There is no embedded database in .*: nothing was removed\.\n$/) as string,
    });
    expect(await readdir(dataFolder)).toContain("secret");
    expect(reset(["--yes"], { PORTICO_DATA: join(dataFolder, "nowhere") }).said).toMatch(/There is nothing to remove/);
  });
});
