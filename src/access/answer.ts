import type { Knex } from "knex";
import { type Statement, run } from "../../db/query.js";
import { LastStatement } from "../../db/transaction.js";
import { existingAnswer } from "./one-trip.sql.js";
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

  /** Sends the read behind a write's statements. @param outcome of the write, of which the last statement may be on its way */
  async behind<T>(trx: Knex, viewer: Viewer, outcome: T | LastStatement<T>): Promise<LastStatement<T>> {
    if (outcome instanceof LastStatement && outcome.id !== null) {
      const reading = this.read(trx, viewer, outcome.id);
      return new LastStatement(Promise.all([outcome.result, reading]).then(([result]) => result));
    }
    const result = outcome instanceof LastStatement ? await outcome.result : outcome;
    return new LastStatement(this.read(trx, viewer, idOf(result)).then(() => result));
  }

  private async read(trx: Knex, viewer: Viewer, id: number): Promise<void> {
    this.body = null;
    try {
      const statement = this.statementFor({ asker: viewer, id });
      if (statement === null) throw new TypeError(`the answer about ${id} has no statement`);
      const { text, values } = existingAnswer(statement);
      const [row] = await run<{ body: string }>(trx, text, values);
      this.body = row!.body;
    } catch (error) {
      this.failed = true;
      throw error;
    }
  }
}
