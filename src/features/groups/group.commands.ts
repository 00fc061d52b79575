import type { Knex } from "knex";
import { FULL_ACCESS, AccessRight, GroupCapability } from "../../kernel/enums.js";
import { requireCapability, requireModification, requireRight, requireUnlocked, requireWriteRight } from "../../access/rights.js";
import { PARTNERS } from "../../access/roles.js";
import { isAbove, isWithin, isolationOf, requireReadableContents, requireReadableGroup } from "../../access/visibility.js";
import { write, writeReadingAhead } from "../../access/transaction.js";
import type { Viewer } from "../../access/viewer.js";
import { groupWithAccountAbove } from "../accounts/account.table.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest, conflict, forbidden } from "../../kernel/errors.js";
import { type QuotaChanges, effectiveQuotaChanges, quotaChanges } from "../quotas/quota.rules.js";
import { insertQuotas, quotasOf, updateQuotas } from "../quotas/quota.table.js";
import { requireAvailableStorage, requireNoStorageBehind } from "../storages/storage.commands.js";
import { applyOwnUsage, checkFigures, moveUsage, ownUsageDelta, removeUsage, withoutEcho } from "../usage/usage.commands.js";
import { insertUsage, usageOf } from "../usage/usage.table.js";
import type { SentUsage, UsageFigures } from "../usage/usage.type.js";
import { changesAny, requireVersion } from "../../kernel/version.js";
import { requireBackupServer } from "../datacenter/backup-server.commands.js";
import { constrained } from "../../../db/constraint.js";
import { together } from "../../../db/query.js";
import { LastStatement } from "../../../db/transaction.js";
import { checkOwnChanges, effectiveChanges, groupChanges, lineChanges } from "./group.changes.js";
import type { CreateGroupInput, UpdateGroupInput } from "./group.input.js";
import { findGroupForChange, lockGroup, readGroup, requireFound } from "./group.lookup.js";
import { deleteSubtree } from "./group-removal.table.js";
import * as rules from "./group.rules.js";
import { idsOnPath, parentPath } from "../../access/group-path.js";
import { stateAbove } from "../../access/state-above.table.js";
import * as table from "./group.table.js";
import type { GroupChanges, GroupRow } from "./group.table.js";
import { bodyId } from "../../kernel/reference.js";
import { checkName } from "../../kernel/text.js";

const has = (group: { capabilities: number }, capability: GroupCapability): boolean => (group.capabilities & capability) !== 0;

const unique = constrained({ groups_sibling_name: () => conflict("is taken by a sibling group", "name") });

/** Checks that a new or moved group may live under that parent, once the viewer may put it there. */
async function checkParent(trx: Knex, parent: GroupRow, child: Pick<GroupRow, "kind" | "customerId">): Promise<void> {
  rules.checkPlacement(parent, child.kind);
  const { disabledBy } = await stateAbove(trx, parent.path);
  if (disabledBy !== null) throw badRequest(`must not be under group ${disabledBy}, which is disabled`, "parentId");
  if (has(parent, GroupCapability.REQUIRE_CUSTOMER_ID) && (child.customerId ?? "") === "") {
    throw badRequest(`is required under group ${parent.id}`, "customerId");
  }
}

const PRICING = [
  "pricingMode",
  "pricingEnabled",
  "pricingCurrency",
  "pricingStorageDiscount",
  "pricingRating",
  "pricingDiscounts",
] as const;
/** What may be changed only as the group above allows. */
const PARENTS_SAY: readonly (keyof GroupChanges)[] = [...PRICING, "pricingPrice", "storageId"];

/** What the group above must be able to do for these changes. */
function requireParentCapabilities(parent: GroupRow, changes: GroupChanges): void {
  if (PRICING.some((field) => changes[field] !== undefined)) requireCapability(parent, GroupCapability.CUSTOM_PRICING);
  if (changes.pricingPrice !== undefined) requireCapability(parent, GroupCapability.CUSTOM_PRICE);
  if (changes.storageId !== undefined) requireCapability(parent, GroupCapability.CUSTOM_STORAGE);
}

