import { closeSync, constants, fchmodSync, fstatSync, openSync } from "node:fs";

/** What stands at the path itself, never what a link leads to; a pipe does not hold the start up. */
const AS_IT_STANDS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const OF_OTHERS = 0o077;
const SPECIAL = 0o7000;

const octal = (mode: number): string => `0${mode.toString(8)}`;

/** Whose files are to be looked at, and what they are to be like. */
export interface Restriction {
  /** Without it, its owner's alone: 0700 for a folder, 0600 for a file. */
  mode?: number;
  /** Without it, this process's user. */
  owner?: number | undefined;
}

/**
 * Has others do with a file or folder what its mode says, and its owner no more than it did. What belongs to another user is
 * left as it is.
 *
 * @returns what was wrong, a sentence for the log; null where nothing was, or there is no such file
 */
export function restrict(path: string, { mode, owner = process.getuid?.() }: Restriction = {}): string | null {
  // A system without users and modes.
  if (owner === undefined) return null;
  let file: number | undefined;
  try {
    file = openSync(path, AS_IT_STANDS);
    const stats = fstatSync(file);
    const allowed = mode ?? (stats.isDirectory() ? 0o700 : 0o600);
    const found = stats.mode & 0o777;
    const wanted = (found & allowed) | (allowed & OF_OTHERS);
    if (found === wanted) return null;
    if (stats.uid === owner) {
      fchmodSync(file, (stats.mode & SPECIAL) | wanted);
      return `${path} had mode ${octal(found)}: it has ${octal(wanted)} now`;
    }
    const isOpen = (found & OF_OTHERS & ~allowed) !== 0;
    return isOpen
      ? `${path} has mode ${octal(found)} and belongs to another OS user (number ${stats.uid}): it should have ${octal(wanted)}`
      : null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ELOOP") return null;
    return `others may be able to read ${path}: ${message}`;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
