import type { Turn } from "../measure.js";
import { type Spread, spreadOf } from "../report.js";

/** Nothing is lost where the spread of the ratio of rates comes so far. */
export const NOTHING_LOST = 0.95;

/** How this build does a workload by one endpoint, beside another build. */
export interface Comparison {
  /** The workload's. */
  readonly label: string;
  readonly variant: string;
  /** Requests in a second: this build's, and the other's. */
  readonly rate: { readonly here: Spread; readonly there: Spread };
  /** This build's rate over the other's of the same round. */
  readonly rateRatio: Spread;
  /** The same of the processor time of a request, Node and PostgreSQL; null where the system does not tell. */
  readonly processorRatio: Spread | null;
  readonly nothingLost: boolean;
}

const processorTime = ({ node, database }: Turn): number | null => (node === null || database === null ? null : node + database);

/** Compares turns of the same rounds. */
export function compare(label: string, variant: string, here: readonly Turn[], there: readonly Turn[]): Comparison {
  const rateRatio = spreadOf(here.map(({ rate }, round) => rate / there[round]!.rate));
  const processor = here.map((turn, round): number | null => {
    const [mine, others] = [processorTime(turn), processorTime(there[round]!)];
    // A short turn may take no whole step of the clock.
    return mine === null || others === null || others === 0 ? null : mine / others;
  });
  return {
    label,
    variant,
    rate: { here: spreadOf(here.map(({ rate }) => rate)), there: spreadOf(there.map(({ rate }) => rate)) },
    rateRatio,
    processorRatio: processor.some((ratio) => ratio === null) ? null : spreadOf(processor as number[]),
    nothingLost: rateRatio.max >= NOTHING_LOST,
  };
}

const withSpread = ({ median, min, max }: Spread): string => `${median.toFixed(3)} (${min.toFixed(3)}..${max.toFixed(3)})`;

/** What a comparison comes to, in a line. */
export const verdictOf = ({ label, variant, rateRatio, nothingLost }: Comparison): string =>
  `${label}, ${variant}: ${nothingLost ? "nothing lost" : "LOST"}: the ratio of rates is ${withSpread(rateRatio)} and ${nothingLost ? "reaches" : "lies below"} ${NOTHING_LOST}`;

/** Comparisons at one size. */
export interface SizeComparison {
  readonly groups: number;
  readonly comparisons: readonly Comparison[];
}

/** A Markdown table of one size, and a line for each comparison. */
export function comparisonTable({ groups, comparisons }: SizeComparison): string {
  const names = ["", "variant", "req/s", "other's req/s", "rate to other's", "CPU to other's", "nothing lost"];
  const rows = comparisons.map(({ label, variant, rate, rateRatio, processorRatio, nothingLost }) => [
    label,
    variant,
    rate.here.median.toFixed(0),
    rate.there.median.toFixed(0),
    withSpread(rateRatio),
    processorRatio === null ? "-" : withSpread(processorRatio),
    nothingLost ? "✓" : "✗",
  ]);
  const rules = names.map((_name, column) => (column < 2 ? "---" : "---:"));
  const inMarkdown = [names, rules, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [
    `${groups.toLocaleString("en")} groups`,
    "",
    ...inMarkdown,
    "",
    ...comparisons.map((comparison) => `- ${verdictOf(comparison)}`),
    "",
  ].join("\n");
}
