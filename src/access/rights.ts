import type { Knex } from "knex";
import { type Refusal, forbidden } from "../kernel/errors.js";
import { stateAbove } from "./state-above.table.js";
import { AccessRight, GroupCapability } from "../kernel/enums.js";
import type { Viewer } from "./viewer.js";
import {
  type AblePlace,
  ACCOUNT_IS_READABLE,
  type Condition,
  GROUP_IS_READABLE,
  OWN_GROUP_IS_MODIFIABLE,
  type Protection,
  all,
  any,
  holds,
  not,
  same,
} from "./visibility.js";

/**
 * What rights it takes to change something of a group, as data like visibility.ts: of each rule the decision about loaded rows
 * and the condition in SQL. The permission to call a root field at all is in allow.ts.
 */

const holdsRight = (right: AccessRight): Condition => ({ kind: "viewer holds right", right });
const IS_EXTERNAL: Condition = { kind: "group is external" };

/** The viewer may write; externally managed groups need a right of their own. */
export const GROUP_IS_WRITABLE = any(
  all(IS_EXTERNAL, holdsRight(AccessRight.EXTERNAL_WRITE)),
  all(not(IS_EXTERNAL), holdsRight(AccessRight.WRITE)),
);
/** Neither the group nor one above it is locked; root admins pass. */
export const GROUP_IS_UNLOCKED = any({ kind: "viewer is root admin" }, not({ kind: "group is locked at or above" }));
/** An account has no right and no role that the viewer lacks. */
export const ACCOUNT_HAS_NO_MORE_RIGHTS: Condition = { kind: "account has no right that the viewer lacks" };
/** As that, or it is the viewer's own in another seat: one is not above oneself. */
export const ACCOUNT_IS_NOT_ABOVE = any(same("own identity"), ACCOUNT_HAS_NO_MORE_RIGHTS);
/** An account's plain properties may be changed. */
export const ACCOUNT_IS_CHANGEABLE = all(ACCOUNT_IS_READABLE, ACCOUNT_IS_NOT_ABOVE, GROUP_IS_WRITABLE, GROUP_IS_UNLOCKED);
/** @throws Refusal FORBIDDEN unless the viewer's access type holds that right */
export function requireRight(viewer: Viewer, right: AccessRight): void {
  if (!holds(holdsRight(right), viewer, { group: {} })) throw lacksRight(right);
}

const lacksRight = (right: AccessRight): Refusal => forbidden("access-right", `your access type lacks the right ${AccessRight[right]}`);

/** @throws Refusal FORBIDDEN for an API account: it is nobody's, and what a person says of itself or answers for is not its own */
export function requirePerson({ isApiAccount }: Viewer): void {
  if (isApiAccount) throw forbidden("person", "an API account is nobody's: this takes the account of a person");
}

/** @throws Refusal FORBIDDEN unless the viewer may write; externally managed groups need a right of their own */
export function requireWriteRight(viewer: Viewer, { external }: Pick<Protection, "external">): void {
  if (holds(GROUP_IS_WRITABLE, viewer, { group: { external } })) return;
  throw lacksRight(external ? AccessRight.EXTERNAL_WRITE : AccessRight.WRITE);
}

/** @throws Refusal FORBIDDEN where the group is not able to do that */
export function requireCapability(group: { id: number; capabilities: number }, capability: GroupCapability): void {
  if ((group.capabilities & capability) === 0)
    throw forbidden("capability", `group ${group.id} lacks the capability ${GroupCapability[capability]}`);
}

/** @throws Refusal FORBIDDEN where a group's own admins may not change it */
export function requireModification(viewer: Viewer, group: { id: number; capabilities: number }): void {
  if (!holds(OWN_GROUP_IS_MODIFIABLE, viewer, { group })) {
    throw forbidden("capability", `group ${group.id} lacks the capability MODIFICATION: its own admins may not change it`);
  }
}

/** @throws Refusal FORBIDDEN while the group or one above it is locked; root admins pass */
export async function requireUnlocked(db: Knex, viewer: Viewer, group: { path: string }): Promise<void> {
  if (viewer.role === "root_admin") return;
  const { lockedBy } = await stateAbove(db, group.path);
  if (!holds(GROUP_IS_UNLOCKED, viewer, { group: { isLocked: lockedBy !== null } }))
    throw forbidden("lock", `group ${lockedBy} is locked: only root admins may change anything in it`);
}

/** Something that a change of a group takes: as a condition, and as what refuses where that does not hold. */
interface Requirement {
  condition: Condition;
  require: (db: Knex, viewer: Viewer, group: ChangedGroup) => void | Promise<void>;
}

/** What of a group requirements look at. */
type ChangedGroup = Pick<AblePlace, "id" | "path" | "capabilities"> & Pick<Protection, "external">;

const rightTo = (right: AccessRight): Requirement => ({
  condition: holdsRight(right),
  require: (_db, viewer) => requireRight(viewer, right),
});
const ableTo = (capability: GroupCapability): Requirement => ({
  condition: { kind: "group is able", to: capability },
  require: (_db, _viewer, group) => requireCapability(group, capability),
});
const WRITABLE: Requirement = { condition: GROUP_IS_WRITABLE, require: (_db, viewer, group) => requireWriteRight(viewer, group) };
const MODIFIABLE: Requirement = { condition: OWN_GROUP_IS_MODIFIABLE, require: (_db, viewer, group) => requireModification(viewer, group) };
const UNLOCKED: Requirement = { condition: GROUP_IS_UNLOCKED, require: requireUnlocked };

/**
 * What it takes to change something of a group that the viewer may read, in the order in which it is refused. Commands call
 * `requireChange`; what goes in one trip has `mayChange` in its statement.
 */
export type ChangeRule = readonly Requirement[];

/** A group's plain properties: what its own admins may change, too. */
export const PLAIN_CHANGE: ChangeRule = [WRITABLE, MODIFIABLE, UNLOCKED];
/** Its settings. */
export const SETTINGS_CHANGE = PLAIN_CHANGE;
/** Its own storages, and whether it inherits others. */
export const STORAGE_CHANGE = PLAIN_CHANGE;
/** That a group has a brand of its own no more. */
export const BRAND_REMOVAL: ChangeRule = [rightTo(AccessRight.BRANDING), MODIFIABLE, UNLOCKED];
/** What a group's own brand looks like. */
export const BRAND_CHANGE: ChangeRule = [...BRAND_REMOVAL, ableTo(GroupCapability.BRANDING)];
/** Whether and where a group's backup agents are migrated. */
export const MIGRATION_CHANGE: ChangeRule = [rightTo(AccessRight.MIGRATION), MODIFIABLE, UNLOCKED];

/** @throws Refusal FORBIDDEN unless the viewer may make a change of that sort to the group */
export async function requireChange(db: Knex, viewer: Viewer, group: ChangedGroup, rule: ChangeRule): Promise<void> {
  for (const { require } of rule) await require(db, viewer, group);
}

/** Whether the viewer may read the group and make a change of that sort to it. */
export const mayChange = (rule: ChangeRule): Condition => all(GROUP_IS_READABLE, ...rule.map(({ condition }) => condition));
