import DataLoader from "dataloader";

/** Loads rows by a key that names at most one; null where there is none. */
export function rowByKey<K, R>(load: (keys: readonly K[]) => Promise<R[]>, keyOf: (row: R) => K): DataLoader<K, R | null> {
  return new DataLoader<K, R | null>(async (keys) => {
    const rows = new Map((await load(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

/** Loads the row every owner has. Its absence is a fault of the data, not an answer. */
export function rowOfOwner<R>(what: string, load: (ids: readonly number[]) => Promise<R[]>, ownerOf: (row: R) => number): DataLoader<number, R> {
  return new DataLoader<number, R>(async (ids) => {
    const rows = new Map((await load(ids)).map((row) => [ownerOf(row), row]));
    return ids.map((id) => rows.get(id) ?? new Error(`${id} has no ${what}`));
  });
}

/** Loads lists by their owner: one loader per question asked, so that the same field of many owners is one statement. */
export function listsByOwner<Q, R>(
  load: (ownerIds: readonly number[], query: Q) => Promise<R[]>,
  ownerOf: (row: R) => number | null,
): (query: Q) => DataLoader<number, R[]> {
  const loaders = new Map<string, DataLoader<number, R[]>>();
  return (query) => {
    const key = JSON.stringify(query);
    const known = loaders.get(key);
    if (known) return known;
    const loader = new DataLoader<number, R[]>(async (ownerIds) => {
      const lists = new Map<number | null, R[]>(ownerIds.map((id) => [id, []]));
      for (const row of await load(ownerIds, query)) lists.get(ownerOf(row))!.push(row);
      return ownerIds.map((id) => lists.get(id)!);
    });
    loaders.set(key, loader);
    return loader;
  };
}