/** Creates a group under a parent. @returns its id */
export async function createGroup(context: ViewerContext, parentRef: string, input: CreateGroupInput): Promise<number> {
  const requested = lineChanges(groupChanges(input));
  const quotas = quotaChanges(input.quotas);
  const name = checkName(input.name);
  const backupServerId = bodyId(input.preferredBackupServerId ?? null, "preferredBackupServerId");
  const ahead = (trx: Knex): Promise<[GroupRow | null, number]> =>
    Promise.all([readGroup(trx, context.viewer, parentRef), table.newGroupId(trx)]);
  return writeReadingAhead(context, "shared", ahead, async (trx, viewer, [found, id]) => {
    const parent = requireFound(viewer, found, parentRef);
    requireReadableContents(viewer, parent);
    requireWriteRight(viewer, parent);
    await requireUnlocked(trx, viewer, parent);
    requireCapability(parent, GroupCapability.CHILDREN);
    const initial = rules.initialPricing(input.kind, parent);
    const { contact, ...decided } = requested;
    const chosen = effectiveChanges(decided, { ...initial, pricingPrice: null, storageId: null } as GroupRow);
    requireParentCapabilities(parent, chosen);
    await checkParent(trx, parent, { kind: input.kind, customerId: requested.customerId ?? null });
    if (chosen.pricingMode !== undefined) rules.checkModeChange(input.kind, parent.kind, initial.pricingMode, chosen.pricingMode);
    if (chosen.pricingEnabled !== undefined) rules.checkPricingEnabled(input.kind, parent.kind, chosen.pricingEnabled);
    if (backupServerId !== null) await requireBackupServer(trx, backupServerId, "preferredBackupServerId");
    await requireAvailableStorage(trx, null, parent.id, requested.storageId);
    const group: table.NewGroup = {
      language: parent.language,
      agentsAutoupdate: parent.agentsAutoupdate,
      capabilities: rules.defaultCapabilities(input.kind),
      isolatedBy: isolationOf(parent),
      ...initial,
      ...decided,
      ...(contact && { contact }),
      name,
      kind: input.kind,
      backupServerId,
    };
    await together([unique(table.insertGroup(trx, parent, group, id)), insertQuotas(trx, id, quotas), insertUsage(trx, id)]);
    return id;
  });
}

/** Fields that rights of others depend on, or that touch the whole subtree: their change takes the tree lock exclusively. */
const EXCLUSIVE_LOCK_FIELDS: readonly (keyof GroupChanges)[] = [
  "parentId",
  "kind",
  "enabled",
  "parentHasAccess",
  "capabilities",
  "external",
];

