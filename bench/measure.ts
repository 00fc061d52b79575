import { setTimeout as delay } from "node:timers/promises";
import type { Knex } from "knex";
import { query } from "../db/query.js";
import { Load } from "./load.js";
import { databaseTime, processorTime } from "./processor-time.js";
import { onTheWire, type Reader, type Sender, type Variant, type Workload } from "./workloads/variant.js";

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
  /** What was read beside the load; null where nothing was. */
  readonly read: Pick<Turn, "rate" | "database"> | null;
}

/** All turns of a variant, in the order of rounds. */
export interface Measured {
  readonly variant: Variant;
  readonly turns: Turn[];
}

/** Those that serve its connections: what helps them with one statement is gone before the turn is. */
export async function backendsOf(db: Knex, applicationName: string): Promise<number[]> {
  const rows = await query<{ pid: number }>(
    db,
    "select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and application_name = ?",
    [applicationName],
  );
  return rows.map(({ pid }) => pid);
}

const perRequest = (before: number | null, after: number | null, requests: number): number | null =>
  before === null || after === null || requests === 0 ? null : (after - before) / requests;

/** A load with the processes that bear it. */
interface Borne {
  readonly load: Load;
  readonly sender: Sender;
}

function beginReading(reader: Reader): Borne {
  const request = onTheWire(reader, reader.request);
  return { load: new Load({ port: reader.subject.port, next: () => request, bodyBegins: reader.bodyBegins }, 1), sender: reader };
}

async function snapshotsOf({ load, sender: { subject } }: Borne, db: Knex) {
  const backends = await backendsOf(db, subject.applicationName);
  return () => ({ answered: load.answered, node: processorTime(subject.pid), database: databaseTime(backends) });
}

/** Measures in the middle of a steady load: what is under way at the beginning makes up for what is so at the end. */
async function takeTurn(variant: Variant, db: Knex, settling: number, milliseconds: number): Promise<Turn> {
  const { subject, bodyBegins, reader } = variant;
  const load = new Load({ port: subject.port, next: (connection) => onTheWire(variant, variant.next(connection)), bodyBegins });
  const reading = reader === undefined ? null : beginReading(reader);
  try {
    await delay(settling);
    await load.wholeRound();
    const snapshot = await snapshotsOf({ load, sender: variant }, db);
    const readSnapshot = reading === null ? null : await snapshotsOf(reading, db);
    await load.wholeRound();
    const [before, readBefore, begun] = [snapshot(), readSnapshot?.(), performance.now()];
    await delay(milliseconds);
    await load.wholeRound();
    const [after, readAfter, ended] = [snapshot(), readSnapshot?.(), performance.now()];
    const requests = after.answered - before.answered;
    const rateOf = (count: number): number => (count * 1000) / (ended - begun);
    const reads =
      readBefore === undefined || readAfter === undefined
        ? null
        : { before: readBefore, after: readAfter, count: readAfter.answered - readBefore.answered };
    return {
      rate: rateOf(requests),
      node: perRequest(before.node, after.node, requests),
      database: perRequest(before.database, after.database, requests),
      read: reads && { rate: rateOf(reads.count), database: perRequest(reads.before.database, reads.after.database, reads.count) },
    };
  } finally {
    await Promise.all([load.stop(), reading?.load.stop()]);
  }
}

/** How much longer than a turn each variant runs before the first, for what its programs learn about themselves. */
const WARMING = 2;

/**
 * Measures a workload: all variants in turn, as often as there are rounds, once each has run for a while. What a turn has made is
 * removed before the next one.
 *
 * @param dbOf the database that a variant's server works on
 */
export async function measure(
  { variants, tidy }: Pick<Workload, "variants" | "tidy">,
  dbOf: (variant: Variant) => Knex,
  { rounds, seconds }: { rounds: number; seconds: number },
  onTurn: (variant: Variant, round: number, turn: Turn) => void,
): Promise<Measured[]> {
  const measured = variants.map((variant): Measured => ({ variant, turns: [] }));
  const turnOf = async (variant: Variant, settling: number, milliseconds: number): Promise<Turn> => {
    const turn = await takeTurn(variant, dbOf(variant), settling, milliseconds);
    await tidy?.(dbOf(variant));
    return turn;
  };
  for (const variant of variants) await turnOf(variant, 0, WARMING * seconds * 1000);
  for (let round = 1; round <= rounds; round += 1) {
    for (const { variant, turns } of measured) {
      const turn = await turnOf(variant, SETTLING, seconds * 1000);
      turns.push(turn);
      onTurn(variant, round, turn);
    }
  }
  return measured;
}
