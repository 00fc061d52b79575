import type { Knex } from "knex";
import { forbidden } from "../kernel/errors.js";
import { stateAbove } from "./state-above.table.js";
import { AccessRight, GroupCapability } from "../kernel/enums.js";
import type { Viewer } from "./viewer.js";

/** @throws Refusal FORBIDDEN unless the viewer's access type holds that right */
export function requireRight(viewer: Viewer, right: AccessRight): void {
  if ((viewer.accessType & right) === 0) throw forbidden("access-right", `your access type lacks the right ${AccessRight[right]}`);
}

/** @throws Refusal FORBIDDEN for an API account: it is nobody's, and what a person says of itself or answers for is not its own */
export function requirePerson({ isApiAccount }: Viewer): void {
  if (isApiAccount) throw forbidden("person", "an API account is nobody's: this takes the account of a person");
}

/** @throws Refusal FORBIDDEN unless the viewer may write; externally managed groups need a right of their own */
export function requireWriteRight(viewer: Viewer, group: { external: boolean }): void {
  requireRight(viewer, group.external ? AccessRight.EXTERNAL_WRITE : AccessRight.WRITE);
}

/** @throws Refusal FORBIDDEN where the group is not able to do that */
export function requireCapability(group: { id: number; capabilities: number }, capability: GroupCapability): void {
  if ((group.capabilities & capability) === 0)
    throw forbidden("capability", `group ${group.id} lacks the capability ${GroupCapability[capability]}`);
}

/** @throws Refusal FORBIDDEN where a group's own admins may not change it */
export function requireModification(viewer: Viewer, group: { id: number; capabilities: number }): void {
  if (group.id === viewer.groupId && (group.capabilities & GroupCapability.MODIFICATION) === 0) {
    throw forbidden("capability", `group ${group.id} lacks the capability MODIFICATION: its own admins may not change it`);
  }
}

/** @throws Refusal FORBIDDEN while the group or one above it is locked; root admins pass */
export async function requireUnlocked(db: Knex, viewer: Viewer, group: { path: string }): Promise<void> {
  if (viewer.role === "root_admin") return;
  const { lockedBy } = await stateAbove(db, group.path);
  if (lockedBy !== null) throw forbidden("lock", `group ${lockedBy} is locked: only root admins may change anything in it`);
}
