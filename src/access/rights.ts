import type { Knex } from "knex";
import { type Refusal, forbidden } from "../kernel/errors.js";
import { stateAbove } from "./state-above.table.js";
import { AccessRight, GroupCapability } from "../kernel/enums.js";
import type { Viewer } from "./viewer.js";
import {
  ACCOUNT_IS_READABLE,
  BRAND_IS_CHANGEABLE,
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
/** A group's plain properties may be changed: those that its own admins may change, too. */
export const GROUP_IS_CHANGEABLE = all(GROUP_IS_READABLE, GROUP_IS_WRITABLE, OWN_GROUP_IS_MODIFIABLE, GROUP_IS_UNLOCKED);
/** An account has no right and no role that the viewer lacks. */
export const ACCOUNT_HAS_NO_MORE_RIGHTS: Condition = { kind: "account has no right that the viewer lacks" };
/** As that, or it is the viewer's own in another seat: one is not above oneself. */
export const ACCOUNT_IS_NOT_ABOVE = any(same("own identity"), ACCOUNT_HAS_NO_MORE_RIGHTS);
/** An account's plain properties may be changed. */
export const ACCOUNT_IS_CHANGEABLE = all(ACCOUNT_IS_READABLE, ACCOUNT_IS_NOT_ABOVE, GROUP_IS_WRITABLE, GROUP_IS_UNLOCKED);
/** How a group's own brand looks may be changed. */
export const BRAND_LOOK_IS_CHANGEABLE = all(BRAND_IS_CHANGEABLE, holdsRight(AccessRight.BRANDING), GROUP_IS_UNLOCKED);
/** Whether a group's backup agents are migrated may be changed. */
export const MIGRATION_IS_CHANGEABLE = all(
  GROUP_IS_READABLE,
  OWN_GROUP_IS_MODIFIABLE,
  holdsRight(AccessRight.MIGRATION),
  GROUP_IS_UNLOCKED,
);

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
