import { AccessRight, AccountSort, GroupKind } from "../kernel/enums.js";

/** The roles of the contract's `x-allowed-to`; each account has exactly one, derived from its seat. */
export const ROLES = ["root_admin", "partner_admin", "company_admin", "unit_admin", "readonly_admin", "tenant_viewer"] as const;
export type Role = (typeof ROLES)[number];

/** What an API account is that holds no role which could be used: it stands on no group. */
export const ROLELESS = "roleless_program";
/** What any caller with credentials is. */
export type CallerRole = Role | typeof ROLELESS;

/** Who may read what an admin sees. */
export const ADMINS: readonly Role[] = ["root_admin", "partner_admin", "company_admin", "unit_admin", "readonly_admin"];
/** Admins who may change things at all. */
export const WRITERS: readonly Role[] = ["root_admin", "partner_admin", "company_admin", "unit_admin"];
/** Admins of groups that sell. */
export const PARTNERS: readonly CallerRole[] = ["root_admin", "partner_admin"];

const BY_KIND: Readonly<Partial<Record<GroupKind, Role>>> = {
  [GroupKind.ROOT]: "root_admin",
  [GroupKind.END_USER_COMPANY]: "company_admin",
  [GroupKind.COMPANY_DEPARTMENT]: "unit_admin",
};

/** Roles from the one that may least to the one that may most; each holds those before it. */
const BY_STRENGTH: readonly Role[] = ["tenant_viewer", "readonly_admin", "unit_admin", "company_admin", "partner_admin", "root_admin"];

/** Whether a role may all that another one may. What holds no role may nothing. */
export const holdsRole = (held: CallerRole, asked: Role): boolean => BY_STRENGTH.indexOf(held as Role) >= BY_STRENGTH.indexOf(asked);

const CHANGING = AccessRight.BRANDING | AccessRight.WRITE | AccessRight.EXTERNAL_WRITE | AccessRight.MIGRATION;

/** The role of an account: by its sort, its group's kind, and whether its rights let it change anything. */
export function roleOf(sort: AccountSort, kind: GroupKind, accessType: number): Role {
  if (sort === AccountSort.SERVICE_USER) return "tenant_viewer";
  if ((accessType & CHANGING) === 0) return "readonly_admin";
  return BY_KIND[kind] ?? "partner_admin";
}
