import "reflect-metadata";
import { parseArgs } from "node:util";
import { ConfigError, loadConfig } from "../../src/config.js";
import { ensureRoot } from "../../src/first-start.js";
import { createLogger } from "../../src/log.js";
import { checkDatabase, closeDatabase, DatabaseUnreachableError, openDatabase } from "../connection.js";
import { EmbeddedDatabaseError, startEmbeddedPostgres } from "../embedded-postgres.js";
import { migrate } from "../migrate.js";
import { progressLines } from "./progress.js";
import { checkRanges, SeedRefused, seedTree, type SeedOptions } from "./seed-tree.js";

const USAGE = `npm run seed -- --groups 10000 [--seed 1] [--password <of all seeded accounts>]

Fills the database of DATABASE_URL, or the embedded one, with a tree of partners, companies and units below its root group.
The database must have no other groups. The same --seed gives the same data.
`;

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new SeedRefused(`--${name} must be a whole number, but is "${text}"`);
  return Number(text);
}

function optionsOf(args: string[]): SeedOptions | "help" {
  const { values } = parseArgs({
    args,
    options: {
      groups: { type: "string" },
      seed: { type: "string", default: "1" },
      password: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  if (values.groups === undefined) throw new SeedRefused(`--groups is missing\n\n${USAGE}`);
  const options = { groups: wholeNumber("groups", values.groups), seed: wholeNumber("seed", values.seed), password: values.password };
  checkRanges(options);
  return options;
}

async function seedDatabase(options: SeedOptions): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger(config.logLevel);
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataFolder: config.dataFolder, log }) : undefined;
  const url = config.databaseUrl ?? embedded!.url;
  const db = openDatabase(url, { poolSize: 2, log });
  try {
    await checkDatabase(db, url);
    await migrate(db);
    await ensureRoot(db, config, log);
    const onProgress = progressLines((line) => process.stderr.write(line));
    const { groups, admins, serviceUsers } = await seedTree(db, { ...options, onProgress });
    process.stderr.write(`Made ${groups} groups, ${admins} admins and ${serviceUsers} service users.\n`);
  } finally {
    await closeDatabase(db);
    await embedded?.stop();
  }
}

const isForPerson = (error: unknown): error is Error =>
  [SeedRefused, ConfigError, DatabaseUnreachableError, EmbeddedDatabaseError].some((kind) => error instanceof kind) ||
  (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));

try {
  const options = optionsOf(process.argv.slice(2));
  if (options === "help") process.stdout.write(USAGE);
  else await seedDatabase(options);
} catch (error) {
  process.stderr.write(`${isForPerson(error) ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
