// First of all: type-graphql's decorators need it when their files are loaded.
import "reflect-metadata";
import { randomBytes } from "node:crypto";
import { loadavg } from "node:os";
import { closeDatabase, openDatabase } from "../db/connection.js";
import { SeedRefused, seedTree } from "../db/seeds/seed-tree.js";
import { Cleanup } from "./cleanup.js";
import { createDatabase } from "./database.js";
import { measure } from "./measure.js";
import { OptionsError, USAGE, readOptions, type Options } from "./options.js";
import { summarise, table, writeResults, type WorkloadReport } from "./report.js";
import { sampleGroups } from "./sample.js";
import { startSubject, type Subject } from "./subject.js";
import { addRegularTree } from "./tree-fixture.js";
import { VerificationError, verify } from "./verify.js";
import { workloadsOf, type Credentials, type Subjects, type Workload } from "./workloads.js";

const LOGIN = "admin";
const password = randomBytes(18).toString("base64url");

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Logs in as the root admin. */
async function logIn({ port }: Subject): Promise<Credentials> {
  const response = await fetch(`http://127.0.0.1:${port}/api/1/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: LOGIN, password }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || cookie === undefined) throw new Error(`logging in was answered with ${response.status}: ${await response.text()}`);
  return {
    session: { Cookie: cookie.split(";")[0]! },
    basic: { Authorization: `Basic ${Buffer.from(`${LOGIN}:${password}`).toString("base64")}` },
  };
}

/** Starts the servers: Portico first, which makes its tables and the root group. */
async function startSubjects(url: string, cleanup: Cleanup): Promise<Subjects> {
  const env = { DATABASE_URL: url, DATABASE_POOL: "10", PORTICO_SECRET: randomBytes(32).toString("hex"), LOG_LEVEL: "warn" };
  const rootAdmin = { PORTICO_ROOT_LOGIN: LOGIN, PORTICO_ROOT_PASSWORD: password };
  const portico = await startSubject("portico", ["--enable-source-maps", "dist/src/main.js"], { ...env, ...rootAdmin }, cleanup);
  const byHand = (name: string): Promise<Subject> => startSubject(name, ["--import", "tsx", `bench/${name}/main.ts`], env, cleanup);
  return { portico, floor: await byHand("floor"), express: await byHand("express"), naive: await byHand("naive") };
}

async function prepare({ groups, database, keep }: Options, cleanup: Cleanup) {
  const url = await createDatabase(database, keep, cleanup);
  const subjects = await startSubjects(url, cleanup);
  const db = openDatabase(url, { poolSize: 2 });
  cleanup.add(() => closeDatabase(db));
  say(`seeding ${groups} groups`);
  await seedTree(db, { groups, seed: 1 });
  const tree = await addRegularTree(db);
  await db.raw("vacuum analyze");
  const credentials = await logIn(subjects.portico);
  return { db, workloads: workloadsOf(await sampleGroups(db, tree), subjects, credentials) };
}

async function run(options: Options, cleanup: Cleanup): Promise<void> {
  const { db, workloads } = await prepare(options, cleanup);
  const chosen = workloads.filter(({ name }) => options.only.includes(name));
  for (const workload of chosen) await verify(workload, db);
  say(`verified: all variants of ${chosen.map(({ name }) => name).join(", ")} answer the same`);
  if (options.verify) return;
  const reports: WorkloadReport[] = [];
  for (const workload of chosen) reports.push(await measured(workload));
  process.stdout.write(`\n${table(reports)}\n`);
  say(`written to ${await writeResults(reports, options)}`);

  async function measured(workload: Workload): Promise<WorkloadReport> {
    say(`${workload.name}: ${workload.title} (load average ${loadavg()[0]!.toFixed(2)})`);
    const turns = await measure(workload, db, options, ({ name }, round, { rate }) => say(`  ${round}  ${name.padEnd(20)} ${rate.toFixed(1).padStart(9)}/s`));
    return summarise(workload, turns);
  }
}

const isForPerson = (error: unknown): error is Error =>
  [OptionsError, VerificationError, SeedRefused].some((kind) => error instanceof kind) ||
  (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));

const cleanup = new Cleanup();
cleanup.onSignals();
try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(USAGE);
  else await run(options, cleanup);
} catch (error) {
  if (!cleanup.begun) say(isForPerson(error) ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
} finally {
  await cleanup.run();
}
