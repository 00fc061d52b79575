import { randomBytes } from "node:crypto";
import { chown, lstat, mkdir, readdir, readFile, readlink, realpath, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Logger } from "pino";
import { makeSystemFolder, systemFolder } from "./binaries.js";
import { restrict } from "./file-modes.js";
import { canEnter, giveTo, nameOf, run, type OsUser } from "./os-user.js";
import { isThere } from "./presence.js";
import { EmbeddedDatabaseError } from "./refusal.js";

/** The database superuser, and the name of the database. */
export const owner = "portico";

/** A folder `postgres` in the data folder: PostgreSQL's files in `cluster/`, and the password of their owner. */
export interface Cluster {
  /** Absolute, free of symbolic links: the database user may be unable to follow them. */
  readonly folder: string;
  readonly password: string;
}

const clusterIn = (home: string) => join(home, "cluster");
const passwordIn = (home: string) => join(home, "password");
const draftName = /^postgres\.new\.[0-9a-f]+$/;
const homeIn = (dataFolder: string) => join(dataFolder, "postgres");

/** The OS user that owns the existing cluster, when this process is root and the cluster is not root's. */
export async function ownerOfCluster(dataFolder: string): Promise<OsUser | undefined> {
  const home = homeIn(dataFolder);
  if (process.getuid?.() !== 0 || !(await isThere(home))) return undefined;
  const { uid, gid } = await stat(clusterIn(await existingHome(home)));
  return uid === 0 ? undefined : { name: await nameOf(uid), uid, gid };
}

async function existingHome(home: string): Promise<string> {
  try {
    return await realpath(home);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new EmbeddedDatabaseError(
      `${home} points to ${await readlink(home)}, which does not exist. ` +
        `Bring that folder back, or remove ${home} to begin with an empty database.`,
    );
  }
}

/** Finds the cluster in the data folder, or makes one: complete, or not at all when this process is killed meanwhile. */
export async function openCluster(dataFolder: string, binaries: string, user: OsUser | undefined, log: Logger): Promise<Cluster> {
  const home = homeIn(dataFolder);
  if (!(await isThere(home))) await createCluster(dataFolder, binaries, user, log);
  const folder = clusterIn(await existingHome(home));
  const { uid } = await stat(folder);
  if (user !== undefined && uid === 0) await giveTo(user, dirname(folder));
  if (user === undefined && uid !== process.getuid?.()) {
    throw new EmbeddedDatabaseError(`${folder} belongs to another OS user (number ${uid}). Start Portico as that user, or as root.`);
  }
  if (user !== undefined && !(await canEnter(user, folder))) {
    throw new EmbeddedDatabaseError(
      `the OS user "${user.name}", who owns ${folder}, cannot enter it. ` +
        `Let others enter the folders above it (chmod o+x), or move PORTICO_DATA.`,
    );
  }
  for (const path of [dirname(folder), folder, passwordIn(dirname(folder))]) {
    const problem = restrict(path, { owner: user?.uid });
    if (problem !== null) log.warn(problem);
  }
  return { folder, password: (await readFile(passwordIn(dirname(folder)), "utf8")).trim() };
}

async function createCluster(dataFolder: string, binaries: string, user: OsUser | undefined, log: Logger): Promise<void> {
  log.info("creating the embedded database");
  for (const name of await readdir(dataFolder)) if (draftName.test(name)) await removeDraft(join(dataFolder, name));
  // Never the same name twice: initdb may live on for a moment when this process is killed.
  const id = randomBytes(8).toString("hex");
  const draft = join(dataFolder, `postgres.new.${id}`);
  if (user !== undefined && !(await canEnter(user, dataFolder))) {
    const elsewhere = join(systemFolder, id);
    await makeSystemFolder(user);
    log.info(`The OS user "${user.name}" cannot enter ${dataFolder}: the embedded database is kept in ${elsewhere}`);
    await symlink(elsewhere, draft);
    await mkdir(elsewhere, { mode: 0o700 });
  } else {
    await mkdir(draft, { mode: 0o700 });
  }
  try {
    await initialise(await realpath(draft), binaries, user);
    await rename(draft, homeIn(dataFolder));
  } catch (error) {
    await removeDraft(draft);
    throw error;
  }
}

async function removeDraft(draft: string): Promise<void> {
  const forced = { recursive: true, force: true, maxRetries: 5 };
  if ((await lstat(draft)).isSymbolicLink()) await rm(await readlink(draft), forced);
  await rm(draft, forced);
}

async function initialise(home: string, binaries: string, user: OsUser | undefined): Promise<void> {
  await writeFile(passwordIn(home), `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  if (user !== undefined) {
    await chown(passwordIn(home), user.uid, user.gid);
    await chown(home, user.uid, user.gid);
  }
  const options = [
    `--pgdata=${clusterIn(home)}`,
    `--username=${owner}`,
    `--pwfile=${passwordIn(home)}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
  ];
  const { succeeded, output } = await run(join(binaries, "bin", "initdb"), options, user);
  if (!succeeded) throw new EmbeddedDatabaseError(`creating the database failed: ${reasonIn(output)}`);
}

/** The lines of a program's output that say why it failed, else the last ones. */
export function reasonIn(output: string): string {
  const lines = output.trim().split("\n");
  const reasons = lines.filter((line) => /error|fatal|panic|could not|no space|hint:/i.test(line));
  return (reasons.length > 0 ? reasons : lines).slice(0, 4).join(" | ");
}
