import { readFileSync } from "node:fs";
import type { Knex } from "knex";
import { backendsOf } from "./measure.js";
import type { Subject } from "./subject.js";

/** MiB that /proc says a process has in memory: all of it (VmRSS), or what it shares with no other (RssAnon); null where it says nothing. */
function read(pid: number, name: "VmRSS" | "RssAnon"): number | null {
  try {
    const [, kibibytes] = new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}

const told = (mebibytes: number | null): string => (mebibytes === null ? "an unknown amount" : `${mebibytes.toFixed(0)} MiB`);

/** What a server has in memory, and what its connections to the database have there of their own, in words. */
export async function memoryOf(subject: Subject, db: Knex): Promise<string> {
  const backends = (await backendsOf(db, subject.applicationName)).map((pid) => read(pid, "RssAnon"));
  const own = backends.reduce((sum, mebibytes) => (sum === null || mebibytes === null ? null : sum + mebibytes), 0);
  return (
    `afterwards Portico's process had ${told(read(subject.pid, "VmRSS"))} in memory, ` +
    `and its ${backends.length} connections to PostgreSQL ${told(own)} of their own`
  );
}
