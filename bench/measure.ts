import { setTimeout as delay } from "node:timers/promises";
import type { Knex } from "knex";
import { query } from "../db/query.js";
import { Load } from "./load.js";
import { databaseTime, processorTime } from "./processor-time.js";
import { onTheWire, type Variant, type Workload } from "./workloads.js";

/** Milliseconds of load before each measured turn, for caches and connections. */
const SETTLING = 500;

/** One turn of a variant. */
export interface Turn {
  /** Requests answered in a second. */
  readonly rate: number;
  /** Milliseconds of processor time a request took in the server's process; null where the system does not tell. */
  readonly node: number | null;
  /** The same in PostgreSQL's backends. */
  readonly database: number | null;
}

/** All turns of a variant, in the order of rounds. */
export interface Measured {
  readonly variant: Variant;
  readonly turns: Turn[];
}

async function backendsOf(db: Knex, applicationName: string): Promise<number[]> {
  const rows = await query<{ pid: number }>(db, "select pid from pg_stat_activity where datname = current_database() and application_name = ?",
    [applicationName],
  );
  return rows.map(({ pid }) => pid);
}

const perRequest = (before: number | null, after: number | null, requests: number): number | null =>
  before === null || after === null ? null : (after - before) / requests;

/** Measures in the middle of a steady load: what is under way at the beginning makes up for what is so at the end. */
async function takeTurn(variant: Variant, db: Knex, milliseconds: number): Promise<Turn> {
  const { subject, isGraph } = variant;
  const load = new Load({ port: subject.port, next: () => onTheWire(variant, variant.next()), bodyBegins: isGraph ? '{"data":{' : "{" });
  try {
    await delay(SETTLING);
    await load.wholeRound();
    const backends = await backendsOf(db, subject.applicationName);
    const snapshot = () => ({
      at: performance.now(),
      answered: load.answered,
      node: processorTime(subject.pid),
      database: databaseTime(backends),
    });
    await load.wholeRound();
    const before = snapshot();
    await delay(milliseconds);
    await load.wholeRound();
    const after = snapshot();
    const requests = after.answered - before.answered;
    return {
      rate: (requests * 1000) / (after.at - before.at),
      node: perRequest(before.node, after.node, requests),
      database: perRequest(before.database, after.database, requests),
    };
  } finally {
    await load.stop();
  }
}

/** Measures a workload: all variants in turn, as often as there are rounds, after each has had one turn to warm up. */
export async function measure(
  { variants }: Workload,
  db: Knex,
  { rounds, seconds }: { rounds: number; seconds: number },
  onTurn: (variant: Variant, round: number, turn: Turn) => void,
): Promise<Measured[]> {
  const measured = variants.map((variant): Measured => ({ variant, turns: [] }));
  for (const variant of variants) await takeTurn(variant, db, seconds * 1000);
  for (let round = 1; round <= rounds; round += 1) {
    for (const { variant, turns } of measured) {
      const turn = await takeTurn(variant, db, seconds * 1000);
      turns.push(turn);
      onTurn(variant, round, turn);
    }
  }
  return measured;
}
