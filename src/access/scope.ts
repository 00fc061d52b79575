import { forbidden } from "../errors.js";
import { type Place, type Viewer, isolationOf } from "./viewer.js";

/**
 * What of the tree a viewer may see. The only place that decides it.
 *
 * An admin sees its own group and the subtree below; a service user sees no groups, though it may have a profile of its
 * own. A group whose parents have no access shows its own properties to the groups above, but neither its accounts nor
 * anything below it.
 */

/** Whether a group is the other one or lies below it. */
export const isWithin = (group: Pick<Place, "path">, top: { path: string }): boolean => group.path.startsWith(top.path);

const inSubtree = (viewer: Viewer, group: Place): boolean =>
  viewer.role !== "tenant_viewer" && group.path.startsWith(viewer.groupPath);

/** Whether the viewer may read the group's own properties. */
export const mayRead = (viewer: Viewer, group: Place): boolean =>
  inSubtree(viewer, group) && (group.id === viewer.groupId || group.isolatedBy === viewer.isolation);

/** Whether the viewer may see the group's accounts and children. */
export const mayEnter = (viewer: Viewer, group: Place): boolean =>
  inSubtree(viewer, group) && isolationOf(group) === viewer.isolation;

/** Whether the group lies strictly below the viewer's own. */
export const isAbove = (viewer: Viewer, group: Place): boolean =>
  group.id !== viewer.groupId && inSubtree(viewer, group);

export function requireRead(viewer: Viewer, group: Place): void {
  if (!mayRead(viewer, group)) throw forbidden(`group ${group.id} is outside of your part of the tree`);
}

export function requireEnter(viewer: Viewer, group: Place): void {
  requireRead(viewer, group);
  if (!mayEnter(viewer, group)) throw forbidden(`group ${group.id} gives the groups above it no access`);
}

/**
 * The condition under which rows of `groups g` are readable, for lists and searches.
 *
 * A range of the path and not a LIKE: a prepared LIKE pattern can use no index. '0' follows '/' in collation "C".
 */
export function readableCondition(viewer: Viewer): { sql: string; bindings: (string | number | null)[] } {
  return {
    sql: `g.path >= ? and g.path < ? and (g.isolated_by is not distinct from ? or g.id = ?)`,
    bindings: [viewer.groupPath, `${viewer.groupPath.slice(0, -1)}0`, viewer.isolation, viewer.groupId],
  };
}

/** The condition under which accounts in `groups g` are visible, for lists and searches. */
export function enterableCondition(viewer: Viewer): { sql: string; bindings: (string | number | null)[] } {
  return {
    sql: `g.path >= ? and g.path < ?
      and (case when g.parent_has_access then g.isolated_by else g.id end) is not distinct from ?`,
    bindings: [viewer.groupPath, `${viewer.groupPath.slice(0, -1)}0`, viewer.isolation],
  };
}
