import type { Knex } from "knex";
import { parseReference } from "../access/reference.js";
import { requireRead } from "../access/scope.js";
import type { Viewer } from "../access/viewer.js";
import type { ViewerContext } from "../context.js";
import { notFound } from "../errors.js";
import { type GroupRow, lockGroup } from "./group.table.js";

const missing = (text: string): Error => notFound(`there is no group '${text}'`);

/**
 * The group a client names by integer, uuid or `self`, if the viewer may read its properties.
 *
 * @throws Refusal NOT_FOUND, or FORBIDDEN outside of the viewer's part of the tree
 */
export async function findGroup(context: ViewerContext, text: string): Promise<GroupRow> {
  const { loaders, viewer } = context;
  const reference = parseReference(text);
  if (reference === "nothing") throw missing(text);
  const group =
    reference === "self"
      ? await loaders.groupById.load(viewer.groupId)
      : "id" in reference
        ? await loaders.groupById.load(reference.id)
        : await loaders.groupByUuid.load(reference.uuid);
  if (group === null) throw missing(text);
  requireRead(viewer, group);
  return group;
}

/** As findGroup, inside a write: the group stays locked until the transaction ends. */
export async function findGroupForChange(trx: Knex, viewer: Viewer, text: string): Promise<GroupRow> {
  const reference = parseReference(text);
  if (reference === "nothing") throw missing(text);
  const group = await lockGroup(trx, reference === "self" ? { id: viewer.groupId } : reference);
  if (group === null) throw missing(text);
  requireRead(viewer, group);
  return group;
}
