import DataLoader from "dataloader";
import type { Knex } from "knex";
import { USAGE } from "../columns.js";

/** A row as knex gives it. */
export type Row = Readonly<Record<string, unknown>>;

export interface GroupRow extends Row {
  readonly id: number;
  readonly path: string;
  readonly storage_id: number | null;
  readonly has_children: boolean;
}

type Fetch<R extends Row> = (ids: readonly number[]) => PromiseLike<R[]>;

/** One row for each id. */
function oneEach<R extends Row>(key: string, fetch: Fetch<R>): DataLoader<number, R | null> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await fetch(ids)).map((row) => [row[key], row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

/** Any number of rows for each id. */
function manyEach<R extends Row>(key: string, fetch: Fetch<R>): DataLoader<number, R[]> {
  return new DataLoader(async (ids) => {
    const rows = new Map<unknown, R[]>(ids.map((id) => [id, []]));
    for (const row of await fetch(ids)) rows.get(row[key])?.push(row);
    return ids.map((id) => rows.get(id)!);
  });
}

/** A loader for each relation, made anew for each request. */
export function createLoaders(db: Knex) {
  return {
    quotas: oneEach("owner_id", (ids) => db<Row>("quotas").whereIn("owner_id", ids)),
    usage: oneEach("owner_id", (ids) => db<Row>("usages").whereIn("owner_id", ids)),
    usageDeltas: oneEach("group_id", (ids) =>
      db("usage_deltas")
        .select<Row[]>("group_id", ...USAGE.map((name) => db.raw("sum(??) as ??", [name, name])))
        .whereIn("group_id", ids)
        .groupBy("group_id"),
    ),
    storage: oneEach("id", (ids) => db<Row>("storages").whereIn("id", ids)),
    identity: oneEach("id", (ids) => db<Row>("identities").whereIn("id", ids)),
    children: manyEach("parent_id", (ids) => db<GroupRow>("groups").whereIn("parent_id", ids).orderBy("id")),
    admins: manyEach("group_id", (ids) => db<Row>("accounts").whereIn("group_id", ids).where("sort", "admin").orderBy("id")),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
