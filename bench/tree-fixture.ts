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

const ROOT = "root as (select id, path, grade from groups where parent_id is null)";

/** What each group of these levels has a row of. */
const owned = (...levels: string[]): string => `
owner as (${levels.map((name) => `select id from ${name}`).join(" union all ")}),
quota as (insert into quotas (owner_id) select id from owner),
usage as (insert into usages (owner_id) select id from owner)`;

const REGULAR_TREE = `
with ${ROOT},
${level("top", "root", KINDS.MSP, 1)},
${level("company", "top", KINDS.END_USER_COMPANY, 10)},
${level("unit", "company", KINDS.COMPANY_DEPARTMENT, 10)},
${owned("top", "company", "unit")},
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

const CUSTOMERS = 100;
/** More than one page of ten for a customer who inherits them. */
const STORAGES = { partner: 8, customer: 3 };

const PARTNER = `
with ${ROOT},
${level("partner", "root", KINDS.MSP, 1)},
${level("customer", "partner", KINDS.END_USER_COMPANY, CUSTOMERS)},
${owned("partner", "customer")}
select id from partner`;

const BRANDS = `
with partner as (select ?::bigint id), branded as (
  select g.id, g.name from groups g join partner p on g.id = p.id or g.parent_id = p.id and g.id % 2 = 0
), brand as (
  insert into brands (group_id, company_name, service_name, support_phone, color, color_scheme, account_server_url, backup_console_url,
    router_url, home_url, support_url, help_url, terms_url, privacy_policy_url, white_labeled_agent)
  select id, name, 'Backup by '||name, '+1-555-'||id, '1a2b3c', 'blue', 'https://login'||site, 'https://backup'||site,
    'https://console'||site, 'https://www'||site, 'https://support'||site, 'https://help'||site,
    'https://terms'||site, 'https://privacy'||site, id % 3 = 0
  from branded, lateral (select '.group-'||id||'.example.com' site) s
  returning id, group_id
), logo as (
  insert into images (brand_id, width, height, content, digest) select id, 1, 1, '', md5(id::text) from brand
)
update groups g set brand_id = b.id from brand b where g.id = b.group_id`;

const REGISTERED_STORAGES = `
insert into storages (group_id, name, name_key, uid, uid_key, kind, active, content_url)
select g.id, label, lower(label), label||' of '||g.id, lower(label)||' of '||g.id, 1 + n % 2, n % 3 > 0, 'https://files.example.com/'||g.id
from (select ?::bigint id) p join groups g on g.id = p.id or g.parent_id = p.id,
  lateral generate_series(1, case g.id when p.id then ${STORAGES.partner} else ${STORAGES.customer} end) n,
  lateral (select 'Storage '||n label) l`;

const SETTINGS = `
update groups g
set storage_id = case when id % 3 = 0 then (select min(s.id) from storages s where s.group_id = g.id) end, storages_inherited = id % 5 > 0,
  agents_autoupdate = id % 3 > 0, allow_add_devices = id % 4 > 0, allow_download_tools = id % 5 > 0,
  logon_ips = case when id % 4 = 0 then '{192.0.2.1,198.51.100.0/24}'::text[] else '{}' end, logon_ips_enabled = id % 8 = 0
where parent_id = ?`;

/** Groups of known shape. */
export interface Fixtures {
  /** A group with 10 companies of 10 units with 2 admins each. */
  readonly tree: number;
  /** A group with 100 customers, which differ in their brands, storages and settings. */
  readonly partner: number;
}

/**
 * Adds what a seeded tree does not have: regular parts, so that a query over them costs the same in a small tree and in a
 * large one, and brands and storages.
 */
export async function addFixtures(db: Knex): Promise<Fixtures> {
  const [tree] = await query<{ id: number }>(db, REGULAR_TREE);
  const [partner] = await query<{ id: number }>(db, PARTNER);
  for (const sql of [BRANDS, REGISTERED_STORAGES, SETTINGS]) await query(db, sql, [partner!.id]);
  return { tree: tree!.id, partner: partner!.id };
}
