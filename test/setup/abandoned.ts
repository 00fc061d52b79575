import { readdir, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import { lockFolder } from "../../db/embedded/folder-lock.js";
import { isThere } from "../../db/embedded/presence.js";
import { EmbeddedDatabaseError } from "../../db/embedded/refusal.js";
import { stopAbandoned } from "../../db/embedded/stopping.js";

/** Folders of test databases begin so. */
export const testFolderPrefix = join(tmpdir(), "portico-test-");

/** Removes a test's data folder, its database stopped. */
export async function removeDataFolder(folder: string): Promise<void> {
  const home = join(folder, "postgres");
  if (await isThere(home)) await rm(await realpath(home), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

async function removeIfAbandoned(folder: string, log: Logger): Promise<void> {
  const lock = join(folder, "postgres.lock");
  if (!(await isThere(lock)) || (await stat(folder)).uid !== process.getuid?.()) return;
  try {
    await lockFolder(lock);
  } catch (error) {
    if (error instanceof EmbeddedDatabaseError) return;
    throw error;
  }
  const cluster = join(folder, "postgres", "cluster");
  if (await isThere(cluster)) await stopAbandoned({ folder: await realpath(cluster) }, log);
  await removeDataFolder(folder);
}

/** Stops and removes the databases of test runs that were killed. */
export async function removeAbandonedFolders(log: Logger): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (folder.startsWith(testFolderPrefix)) await removeIfAbandoned(folder, log);
  }
}
