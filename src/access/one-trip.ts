import { Extensions } from "type-graphql";
import type { Knex } from "knex";
import { type Statement, requireValues, run, together } from "../../db/query.js";
import { LastStatement } from "../../db/transaction.js";
import type { Config } from "../config/config.js";
import { DATA_EXCEPTION, sqlStateIs } from "../sql-planner/run.js";
import { type SimpleChange, changeStatement, existingAnswer } from "./one-trip.sql.js";
import { transaction } from "./transaction.js";
import type { Viewer } from "./viewer.js";
import type { Revalidation } from "./viewer.table.js";

/**
 * Simple changes in one trip to the database; docs/writes.md says which, and what their statement proves. Null means here, too,
 * that the ordinary way has to find out why: nothing has changed then.
 */

/**
 * The form of a mutation that goes in one trip.
 *
 * @param args the field's arguments
 * @returns null where the ordinary command has to look at it. It must never be given more than that command would do
 */
export type OneTripForm<Args> = (args: Args, viewer: Viewer, config: Config) => SimpleChange | null;

/** Says on a Mutation field, beside `@SqlRoot`, by which its answer is read, that what is simple of it goes in one trip. */
export const OneTrip = <Args>(oneTrip: OneTripForm<Args>): MethodDecorator & PropertyDecorator => Extensions({ oneTrip });

/** A change with the read of its answer. */
export interface OneTripWrite {
  change: SimpleChange;
  /** The read of its answer, as it is planned. */
  answer: Statement;
}

/** Class 23, integrity constraint violation. */
const CONSTRAINT = /^23/;

/**
 * Makes a change of a cached viewer's in one trip.
 *
 * @returns the answer's text, once it is committed; null where nothing has changed: the viewer is another, something is refused, the
 * values are those that are stored, or resolvers have to answer
 * @throws Refusal BUSY or UNAVAILABLE
 */
export async function writeInOneTrip(db: Knex, { change, answer }: OneTripWrite, revalidation: Revalidation): Promise<string | null> {
  try {
    const changing = changeStatement(change, revalidation);
    const answering = existingAnswer(answer);
    // What is found when the first is under way would come too late.
    for (const statement of [changing, answering]) requireValues(statement);
    const [changed, [answered]] = await transaction(db, "shared", (trx) =>
      Promise.resolve(
        new LastStatement(
          together([run(trx, changing.text, changing.values), run<{ body: string }>(trx, answering.text, answering.values)]),
        ),
      ),
    );
    return changed.length === 0 ? null : answered!.body;
  } catch (error) {
    if (sqlStateIs(error, DATA_EXCEPTION) || sqlStateIs(error, CONSTRAINT)) return null;
    throw error;
  }
}
