import type { Knex } from "knex";
import { parseReference } from "../../kernel/reference.js";
import { requireReadableGroup } from "../../access/visibility.js";
import type { Viewer } from "../../access/viewer.js";
import type { ViewerContext } from "../../graph/context.js";
import { rowByReference } from "../../graph/references.js";
import { notFound } from "../../kernel/errors.js";
import { type GroupRow, groupForWrite } from "./group.table.js";
import { groupById, groupByUuid } from "./group.loaders.js";

const missing = (text: string): Error => notFound(`there is no group '${text}'`);

/**
 * The group a client names by integer, uuid or `self`, if the viewer may read its properties.
 *
 * @throws Refusal NOT_FOUND, or FORBIDDEN outside of the viewer's part of the tree
 */
export async function findGroup(context: ViewerContext, text: string): Promise<GroupRow> {
  const { loaders, viewer } = context;
  return requireFound(viewer, await rowByReference(loaders, text, { byId: groupById, byUuid: groupByUuid, own: viewer.groupId }), text);
}

/** Whether a reference names the viewer's own group. */
export function namesOwnGroup({ groupId, groupUuid }: Viewer, text: string): boolean {
  const reference = parseReference(text);
  if (typeof reference === "string") return reference === "self";
  return "id" in reference ? reference.id === groupId : reference.uuid === groupUuid;
}

/** As findGroup; a service user, who reads no groups, may name its own. */
export async function findGroupOrOwn(context: ViewerContext, text: string): Promise<GroupRow> {
  const { loaders, viewer } = context;
  return viewer.role === "tenant_viewer" && namesOwnGroup(viewer, text)
    ? (await loaders.of(groupById).load(viewer.groupId))!
    : findGroup(context, text);
}

/** As findGroup, inside a write that changes the group: it stays locked until the transaction ends. */
export const findGroupForChange = (trx: Knex, viewer: Viewer, text: string): Promise<GroupRow> => findInside(trx, viewer, text, true);

/**
 * The group of that name, locked, for a write to read ahead; null where there is none. Whether the viewer may read it,
 * `requireFound` says.
 */
export const lockGroup = (trx: Knex, { groupId }: Pick<Viewer, "groupId">, text: string): Promise<GroupRow | null> =>
  readInside(trx, groupId, text, true);

/** As `lockGroup`, for what hangs on the group: it is not locked. */
export const readGroup = (trx: Knex, { groupId }: Pick<Viewer, "groupId">, text: string): Promise<GroupRow | null> =>
  readInside(trx, groupId, text, false);

/** @throws Refusal NOT_FOUND, or FORBIDDEN outside of the viewer's part of the tree */
export function requireFound(viewer: Viewer, group: GroupRow | null, text: string): GroupRow {
  if (group === null) throw missing(text);
  requireReadableGroup(viewer, group);
  return group;
}

/** As findGroup, inside a write that changes what hangs on the group: the tree lock is enough, and others may do so too. */
export const findGroupForContents = (trx: Knex, viewer: Viewer, text: string): Promise<GroupRow> => findInside(trx, viewer, text, false);

async function findInside(trx: Knex, viewer: Viewer, text: string, lock: boolean): Promise<GroupRow> {
  return requireFound(viewer, await readInside(trx, viewer.groupId, text, lock), text);
}

function readInside(trx: Knex, own: number, text: string, lock: boolean): Promise<GroupRow | null> {
  const reference = parseReference(text);
  if (reference === "nothing") return Promise.resolve(null);
  return groupForWrite(trx, reference === "self" ? { id: own } : reference, lock);
}
