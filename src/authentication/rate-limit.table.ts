import type { Knex } from "knex";
import { query } from "../../db/query.js";

/** The table of the limiter's store, which has its statements. */
export const OPEN_CALLS = "open_calls";

/** Removes the counts of minutes that are over. */
export const deleteExpiredCalls = (db: Knex): Promise<unknown[]> =>
  query(
    db,
    `delete from open_calls where key in (
       select key from open_calls where expire < extract(epoch from now()) * 1000 for update skip locked)`,
  );
