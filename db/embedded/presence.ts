import { lstat, readFile } from "node:fs/promises";

function undefinedWhenAbsent(error: NodeJS.ErrnoException): undefined {
  // ESRCH: a file under /proc whose process ended while it was read.
  if (error.code === "ENOENT" || error.code === "ESRCH") return undefined;
  throw error;
}

/** Whether something of that name exists, be it a symbolic link to nowhere. */
export async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(undefinedWhenAbsent)) !== undefined;
}

/** The content of a text file, undefined when there is no such file. */
export async function textIn(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(undefinedWhenAbsent);
}
