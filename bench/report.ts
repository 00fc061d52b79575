import type { Measured, Turn } from "./measure.js";
import type { WorkloadName } from "./options.js";
import { NAMES, type Targets, type VariantName, type Workload } from "./workloads/variant.js";

/** A middle with its spread. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What a variant's turns come to. */
export interface Line {
  readonly variant: VariantName;
  /** Requests in a second. */
  readonly rate: Spread;
  /** Milliseconds of processor time a request takes in Node. */
  readonly node: Spread | null;
  /** The same in PostgreSQL. */
  readonly database: Spread | null;
  /** Rate over that of each of the variants in the same round. */
  readonly ratios: Readonly<Partial<Record<VariantName, Spread>>>;
  /** The floor's processor time for a request, Node and PostgreSQL, over this one's: a ratio that other programs disturb less. */
  readonly processorToFloor: Spread | null;
  /** What was read beside the load: how often in a second, and PostgreSQL's milliseconds for one. */
  readonly read: { readonly rate: Spread; readonly database: Spread | null } | null;
  readonly targets: Targets | null;
}

export interface WorkloadReport {
  readonly name: WorkloadName;
  readonly label: string;
  readonly title: string;
  readonly lines: readonly Line[];
  /** What else was found. */
  readonly notes: readonly string[];
}

/** All that was measured at one size. */
export interface SizeReport {
  readonly groups: number;
  readonly workloads: readonly WorkloadReport[];
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

function readOf(turns: readonly Turn[]): Line["read"] {
  const reads = turns.map(({ read }) => read).filter((read) => read !== null);
  if (reads.length === 0) return null;
  return { rate: spreadOf(reads.map(({ rate }) => rate)), database: spreadOrNull(reads.map(({ database }) => database)) };
}

/** What the turns of a workload come to. */
export function summarise({ name, label, title }: Workload, measured: readonly Measured[], notes: readonly string[]): WorkloadReport {
  const floor = measured[0]!.turns;
  const lines = measured.map(({ variant, turns }): Line => ({
    variant: variant.name,
    rate: spreadOf(turns.map(({ rate }) => rate)),
    node: spreadOrNull(turns.map(({ node }) => node)),
    database: spreadOrNull(turns.map(({ database }) => database)),
    ratios: Object.fromEntries(
      measured.map((other) => [other.variant.name, spreadOf(turns.map(({ rate }, round) => rate / other.turns[round]!.rate))]),
    ),
    processorToFloor: spreadOrNull(turns.map((turn, round) => processorRatio(floor[round]!, turn))),
    read: readOf(turns),
    targets: variant.targets ?? null,
  }));
  return { name, label, title, lines, notes };
}

/** How the cost of a request grows from the smallest size to a larger one: 1 where it does not. */
export interface Growth {
  /** Of processor time, Node and PostgreSQL. */
  readonly processor: number;
  /** The same over the floor's: what the machine's caches, and other programs, do to all alike is left out. */
  readonly toFloor: number;
}

const middleOf = ({ node, database }: Line): number | null => (node === null || database === null ? null : node.median + database.median);

/** The growth of a line, or null where the smaller size has no such line, or the system does not tell processor time. */
export function growthOf(smallest: SizeReport, { label }: WorkloadReport, line: Line): Growth | null {
  const before = smallest.workloads.find((workload) => workload.label === label)?.lines.find(({ variant }) => variant === line.variant);
  if (before === undefined) return null;
  const [least, taken] = [middleOf(before), middleOf(line)];
  if (least === null || taken === null || before.processorToFloor === null || line.processorToFloor === null) return null;
  return { processor: taken / least, toFloor: before.processorToFloor.median / line.processorToFloor.median };
}

/** Most that a request may grow by. */
const MOST_GROWTH = 1.2;

/** Something a variant is meant to reach. */
export interface Verdict {
  readonly meant: string;
  readonly met: boolean;
}

/** What a line is meant to reach, as far as it was measured, and whether it does; rates and times by their medians. */
export function verdictsOf({ targets, ratios, processorToFloor, node, database, read }: Line, growth: Growth | null): Verdict[] {
  if (targets === null) return [];
  const verdicts: Verdict[] = [];
  for (const [name, least] of Object.entries(targets.rate ?? {})) {
    const reached = ratios[name as VariantName];
    if (reached !== undefined) verdicts.push({ meant: `${name} ${decimal(least)}`, met: reached.median >= least });
  }
  const atMost = (meant: string, most: number | undefined, reached: Spread | null | undefined): void => {
    if (most !== undefined && reached != null) verdicts.push({ meant: `${meant} ${most} ms`, met: reached.median <= most });
  };
  if (targets.processorToFloor !== undefined && processorToFloor !== null) {
    verdicts.push({
      meant: `CPU to floor ${decimal(targets.processorToFloor)}`,
      met: processorToFloor.median >= targets.processorToFloor,
    });
  }
  atMost("Node", targets.most?.node, node);
  atMost("PostgreSQL", targets.most?.database, database);
  atMost("read", targets.read, read?.database);
  if (growth !== null) verdicts.push({ meant: `growth ${MOST_GROWTH}`, met: growth.toFloor <= MOST_GROWTH });
  return verdicts;
}

const decimal = (value: number): string => String(Math.round(value * 100) / 100);

/** What Portico is compared with, beside the floor, by the names of the columns: peers, and itself doing the same in another way. */
export const OTHERS: ReadonlyMap<string, readonly VariantName[]> = new Map([
  [NAMES.express, [NAMES.express]],
  [NAMES.naive, [NAMES.naive]],
  [NAMES.postgraphile, [NAMES.postgraphile]],
  ["session", [NAMES.rest, NAMES.graph]],
  ["one document", [NAMES.oneDocument]],
  ["no usage", [NAMES.noUsage]],
]);
