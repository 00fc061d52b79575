// First of all: libraries look at both when their files are loaded.
import "../production.js";
import "reflect-metadata";
import { parseArgs } from "node:util";
import { checkDatabase, closeDatabase, DatabaseUnreachableError, openDatabase } from "../../db/connection.js";
import { EmbeddedDatabaseError, startEmbeddedPostgres } from "../../db/embedded-postgres.js";
import { migrate } from "../../db/migrate.js";
import { ConfigError, loadConfig } from "../config.js";
import { createLogger } from "../log.js";
import { backfill } from "./snapshot.commands.js";
import { addDays, dayOf } from "./snapshot.rules.js";

const USAGE = `npm run backfill -- --from 2026-10-01 [--to 2026-10-31]

Keeps the days of that period in the usage history that are over and not in it: each as it was at its end, as far as the
changes since are known. What is not usage (names, pricing, quotas) is as it is now. Days that are kept stay as they are.
`;

/** What the person who calls it got wrong. */
class BackfillRefused extends Error {
  override readonly name = "BackfillRefused";
}

function dayNamed(name: string, text: string): string {
  const time = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(time.getTime()) || dayOf(time) !== text) throw new BackfillRefused(`--${name} must be a day like 2026-10-31, but is "${text}"`);
  return text;
}

async function run(from: string, to: string): Promise<void> {
  const config = loadConfig(process.env);
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
  [BackfillRefused, ConfigError, DatabaseUnreachableError, EmbeddedDatabaseError].some((kind) => error instanceof kind) ||
  (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));

try {
  const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" }, help: { type: "boolean", short: "h" } } });
  if (values.help === true) process.stdout.write(USAGE);
  else if (values.from === undefined) throw new BackfillRefused(`--from is missing\n\n${USAGE}`);
  else {
    const [from, to] = [dayNamed("from", values.from), dayNamed("to", values.to ?? addDays(dayOf(new Date()), -1))];
    if (to < from) throw new BackfillRefused("--to must not be before --from");
    await run(from, to);
  }
} catch (error) {
  process.stderr.write(`${isForPerson(error) ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
