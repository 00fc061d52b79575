import type { Knex } from "knex";

/** The group that owns a storage, or null where there is no such storage. */
export async function storageOwner(db: Knex, id: number): Promise<number | null> {
  const row = await db("storages").where({ id }).first<{ group_id: number } | undefined>("group_id");
  return row?.group_id ?? null;
}
