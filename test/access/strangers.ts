import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import type { Tree } from "../setup/tree.js";

export const SCOPED_ROLES = ["partner_admin", "company_admin", "unit_admin", "readonly_admin", "tenant_viewer"] as const;
export type ScopedRole = (typeof SCOPED_ROLES)[number];

/** An object of the tree by both its names. */
export interface Named {
  id: number;
  uuid: string;
}

/** Objects outside of somebody's scope, one of each sort that paths name. */
export type Strangers = Record<"group" | "admin" | "user" | "report", Named>;

/** An id and a uuid that name nothing. */
export const NOTHING = { id: 9_007_199_254_740_991, uuid: "5a1f3e52-0000-4000-8000-5a1f3e520000" };

export async function named(db: Knex, table: "groups" | "accounts" | "report_schedules", id: number): Promise<Named> {
  const [row] = await query<Named>(db, `select id, uuid from ${table} where id = ?`, [id]);
  return row!;
}

async function made(server: TestServer, group: number, sort: "admins" | "users", login: string): Promise<number> {
  const { status, text, body } = await server.rest("POST", `/groups/${group}/${sort}`, {
    as: ROOT,
    body: { login, email: `${login}@example.com` },
  });
  if (status !== 201) throw new Error(`${login}: ${status} ${text}`);
  return (body as { id: number }).id;
}

/** A new schedule of a group's reports. @returns its id */
export async function scheduled(server: TestServer, group: number | string): Promise<number> {
  const input = "{ level: ITSELF, schedule: { timeshift: 0 }, enabled: false }";
  const { data } = await server.graph(`mutation { createReportSchedule(groupId: "${group}", input: ${input}) { id } }`, { as: ROOT });
  return Number((data as { createReportSchedule: { id: string } }).createReportSchedule.id);
}

/** For each role, what it may not reach: in the other branch, and above its own group. */
export async function strangersOf(server: TestServer, tree: Tree): Promise<Record<ScopedRole, Record<string, Strangers>>> {
  const { accounts, distributor, partner, company } = tree;
  const aboveAll = await made(server, distributor.id, "admins", "distributor-admin");
  const inCompany = await made(server, company.id, "users", "company-user");
  const inUnit = await made(server, tree.unit.id, "users", "unit-user");
  const strangers = async (group: number, admin: number, user: number): Promise<Strangers> => ({
    group: await named(server.db, "groups", group),
    admin: await named(server.db, "accounts", admin),
    user: await named(server.db, "accounts", user),
    report: await named(server.db, "report_schedules", await scheduled(server, group)),
  });
  const elsewhere = await strangers(tree.otherPartner.id, tree.otherAdmin.id, tree.otherUser.id);
  const deepElsewhere = { ...elsewhere, group: await named(server.db, "groups", tree.otherUnit.id) };
  const abovePartner = await strangers(distributor.id, aboveAll, tree.otherUser.id);
  const aboveUnit = await strangers(company.id, accounts.company_admin.id, inCompany);
  return {
    partner_admin: { elsewhere, deepElsewhere, above: abovePartner },
    company_admin: { elsewhere, above: await strangers(partner.id, accounts.partner_admin.id, tree.otherUser.id) },
    unit_admin: { elsewhere, above: aboveUnit },
    readonly_admin: { elsewhere, deepElsewhere, above: abovePartner },
    tenant_viewer: { elsewhere, above: aboveUnit, beside: await strangers(company.id, accounts.unit_admin.id, inUnit) },
  };
}
