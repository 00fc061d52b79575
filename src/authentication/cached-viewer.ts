import type { Knex } from "knex";
import type { Viewer } from "../access/viewer.js";
import type { Revalidation } from "../access/viewer.table.js";
import type { Statement } from "../../db/query.js";
import { type OneTripWrite, writeInOneTrip } from "../access/one-trip.js";
import { runRow } from "../sql-planner/run.js";

/**
 * Who asks, as an earlier request found it by the same credential. It may have changed since: nothing may be answered to it before
 * `read` has revalidated it, or `authenticate` has found out who asks.
 */
export class CachedViewer {
  private found: Promise<Viewer | null> | undefined;
  private revalidated = false;

  constructor(
    private readonly db: Knex,
    readonly viewer: Viewer,
    private readonly revalidation: Revalidation,
    private readonly find: () => Promise<Viewer | null>,
  ) {}

  /**
   * Reads, and revalidates the viewer in the same statement.
   *
   * @param statementFor makes the statement for the viewer, with that condition; null where one statement can't answer
   * @returns the answer's text; null where the viewer has changed, or resolvers have to answer
   */
  async read(statementFor: (revalidation: Revalidation) => Statement | null): Promise<string | null> {
    const statement = statementFor(this.revalidation);
    const row = statement && (await runRow(this.db, statement));
    if (row === null) return null;
    this.revalidated = true;
    return row.body;
  }

  /**
   * Makes a change in one trip, and revalidates the viewer in the same statement.
   *
   * @param write null where one trip can't do it
   * @returns the answer's text; null where nothing has changed, and the ordinary command has to answer whoever it is
   */
  async write(write: OneTripWrite | null): Promise<string | null> {
    const text = write && (await writeInOneTrip(this.db, write, this.revalidation));
    if (text !== null) this.revalidated = true;
    return text;
  }

  /** Whether a read or a change has found the viewer unchanged, whatever it has answered. */
  get isRevalidated(): boolean {
    return this.revalidated;
  }

  /** Finds out who asks, unless it is known: once, however often it is called. @throws Refusal as `authenticate` does */
  authenticate(): Promise<Viewer | null> {
    return (this.found ??= this.revalidated ? Promise.resolve(this.viewer) : this.find());
  }
}
