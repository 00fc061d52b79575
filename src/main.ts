// First of all: libraries look at both when their files are loaded.
import "./kernel/runtime.js";
import "reflect-metadata";
import type { Knex } from "knex";
import { checkDatabase, closeDatabase, DatabaseUnreachableError, openDatabase } from "../db/connection.js";
import { EmbeddedDatabaseError, startEmbeddedPostgres } from "../db/embedded-postgres.js";
import { migrate } from "../db/migrate.js";
import { createApp } from "./app.js";
import { ensureAuthorities } from "./features/certificates/certificate.commands.js";
import { takeCommandLine } from "./cli/command-line.mjs";
import { type Config } from "./config/config.js";
import { ConfigError, loadConfig, withPort } from "./config/load-config.js";
import { type MadeRoot, ensureRoot, rootStanding } from "./first-start.js";
import { keepCanonicalForms } from "./folded-columns.js";
import { startJobs } from "./jobs/job-runner.js";
import { choosePort, listen, ListenError } from "./http/listen.js";
import { createLogger, type Logger } from "./kernel/log.js";
import { programVersion } from "./features/logic/versions.js";
import { startMaintenance } from "./maintenance.js";
import { ensureSigningKeys } from "./authentication/oauth/signing-key.commands.js";
import { ENCRYPTED_COLUMNS } from "./encrypted-columns.js";
import { DecryptionError } from "./encryption/encryption.js";
import { encryptAnew } from "./encryption/encryption.table.js";
import { passwordLine, startBlock } from "./start-block.js";
import { prepare } from "./config/start-checks.js";
import { keepMonths } from "./features/usage/snapshot.commands.js";
import { createServices, createTasks } from "./services.js";

/** Milliseconds after which requests that still run are cut off when the server stops. */
const requestPatience = 8000;
/** Milliseconds after which the process ends, whatever has not stopped by then. */
const stopPatience = 9800;

/** What is to be undone when the server stops, last opened first closed. */
const open: { readonly name: string; readonly close: () => Promise<unknown> }[] = [];
let stopping = false;
/** The administrator that this start has made, until its password has been shown. */
let unsaid: MadeRoot | null = null;

async function openConfigured(config: Config, log: Logger, onLost: () => void): Promise<Knex> {
  let url = config.databaseUrl;
  if (url === undefined) {
    const embedded = await startEmbeddedPostgres({ dataFolder: config.dataFolder, log, onLost });
    open.push({ name: "embedded database", close: () => embedded.stop() });
    url = embedded.url;
  } else if (config.secretSource === "file") {
    log.warn(
      `PORTICO_SECRET is not set: tokens are signed with the secret in ${config.dataFolder}. Servers that share a database must share it.`,
    );
  }
  const db = openDatabase(url, { poolSize: config.databasePool, log });
  open.push({ name: "database connections", close: () => closeDatabase(db) });
  if (config.databaseUrl !== undefined) await checkDatabase(db, config.databaseUrl);
  return db;
}

/** `npm run worker`: runs jobs, and serves nobody. */
const isWorker = process.argv[2] === "worker";
const { env } = takeCommandLine(isWorker ? "worker" : "start", process.argv.slice(isWorker ? 3 : 2));

async function start(config: Config, log: Logger, onLost: () => void): Promise<void> {
  await prepare(config, env, log);
  const db = await openConfigured(config, log, onLost);
  if (stopping) return;
  await migrate(db);
  await keepCanonicalForms(db, log);
  // Before anything is written: no write may find its month missing.
  await keepMonths(db, new Date(), config.usageHistoryMonths);
  const services = createServices(config, db, log);
  const { encryption } = services;
  const encrypted = await encryptAnew(db, encryption, ENCRYPTED_COLUMNS);
  if (encrypted > 0) log.info({ count: encrypted }, "what was encrypted with PORTICO_OLD_SECRET is encrypted anew");
  const madeRoot = (unsaid = await ensureRoot(db, config, log));
  await ensureAuthorities(db, encryption);
  await ensureSigningKeys(db, encryption);
  open.push({ name: "maintenance", close: startMaintenance(services) });
  const stopJobs = isWorker || config.runsJobs ? await startJobs(db, createTasks(services), log) : () => Promise.resolve();
  open.push({ name: "jobs", close: stopJobs });
  if (config.smtpUrl === undefined) log.warn(`SMTP_URL is not set: mails are kept as files in ${config.dataFolder}/mail`);
  if (isWorker) {
    log.info("ready: running jobs");
    return;
  }
  const app = await createApp({ services });
  if (stopping) return;
  const listener = await listen(app, config, log);
  // Jobs have the time that requests have.
  open.push({ name: "requests", close: () => Promise.all([listener.stop(requestPatience), stopJobs()]) });
  log.info({ url: config.publicUrl, port: config.port }, `ready: ${config.publicUrl}`);
  process.stderr.write(startBlock({ config, version: programVersion, madeRoot, ...(await rootStanding(db, config)) }));
  unsaid = null;
}

/** Nobody could ever sign in without a made-up password that has not been shown. */
function sayPassword(): void {
  if (unsaid !== null) process.stderr.write(passwordLine(unsaid));
  unsaid = null;
}

/** Stops in the reverse order of opening, and ends the process. */
async function stop(code: number, log: Logger): Promise<void> {
  let failed = false;
  sayPassword();
  for (const { name, close } of open.reverse()) {
    await close().catch((error: unknown) => {
      failed = true;
      log.error({ err: error }, `stopping failed: ${name}`);
    });
  }
  if (code === 0) log.info("stopped");
  process.exit(failed ? 1 : code);
}

/** The failures that the person who starts the server can do something about; others are shown with their stack. */
function isForPerson(error: unknown): error is Error {
  const kinds = [ConfigError, DatabaseUnreachableError, EmbeddedDatabaseError, ListenError, DecryptionError];
  return kinds.some((kind) => error instanceof kind);
}

async function chosenConfig(): Promise<Config> {
  const config = loadConfig(env);
  return isWorker ? config : withPort(config, await choosePort(config));
}

async function run(): Promise<void> {
  // Nothing that this process makes is for others; what is, gets its mode where it is made.
  process.umask(0o077);
  const config = await chosenConfig();
  const log = createLogger(config.logLevel);
  const stopOnce = (code: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.error("not everything stopped in time");
      process.exit(code);
    }, stopPatience).unref();
    // What a start that is under way has yet to open must be closed as well.
    void starting.catch(() => undefined).then(() => stop(code, log));
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (!stopping) log.info(`${signal}: stopping`);
      stopOnce(0);
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, event);
      stopOnce(1);
    });
  }
  const starting = start(config, log, () => stopOnce(1));
  await starting.catch((error: unknown) => {
    if (isForPerson(error)) process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, "start failed");
    stopOnce(1);
  });
}

await run().catch((error: unknown) => {
  process.stderr.write(`${isForPerson(error) ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
