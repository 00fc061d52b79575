import { randomBytes } from "node:crypto";
import { chmod, mkdtemp } from "node:fs/promises";
import pg from "pg";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { closeDatabase, openDatabase } from "../../db/connection.js";
import { startEmbeddedPostgres } from "../../db/embedded-postgres.js";
import { migrate } from "../../db/migrate.js";
import { removeAbandonedFolders, removeDataFolder, testFolderPrefix } from "./abandoned.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of a database from which others may be created. */
    databaseServer: string;
    /** Name of the migrated database to clone; the clones' names begin with it. */
    databaseTemplate: string;
  }
}

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function startServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: () => Promise.resolve() };
  const log = pino({ level: process.env.LOG_LEVEL ?? "fatal" });
  await removeAbandonedFolders(log);
  const dataFolder = await mkdtemp(testFolderPrefix);
  // As root the database runs as another user, who is to find its files here and not in the system's folder.
  await chmod(dataFolder, 0o755);
  const embedded = await startEmbeddedPostgres({
    dataFolder,
    log,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
  });
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop();
      await removeDataFolder(dataFolder);
    },
  };
}

async function administer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function dropAll(url: string, template: string): Promise<void> {
  await administer(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database where starts_with(datname, $1)", [template]);
    for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`);
  });
}

/** Gives the run a PostgreSQL (TEST_DATABASE_URL, else an embedded one) with a migrated database to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `portico_test_${randomBytes(5).toString("hex")}`;
  await administer(server.url, (client) => client.query(`create database "${template}" encoding 'UTF8' template template0`));
  const address = new URL(server.url);
  address.pathname = `/${template}`;
  const db = openDatabase(address.href, { poolSize: 2 });
  try {
    await migrate(db);
  } finally {
    await closeDatabase(db);
  }
  project.provide("databaseServer", server.url);
  project.provide("databaseTemplate", template);
  return async () => {
    await dropAll(server.url, template);
    await server.stop();
  };
}
