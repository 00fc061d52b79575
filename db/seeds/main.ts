import "reflect-metadata";
import { randomBytes } from "node:crypto";
import { takeCommandLine } from "../../src/cli/command-line.mjs";
import { ConfigError, loadConfig } from "../../src/config/load-config.js";
import { ensureRoot } from "../../src/first-start.js";
import { createLogger } from "../../src/kernel/log.js";
import { passwordLine } from "../../src/start-block.js";
import { checkDatabase, closeDatabase, DatabaseUnreachableError, openDatabase } from "../connection.js";
import { EmbeddedDatabaseError, startEmbeddedPostgres } from "../embedded-postgres.js";
import { migrate } from "../migrate.js";
import { progressLines } from "./progress.js";
import { checkRanges, SeedRefused, seedTree, type SeedOptions, type SeedResult } from "./seed-tree.js";

type Values = Readonly<Record<string, string | true | undefined>>;

function wholeNumber(name: string, text: string | true): number {
  if (!/^\d{1,10}$/.test(String(text))) throw new SeedRefused(`--${name} must be a whole number, but is "${text}"`);
  return Number(text);
}

function optionsOf({ groups = "1000", seed = "1", password }: Values): SeedOptions & { password: string } {
  const options = {
    groups: wholeNumber("groups", groups),
    seed: wholeNumber("seed", seed),
    password: typeof password === "string" ? password : randomBytes(12).toString("base64url"),
  };
  checkRanges(options);
  return options;
}

/** Says what was made, and whom to sign in as. */
function report({ groups, admins, serviceUsers, signIns }: SeedResult, password: string, isMadeUp: boolean): string {
  const width = Math.max(0, ...signIns.map(({ login }) => login.length));
  const lines = signIns.map(({ login, who }) => `  ${login.padEnd(width)}  ${who}`);
  const shown = isMadeUp ? `"${password}" (shown this once)` : "that was given";
  return `Made ${groups} groups, ${admins} admins and ${serviceUsers} service users.\n${lines.length === 0 ? "" : `\nSign in as one of these, with the password ${shown}:\n${lines.join("\n")}\n`}`;
}

async function seedDatabase(values: Values, env: NodeJS.ProcessEnv): Promise<void> {
  const options = optionsOf(values);
  const config = loadConfig(env);
  const log = createLogger(config.logLevel);
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataFolder: config.dataFolder, log }) : undefined;
  const url = config.databaseUrl ?? embedded!.url;
  const db = openDatabase(url, { poolSize: 2, log });
  try {
    await checkDatabase(db, url);
    await migrate(db);
    const madeRoot = await ensureRoot(db, config, log);
    if (madeRoot !== null) process.stderr.write(passwordLine(madeRoot));
    const onProgress = progressLines((line) => process.stderr.write(line));
    const result = await seedTree(db, { ...options, onProgress });
    process.stderr.write(report(result, options.password, values["password"] === undefined));
  } finally {
    await closeDatabase(db);
    await embedded?.stop();
  }
}

const isForPerson = (error: unknown): error is Error =>
  [SeedRefused, ConfigError, DatabaseUnreachableError, EmbeddedDatabaseError].some((kind) => error instanceof kind);

const { env, values } = takeCommandLine("seed", process.argv.slice(2));

try {
  await seedDatabase(values, env);
} catch (error) {
  process.stderr.write(`${isForPerson(error) ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
