import { chmod, mkdtemp, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../db/embedded-postgres.js";
import { removeDataFolder, testFolderPrefix } from "./abandoned.js";

/** A PostgreSQL of its own that can be stopped at once, as by a crash, and started again at the same address. */
export interface FailingDatabase {
  url: string;
  /** Sends PostgreSQL away without a word to anybody. Resolves when it is gone. */
  crash: () => Promise<void>;
  start: () => Promise<void>;
  remove: () => Promise<void>;
}

export async function startFailingDatabase(): Promise<FailingDatabase> {
  const dataFolder = await mkdtemp(testFolderPrefix);
  await chmod(dataFolder, 0o755);
  const log = pino({ level: "silent" });
  let lost: Promise<void> = Promise.resolve();
  let running: EmbeddedPostgres | null = null;
  let port: string | undefined;
  const start = async (): Promise<void> => {
    let onLost: () => void = () => undefined;
    lost = new Promise((resolve) => (onLost = resolve));
    running = await startEmbeddedPostgres({
      dataFolder,
      log,
      onLost,
      settings: { max_connections: "100", ...(port !== undefined && { port }) },
    });
    port = new URL(running.url).port;
  };
  await start();
  const { url } = running!;
  const crash = async (): Promise<void> => {
    const [pid] = (await readFile(join(await realpath(join(dataFolder, "postgres")), "cluster", "postmaster.pid"), "utf8")).split("\n");
    process.kill(Number(pid), "SIGQUIT");
    await lost;
    await running!.stop();
  };
  const remove = async (): Promise<void> => {
    await running!.stop();
    await removeDataFolder(dataFolder);
  };
  return { url, crash, start, remove };
}
