import type { Bind } from "../sql-planner/sql.js";
import type { AblePlace, AccountRights, Comparison, Condition, Conjunction, Place, Viewpoint } from "./visibility.js";

/** The conditions of visibility.ts in SQL. */

/** The columns that tell a group's place. */
export type PlaceColumns = Readonly<Record<keyof Place, string>>;

/** The columns of a row of `groups` under an alias. */
export const placeOf = (row: string): Readonly<Record<keyof AblePlace | "external", string>> => ({
  id: `${row}.id`,
  path: `${row}.path`,
  parentHasAccess: `${row}.parent_has_access`,
  isolatedBy: `${row}.isolated_by`,
  capabilities: `${row}.capabilities`,
  external: `${row}.external`,
});

/** The ids of a group and of all above it, to compare with. */
export const idsOnPathSql = (row: string): string => idsOn(`${row}.path`);
const idsOn = (path: string): string => `any(string_to_array(trim(both '/' from ${path}), '/')::bigint[])`;

/** The nearest group at or above a group that is cut off, or null: isolationOf in SQL. */
export const isolationSql = ({ id, parentHasAccess, isolatedBy }: PlaceColumns): string =>
  `(case when ${parentHasAccess} then ${isolatedBy} else ${id} end)`;

/** Bounds of the paths of a subtree, the second excluded. A range and not a LIKE: a prepared LIKE pattern can use no index. */
export const subtreeBounds = (path: string): [string, string] => [path, `${path.slice(0, -1)}0`];
const subtreeBoundsSql = (path: string): [string, string] => [path, `left(${path}, -1)||'0'`];

/** What of a viewpoint a condition compares with, each in SQL. Made when it is asked for: what is bound is then used. */
export interface ViewpointSql {
  isAdmin: () => string;
  isRootAdmin: () => string;
  accessType: () => string;
  roles: () => string;
  /** '0' follows '/' in collation "C", which paths have. */
  subtree: () => [string, string];
  groupId: () => string;
  accountId: () => string;
  identityId: () => string;
  isolation: () => string;
}

/** Rows as a condition names them. */
export interface SubjectColumns {
  group: PlaceColumns & { capabilities?: string; external?: string };
  account?: { id: string; identityId?: string; accessType?: string; roles?: string };
}

/** The columns of a row of `accounts` under an alias. */
export const accountOf = (row: string): Readonly<Record<"id" | keyof AccountRights, string>> => ({
  id: `${row}.id`,
  identityId: `${row}.identity_id`,
  accessType: `${row}.access_type`,
  roles: `${row}.roles`,
});

/** The viewer of the run, in a statement that is kept for any. */
export const boundViewer = (bind: Bind): ViewpointSql => ({
  isAdmin: () => bind(({ viewer }) => viewer.role !== "tenant_viewer", "boolean"),
  isRootAdmin: () => bind(({ viewer }) => viewer.role === "root_admin", "boolean"),
  accessType: () => bind(({ viewer }) => viewer.accessType, "int"),
  roles: () => bind(({ viewer }) => viewer.roles, "int"),
  subtree: () => [
    bind(({ viewer }) => subtreeBounds(viewer.groupPath)[0], "text"),
    bind(({ viewer }) => subtreeBounds(viewer.groupPath)[1], "text"),
  ],
  groupId: () => bind(({ viewer }) => viewer.groupId, "bigint"),
  accountId: () => bind(({ viewer }) => viewer.accountId, "bigint"),
  identityId: () => bind(({ viewer }) => viewer.identityId, "bigint"),
  isolation: () => bind(({ viewer }) => viewer.isolation, "bigint"),
});

/** What an admin sees, from one row of `accounts` and that of its group. */
export const viewFromRow = (admin: string, row: string): ViewpointSql => ({
  isAdmin: () => "true",
  isRootAdmin: () => "false",
  accessType: () => accountOf(admin).accessType,
  roles: () => accountOf(admin).roles,
  subtree: () => subtreeBoundsSql(`${row}.path`),
  groupId: () => `${row}.id`,
  accountId: () => accountOf(admin).id,
  identityId: () => accountOf(admin).identityId,
  isolation: () => isolationSql(placeOf(row)),
});

