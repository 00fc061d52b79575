import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const USAGE = `npm run bench -- [--quick] [--groups 10000] [--peers] [--only W1,W2] [--rounds 5] [--seconds 3]
  [--database <url>] [--keep] [--verify]
npm run bench -- --against <folder of another build> [--quick] [--groups 10000] [--only W1,W4,W6] [--rounds 8] ...

Measures Portico, the built server, against hand-written servers over the same tables.
  --against   compares this build with another one, both in the same run: a folder with its own dist and node_modules
  --quick     2 rounds of 0.7 seconds
  --groups    how many groups to seed; several numbers (10000,100000,1000000) run what reads at each of them
  --peers     with PostGraphile 5, installed at first use
  --only      which workloads: W1, W9, W2, W3, W4, W6, W6b, W6c, W6d, W7, W8 (bench/README.md says what they are)
  --rounds    how often the variants take turns, 5 times; builds at least, and unless told otherwise, 8 times
  --seconds   how long each turn is measured
  --database  postgres:// address of a server on which a database may be created; else TEST_DATABASE_URL, DATABASE_URL,
              postgres://postgres@127.0.0.1:5432, or an embedded one
  --keep      leave the database behind
  --verify    only check that all variants answer the same
`;

/** In the order in which they run: W9 is about what it leaves of W1. */
export const WORKLOAD_NAMES = ["W1", "W9", "W2", "W3", "W4", "W6", "W6b", "W6c", "W6d", "W7", "W8"] as const;
export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

/** Those that write: they run at one size only. */
const WRITING: readonly WorkloadName[] = ["W6", "W6b", "W6c", "W6d", "W7"];
/** The size meant for them. */
const WRITING_GROUPS = 100_000;

export interface Options {
  /** How many groups to seed, in ascending order: each size is measured. */
  readonly sizes: readonly number[];
  readonly peers: boolean;
  readonly only: readonly WorkloadName[];
  readonly rounds: number;
  /** Length of a turn. */
  readonly seconds: number;
  readonly database: string | undefined;
  readonly keep: boolean;
  readonly verify: boolean;
  /** Absolute path of another build to compare with, in place of the other servers. */
  readonly against: string | undefined;
}

/** Fewest turns that say anything of a few hundredths. */
const ROUNDS_AGAINST = 8;

/** The arguments are wrong; the message is for whoever gave them. */
export class OptionsError extends Error {
  override readonly name = "OptionsError";
}

function numberOf(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!(value >= least)) throw new OptionsError(`--${name} must be a number from ${least}, but is "${text}"`);
  return value;
}

function sizesOf(text: string): number[] {
  const sizes = text.split(",").map((size) => Math.floor(numberOf("groups", size, 100)));
  return [...new Set(sizes)].sort((a, b) => a - b);
}

function workloadsOf(text: string): WorkloadName[] {
  return text.split(",").map((name) => {
    const known = WORKLOAD_NAMES.find((workload) => workload.toUpperCase() === name.trim().toUpperCase());
    if (known === undefined) throw new OptionsError(`--only knows ${WORKLOAD_NAMES.join(", ")}, but not "${name}"`);
    return known;
  });
}

/** The workloads to run at a size: all that read, and those that write at the size that comes nearest to theirs. */
export function workloadsAt(size: number, { sizes, only }: Pick<Options, "sizes" | "only">): WorkloadName[] {
  const distance = (groups: number): number => Math.abs(Math.log(groups / WRITING_GROUPS));
  const nearest = sizes.reduce((best, groups) => (distance(groups) < distance(best) ? groups : best));
  return only.filter((name) => size === nearest || !WRITING.includes(name));
}

const FLAGS = {
  quick: { type: "boolean", default: false },
  groups: { type: "string", default: "10000" },
  peers: { type: "boolean", default: false },
  only: { type: "string", default: WORKLOAD_NAMES.join(",") },
  rounds: { type: "string" },
  seconds: { type: "string" },
  database: { type: "string" },
  keep: { type: "boolean", default: false },
  verify: { type: "boolean", default: false },
  against: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS });
  } catch (error) {
    throw new OptionsError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** @throws OptionsError, which names the flags there are for one that is none */
export function readOptions(args: string[]): Options | "help" {
  const { values } = parsed(args);
  if (values.help) return "help";
  const { quick, peers, database, keep, verify } = values;
  const against = values.against === undefined ? undefined : resolve(values.against);
  if (against !== undefined && peers) throw new OptionsError("--against compares builds alone: leave --peers out");
  const usualRounds = against !== undefined ? ROUNDS_AGAINST : quick ? 2 : 5;
  return {
    sizes: sizesOf(values.groups),
    peers,
    only: workloadsOf(values.only),
    rounds: Math.floor(numberOf("rounds", values.rounds ?? String(usualRounds), against === undefined ? 1 : ROUNDS_AGAINST)),
    seconds: numberOf("seconds", values.seconds ?? (quick ? "0.7" : "3"), 0.1),
    database,
    keep,
    verify,
    against,
  };
}
