import { CONTACT, HARD_QUOTAS, KINDS, SOFT_QUOTAS, USAGE } from "../columns.js";
import {
  type Json,
  boolean,
  constant,
  expression,
  flag,
  flagOrNull,
  integer,
  list,
  members,
  named,
  number,
  object,
  seconds,
  sql,
  text,
  textOrEmpty,
  textOrNull,
  uuid,
} from "./json.js";

const DELTA_SUMS = USAGE.map((name) => `sum(${name})::bigint ${name}`).join(", ");

/** What both the whole group and one in a list show. */
const shared = {
  id: integer("g.id"),
  uuid: uuid("g.uuid"),
  version: integer("g.version"),
  name: text("g.name"),
  kind: integer("g.kind"),
  grade: integer("g.grade"),
  status: flag("g.enabled"),
  parent_has_access: flag("g.parent_has_access"),
  capabilities: integer("g.capabilities"),
  external: flag("g.external"),
  internal_tag: textOrNull("g.internal_tag"),
  creation_date: seconds("g.created_at"),
  storage: object({
    id: number("s.id"),
    uuid: sql(`coalesce('"'||s.uuid||'"', 'null')`),
    name: sql(`coalesce(to_json(s.name)::text, '""')`),
  }),
  privileges: object({
    ...members(HARD_QUOTAS, number, "q."),
    ...Object.fromEntries(SOFT_QUOTAS.map((name) => [name, number(`q.soft_${name}`)])),
    subscription_expiration: seconds("q.subscription_expiration"),
    cloud_to_cloud_backup: flag("q.cloud_to_cloud_backup"),
    local_backup: object({ visible: flag("q.local_backup_visible"), permitted: flag("q.local_backup_permitted") }),
  }),
  usage: object(Object.fromEntries(USAGE.map((name) => [name, integer(`(u.total_${name} + coalesce(d.${name}, 0))`)]))),
};

const group = object({
  ...shared,
  parent_id: number("g.parent_id"),
  customer_id: textOrNull("g.customer_id"),
  customer_type: constant("0"),
  language: text("g.language"),
  brand: number("g.brand_id"),
  default_identity_provider_id: constant("1"),
  migration_enabled: flagOrNull("g.migration_enabled"),
  migration_service: textOrEmpty("g.migration_service"),
  contact: object(members(CONTACT, textOrEmpty, "g.contact_")),
  billing: object(members(CONTACT, textOrEmpty, "g.billing_")),
  agents: object({ autoupdate: flag("g.agents_autoupdate") }),
  pricing: object({
    price: number("g.pricing_price"),
    enabled: flagOrNull("g.pricing_enabled"),
    storage_discount: number("g.pricing_storage_discount"),
    rating: number("g.pricing_rating"),
    mode_update_date: seconds("g.pricing_mode_update_date"),
    mode: integer("g.pricing_mode"),
    currency: text("g.pricing_currency"),
    discounts: list(
      object({ enabled: flag("(x.value->>'enabled')::boolean"), name: text("x.value->>'name'") }),
      "jsonb_array_elements(g.pricing_discounts) with ordinality x(value, n)",
      "x.n",
    ),
  }),
});

const child = object({
  ...shared,
  has_children: flag("g.has_children"),
  mfa_status: constant('"disabled"'),
  pricing: object({ enabled: flagOrNull("g.pricing_enabled"), mode: integer("g.pricing_mode") }),
});

const OWNED = `groups g
join quotas q on q.owner_id = g.id
join usages u on u.owner_id = g.id
left join storages s on s.id = g.storage_id`;

/** W1: one group with everything the contract documents. */
export const GROUP = `select ${expression(group)}
from ${OWNED}
left join (select group_id, ${DELTA_SUMS} from usage_deltas where group_id = $1 group by group_id) d on d.group_id = g.id
where g.id = $1`;

/** W2: all children of a group. */
export const CHILDREN = `select ${expression(
  object({
    items: list(
      child,
      `${OWNED}
left join (
  select group_id, ${DELTA_SUMS} from usage_deltas where group_id = any(array(select id from groups where parent_id = $1)) group by group_id
) d on d.group_id = g.id
where g.parent_id = $1`,
      "g.id",
    ),
  }),
)}`;

