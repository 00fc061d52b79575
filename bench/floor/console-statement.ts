import { type Json, boolean, expression, integer, list, named, object, sql, text, textOrEmpty, textOrNull, uuid } from "./json.js";

const id = (column: string): Json => sql(`'"'||${column}||'"'`);

const face = object({
  id: id("b.id"),
  uuid: uuid("b.uuid"),
  companyName: textOrNull("b.company_name"),
  serviceName: textOrNull("b.service_name"),
  supportPhone: textOrNull("b.support_phone"),
  color: textOrNull("b.color"),
  colorScheme: text("upper(b.color_scheme)"),
  logoId: sql(`coalesce('"'||i.id||'"', 'null')`),
  accountServerUrl: textOrNull("b.account_server_url"),
  backupConsoleUrl: textOrNull("b.backup_console_url"),
  routerUrl: textOrNull("b.router_url"),
  homeUrl: textOrNull("b.home_url"),
  supportUrl: textOrNull("b.support_url"),
  helpUrl: textOrNull("b.help_url"),
  termsUrl: textOrNull("b.terms_url"),
  privacyPolicyUrl: textOrNull("b.privacy_policy_url"),
  whiteLabeledAgent: boolean("b.white_labeled_agent"),
});

const BRAND = "brands b left join images i on i.brand_id = b.id";

/** The listed groups' parent and the groups above it, which all of them share: what is read of these is read once. */
const ABOVE = `above as (
  select up.* from groups p join groups up on up.id = any(string_to_array(trim(both '/' from p.path), '/')::bigint[]) where p.id = $1
)`;
const INHERITED_BRAND = `(select ${expression(face)} from ${BRAND} join above on above.brand_id = b.id order by above.grade desc limit 1)`;
const INHERITED_OWNERS =
  "array(select id from above where grade >= (select coalesce(max(grade) filter (where not storages_inherited), 0) from above))";

/** Of `groups g`: its own storages, and those above as far as it inherits them. */
const FIRST_STORAGES = `(
  select s.*, s.group_id <> g.id inherited, exists (select from groups u where u.storage_id = s.id) used
  from storages s where s.group_id = any(case when g.storages_inherited then ${INHERITED_OWNERS} end || g.id)
  order by s.id limit 10
) s`;

const storage = object({
  id: id("s.id"),
  uuid: uuid("s.uuid"),
  version: integer("s.version"),
  name: text("s.name"),
  kind: named("s.kind", { EXPRESS: 1, ADVANCED: 2 }),
  uid: text("s.uid"),
  active: boolean("s.active"),
  used: boolean("s.used"),
  inherited: boolean("s.inherited"),
  ownerId: id("s.group_id"),
  contentUrl: textOrEmpty("s.content_url"),
});

const listed = object({
  id: id("g.id"),
  name: text("g.name"),
  brand: sql("coalesce(own.brand, 'null')"),
  effectiveBrand: sql(`coalesce(own.brand, ${INHERITED_BRAND})`),
  storages: object({ inherited: boolean("g.storages_inherited"), nodes: list(storage, FIRST_STORAGES, "s.id") }),
  settings: object({
    agentsAutoupdate: object({ enabled: boolean("g.agents_autoupdate") }),
    logonIps: object({ enabled: boolean("g.logon_ips_enabled"), items: sql("to_json(g.logon_ips)::text") }),
    localBackupRestriction: object({ restricted: boolean("not q.local_backup_permitted"), visible: boolean("q.local_backup_visible") }),
    flags: object({
      allowAddDevices: boolean("g.allow_add_devices"),
      allowDownloadTools: boolean("g.allow_download_tools"),
      allowDownloadDocs: boolean("g.allow_download_docs"),
      allowDownloadAgents: boolean("g.allow_download_agents"),
    }),
  }),
});

// Without "offset 0" PostgreSQL makes the text of a brand anew for each place it is written at.
const FIRST_LISTED = `(select * from groups where parent_id = $1 order by id limit 100) g
join quotas q on q.owner_id = g.id
left join lateral (select ${expression(face)} brand from ${BRAND} where b.id = g.brand_id offset 0) own on true`;

/** W8: 100 groups as a console lists them, as the graph answers it. */
export const CONSOLE = `with ${ABOVE}
select ${expression(object({ data: object({ group: object({ children: object({ nodes: list(listed, FIRST_LISTED, "g.id") }) }) }) }))}`;
