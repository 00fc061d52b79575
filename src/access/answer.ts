import type { Knex } from "knex";
import { type Statement, requireValues, run, together } from "../../db/query.js";
import { LastStatement } from "../../db/transaction.js";
import { existingAnswer } from "./one-trip.sql.js";
import { DATA_EXCEPTION, sqlStateIs } from "../sql-planner/run.js";
import type { Viewer } from "./viewer.js";

/** What a write leads to, by which its answer is read: the object that it has changed or made. */
function idOf(result: unknown): number {
  const id = typeof result === "object" && result !== null && "id" in result ? result.id : result;
  if (typeof id !== "number") throw new TypeError("an answer can be read only of a write that gives the id of its object");
  return id;
}

/**
 * The answer to a mutation, read by one statement in the last trip of the transaction that makes the change, together with COMMIT. So it
 * is of what this change has made, and no later one.
 */
export class Answer {
  private body: string | null = null;
  private failed = false;

  /** @param statementFor the read of the answer; null where it would be refused */
  constructor(private readonly statementFor: (changed: { asker: Viewer; id: number }) => Statement | null) {}

  /** The answer's text; null until it has been read. */
  get text(): string | null {
    return this.body;
  }

  /** Whether it could not be written, so that the change was undone: resolvers have to answer. */
  get isUnwritable(): boolean {
    return this.failed;
  }

  /**
   * Sends the read behind a write's statements.
   *
   * @param outcome of the write, of which the last statement may be on its way
   */
  async behind<T>(trx: Knex, viewer: Viewer, outcome: T | LastStatement<T>): Promise<LastStatement<T>> {
    const isLast = outcome instanceof LastStatement;
    const last = isLast ? outcome.result : Promise.resolve(outcome);
    // What comes from here on to a statement that is on its way is told by the one behind it.
    last.catch(() => undefined);
    const id = isLast && outcome.id !== null ? outcome.id : idOf(await last);
    // Once COMMIT is on its way, what is found here would come too late.
    const { text, values } = this.readOf(viewer, id);
    requireValues({ text, values });
    return new LastStatement(together([last, this.read(trx, text, values)]).then(([result]) => result));
  }

  private readOf(asker: Viewer, id: number): Statement {
    const statement = this.statementFor({ asker, id });
    if (statement !== null) return existingAnswer(statement);
    this.failed = true;
    throw new TypeError(`the answer about ${id} has no statement`);
  }

  private async read(trx: Knex, text: string, values: readonly unknown[]): Promise<void> {
    this.body = null;
    try {
      const [row] = await run<{ body: string }>(trx, text, values);
      this.body = row!.body;
    } catch (error) {
      // Of all else that may go wrong, a lost connection for one, it is not known that nothing was changed.
      this.failed = sqlStateIs(error, DATA_EXCEPTION);
      throw error;
    }
  }
}