/** Changes a group, moves it where another parent is given, and records its own usage. @returns the group as it then is */
export async function updateGroup(
  context: ViewerContext,
  ref: string,
  input: UpdateGroupInput,
  version: number | null | undefined,
): Promise<GroupRow> {
  const requested = groupChanges(input);
  const askedQuotas = quotaChanges(input.quotas);
  checkFigures(input.usage);
  const lock = EXCLUSIVE_LOCK_FIELDS.some((field) => requested[field] !== undefined) ? "exclusive" : "shared";
  const ahead = (trx: Knex): Promise<GroupRow | null> => lockGroup(trx, context.viewer, ref);
  return writeReadingAhead(context, lock, ahead, async (trx, viewer, found) => {
    const group = requireFound(viewer, found, ref);
    const changes = effectiveChanges(requested, group);
    const [quotas, usage, parent] = await Promise.all([
      quotaDifference(trx, group.id, askedQuotas),
      usageDifference(trx, group.id, input.usage),
      decisiveParent(trx, group, changes),
    ]);

    requireGroupChange(viewer, group, changes, { quotas: Object.keys(quotas).length > 0, usage: usage !== null });
    if (isAbove(viewer, group) || group.parentId === null) requireParentCapabilities(parent, changes);
    if (usage !== null && viewer.role !== "root_admin") throw forbidden("usage", "only root admins record usage");
    await requireUnlocked(trx, viewer, group);
    const target = await checkMoveRights(trx, viewer, changes);
    requireVersion(group, version);

    if (changes.kind !== undefined) rules.checkKindChange(group, changes.kind);
    const parentKind = group.parentId === null ? null : parent.kind;
    if (changes.pricingMode !== undefined) rules.checkModeChange(group.kind, parentKind, group.pricingMode, changes.pricingMode);
    if (changes.pricingEnabled !== undefined) rules.checkPricingEnabled(group.kind, parentKind, changes.pricingEnabled);
    await requireAvailableStorage(trx, group, target?.id ?? group.parentId, changes.storageId);
    if (target !== null) await checkMove(trx, group, changes, target);

    const columns = { ...changes };
    delete columns.parentId;
    if (changes.pricingMode !== undefined) columns.pricingModeUpdateDate = new Date();
    await Promise.all([updateQuotas(trx, group.id, quotas), usage !== null && applyOwnUsage(trx, group, usage)]);
    if (!changesAny(changes, quotas, usage ?? {})) return group;
    const changing = unique(table.updateGroup(trx, group.id, columns, { grows: true }));
    if (target === null && changes.parentHasAccess === undefined) return new LastStatement(changing, group.id);
    const changed = await changing;
    if (changes.parentHasAccess !== undefined) {
      const after = { ...group, parentHasAccess: changes.parentHasAccess };
      await table.changeIsolationBelow(trx, group.path, isolationOf(group), isolationOf(after));
    }
    if (target === null) return changed;
    await move(trx, group, target);
    return (await table.groupsById(trx, [group.id]))[0]!;
  });
}

/** The parent where it has a say in the changes; else, and for the root, the group itself. */
async function decisiveParent(trx: Knex, group: GroupRow, changes: GroupChanges): Promise<GroupRow> {
  if (group.parentId === null || !PARENTS_SAY.some((field) => changes[field] !== undefined)) return group;
  return (await table.groupsById(trx, [group.parentId]))[0]!;
}

async function quotaDifference(trx: Knex, id: number, requested: QuotaChanges): Promise<QuotaChanges> {
  return Object.keys(requested).length === 0 ? requested : effectiveQuotaChanges(requested, (await quotasOf(trx, [id]))[0]!);
}

async function usageDifference(trx: Knex, id: number, sent: SentUsage | null | undefined): Promise<Partial<UsageFigures> | null> {
  if (sent === null || sent === undefined) return null;
  const stored = (await usageOf(trx, [id]))[0]!;
  return ownUsageDelta(withoutEcho(sent, stored), stored);
}

/** Whether the viewer may make these changes to the group at all; the tree's rules come later. */
function requireGroupChange(viewer: Viewer, group: GroupRow, changes: GroupChanges, also: { quotas: boolean; usage: boolean }): void {
  const { migrationEnabled, migrationService, ...others } = changes;
  const migrates = migrationEnabled !== undefined || migrationService !== undefined;
  if (migrates) requireRight(viewer, AccessRight.MIGRATION);
  if (!migrates || also.quotas || also.usage || Object.keys(others).length > 0) requireWriteRight(viewer, group);
  if (changes.parentHasAccess !== undefined) {
    if (group.id !== viewer.groupId) throw forbidden("cut-off", "only the group's own admins decide whether the groups above have access");
    if (!changes.parentHasAccess) requireCapability(group, GroupCapability.ISOLATION);
  }
  if (group.parentId === null) {
    const fixed = (["kind", "parentId", "enabled"] as const).find((field) => changes[field] !== undefined);
    if (fixed === "parentId" && changes.parentId === null) return;
    if (fixed !== undefined) throw forbidden("root-group", "of the root group can't be changed", fixed);
    return;
  }
  if (group.id !== viewer.groupId) return;
  requireModification(viewer, group);
  checkOwnChanges(changes);
  if (also.quotas) throw forbidden("own-group", "of your own group are decided by the groups above it", "quotas");
}

