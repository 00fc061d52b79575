import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../src/project-root.js";
import type { Measured, Turn } from "./measure.js";
import type { Options, WorkloadName } from "./options.js";
import type { Workload } from "./workloads.js";

/** A middle with its spread. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Line {
  readonly variant: string;
  /** Requests in a second. */
  readonly rate: Spread;
  /** Milliseconds of processor time a request takes in Node. */
  readonly node: Spread | null;
  /** The same in PostgreSQL. */
  readonly database: Spread | null;
  /** Rate over that of the floor in the same round. */
  readonly toFloor: Spread;
  /** Rate over that of express+pg in the same round. */
  readonly toExpress: Spread;
  /** The floor's processor time for a request, Node and PostgreSQL, over this one's: a ratio that other programs disturb less. */
  readonly processorToFloor: Spread | null;
  /** What toFloor is meant to reach. */
  readonly target: number | null;
}

export interface WorkloadReport {
  readonly name: WorkloadName;
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Of an even number of values the middle is that of the two in the middle. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return { median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2, min: sorted[0]!, max: sorted.at(-1)! };
}

const spreadOrNull = (values: readonly (number | null)[]): Spread | null =>
  values.some((value) => value === null) ? null : spreadOf(values as number[]);

const processorTime = ({ node, database }: Turn): number | null => (node === null || database === null ? null : node + database);

function processorRatio(floor: Turn, turn: Turn): number | null {
  const [least, taken] = [processorTime(floor), processorTime(turn)];
  return least === null || taken === null ? null : least / taken;
}

/** What the turns of a workload come to. */
export function summarise({ name, title }: Workload, measured: readonly Measured[]): WorkloadReport {
  const [floor, express] = measured;
  const lines = measured.map(({ variant, turns }): Line => ({
    variant: variant.name,
    rate: spreadOf(turns.map(({ rate }) => rate)),
    node: spreadOrNull(turns.map(({ node }) => node)),
    database: spreadOrNull(turns.map(({ database }) => database)),
    toFloor: spreadOf(turns.map(({ rate }, round) => rate / floor!.turns[round]!.rate)),
    toExpress: spreadOf(turns.map(({ rate }, round) => rate / express!.turns[round]!.rate)),
    processorToFloor: spreadOrNull(turns.map((turn, round) => processorRatio(floor!.turns[round]!, turn))),
    target: variant.target ?? null,
  }));
  return { name, title, lines };
}

const HEADER = `| | variant | req/s | Node CPU ms | PostgreSQL CPU ms | to floor | CPU to floor | to express+pg | meant to floor |
|---|---|---:|---:|---:|---:|---:|---:|---:|`;

const milliseconds = (spread: Spread | null): string => (spread === null ? "-" : spread.median.toFixed(spread.median < 1 ? 3 : 2));
const ratio = ({ median, min, max }: Spread): string => `${median.toFixed(2)} (${min.toFixed(2)}..${max.toFixed(2)})`;

/** A Markdown table of all workloads: medians, ratios with their spread over the rounds. */
export function table(reports: readonly WorkloadReport[]): string {
  const rows = reports.flatMap(({ name, lines }) =>
    lines.map(({ variant, rate, node, database, toFloor, toExpress, processorToFloor, target }) => {
      const cells = [
        name, variant, rate.median.toFixed(rate.median < 100 ? 1 : 0), milliseconds(node), milliseconds(database), ratio(toFloor),
        processorToFloor === null ? "-" : processorToFloor.median.toFixed(2), ratio(toExpress), target === null ? "" : target.toFixed(2),
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  );
  const titles = reports.map(({ name, title }) => `${name}: ${title}.`);
  return [HEADER, ...rows, "", ...titles, ""].join("\n");
}

/** Writes the figures as JSON. @returns the file's path */
export async function writeResults(reports: readonly WorkloadReport[], options: Options): Promise<string> {
  const folder = join(projectRoot, "bench", "results");
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = join(folder, `${at.replaceAll(/[:.]/g, "-")}.json`);
  const machine = { node: process.version, processors: cpus().length, processor: cpus()[0]?.model, load: loadavg() };
  const { groups, rounds, seconds } = options;
  await writeFile(path, `${JSON.stringify({ at, machine, groups, rounds, seconds, workloads: reports }, null, 2)}\n`);
  return path;
}
