import { AccountSort, AccountStatus, FULL_ACCESS, type GroupKind } from "../kernel/enums.js";
import { type CallerRole, ROLELESS, roleOf } from "./roles.js";
import type { ViewerRow } from "./viewer.table.js";
import { isolationOf } from "./visibility.js";

/** The account a request acts as, and what of the tree it stands on. */
export interface Viewer {
  /** Of an API account its own id; both are drawn from one sequence. */
  accountId: number;
  accountUuid: string;
  identityId: number;
  sort: AccountSort;
  login: string;
  role: CallerRole;
  /** Whether it is a program's API account and not a person's. */
  isApiAccount: boolean;
  accessType: number;
  roles: number;
  groupId: number;
  groupUuid: string;
  groupPath: string;
  groupKind: GroupKind;
  /** The nearest group at or above the viewer's own that is cut off from above: the viewer sees what has the same one. */
  isolation: number | null;
  /** Hash of the session's token, when a session is the credential. */
  sessionHash: Buffer | null;
  /** Who acts as this account, where it is not the account's own holder. */
  actor: Actor | null;
  /** What the credential is limited to, in place of the role; null where it is not. */
  tokenScopes: readonly string[] | null;
}

/** An account that acts as another one. */
export interface Actor {
  accountId: number;
  login: string;
}

/** What a viewer is by its credential, beside what its account makes it. */
export type Acting = Pick<Viewer, "actor" | "tokenScopes">;

/** What an account is by a credential of its own. */
export const ITSELF: Acting = { actor: null, tokenScopes: null };

/** Where an API account without a role stands: no group's path begins so, nor lies in the range behind it. */
const NOWHERE = { groupId: 0, groupUuid: "", groupPath: "//", accessType: 0, isolation: null };

const ownRole = ({ isApiAccount, grantedRole, sort, groupKind, accessType }: ViewerRow): CallerRole =>
  isApiAccount ? (grantedRole ?? ROLELESS) : roleOf(sort, groupKind, accessType);

export function toViewer(row: ViewerRow, sessionHash: Buffer | null, { actor, tokenScopes }: Acting = ITSELF): Viewer {
  const { accountId, accountUuid, identityId, sort, login, accessType, roles, groupId, groupUuid, groupPath, groupKind } = row;
  const place = { id: groupId, parentHasAccess: row.parentHasAccess, isolatedBy: row.isolatedBy };
  const isolation = isolationOf(place);
  const { isApiAccount } = row;
  // A limited token stands in place of the role: beyond what its scopes name it sees its own account, as a service user does.
  const role = tokenScopes === null ? ownRole(row) : "tenant_viewer";
  return {
    accountId,
    accountUuid,
    identityId,
    sort,
    login,
    role,
    isApiAccount,
    accessType,
    roles,
    groupId,
    groupUuid,
    groupPath,
    groupKind,
    isolation,
    sessionHash,
    actor,
    tokenScopes,
    ...(role === ROLELESS && NOWHERE),
  };
}

/** What an account's status shows: disabled beats inactive, and it is inactive until a password is set. */
export function accountStatus(enabled: boolean, hasPassword: boolean): AccountStatus {
  if (!enabled) return AccountStatus.DISABLED;
  return hasPassword ? AccountStatus.ENABLED : AccountStatus.INACTIVE;
}

export const isFullAdmin = (viewer: Pick<Viewer, "accessType" | "sort">): boolean =>
  viewer.sort === AccountSort.ADMIN && (viewer.accessType & FULL_ACCESS) === FULL_ACCESS;