/** One known viewpoint; its values are added to `values`, by names that begin with a prefix. */
function viewFrom(
  { role, accessType, roles, groupPath, groupId, accountId, identityId, isolation }: Viewpoint,
  values: Record<string, unknown>,
  prefix: string,
): ViewpointSql {
  const place = (name: string, value: unknown, type: string): string => {
    values[prefix + name] = value;
    return `:${prefix}${name}::${type}`;
  };
  return {
    isAdmin: () => String(role !== "tenant_viewer"),
    isRootAdmin: () => String(role === "root_admin"),
    accessType: () => place("AccessType", accessType, "int"),
    roles: () => place("Roles", roles, "int"),
    subtree: () => {
      const [from, to] = subtreeBounds(groupPath);
      return [place("From", from, "text"), place("To", to, "text")];
    },
    groupId: () => place("GroupId", groupId, "bigint"),
    accountId: () => place("AccountId", accountId, "bigint"),
    identityId: () => (identityId === null ? "null" : place("IdentityId", identityId, "bigint")),
    // Of "is not distinct from null" PostgreSQL expects no row at all, and joins as if there were none.
    isolation: () => (isolation === null ? "null" : place("Isolation", isolation, "bigint")),
  };
}

const isSame = (column: string, value: string): string =>
  value === "null" ? `${column} is null` : `${column} is not distinct from ${value}`;

/** @throws TypeError where a condition asks for a column that has not been named */
function column(name: string | undefined): string {
  if (name === undefined) throw new TypeError("a condition asks for a column that has no name");
  return name;
}

const SAME: Readonly<Record<Comparison, (view: ViewpointSql, subject: SubjectColumns) => string>> = {
  "own group": (view, { group }) => `${group.id} = ${view.groupId()}`,
  "own account": (view, { account }) => (account === undefined ? "false" : `${account.id} = ${view.accountId()}`),
  "own identity": (view, { account }) => `${column(account?.identityId)} is not distinct from ${view.identityId()}`,
  "cut off by the same group": (view, { group }) => isSame(group.isolatedBy, view.isolation()),
  "contents cut off by the same group": (view, { group }) => isSame(isolationSql(group), view.isolation()),
};

/** A condition in SQL, in brackets where it needs them. */
export function conditionSql(condition: Condition, view: ViewpointSql, subject: SubjectColumns): string {
  switch (condition.kind) {
    case "all":
      return condition.of.map((part) => conditionSql(part, view, subject)).join(" and ") || "true";
    case "any":
      return `(${condition.of.map((part) => conditionSql(part, view, subject)).join(" or ")})`;
    case "not":
      return `not (${conditionSql(condition.of, view, subject)})`;
    case "group is able":
      return subject.group.capabilities === undefined ? "false" : `${subject.group.capabilities} & ${condition.to} <> 0`;
    case "group is external":
      return column(subject.group.external);
    case "group is locked at or above":
      return `exists (select from groups locking where locking.locked and locking.id = ${idsOn(subject.group.path)})`;
    case "account has no right that the viewer lacks": {
      const { accessType, roles } = subject.account ?? {};
      return `${column(accessType)} & ~${view.accessType()} = 0 and ${column(roles)} & ~${view.roles()} = 0`;
    }
    case "viewer is admin":
      return view.isAdmin();
    case "viewer is root admin":
      return view.isRootAdmin();
    case "viewer holds right":
      return `${view.accessType()} & ${condition.right} <> 0`;
    case "group is within own subtree": {
      const [from, to] = view.subtree();
      return `${subject.group.path} >= ${from} and ${subject.group.path} < ${to}`;
    }
    case "same":
      return SAME[condition.what](view, subject);
  }
}

/** What of a condition is left to ask for a row of which another one is known to hold. */
export const remaining = (asked: Conjunction, known: Conjunction): Conjunction => ({
  kind: "all",
  of: asked.of.filter((part) => !known.of.includes(part)),
});

/** A condition as one viewer has it, with its values by names. @param prefix with which these begin: a statement has each once */
export function conditionFor(
  condition: Condition,
  viewer: Viewpoint,
  subject: SubjectColumns,
  prefix = "viewer",
): { sql: string; bindings: Readonly<Record<string, unknown>> } {
  const bindings: Record<string, unknown> = {};
  return { sql: conditionSql(condition, viewFrom(viewer, bindings, prefix), subject), bindings };
}
