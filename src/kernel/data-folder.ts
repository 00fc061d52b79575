import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { restrict } from "../../db/embedded/file-modes.js";

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

/** The owner alone may enter, read and write. */
const PRIVATE_FOLDER = 0o700;
/** As that, and whoever knows what stands in it may pass through: PostgreSQL, where it runs as another user. */
const PASSABLE_FOLDER = 0o711;
/** Folders above what is made here: as everybody's are. */
const COMMON_FOLDER = 0o755;

/**
 * Makes a folder that has that mode whatever the umask is, and those above it. One that exists stays as it is.
 * Not with mkdirSync's `recursive`, which never returns for a folder below /proc.
 */
export function makeFolder(path: string, mode = PRIVATE_FOLDER): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), COMMON_FOLDER);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (isCode(error, "EEXIST")) return;
    throw error;
  }
  chmodSync(path, mode);
}

/** The mode PORTICO_DATA is to have. Root's PostgreSQL is another user, who must pass through it to the database. */
export const dataFolderMode = ({ databaseUrl }: { databaseUrl: string | undefined }): number =>
  databaseUrl === undefined && process.getuid?.() === 0 ? PASSABLE_FOLDER : PRIVATE_FOLDER;

/**
 * Has what Portico keeps in its data folder be read and written by nobody else, as older versions and a wide umask did not.
 * What belongs to another OS user is left as it is. The database's own folder is kept by db/embedded.
 *
 * @returns what was wrong, sentences for the log
 */
export function closeDataFolder(dataFolder: string, mode: number): string[] {
  const kept = readdirSync(dataFolder).filter((name) => /^secret(\.\d+)?$|^postgres\.lock$/.test(name));
  const files = [...kept.map((name) => join(dataFolder, name)), ...filesBelow(join(dataFolder, "mail"))];
  return [restrict(realpathSync(dataFolder), { mode }), ...files.map((path) => restrict(path))].filter((problem) => problem !== null);
}

/** A folder and all below it, from the top down; nothing where there is no such folder. Links are not followed. */
function filesBelow(path: string): string[] {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return [path, ...readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))];
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