/** The new parent, if there is one and the viewer may move the group there. */
async function checkMoveRights(trx: Knex, viewer: Viewer, changes: GroupChanges): Promise<GroupRow | null> {
  if (changes.parentId === undefined) return null;
  if (changes.parentId === null) throw badRequest("must not be null: only the root group has no parent", "parentId");
  if (!PARTNERS.includes(viewer.role) || (viewer.accessType & FULL_ACCESS) !== FULL_ACCESS) {
    throw forbidden("move", "only root and partner admins with full access may move groups");
  }
  const target = (await table.groupsById(trx, [changes.parentId]))[0];
  if (target === undefined) throw badRequest(`names no group: ${changes.parentId}`, "parentId");
  requireReadableGroup(viewer, target);
  requireReadableContents(viewer, target);
  await requireUnlocked(trx, viewer, target);
  requireCapability(target, GroupCapability.CHILDREN);
  return target;
}

async function checkMove(trx: Knex, group: GroupRow, changes: GroupChanges, target: GroupRow): Promise<void> {
  if (isWithin(target, group)) throw badRequest("must not be the group itself or one below it", "parentId");
  await checkParent(trx, target, { ...group, ...changes });
  const chooses = changes.storageId !== undefined;
  await requireNoStorageBehind(trx, group.path, idsOnPath(target.path), chooses ? group.id : null);
}

async function move(trx: Knex, group: GroupRow, target: GroupRow): Promise<void> {
  await unique(table.moveSubtree(trx, group, target, isolationOf(target)));
  await moveUsage(trx, group.id, idsOnPath(group.path).slice(0, -1), idsOnPath(target.path));
}

/** Removes a disabled group with its whole subtree, accounts and settings. */
export async function deleteGroup(context: ViewerContext, ref: string, version: number | null | undefined): Promise<number> {
  return write(context, "exclusive", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    if (group.parentId === null) throw forbidden("root-group", "the root group can't be deleted");
    if (!isAbove(viewer, group)) throw forbidden("own-group", "your own group can be deleted only from above it");
    requireWriteRight(viewer, group);
    await requireUnlocked(trx, viewer, group);
    requireVersion(group, version);
    if (group.enabled) throw badRequest("must be off: a group has to be disabled before it can be deleted", "enabled");
    await requireWholeSubtree(trx, viewer, group);
    await removeUsage(trx, group.id, idsOnPath(group.path).slice(0, -1));
    await deleteSubtree(trx, group.path);
    return group.id;
  });
}

/** @throws Refusal FORBIDDEN where something below may not be changed by the viewer */
async function requireWholeSubtree(trx: Knex, viewer: Viewer, group: GroupRow): Promise<void> {
  const { lockedId, externalId } = await table.protectedBelow(trx, group.path);
  if (lockedId !== null && viewer.role !== "root_admin") throw forbidden("lock", `group ${lockedId} below is locked`);
  if (externalId !== null) requireRight(viewer, AccessRight.EXTERNAL_WRITE);
  const strongerId = await groupWithAccountAbove(trx, group.path, viewer);
  if (strongerId !== null) throw forbidden("rights-above", `group ${strongerId} has an account with rights that you don't have`);
}

/** Locks a group's subtree against changes by anyone but root admins, or unlocks it. Idempotent. */
export async function setGroupLock(context: ViewerContext, ref: string, locked: boolean): Promise<number> {
  return write(context, "exclusive", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    if (viewer.role !== "root_admin" && !isAbove(viewer, group))
      throw forbidden("own-group", "a group is locked and unlocked from above it");
    requireWriteRight(viewer, group);
    // Its own lock does not stop it, one above does: it is a change of that one's subtree.
    await requireUnlocked(trx, viewer, { path: parentPath(group.path) });
    await table.updateGroup(trx, group.id, { locked }, { grows: false });
    return group.id;
  });
}
