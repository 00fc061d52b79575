import { forbidden } from "../kernel/errors.js";
import type { CallerRole } from "./roles.js";
import type { Viewer } from "./viewer.js";
import { type AccessRight, GroupCapability } from "../kernel/enums.js";

/**
 * Visibility: who may read what of the tree, said once, as data (what it takes to change it is in rights.ts). Decisions about
 * loaded rows are made from it here, and conditions in SQL in visibility.sql.ts.
 *
 * An admin sees its own group and the subtree below; a service user sees no groups, though it may have a profile of its own.
 * A group whose parents have no access is cut off: it shows its own properties to the groups above, but neither its accounts
 * nor anything below it.
 */

/** Where a group stands. */
export interface Place {
  id: number;
  /** '/1/5/23/', own id last. */
  path: string;
  parentHasAccess: boolean;
  /** The nearest group strictly above that is cut off, or null. */
  isolatedBy: number | null;
}

/** Where a group stands, and what it is able to do. */
export interface AblePlace extends Place {
  capabilities: number;
}

/** What of a group keeps it from being changed. */
export interface Protection {
  /** Whether it is managed elsewhere, so that it takes a right of its own to change it. */
  external: boolean;
  /** Whether it, or a group above it, is locked. */
  isLocked: boolean;
}

/** The nearest group at or above this one that is cut off from the groups above it, or null. */
export const isolationOf = (group: Omit<Place, "path">): number | null => (group.parentHasAccess ? group.isolatedBy : group.id);

/** From where the tree is looked at: by a viewer, or from a group whatever account looks; then there is neither account nor role. */
export interface Viewpoint extends Pick<Viewer, "groupId" | "groupPath" | "isolation" | "accessType" | "roles"> {
  accountId: number | null;
  identityId: number | null;
  role: CallerRole | null;
}

/** From a place, whatever account looks. */
export const viewFromPlace = (place: Pick<Viewpoint, "groupId" | "groupPath" | "isolation">): Viewpoint => ({
  accountId: null,
  identityId: null,
  role: null,
  accessType: 0,
  roles: 0,
  ...place,
});
export const viewFromGroup = (group: Place): Viewpoint =>
  viewFromPlace({ groupId: group.id, groupPath: group.path, isolation: isolationOf(group) });

/** What a condition looks at: a group, and where the object is one of its accounts, that account. */
export interface Subject {
  /** Whatever of it the condition asks for; without its capabilities it is able to do nothing. */
  group: Partial<AblePlace & Protection>;
  account?: { id: number } & Partial<AccountRights>;
}

/** Whose an account is, and what it may: masks of AccessRight and AdminRole. */
export interface AccountRights {
  identityId: number;
  accessType: number;
  roles: number;
}

/** What of a subject is compared, with what of the viewpoint. */
export type Comparison = "own group" | "own account" | "own identity" | "cut off by the same group" | "contents cut off by the same group";

export type Condition =
  | { kind: "all" | "any"; of: readonly Condition[] }
  | { kind: "not"; of: Condition }
  | { kind: "viewer is admin" | "viewer is root admin" }
  | { kind: "viewer holds right"; right: AccessRight }
  | { kind: "group is within own subtree" }
  | { kind: "group is able"; to: GroupCapability }
  | { kind: "group is external" | "group is locked at or above" }
  | { kind: "account has no right that the viewer lacks" }
  | { kind: "same"; what: Comparison };
export type Conjunction = Condition & { kind: "all" };

export const all = (...of: readonly Condition[]): Conjunction => ({ kind: "all", of });
export const any = (...of: readonly Condition[]): Condition => ({ kind: "any", of });
export const not = (of: Condition): Condition => ({ kind: "not", of });
export const same = (what: Comparison): Condition => ({ kind: "same", what });

const IS_ADMIN: Condition = { kind: "viewer is admin" };
const WITHIN: Condition = { kind: "group is within own subtree" };

/** A group's own properties may be read. */
export const GROUP_IS_READABLE = all(IS_ADMIN, WITHIN, any(same("cut off by the same group"), same("own group")));
/** What is inside a group may be read: the groups below, and what hangs on it. */
export const CONTENTS_ARE_READABLE = all(IS_ADMIN, WITHIN, same("contents cut off by the same group"));
/** A group's accounts may be read, wherever they are listed or found. */
export const ACCOUNTS_ARE_READABLE: Conjunction = CONTENTS_ARE_READABLE;
/** An account may be read. */
export const ACCOUNT_IS_READABLE = any(same("own account"), ACCOUNTS_ARE_READABLE);
/** It is not the viewer's own group. */
export const GROUP_IS_NOT_OWN = not(same("own group"));
/** A group's own admins may change it only where it is able to be. */
export const OWN_GROUP_IS_MODIFIABLE = any(GROUP_IS_NOT_OWN, { kind: "group is able", to: GroupCapability.MODIFICATION });
/** A group's own brand may be changed, as far as the group says: its own admins may only what they may change of the group. */
export const BRAND_IS_CHANGEABLE = all(GROUP_IS_READABLE, { kind: "group is able", to: GroupCapability.BRANDING }, OWN_GROUP_IS_MODIFIABLE);

