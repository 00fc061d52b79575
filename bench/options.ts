import { parseArgs } from "node:util";

export const USAGE = `npm run bench -- [--quick] [--groups 10000] [--only W1,W2] [--rounds 5] [--seconds 3] [--database <url>] [--keep] [--verify]

Measures Portico, the built server, against hand-written servers over the same tables.
  --quick     2 rounds of 1 second
  --groups    how many groups to seed
  --only      which workloads: W1, W2, W3, W6
  --rounds    how often the variants take turns
  --seconds   how long each turn is measured
  --database  postgres:// address of a server on which a database may be created; else TEST_DATABASE_URL, DATABASE_URL,
              postgres://postgres@127.0.0.1:5432, or an embedded one
  --keep      leave the database behind
  --verify    only check that all variants answer the same
`;

export const WORKLOAD_NAMES = ["W1", "W2", "W3", "W6"] as const;
export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

export interface Options {
  readonly groups: number;
  readonly only: readonly WorkloadName[];
  readonly rounds: number;
  /** Length of a turn. */
  readonly seconds: number;
  readonly database: string | undefined;
  readonly keep: boolean;
  readonly verify: boolean;
}

/** The arguments are wrong; the message is for whoever gave them. */
export class OptionsError extends Error {
  override readonly name = "OptionsError";
}

function numberOf(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!(value >= least)) throw new OptionsError(`--${name} must be a number from ${least}, but is "${text}"`);
  return value;
}

function workloadsOf(text: string): WorkloadName[] {
  return text.split(",").map((name) => {
    const known = WORKLOAD_NAMES.find((workload) => workload === name.trim().toUpperCase());
    if (known === undefined) throw new OptionsError(`--only knows ${WORKLOAD_NAMES.join(", ")}, but not "${name}"`);
    return known;
  });
}

/** @throws OptionsError */
export function readOptions(args: string[]): Options | "help" {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      groups: { type: "string", default: "10000" },
      only: { type: "string", default: WORKLOAD_NAMES.join(",") },
      rounds: { type: "string" },
      seconds: { type: "string" },
      database: { type: "string" },
      keep: { type: "boolean", default: false },
      verify: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const { quick, database, keep, verify } = values;
  return {
    groups: Math.floor(numberOf("groups", values.groups, 100)),
    only: workloadsOf(values.only),
    rounds: Math.floor(numberOf("rounds", values.rounds ?? (quick ? "2" : "5"), 1)),
    seconds: numberOf("seconds", values.seconds ?? (quick ? "1" : "3"), 0.1),
    database,
    keep,
    verify,
  };
}
