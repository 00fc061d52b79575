import { readdir } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Knex } from "knex";
import { migrateQueue } from "./queue-schema.js";

const folder = new URL("./migrations/", import.meta.url);
/** ".ts" from the sources, ".js" from the build; the database knows migrations without it. */
const extension = extname(fileURLToPath(import.meta.url));
const table = "knex_migrations";
/** Any number that no other user of advisory locks in this database takes. */
const lockKey = 7_018_221_108;

async function migrationNames(): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith(extension) && !file.endsWith(".d.ts"))
    .map((file) => file.slice(0, -extension.length))
    .sort();
}

const source: Knex.MigrationSource<string> = {
  getMigrations: migrationNames,
  getMigrationName: (name) => name,
  getMigration: (name) => import(/* @vite-ignore */ new URL(`${name}${extension}`, folder).href) as Promise<Knex.Migration>,
};

/**
 * Brings the schema up to date, and that of the job queue. Servers that start together take turns; the turn is a PostgreSQL
 * advisory lock, which ends with its connection. knex's own lock is a row that outlives a killed process, so it is freed once
 * the turn is ours.
 */
export async function migrate(db: Knex): Promise<void> {
  await db.transaction(async (turn) => {
    await turn.raw("select pg_advisory_xact_lock(?)", [lockKey]);
    const config = { migrationSource: source, tableName: table };
    await db.migrate.forceFreeMigrationsLock(config);
    await db.migrate.latest(config);
    await migrateQueue(db);
  });
}

let known: Promise<readonly string[]> | undefined;

/** Whether no migration is pending. The list of migrations is read from disk once, so this costs one small query. */
export async function isMigrated(db: Knex): Promise<boolean> {
  known ??= migrationNames();
  const names = await known;
  const { rows } = await db.raw<{ rows: { present: boolean }[] }>("select to_regclass(?) is not null as present", [table]);
  if (!rows[0]?.present) return names.length === 0;
  const done = new Set(await db<{ name: string }>(table).pluck("name"));
  return names.every((name) => done.has(name));
}
