import type { Knex } from "knex";

const TEXTS = [
  "company_name",
  "service_name",
  "support_phone",
  "color",
  "account_server_url",
  "backup_console_url",
  "router_url",
  "reg_server_url",
  "agent_gateway_url",
  "support_url",
  "upsell_url",
  "home_url",
  "help_url",
  "knowledgebase_url",
  "user_guide_url",
  "terms_url",
  "platform_terms_url",
  "privacy_policy_url",
  "mobile_app_android_download_url",
  "mobile_app_ios_download_url",
  "smtp_reply_address",
  "smtp_server",
  "smtp_user",
  "smtp_password",
];

/**
 * What a brand says, and its logo.
 *
 * - A brand and its image go with their group, and every brand is its group's own: what is inherited is looked up.
 * - Null in one of the addresses of this server's parts means the server's own, from its settings.
 * - `smtp_password` is sealed; it opens for this brand's row alone.
 * - `groups_brand` is for the foreign key: without it, each brand that goes would read all groups.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
alter table brands
  ${TEXTS.map((name) => `add ${name} text`).join(",\n  ")},
  add color_scheme text not null default 'default',
  add owns_custom_legal_docs boolean not null default false,
  add white_labeled_agent boolean not null default false,
  add hide_predefined boolean not null default false,
  add smtp_override boolean not null default false,
  add smtp_port integer,
  add smtp_encryption text,
  add constraint brands_smtp_port check (smtp_port between 1 and 65535),
  add constraint brands_smtp_encryption check (smtp_encryption in ('NONE', 'TLS', 'STARTTLS')),
  drop constraint brands_group,
  add constraint brands_group foreign key (group_id) references groups (id) on delete cascade;
create index groups_brand on groups (brand_id) where brand_id is not null;
update brands set service_name = 'Portico' where group_id = (select id from groups where parent_id is null);

create table images (
  id bigint primary key default nextval('object_ids'),
  brand_id bigint not null unique references brands (id) on delete cascade,
  width integer not null,
  height integer not null,
  content bytea not null,
  digest text not null,
  created_at timestamptz not null default now()
);
create index images_digest on images (digest);
alter table images alter content set storage external;
`);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
drop table images;
drop index groups_brand;
alter table brands
  ${[
    ...TEXTS,
    "color_scheme",
    "owns_custom_legal_docs",
    "white_labeled_agent",
    "hide_predefined",
    "smtp_override",
    "smtp_port",
    "smtp_encryption",
  ]
    .map((name) => `drop ${name}`)
    .join(",\n  ")},
  drop constraint brands_group,
  add constraint brands_group foreign key (group_id) references groups (id);
`);
}
