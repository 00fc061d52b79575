import type { Knex } from "knex";
import { query } from "../db/query.js";

/** A write has been answered, and is nowhere to be found. */
export class LostUpdateError extends Error {
  override readonly name = "LostUpdateError";
}

interface Sums {
  readonly own: number;
  readonly root: number;
  readonly lost: number;
}

const SUMS = `
select (select sum(own_storage_size) from usages)::bigint own,
  (select u.total_storage_size + coalesce((select sum(storage_size) from usage_deltas where group_id = g.id), 0)
   from groups g join usages u on u.owner_id = g.id where g.parent_id is null)::bigint root,
  (select count(*) from unnest(?::bigint[], ?::bigint[]) sent(id, figure) join usages u on u.owner_id = sent.id
   where u.own_storage_size <> sent.figure)::int lost`;

/** What has been recorded as the leaves' own storage: nothing of it may be lost, neither in the leaf nor in the sums above. */
export class UsageRecords {
  private readonly sent = new Map<number, number>();
  private figure = 0;

  /** @param ids leaves in a random order; no two requests are under way for one of them */
  constructor(readonly ids: readonly number[]) {}

  /** The figure to record next: one that the leaf does not have. */
  use(id: number): number {
    this.figure += 1;
    this.sent.set(id, this.figure);
    return this.figure;
  }

  /** Compares what was sent with what is stored, once everything is answered. @throws LostUpdateError */
  async check(db: Knex): Promise<string> {
    const [sums] = await query<Sums>(db, SUMS, [[...this.sent.keys()], [...this.sent.values()]]);
    const { own, root, lost } = sums!;
    if (lost > 0) throw new LostUpdateError(`W7: ${lost} of ${this.sent.size} groups do not have the figure that was recorded last`);
    if (own !== root) throw new LostUpdateError(`W7: own figures sum up to ${own}, but the root shows ${root}`);
    return `W7: after ${this.figure} updates own figures sum up to ${own}, and the root shows ${root}: nothing is lost.`;
  }
}
