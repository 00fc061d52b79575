// First of all: type-graphql's decorators need it when their files are loaded.
import "reflect-metadata";
import { loadavg } from "node:os";
import { SeedRefused } from "../db/seeds/seed-tree.js";
import { runAgainst } from "./against/run.js";
import { Cleanup } from "./cleanup.js";
import { measure } from "./measure.js";
import { memoryOf } from "./memory.js";
import { OptionsError, USAGE, readOptions, workloadsAt, type Options } from "./options.js";
import { installPeers } from "./peers.js";
import { summarise, type SizeReport, type WorkloadReport } from "./report.js";
import { setStage, type Stage } from "./stage.js";
import { tables, writeResults } from "./table.js";
import { LostUpdateError } from "./usage-records.js";
import { VerificationError, verify } from "./verify.js";
import type { Workload } from "./workloads/variant.js";
import { workloadsOf } from "./workloads/workloads.js";

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function notesOn({ name, label }: Workload, { db, sample, subjects }: Stage): Promise<string[]> {
  if (name === "W7") return [await sample.records.check(db)];
  return name === "W1" || name === "W9" ? [`${label}: ${await memoryOf(subjects.portico, db)}.`] : [];
}

async function measured(workload: Workload, stage: Stage, options: Options): Promise<WorkloadReport> {
  say(`${workload.label}: ${workload.title} (load average ${loadavg()[0]!.toFixed(2)})`);
  await workload.prepare?.(stage.db);
  const turns = await measure(
    workload,
    () => stage.db,
    options,
    ({ name }, round, { rate }) => say(`  ${round}  ${name.padEnd(32)} ${rate.toFixed(1).padStart(9)}/s`),
  );
  return summarise(workload, turns, await notesOn(workload, stage));
}

/** Runs one size, on a stage of its own. */
async function runSize(groups: number, options: Options, cleanup: Cleanup): Promise<SizeReport> {
  const stage = await setStage(groups, options, cleanup);
  const names = workloadsAt(groups, options);
  const workloads = workloadsOf(stage).filter(({ name }) => names.includes(name));
  for (const workload of workloads) await verify(workload, stage.sample, stage.db);
  say(`verified: all variants of ${names.join(", ")} answer the same`);
  const reports: WorkloadReport[] = [];
  if (!options.verify) for (const workload of workloads) reports.push(await measured(workload, stage, options));
  return { groups, workloads: reports };
}

/** Runs the sizes one after the other: all at once would need more connections than PostgreSQL gives. */
async function run(options: Options, cleanup: Cleanup): Promise<void> {
  if (options.against !== undefined) return runAgainst(options.against, options, cleanup, say);
  if (options.peers) installPeers();
  const begun = new Date();
  const reports: SizeReport[] = [];
  for (const groups of options.sizes) {
    const ofSize = new Cleanup();
    cleanup.add(() => ofSize.run());
    reports.push(await runSize(groups, options, ofSize));
    await ofSize.run();
    // Each size takes long enough to be kept at once.
    if (!options.verify) say(`written to ${await writeResults(reports, options, begun)}`);
  }
  if (!options.verify) process.stdout.write(`\n${tables(reports)}\n`);
}

const isForPerson = (error: unknown): error is Error =>
  [OptionsError, VerificationError, LostUpdateError, SeedRefused].some((kind) => error instanceof kind);

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
