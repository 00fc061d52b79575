import { randomBytes } from "node:crypto";
import { readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { run } from "./os-user.js";
import { textIn } from "./presence.js";
import { FolderInUseError } from "./refusal.js";

/**
 * What tells a process from another one that got the same number later: its start time, and on Linux the boot it counts
 * from. Undefined when no such process runs.
 */
async function birthOf(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") {
    const { succeeded, output } = await run("ps", ["-o", "lstart=", "-p", String(pid)]);
    return succeeded ? output : undefined;
  }
  const stat = await textIn(`/proc/${pid}/stat`);
  const boot = await textIn("/proc/sys/kernel/random/boot_id");
  // The program's name, in parentheses, may itself hold spaces and parentheses; state and start time are fields 1 and 20 after it.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ended = fields === undefined || fields[0] === "Z" || fields[0] === "X";
  return ended ? undefined : `${boot?.trim()} ${fields[19]}`;
}

async function isHeld(content: string): Promise<boolean> {
  const [pid = "", birth] = content.trimEnd().split("\n");
  return /^\d+$/.test(pid) && birth !== undefined && (await birthOf(Number(pid))) === birth;
}

async function removeAbandoned(file: string): Promise<void> {
  const content = await textIn(file);
  if (content === undefined) return;
  if (await isHeld(content)) {
    throw new FolderInUseError(file.slice(0, file.lastIndexOf("/")), content.split("\n", 1)[0]!);
  }
  // Another process may have replaced the abandoned lock since it was read: what was taken away is looked at once more.
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (await isHeld(await readFile(aside, "utf8"))) await rename(aside, file);
  else await rm(aside, { force: true });
}

/**
 * Makes sure that one process at a time works on the embedded database. The lock is a file that names its holder, so it is
 * worth nothing once the holder is gone, however it ended. Resolves to what gives the lock back.
 */
export async function lockFolder(file: string): Promise<() => Promise<void>> {
  const content = `${process.pid}\n${await birthOf(process.pid)}\n`;
  for (;;) {
    await removeAbandoned(file);
    try {
      // Whoever could write it could have others take the folder for free.
      await writeFile(file, content, { flag: "wx", mode: 0o600 });
      return () => unlink(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