const row = (alias: string): Record<string, Json> => ({
  id: sql(`'"'||${alias}.id||'"'`),
  uuid: uuid(`${alias}.uuid`),
  name: text(`${alias}.name`),
  kind: named(`${alias}.kind`, KINDS),
  enabled: boolean(`${alias}.enabled`),
});

const admin = object({
  id: sql(`'"'||a.id||'"'`),
  login: text("a.login"),
  email: text("a.email"),
  firstname: text("a.firstname"),
  lastname: text("a.lastname"),
  status: sql(`case when not a.enabled then '"DISABLED"' when a.password_hash is null then '"INACTIVE"' else '"ENABLED"' end`),
});

const firstChildren = (alias: string, parent: string): string =>
  `(select * from groups where parent_id = ${parent}.id order by id limit 10) ${alias}`;

const FIRST_ADMINS = `(
  select x.id, i.login, i.email, x.firstname, x.lastname, x.enabled, i.password_hash
  from accounts x join identities i on i.id = x.identity_id
  where x.group_id = l.id and x.sort = 'admin' order by x.id limit 50
) a`;

const leaf = object({ ...row("l"), admins: object({ nodes: list(admin, FIRST_ADMINS, "a.id") }) });
const middle = object({ ...row("m"), children: object({ nodes: list(leaf, firstChildren("l", "m"), "l.id") }) });
const top = object({ ...row("g"), children: object({ nodes: list(middle, firstChildren("m", "g"), "m.id") }) });

/** W3: a group, 10 children, 10 children of each, and their admins, as the graph answers it. */
export const TREE = `select ${expression(object({ data: object({ group: top }) }))} from groups g where g.id = $1`;

/** W6 and W6d: one group by its version. */
export const UPDATE = `update groups set internal_tag = $3, version = version + 1 where id = $1 and version = $2
returning '{"version":'||version||'}'`;

/** W6b: a service user in a group, with its identity, quotas and usage; not counted in what the group uses. */
export const CREATE_USER = `with identity as (
  insert into identities (login, login_key, email) values ($2, $3, $4) returning id
), account as (
  insert into accounts (identity_id, group_id, sort, access_type, language, firstname, lastname)
  select i.id, g.id, 'service_user', 1, g.language, $5, $6 from identity i, groups g where g.id = $1
  returning id, uuid, version
), quota as (
  insert into quotas (owner_id, quota_storage_hard) select id, $7::bigint from account
), usage as (
  insert into usages (owner_id) select id from account
)
select ${expression(object({ version: integer("version"), id: integer("id"), uuid: uuid("uuid") }))} from account`;

/** W6c: a user's quotas by its version. */
export const UPDATE_USER = `with account as (
  update accounts set version = version + 1 where id = $1 and version = $2 and sort = 'service_user' returning id, version
), quota as (
  update quotas set quota_storage_hard = $3 where owner_id = (select id from account)
)
select '{"version":'||version||'}' from account`;

const hit = (row: string, name: string, parent: string, kind: Json): string =>
  expression(object({ id: integer(`${row}.id`), uuid: uuid(`${row}.uuid`), name: text(name), parent_id: number(parent), kind }));

/** W4: groups and accounts that a reader may find, by the beginning of their names. */
export const SEARCH = `select '{"items":['||coalesce(string_agg(json, ',' order by part, key, id), '')||']}' from (
  select 1 part, s.name_key key, g.id, ${hit("g", "g.name", "g.parent_id", integer("g.kind"))} json
  from (
    select group_id, name_key from searchable_groups where reader_id = $1 and name_key >= $2 and name_key < $3
    order by name_key, group_id limit $4
  ) s join groups g on g.id = s.group_id
  union all
  select 2, s.login_key, a.id, ${hit("a", "i.login", "a.group_id", sql("case a.sort when 'service_user' then '-1' else 'null' end"))}
  from (
    select account_id, login_key from searchable_accounts where reader_id = $1 and login_key >= $2 and login_key < $3
    order by login_key, account_id limit $4
  ) s join accounts a on a.id = s.account_id join identities i on i.id = a.identity_id
) hits`;

/** W7: an own figure of a group, in its own row and nowhere else. */
export const RECORD = `update usages set own_slices_count = $2::bigint,
  total_slices_count = total_slices_count + $2::bigint - own_slices_count
where owner_id = $1 returning '{"slices_count":'||own_slices_count||'}'`;
