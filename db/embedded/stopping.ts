import { readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Cluster } from "./cluster.js";
import { run } from "./os-user.js";
import { textIn } from "./presence.js";

/** Ways to stop, from the cleanest on, and the milliseconds that each is given. SIGINT is PostgreSQL's fast shutdown. */
const stopSignals = [
  ["SIGINT", 6000],
  ["SIGQUIT", 2000],
  ["SIGKILL", 2000],
] as const;

/** Stops PostgreSQL's main process, and so all others of the server. */
export async function stopProcess(signal: (name: NodeJS.Signals) => void, isGone: () => Promise<boolean>): Promise<void> {
  for (const [name, patience] of stopSignals) {
    signal(name);
    for (const end = Date.now() + patience; Date.now() < end; await delay(20)) {
      if (await isGone()) return;
    }
  }
  throw new Error("PostgreSQL does not stop");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether that process is PostgreSQL at work on this very cluster, and not a stranger that got an old number. */
async function servesCluster(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return (await run("ps", ["-o", "command=", "-p", String(pid)])).output.includes(folder);
  // PostgreSQL works in its cluster's folder. A process that has ended but was not awaited by its parent has no folder.
  return readlink(`/proc/${pid}/cwd`).then(
    (workingFolder) => workingFolder === folder,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ESRCH") return false;
      throw error;
    },
  );
}

/**
 * Stops the PostgreSQL that a killed Portico left running on this cluster, and removes a pid file that names a stranger.
 * Call only while holding the lock of the data folder: whatever runs then has no master.
 */
export async function stopAbandoned({ folder }: Pick<Cluster, "folder">, log: Logger): Promise<void> {
  const file = join(folder, "postmaster.pid");
  const pid = Number((await textIn(file))?.split("\n", 1)[0]);
  if (!(pid > 1)) return;
  if (await servesCluster(pid, folder)) {
    log.warn(`stopping the embedded database (process ${pid}) that an earlier Portico left behind`);
    await stopProcess(
      (name) => isAlive(pid) && process.kill(pid, name),
      async () => !(await servesCluster(pid, folder)),
    );
  } else if (isAlive(pid)) {
    await rm(file, { force: true });
  }
}
