import { KINDS } from "../columns.js";
import type { AdminRow, TreeRow } from "./rows.js";

interface Account {
  id: string;
  login: string;
  email: string;
  firstname: string;
  lastname: string;
  status: "DISABLED" | "INACTIVE" | "ENABLED";
}

interface Branch {
  id: string;
  uuid: string;
  name: string;
  kind: string | undefined;
  enabled: boolean;
  children?: { nodes: Branch[] };
  admins?: { nodes: Account[] };
}

const kindNames = new Map<number, string>(Object.entries(KINDS).map(([name, value]) => [value, name]));

/** A group, without what lies below. */
export const groupOfTree = (row: TreeRow): Branch => ({
  id: String(row.id),
  uuid: row.uuid,
  name: row.name,
  kind: kindNames.get(row.kind),
  enabled: row.enabled,
});

export const adminOf = (row: AdminRow): Account => ({
  id: String(row.id),
  login: row.login,
  email: row.email,
  firstname: row.firstname,
  lastname: row.lastname,
  status: !row.enabled ? "DISABLED" : row.password_hash === null ? "INACTIVE" : "ENABLED",
});

/** Puts groups under their parents and admins under the groups they are in; groups come from the top down. */
export function treeOf(groups: readonly TreeRow[], admins: readonly AdminRow[]): Branch | null {
  const known = new Map<number, Branch>();
  for (const row of groups) {
    const made = groupOfTree(row);
    if (row.depth < 2) made.children = { nodes: [] };
    else made.admins = { nodes: [] };
    if (row.parent_id !== null) known.get(row.parent_id)?.children?.nodes.push(made);
    known.set(row.id, made);
  }
  for (const row of admins) known.get(row.group_id)?.admins?.nodes.push(adminOf(row));
  return groups[0] === undefined ? null : known.get(groups[0].id)!;
}
