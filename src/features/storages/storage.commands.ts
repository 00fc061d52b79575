import type { Knex } from "knex";
import { constrained } from "../../../db/constraint.js";
import { causeOf, storedCause, viewerOfCause } from "../../access/cause.js";
import { STORAGE_CHANGE, requireChange } from "../../access/rights.js";
import { requireReadableGroup } from "../../access/visibility.js";
import { hashToken, newActionToken } from "../../encryption/token-hash.js";
import { transaction, write } from "../../access/transaction.js";
import type { Viewer } from "../../access/viewer.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { badRequest, conflict, unauthenticated } from "../../kernel/errors.js";
import { findGroupForChange, findGroupForContents } from "../groups/group.lookup.js";
import { type GroupRow, groupsById, updateGroup } from "../groups/group.table.js";
import { changesAny, differing, requireVersion } from "../../kernel/version.js";
import type { RegisterStorageInput, UpdateStorageInput } from "./storage.input.js";
import { findStorageForChange } from "./storage.lookup.js";
import * as rules from "./storage.rules.js";
import * as table from "./storage.table.js";
import { checkName } from "../../kernel/text.js";

/** Seconds in which a registration link must be used. */
const REGISTRATION_LIFETIME = 7 * 86_400;

const unique = constrained({
  storages_uid: () => conflict("is taken", "uid"),
  storages_name: () => conflict("is taken by another storage of this group", "name"),
});

/** Whether the viewer may register a storage of a group. */
async function requireRegistration(trx: Knex, viewer: Viewer, group: GroupRow): Promise<void> {
  requireReadableGroup(viewer, group);
  await requireChange(trx, viewer, group, STORAGE_CHANGE);
  rules.requireRegistrar(viewer);
}

/** Registers a storage of a group, listed at once and not active yet. @returns its id, and the link that makes it active */
export async function registerStorage(
  context: ViewerContext,
  groupRef: string,
  input: RegisterStorageInput,
): Promise<{ id: number; groupId: number; url: string }> {
  const { kind } = input;
  const name = checkName(input.name);
  const uid = rules.checkUid(input.uid);
  const token = newActionToken();
  const registrationHash = hashToken(context.config.secret, token);
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForContents(trx, viewer, groupRef);
    await requireRegistration(trx, viewer, group);
    const id = await unique(
      table.insertStorage(trx, {
        groupId: group.id,
        kind,
        name,
        uid,
        registrationHash,
        cause: storedCause(viewer),
        registrationLifetime: REGISTRATION_LIFETIME,
      }),
    );
    return { id, groupId: group.id, url: `${context.config.publicUrl}/storages?access_token=${token}` };
  });
}

/**
 * Uses up the token of a registration link and makes its storage active. The token is the credential, and rests on the right
 * of whoever registered the storage: it must still be allowed to, and from there.
 *
 * @throws Refusal UNAUTHENTICATED for the token, FORBIDDEN for the right, which leaves the token good
 */
export const activateStorage = (context: Context, token: string): Promise<{ uuid: string; name: string; uid: string }> =>
  transaction(context.db, "shared", async (trx) => {
    const storage = await table.activateStorage(trx, hashToken(context.config.secret, token));
    if (storage === null) throw unauthenticated("this link has been used, has expired, or never was one");
    const viewer = await viewerOfCause(trx, causeOf(storage.cause), context.client.address);
    await requireRegistration(trx, viewer, (await groupsById(trx, [storage.groupId]))[0]!);
    return storage;
  });

/** Changes a group's own storage. @returns it as it then is */
export async function updateStorage(
  context: ViewerContext,
  groupRef: string,
  ref: string,
  input: UpdateStorageInput,
  version: number | null | undefined,
): Promise<table.StorageRow> {
  return write(context, "shared", async (trx, viewer) => {
    const { storage, group } = await findStorageForChange(trx, viewer, groupRef, ref);
    rules.requireOwn(storage);
    await requireChange(trx, viewer, group, STORAGE_CHANGE);
    requireVersion(storage, version);
    const changes = differing(rules.storageChanges(input, storage), storage);
    if (!changesAny(changes)) return storage;
    await unique(table.updateStorage(trx, storage.id, changes));
    return { ...storage, ...changes, version: storage.version + 1 };
  });
}

/** Removes a group's own storage that nobody uses. @returns its id */
export async function deleteStorage(
  context: ViewerContext,
  groupRef: string,
  ref: string,
  version: number | null | undefined,
): Promise<number> {
  return write(context, "shared", async (trx, viewer) => {
    const { storage, group } = await findStorageForChange(trx, viewer, groupRef, ref);
    rules.requireOwn(storage);
    await requireChange(trx, viewer, group, STORAGE_CHANGE);
    requireVersion(storage, version);
    if (storage.used) throw badRequest(`storage ${storage.id} is in use: groups keep their backups in it`);
    await table.deleteStorage(trx, storage.id);
    return storage.id;
  });
}

/** Sets whether a group, and what is below it, may choose storages of the groups above. @returns the group as it then is */
export async function updateStorageInheritance(
  context: ViewerContext,
  ref: string,
  inherited: boolean | null | undefined,
  version: number | null | undefined,
): Promise<GroupRow> {
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    await requireChange(trx, viewer, group, STORAGE_CHANGE);
    requireVersion(group, version);
    if (inherited == null || inherited === group.storagesInherited) return group;
    return updateGroup(trx, group.id, { storagesInherited: inherited }, { grows: true });
  });
}

/**
 * Checks that a group may choose a storage: its own, or one its parent may choose while it inherits. The storage can't be
 * removed until the transaction ends.
 *
 * @param group null for one that is yet to be created
 * @throws Refusal BAD_REQUEST
 */
export async function requireAvailableStorage(
  trx: Knex,
  group: Pick<GroupRow, "id" | "storagesInherited"> | null,
  parentId: number | null,
  storageId: number | null | undefined,
): Promise<void> {
  if (storageId === null || storageId === undefined) return;
  const ownerId = await table.lockStorage(trx, storageId, "choose");
  if (ownerId !== null && ownerId === group?.id) return;
  const inherits = parentId !== null && (group?.storagesInherited ?? true);
  if (ownerId !== null && inherits && (await table.availableStorage(trx, parentId, { id: storageId })) !== null) return;
  throw badRequest("must be a storage of this group, or one it inherits from a group above it", "storageId");
}

/**
 * Checks that a subtree leaves no storage behind when it moves: its backups would stay where its new owners are not.
 *
 * @param above the groups it will be under
 * @param butFor a group of it that chooses another storage at the same time
 * @throws Refusal BAD_REQUEST
 */
export async function requireNoStorageBehind(trx: Knex, path: string, above: readonly number[], butFor: number | null): Promise<void> {
  const left = await table.storageLeftBehind(trx, path, above, butFor);
  if (left === null) return;
  const { storageId, groupId } = left;
  throw badRequest(
    `must be under the owner of storage ${storageId}, in which group ${groupId} keeps its backups: choose another storage for it first`,
    "parentId",
  );
}
