import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const shortest = 32;

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Makes a folder and those above it. Not with mkdirSync's `recursive`, which never returns for a folder below /proc. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
}

/**
 * The signing secret of this machine, from `secret` in the data folder, which must exist. Written (mode 0600) when there is
 * none yet: complete or not at all, so two servers that start together agree on one. Throws when the folder cannot be used
 * or the file holds fewer than 32 characters.
 */
export function keptSecret(dataFolder: string): string {
  const file = join(dataFolder, "secret");
  const secret = read(file) ?? write(file);
  if (secret.length < shortest) throw new Error(`${file} holds fewer than ${shortest} characters`);
  return secret;
}

function write(file: string): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, "utf8").trim();
}
