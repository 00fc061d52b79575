import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../db/embedded-postgres.js";
import { createLogger } from "../src/kernel/log.js";
import type { Cleanup } from "./cleanup.js";

const USUAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres";

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const answers = (url: string): Promise<boolean> =>
  administer(url, "select").then(
    () => true,
    () => false,
  );

/** A PostgreSQL in a folder of its own. */
async function embeddedServer(keep: boolean, cleanup: Cleanup): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), "portico-bench-"));
  // As root the database runs as another user, who is to find its files here.
  await chmod(dataFolder, 0o755);
  if (!keep) {
    cleanup.add(async () => {
      await rm(await realpath(join(dataFolder, "postgres")), { recursive: true, force: true });
      await rm(dataFolder, { recursive: true, force: true });
    });
  }
  const embedded = await startEmbeddedPostgres({ dataFolder, log: createLogger("error") });
  cleanup.add(() => embedded.stop());
  return embedded.url;
}

/**
 * Makes an empty database for this run, on the server that was asked for, else on one that answers, else on an embedded
 * one; cleaning up drops it.
 *
 * @returns its address
 */
export async function createDatabase(asked: string | undefined, keep: boolean, cleanup: Cleanup): Promise<string> {
  const given = asked ?? process.env["TEST_DATABASE_URL"] ?? process.env["DATABASE_URL"];
  const server = given || ((await answers(USUAL_SERVER)) ? USUAL_SERVER : await embeddedServer(keep, cleanup));
  const name = `portico_bench_${randomBytes(5).toString("hex")}`;
  await administer(server, `create database "${name}" encoding 'UTF8' template template0`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  cleanup.add(async () => {
    if (keep) process.stderr.write(`Kept: ${address.href}\n`);
    else await administer(server, `drop database "${name}" with (force)`);
  });
  return address.href;
}
