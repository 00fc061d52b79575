import type { Knex } from "knex";
import { query } from "../db/query.js";
import { KINDS } from "./columns.js";

const GROUP = "id, parent_id, path, grade, kind, name, name_key, capabilities, pricing_mode";

/** One level of groups below those of `parents`, as many below each as `each` says. */
const level = (name: string, parents: string, kind: number, each: number): string => `
${name} as (
  insert into groups (${GROUP})
  select id, parent_id, path||id||'/', grade, ${kind}, label, lower(label), 29, 1
  from (
    select nextval('object_ids') id, p.id parent_id, p.path, p.grade + 1 grade, 'Bench ${name} '||n label
    from ${parents} p, generate_series(1, ${each}) n
  ) made
  returning id, path, grade
)`;

const INSERT = `
with root as (select id, path, grade from groups where parent_id is null),
${level("top", "root", KINDS.MSP, 1)},
${level("company", "top", KINDS.END_USER_COMPANY, 10)},
${level("unit", "company", KINDS.COMPANY_DEPARTMENT, 10)},
owner as (select id from top union all select id from company union all select id from unit),
quota as (insert into quotas (owner_id) select id from owner),
usage as (insert into usages (owner_id) select id from owner),
identity as (
  insert into identities (login, login_key, email, password_hash)
  select login, login, login||'@example.com', case when n = 1 then 'none' end
  from (select 'bench.'||u.id||'.'||n login, n from unit u, generate_series(1, 2) n) made
  returning id, login
), account as (
  insert into accounts (identity_id, group_id, sort, access_type, firstname, lastname)
  select id, split_part(login, '.', 2)::bigint, 'admin', 7, 'Ada', 'Lovelace' from identity
)
select id from top`;

/**
 * Adds a group with 10 companies of 10 units with 2 admins each: a seeded tree has no such regular part, and a query
 * over it shall cost the same in a small tree and in a large one.
 *
 * @returns the group's id
 */
export async function addRegularTree(db: Knex): Promise<number> {
  const rows = await query<{ id: number }>(db, INSERT);
  return rows[0]!.id;
}
