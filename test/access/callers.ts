import { ROOT, type Credentials, type TestServer } from "../setup/test-server.js";
import type { Tree } from "../setup/tree.js";

export const ROLES = ["root_admin", "partner_admin", "company_admin", "unit_admin", "readonly_admin", "tenant_viewer"] as const;
export type Role = (typeof ROLES)[number];

/** The roles, and a request without credentials. */
export const CALLERS = [...ROLES, "nobody"] as const;
export type Caller = (typeof CALLERS)[number];

/** Where a caller stands, and groups it may use there. */
export interface CallerPlace {
  server: TestServer;
  tree: Tree;
  as: Credentials | undefined;
  /** Its own account. */
  account: number;
  /** Its own group. */
  own: number;
  /** A group at or below its own in which service users may live. */
  customer: number;
  /** A kind of group that may be created in its own. */
  childKind: number;
}

/** Where each caller of the fixture stands; nobody stands at the root. */
export async function callerPlaces(server: TestServer, tree: Tree): Promise<Record<Caller, CallerPlace>> {
  const { body } = await server.rest("GET", "/profile", { as: ROOT });
  const { account_group_id: root, id } = body as { account_group_id: number; id: number };
  const { accounts, partner, company, unit } = tree;
  const at = (as: Credentials | undefined, account: number, own: number, customer: number, childKind: number): CallerPlace => ({
    server,
    tree,
    as,
    account,
    own,
    customer,
    childKind,
  });
  return {
    root_admin: at(ROOT, id, root, company.id, 40),
    partner_admin: at(accounts.partner_admin, accounts.partner_admin.id, partner.id, company.id, 40),
    company_admin: at(accounts.company_admin, accounts.company_admin.id, company.id, company.id, 50),
    unit_admin: at(accounts.unit_admin, accounts.unit_admin.id, unit.id, unit.id, 50),
    readonly_admin: at(accounts.readonly_admin, accounts.readonly_admin.id, partner.id, company.id, 40),
    tenant_viewer: at(accounts.tenant_viewer, accounts.tenant_viewer.id, unit.id, unit.id, 50),
    nobody: at(undefined, id, root, company.id, 40),
  };
}
