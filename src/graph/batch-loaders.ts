import DataLoader from "dataloader";
import type { Knex } from "knex";

/** How a batch loader is made for a request. Constants of this type name the loaders; nothing lists them. */
export type LoaderOf<Loader> = (db: Knex) => Loader;

/** The batch loaders of one request, each made when it is first wanted. */
export class BatchLoaders {
  private readonly made = new Map<LoaderOf<unknown>, unknown>();

  constructor(private readonly db: Knex) {}

  of<Loader>(make: LoaderOf<Loader>): Loader {
    const known = this.made.get(make) as Loader | undefined;
    if (known !== undefined) return known;
    const loader = make(this.db);
    this.made.set(make, loader);
    return loader;
  }
}

/** Loads rows by a key that names at most one; null where there is none. */
export const rowByKey =
  <K, R>(load: (db: Knex, keys: readonly K[]) => Promise<R[]>, keyOf: (row: R) => K): LoaderOf<DataLoader<K, R | null>> =>
  (db) =>
    new DataLoader<K, R | null>(async (keys) => {
      const rows = new Map((await load(db, keys)).map((row) => [keyOf(row), row]));
      return keys.map((key) => rows.get(key) ?? null);
    });

/** Loads the row every owner has. Its absence is a fault of the data, not an answer. */
export const rowOfOwner =
  <R>(
    what: string,
    load: (db: Knex, ids: readonly number[]) => Promise<R[]>,
    ownerOf: (row: R) => number,
  ): LoaderOf<DataLoader<number, R>> =>
  (db) =>
    new DataLoader<number, R>(async (ids) => {
      const rows = new Map((await load(db, ids)).map((row) => [ownerOf(row), row]));
      return ids.map((id) => rows.get(id) ?? new Error(`${id} has no ${what}`));
    });

/** Loads lists by their owner: one loader per question asked, so that the same field of many owners is one statement. */
export const listsByOwner =
  <Q, R>(
    load: (db: Knex, ownerIds: readonly number[], query: Q) => Promise<R[]>,
    ownerOf: (row: R) => number | null,
  ): LoaderOf<(query: Q) => DataLoader<number, R[]>> =>
  (db) => {
    const loaders = new Map<string, DataLoader<number, R[]>>();
    return (query) => {
      const key = JSON.stringify(query);
      const known = loaders.get(key);
      if (known) return known;
      const loader = new DataLoader<number, R[]>(async (ownerIds) => {
        const lists = new Map<number | null, R[]>(ownerIds.map((id) => [id, []]));
        for (const row of await load(db, ownerIds, query)) lists.get(ownerOf(row))!.push(row);
        return ownerIds.map((id) => lists.get(id)!);
      });
      loaders.set(key, loader);
      return loader;
    };
  };
