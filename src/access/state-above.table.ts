import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { idsOnPath } from "./group-path.js";

/** Which group at or above a place is locked, and which is disabled, if any. */
export async function stateAbove(db: Knex, path: string): Promise<{ lockedBy: number | null; disabledBy: number | null }> {
  const rows = await query<{ lockedBy: number | null; disabledBy: number | null }>(
    db,
    `select min(id) filter (where locked) "lockedBy", min(id) filter (where not enabled) "disabledBy"
     from groups where id = any(?::bigint[])`,
    [idsOnPath(path)],
  );
  return rows[0]!;
}
