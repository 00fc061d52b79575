import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../src/kernel/project-root.js";
import type { Options } from "./options.js";
import { type Growth, type Line, OTHERS, type SizeReport, type Spread, type WorkloadReport, growthOf, verdictsOf } from "./report.js";

const milliseconds = (spread: Spread | null): string => (spread === null ? "-" : spread.median.toFixed(spread.median < 1 ? 3 : 2));
const withSpread = ({ median, min, max }: Spread): string => `${median.toFixed(2)} (${min.toFixed(2)}..${max.toFixed(2)})`;
const rate = ({ median }: Spread): string => median.toFixed(median < 100 ? 1 : 0);
const grown = (growth: Growth | null): string => (growth === null ? "" : `${growth.toFloor.toFixed(2)} (${growth.processor.toFixed(2)})`);
const count = (groups: number): string => groups.toLocaleString("en");

/** A comparison with another variant is worth a cell where something is meant by it. */
function toOther({ targets, ratios }: Line, column: string): string {
  const other = OTHERS.get(column)!.find((name) => targets?.rate?.[name] !== undefined);
  return (other !== undefined && ratios[other]?.median.toFixed(2)) || "";
}

const meant = (line: Line, growth: Growth | null): string =>
  verdictsOf(line, growth)
    .map((verdict) => `${verdict.meant} ${verdict.met ? "✓" : "✗"}`)
    .join(", ");

function notesOf({ label, title, lines, notes }: WorkloadReport): string[] {
  const reads = lines.flatMap(({ variant, read }) =>
    read === null
      ? []
      : [
          `${label}: beside ${variant}, the root was read ${rate(read.rate)} times a second, ` +
            `each read ${milliseconds(read.database)} ms of PostgreSQL CPU.`,
        ],
  );
  return [`${label}: ${title}.`, ...reads, ...notes];
}

/** A Markdown table of one size: medians, ratios with their spread over the rounds, and growth since the smallest size. */
export function table({ groups, workloads }: SizeReport, smallest: SizeReport | null): string {
  const all = workloads.flatMap(({ lines }) => lines);
  const others = [...OTHERS.keys()].filter((column) => all.some((line) => toOther(line, column) !== ""));
  const names = [
    "",
    "variant",
    "req/s",
    "Node CPU ms",
    "PostgreSQL CPU ms",
    "to floor",
    "CPU to floor",
    ...others.map((column) => `to ${column}`),
  ];
  if (smallest !== null) names.push(`growth since ${count(smallest.groups)}`);
  names.push("meant");
  const rows = workloads.flatMap((workload) =>
    workload.lines.map((line) => {
      const growth = smallest && growthOf(smallest, workload, line);
      return [
        workload.label,
        line.variant,
        rate(line.rate),
        milliseconds(line.node),
        milliseconds(line.database),
        withSpread(line.ratios.floor!),
        line.processorToFloor === null ? "-" : line.processorToFloor.median.toFixed(2),
        ...others.map((column) => toOther(line, column)),
        ...(smallest === null ? [] : [grown(growth)]),
        meant(line, growth),
      ];
    }),
  );
  const rules = names.map((_name, column) => (column < 2 || column === names.length - 1 ? "---" : "---:"));
  const inMarkdown = [names, rules, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [`${count(groups)} groups`, "", ...inMarkdown, "", ...workloads.flatMap(notesOf).map((note) => `- ${note}`), ""].join("\n");
}

/** Tables of all sizes, in ascending order. */
export const tables = (reports: readonly SizeReport[]): string =>
  reports.map((report, index) => table(report, index === 0 ? null : reports[0]!)).join("\n");

/** Writes what a run has found, in place of what that run has written before. @returns the path of the figures */
export const writeResults = (reports: readonly SizeReport[], options: Options, begun: Date): Promise<string> =>
  writeFigures("", reports, tables(reports), options, begun);

/**
 * Writes the figures of a run as JSON, and the tables beside, in place of what that run has written before.
 *
 * @param kind what the files' names begin with
 * @returns the path of the former
 */
export async function writeFigures(
  kind: string,
  sizes: readonly unknown[],
  text: string,
  { rounds, seconds, against }: Options,
  begun: Date,
): Promise<string> {
  const folder = join(projectRoot, "bench", "results");
  await mkdir(folder, { recursive: true });
  const at = begun.toISOString();
  const path = join(folder, `${kind === "" ? "" : `${kind}-`}${at.replaceAll(/[:.]/g, "-")}.json`);
  const machine = { node: process.version, processors: cpus().length, processor: cpus()[0]?.model, load: loadavg() };
  await writeFile(path, `${JSON.stringify({ at, machine, rounds, seconds, against, sizes }, null, 2)}\n`);
  await writeFile(path.replace(/json$/, "md"), text);
  return path;
}