/** @throws TypeError where a condition asks for something that has not been read */
function known<T>(fact: T | undefined): T {
  if (fact === undefined) throw new TypeError("a condition asks for what has not been read");
  return fact;
}

const placeIn = ({ id, parentHasAccess, isolatedBy }: Subject["group"]): Omit<Place, "path"> => ({
  id: known(id),
  parentHasAccess: known(parentHasAccess),
  isolatedBy: known(isolatedBy),
});

const SAME: Readonly<Record<Comparison, (viewer: Viewpoint, subject: Subject) => boolean>> = {
  "own group": (viewer, { group }) => known(group.id) === viewer.groupId,
  "own account": (viewer, { account }) => account?.id === viewer.accountId,
  "own identity": (viewer, { account }) => known(account?.identityId) === viewer.identityId,
  "cut off by the same group": (viewer, { group }) => known(group.isolatedBy) === viewer.isolation,
  "contents cut off by the same group": (viewer, { group }) => isolationOf(placeIn(group)) === viewer.isolation,
};

/** Whether a condition holds for a row that has been read. */
export function holds(condition: Condition, viewer: Viewpoint, subject: Subject): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((part) => holds(part, viewer, subject));
    case "any":
      return condition.of.some((part) => holds(part, viewer, subject));
    case "not":
      return !holds(condition.of, viewer, subject);
    case "group is able":
      return ((subject.group.capabilities ?? 0) & condition.to) !== 0;
    case "group is external":
      return known(subject.group.external);
    case "group is locked at or above":
      return known(subject.group.isLocked);
    case "account has no right that the viewer lacks":
      return (known(subject.account?.accessType) & ~viewer.accessType) === 0 && (known(subject.account?.roles) & ~viewer.roles) === 0;
    case "viewer is admin":
      return viewer.role !== "tenant_viewer";
    case "viewer is root admin":
      return viewer.role === "root_admin";
    case "viewer holds right":
      return (viewer.accessType & condition.right) !== 0;
    case "group is within own subtree":
      return isWithin({ path: known(subject.group.path) }, { path: viewer.groupPath });
    case "same":
      return SAME[condition.what](viewer, subject);
  }
}

/** Whether a group is the other one or lies below it. */
export const isWithin = (group: Pick<Place, "path">, top: { path: string }): boolean => group.path.startsWith(top.path);

export const canReadGroup = (viewer: Viewpoint, group: Place): boolean => holds(GROUP_IS_READABLE, viewer, { group });
export const canReadContents = (viewer: Viewpoint, group: Place): boolean => holds(CONTENTS_ARE_READABLE, viewer, { group });
export const canReadAccounts = (viewer: Viewpoint, group: Place): boolean => holds(ACCOUNTS_ARE_READABLE, viewer, { group });
export const canReadAccount = (viewer: Viewpoint, account: { id: number }, group: Place): boolean =>
  holds(ACCOUNT_IS_READABLE, viewer, { group, account });

/** Whether the group lies strictly below an admin's own. */
export const isAbove = (viewer: Viewpoint, group: Place): boolean =>
  group.id !== viewer.groupId && holds(all(IS_ADMIN, WITHIN), viewer, { group });

/** @throws Refusal FORBIDDEN */
export function requireReadableGroup(viewer: Viewpoint, group: Place): void {
  if (!canReadGroup(viewer, group)) throw forbidden("visibility", `group ${group.id} is outside of your part of the tree`);
}

/** @param readable what of its contents is asked for @throws Refusal FORBIDDEN */
export function requireReadableContents(viewer: Viewpoint, group: Place, readable: Condition = CONTENTS_ARE_READABLE): void {
  requireReadableGroup(viewer, group);
  if (!holds(readable, viewer, { group })) throw forbidden("cut-off", `group ${group.id} gives the groups above it no access`);
}

/** @throws Refusal FORBIDDEN */
export function requireReadableAccount(viewer: Viewpoint, account: { id: number }, group: Place): void {
  if (!canReadAccount(viewer, account, group)) throw forbidden("visibility", `account ${account.id} is outside of your part of the tree`);
}
