import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Clock ticks in a second, the unit of /proc. */
const ticks = (() => {
  try {
    return Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  } catch {
    return 100;
  }
})();

/** What /proc says of a process: its name and the milliseconds of processor time it has used; null where it says nothing. */
function read(pid: number): { name: string; milliseconds: number } | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return null;
  }
  const nameEnd = stat.lastIndexOf(")");
  const [, , , , , , , , , , , user, system] = stat.slice(nameEnd + 2).split(" ");
  return { name: stat.slice(stat.indexOf("(") + 1, nameEnd), milliseconds: ((Number(user) + Number(system)) * 1000) / ticks };
}

/** Milliseconds of processor time a process has used since it began; null where the system does not tell. */
export const processorTime = (pid: number): number | null => read(pid)?.milliseconds ?? null;

/**
 * The sum over processes of PostgreSQL; null where the system does not tell, or where one is none of PostgreSQL's: then
 * the database is on another machine and its numbers mean nothing here.
 */
export function databaseTime(pids: readonly number[]): number | null {
  let sum = 0;
  for (const pid of pids) {
    const found = read(pid);
    if (found === null || !found.name.startsWith("postgres")) return null;
    sum += found.milliseconds;
  }
  return sum;
}
