import { runMigrations } from "graphile-worker";
import type { Knex } from "knex";
import pg from "pg";
import { addressOf } from "./connection.js";

/** A pool for the library that runs jobs, which needs connections of its own. Lost ones it replaces by itself. */
export function openQueuePool(address: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: address,
    application_name: "portico jobs",
    connectionTimeoutMillis: 8_000,
    keepAlive: true,
    max: size,
  });
  const ignore = (): void => undefined;
  pool.on("error", ignore);
  pool.on("connect", (client) => void client.on("error", ignore));
  return pool;
}

/** Brings the job queue's own schema, `graphile_worker`, up to date. To be called by one process at a time. */
export async function migrateQueue(db: Knex): Promise<void> {
  const pool = openQueuePool(addressOf(db), 2);
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}
