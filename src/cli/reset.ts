import "reflect-metadata";
import { existsSync } from "node:fs";
import { lstat, readdir, readlink, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { FolderInUseError, holdFolder } from "../../db/embedded-postgres.js";
import { takeCommandLine } from "./command-line.mjs";
import { dataFolderOf } from "../config/load-config.js";
import { createLogger } from "../kernel/log.js";

/** `npm run reset`: removes what Portico keeps in its data folder, and nothing else that is there. */

/** Names of what Portico keeps; `postgres.new.` is a database whose making was interrupted. */
const KEPT = /^(postgres|postgres\.new\.[0-9a-f]+|secret(\.\d+)?|mail)$/;

/** What the person who calls it is told in place of a reset. */
class ResetRefused extends Error {
  override readonly name = "ResetRefused";
}

/** The paths to remove: what is kept, and before a link the folder that it leads to. */
async function keptIn(dataFolder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of (await readdir(dataFolder)).filter((each) => KEPT.test(each)).sort()) {
    const path = join(dataFolder, name);
    if ((await lstat(path)).isSymbolicLink() && name.startsWith("postgres")) paths.push(await readlink(path));
    paths.push(path);
  }
  return paths;
}

async function reset(env: NodeJS.ProcessEnv, isMeant: boolean): Promise<string> {
  if ((env["DATABASE_URL"] ?? "").trim() !== "")
    throw new ResetRefused(
      "DATABASE_URL names a database that is not Portico's own: it is not reset. Without DATABASE_URL, the embedded one in the data folder is.",
    );
  const dataFolder = dataFolderOf(env);
  if (!existsSync(dataFolder)) return `There is nothing to remove: ${dataFolder} does not exist.\n`;
  const release = await holdFolder(dataFolder, createLogger("warn")).catch((error: unknown) => {
    throw error instanceof FolderInUseError
      ? new ResetRefused(`A Portico (process ${error.pid}) runs on ${dataFolder}: stop it first. Nothing was removed.`)
      : error;
  });
  try {
    const paths = await keptIn(dataFolder);
    // A secret alone may be what a database elsewhere is read with.
    if (!paths.some((path) => path === join(dataFolder, "postgres")))
      return `There is no embedded database in ${dataFolder}: nothing was removed.\n`;
    const list = paths.map((path) => `  ${path}\n`).join("");
    if (!isMeant) return `This would be removed, with all data in it:\n${list}Nothing was removed. To remove it: npm run reset -- --yes\n`;
    for (const path of paths) await rm(path, { recursive: true, force: true });
    return `Removed:\n${list}The next npm start is a first one.\n`;
  } finally {
    await release();
    // What is not Portico's stays, and the folder with it.
    if ((await readdir(dataFolder)).length === 0) await rmdir(dataFolder);
  }
}

const { env, values } = takeCommandLine("reset", process.argv.slice(2));
try {
  process.stdout.write(await reset(env, values["yes"] === true));
} catch (error) {
  process.stderr.write(`${error instanceof ResetRefused ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
