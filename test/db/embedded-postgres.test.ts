import { chmod, mkdtemp, readFile, realpath, rename, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../../db/embedded-postgres.js";
import { removeDataFolder, testFolderPrefix } from "../setup/abandoned.js";

const log = pino({ level: "silent" });
let dataFolder: string;
let running: EmbeddedPostgres | undefined;

beforeAll(async () => {
  dataFolder = await mkdtemp(testFolderPrefix);
  await chmod(dataFolder, 0o755);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => removeDataFolder(dataFolder));

async function start(onLost?: () => void): Promise<EmbeddedPostgres> {
  return (running = await startEmbeddedPostgres({ dataFolder, log, ...(onLost && { onLost }) }));
}

async function query(statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: running?.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

const clusterFile = async (name: string) => join(await realpath(join(dataFolder, "postgres")), "cluster", name);

describe("the embedded database", () => {
  it("is made at first start: UTF-8, durable, behind a password, on this machine only", async () => {
    const { url } = await start();
    expect(new URL(url).hostname).toBe("127.0.0.1");
    expect((await stat(join(dataFolder, "postgres", "password"))).mode & 0o777).toBe(0o600);
    const [settings] = await query(
      `select current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
              current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`,
    );
    expect(settings).toEqual({ encoding: "UTF8", fsync: "on", addresses: "127.0.0.1", sockets: "" });
    const stranger = new pg.Client({ connectionString: url.replace(/:[^:@]+@/, ":wrong@") });
    await expect(stranger.connect()).rejects.toThrow("password authentication failed");
    await query("create table kept as select 42 as value");
  });

  it("is there again at the next start", async () => {
    await start();
    expect(await query("select value from kept")).toEqual([{ value: 42 }]);
  });

  it("belongs to one Portico at a time", async () => {
    await start();
    await expect(startEmbeddedPostgres({ dataFolder, log })).rejects.toThrow(`in use by another Portico (process ${process.pid})`);
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("reports when it ends by itself, and recovers", async () => {
    const lost = new Promise<void>(
      (resolve) =>
        void start(resolve).then(async () => {
          await query("insert into kept values (43)");
          process.kill(Number((await readFile(await clusterFile("postmaster.pid"), "utf8")).split("\n")[0]), "SIGKILL");
        }),
    );
    await lost;
    await running?.stop();
    await start();
    expect(await query("select value from kept order by value")).toEqual([{ value: 42 }, { value: 43 }]);
  });

  it("starts where a lock and a pid file name processes that are something else now", async () => {
    await writeFile(join(dataFolder, "postgres.lock"), `${process.pid}\nanother birth\n`);
    await writeFile(await clusterFile("postmaster.pid"), `${process.pid}\n${dataFolder}\n`, { mode: 0o644 });
    await start();
    expect(await query("select count(*)::int as kept from kept")).toEqual([{ kept: 2 }]);
  });

  it("is not begun anew when it has gone missing", async () => {
    const home = join(dataFolder, "postgres");
    await rename(home, `${home}.aside`);
    await symlink("/nowhere/postgres", home);
    await expect(start()).rejects.toThrow(/postgres points to \/nowhere\/postgres, which does not exist.*\n.*DATABASE_URL/);
    await unlink(home);
    await rename(`${home}.aside`, home);
  });
});
