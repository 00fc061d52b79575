import { loadavg } from "node:os";
import { projectRoot } from "../../src/kernel/project-root.js";
import { Cleanup } from "../cleanup.js";
import { measure } from "../measure.js";
import { type Options, workloadsAt } from "../options.js";
import type { Stage } from "../stage.js";
import { writeFigures } from "../table.js";
import { verify } from "../verify.js";
import { NAMES, type Variant, type VariantName, type Workload } from "../workloads/variant.js";
import { workloadsOf } from "../workloads/workloads.js";
import { checkBuild, setBuild } from "./build.js";
import { type Comparison, type SizeComparison, compare, comparisonTable } from "./ratio.js";

/** Portico's own ways of doing a workload; what is read beside a load is left out. */
const COMPARED: readonly VariantName[] = [
  NAMES.rest,
  NAMES.basic,
  NAMES.bearer,
  NAMES.graph,
  NAMES.graphBasic,
  NAMES.graphBearer,
  NAMES.oneDocument,
  NAMES.documents,
];

interface Side {
  stage: Stage;
  workloads: Workload[];
}

function sideOf(stage: Stage, names: readonly string[]): Side {
  const workloads = workloadsOf(stage).filter(({ name }) => names.includes(name));
  const compared = ({ variants }: Workload): Variant[] =>
    variants.filter(({ name }) => COMPARED.includes(name)).map((variant) => ({ ...variant, reader: undefined }));
  return { stage, workloads: workloads.map((workload) => ({ ...workload, variants: compared(workload) })) };
}

async function verifySide({ stage, workloads }: Side): Promise<void> {
  for (const workload of workloads) await verify(workload, stage.sample, stage.db);
}

/** Runs one workload on both builds, in turn: each endpoint of the one is followed by the same endpoint of the other. */
async function compared(here: Side, there: Side, index: number, options: Options, say: (line: string) => void): Promise<Comparison[]> {
  const [mine, others] = [here.workloads[index]!, there.workloads[index]!];
  say(`${mine.label}: ${mine.title} (load average ${loadavg()[0]!.toFixed(2)})`);
  const pairs = mine.variants.map((variant, at) => [variant, others.variants[at]!] as const);
  for (const { stage, workloads } of [here, there]) await workloads[index]!.prepare?.(stage.db);
  const isMine = (variant: Variant): boolean => mine.variants.includes(variant);
  const turns = await measure(
    { ...mine, variants: pairs.flat() },
    (variant) => (isMine(variant) ? here : there).stage.db,
    options,
    (variant, round, { rate }) =>
      say(`  ${round}  ${isMine(variant) ? "this " : "other"} ${variant.name.padEnd(32)} ${rate.toFixed(1).padStart(9)}/s`),
  );
  if (mine.name === "W7") for (const { stage } of [here, there]) await stage.sample.records.check(stage.db);
  return pairs.map(([{ name }], at) => compare(mine.label, name, turns[2 * at]!.turns, turns[2 * at + 1]!.turns));
}

async function runSize(
  folder: string,
  groups: number,
  options: Options,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<SizeComparison> {
  const names = workloadsAt(groups, options);
  say(`making ${groups} groups by each build`);
  const here = sideOf(await setBuild(projectRoot, groups, options, cleanup), names);
  const there = sideOf(await setBuild(folder, groups, options, cleanup), names);
  for (const side of [here, there]) await verifySide(side);
  say(`verified: both builds answer ${names.join(", ")}`);
  const comparisons: Comparison[] = [];
  if (!options.verify) for (const index of here.workloads.keys()) comparisons.push(...(await compared(here, there, index, options, say)));
  return { groups, comparisons };
}

/**
 * Compares this build with another one at each size, and writes tables and figures.
 *
 * @throws OptionsError where the folder holds no build
 */
export async function runAgainst(folder: string, options: Options, cleanup: Cleanup, say: (line: string) => void): Promise<void> {
  checkBuild(folder);
  const begun = new Date();
  const sizes: SizeComparison[] = [];
  for (const groups of options.sizes) {
    const ofSize = new Cleanup();
    cleanup.add(() => ofSize.run());
    sizes.push(await runSize(folder, groups, options, ofSize, say));
    await ofSize.run();
    if (!options.verify) say(`written to ${await writeFigures("against", sizes, sizes.map(comparisonTable).join("\n"), options, begun)}`);
  }
  if (!options.verify) process.stdout.write(`\n${sizes.map(comparisonTable).join("\n")}\n`);
}
