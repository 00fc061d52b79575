// First of all: libraries look at both when their files are loaded.
import "../kernel/runtime.js";
import "reflect-metadata";
import { checkDatabase, closeDatabase, DatabaseUnreachableError, openDatabase } from "../../db/connection.js";
import { EmbeddedDatabaseError, startEmbeddedPostgres } from "../../db/embedded-postgres.js";
import { migrate } from "../../db/migrate.js";
import { takeCommandLine } from "./command-line.mjs";
import { ConfigError, loadConfig } from "../config/load-config.js";
import { createLogger } from "../kernel/log.js";
import { backfill } from "../features/usage/snapshot.commands.js";
import { addDays, dayOf } from "../kernel/days.js";

/** What the person who calls it got wrong. */
class BackfillRefused extends Error {
  override readonly name = "BackfillRefused";
}

function dayNamed(name: string, text: string): string {
  const time = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(time.getTime()) || dayOf(time) !== text)
    throw new BackfillRefused(`--${name} must be a day like 2026-10-31, but is "${text}"`);
  return text;
}

async function run(from: string, to: string): Promise<void> {
  const config = loadConfig(env);
  const log = createLogger(config.logLevel);
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataFolder: config.dataFolder, log }) : undefined;
  const url = config.databaseUrl ?? embedded!.url;
  const db = openDatabase(url, { poolSize: 2, log });
  try {
    await checkDatabase(db, url);
    await migrate(db);
    const made = await backfill(db, from, to, new Date());
    for (const { day, rows } of made) process.stderr.write(`${day}: ${rows} groups and service users\n`);
    process.stderr.write(`Kept ${made.length} days.\n`);
  } finally {
    await closeDatabase(db);
    await embedded?.stop();
  }
}

const isForPerson = (error: unknown): error is Error =>
  [BackfillRefused, ConfigError, DatabaseUnreachableError, EmbeddedDatabaseError].some((kind) => error instanceof kind);

const { env, values } = takeCommandLine("backfill", process.argv.slice(2));

try {
  const { from: first, to: last } = values;
  if (typeof first !== "string") throw new BackfillRefused("--from is missing: npm run backfill -- --help says more");
  const [from, to] = [dayNamed("from", first), dayNamed("to", typeof last === "string" ? last : addDays(dayOf(new Date()), -1))];
  if (to < from) throw new BackfillRefused("--to must not be before --from");
  await run(from, to);
} catch (error) {
  process.stderr.write(`${isForPerson(error) ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
