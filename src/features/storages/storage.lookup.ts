import type { Knex } from "knex";
import { parseReference } from "../../kernel/reference.js";
import type { Viewer } from "../../access/viewer.js";
import type { ViewerContext } from "../../graph/context.js";
import { notFound } from "../../kernel/errors.js";
import { findGroup, findGroupForContents } from "../groups/group.lookup.js";
import type { GroupRow } from "../groups/group.table.js";
import { type StorageRow, availableStorage, lockStorage } from "./storage.table.js";

async function seenFrom(db: Knex, group: GroupRow, text: string): Promise<StorageRow> {
  const reference = parseReference(text);
  const storage = typeof reference === "string" ? null : await availableStorage(db, group.id, reference);
  if (storage === null) throw notFound(`group ${group.id} has no storage '${text}'`);
  return storage;
}

/** A storage that a group may choose, by integer or uuid. @throws Refusal NOT_FOUND or FORBIDDEN */
export async function findStorage(context: ViewerContext, groupText: string, text: string): Promise<StorageRow> {
  return seenFrom(context.db, await findGroup(context, groupText), text);
}

/** As findStorage, inside a write that changes the storage: it stays locked until the transaction ends. */
export async function findStorageForChange(
  trx: Knex,
  viewer: Viewer,
  groupText: string,
  text: string,
): Promise<{ storage: StorageRow; group: GroupRow }> {
  const group = await findGroupForContents(trx, viewer, groupText);
  await lockStorage(trx, (await seenFrom(trx, group, text)).id, "change");
  return { storage: await seenFrom(trx, group, text), group };
}
