/** A joined row as pg gives it: each column by its name. */
export type Row = Readonly<Record<string, never>>;

const flag = (value: boolean): number => (value ? 1 : 0);
const flagOrNull = (value: boolean | null): number | null => (value === null ? null : flag(value));
const seconds = (value: Date | null): number | null => (value === null ? null : Math.floor(value.getTime() / 1000));

interface StoredDiscount {
  readonly enabled: boolean;
  readonly name: string;
}

/** One group with everything the contract documents. */
export const groupBody = (row: Row): object => ({
  ...sharedBody(row),
  parent_id: row.parent_id,
  customer_id: row.customer_id,
  customer_type: 0,
  language: row.language,
  brand: row.brand_id,
  default_identity_provider_id: 1,
  migration_enabled: flagOrNull(row.migration_enabled),
  migration_service: row.migration_service,
  contact: {
    firstname: row.contact_firstname,
    lastname: row.contact_lastname,
    email: row.contact_email,
    phone: row.contact_phone,
    address1: row.contact_address1,
    address2: row.contact_address2,
    city: row.contact_city,
    state: row.contact_state,
    country: row.contact_country,
    zipcode: row.contact_zipcode,
  },
  billing: {
    firstname: row.billing_firstname,
    lastname: row.billing_lastname,
    email: row.billing_email,
    phone: row.billing_phone,
    address1: row.billing_address1,
    address2: row.billing_address2,
    city: row.billing_city,
    state: row.billing_state,
    country: row.billing_country,
    zipcode: row.billing_zipcode,
  },
  agents: { autoupdate: flag(row.agents_autoupdate) },
  pricing: {
    price: row.pricing_price,
    enabled: flagOrNull(row.pricing_enabled),
    storage_discount: row.pricing_storage_discount,
    rating: row.pricing_rating,
    mode_update_date: seconds(row.pricing_mode_updated_at),
    mode: row.pricing_mode,
    currency: row.pricing_currency,
    discounts: (row.pricing_discounts as StoredDiscount[]).map(({ enabled, name }) => ({ enabled: flag(enabled), name })),
  },
});

/** One group in the list of its parent. */
export const childBody = (row: Row): object => ({
  ...sharedBody(row),
  has_children: flag(row.has_children),
  mfa_status: "disabled",
  pricing: { enabled: flagOrNull(row.pricing_enabled), mode: row.pricing_mode },
});

const sharedBody = (row: Row): object => ({
  id: row.id,
  uuid: row.uuid,
  version: row.version,
  name: row.name,
  kind: row.kind,
  grade: row.grade,
  status: flag(row.enabled),
  parent_has_access: flag(row.parent_has_access),
  capabilities: row.capabilities,
  external: flag(row.external),
  internal_tag: row.internal_tag,
  creation_date: seconds(row.created_at),
  storage: { id: row.storage_id, uuid: row.storage_uuid, name: row.storage_name ?? "" },
  privileges: {
    quota_mailbox_instance_storage: row.quota_mailbox_instance_storage,
    quota_mailboxes_hard: row.quota_mailboxes_hard,
    quota_websites_hard: row.quota_websites_hard,
    quota_universal_devices_hard: row.quota_universal_devices_hard,
    quota_mobiles_hard: row.quota_mobiles_hard,
    quota_servers_hard: row.quota_servers_hard,
    quota_storage_hard: row.quota_storage_hard,
    quota_local_storage_hard: row.quota_local_storage_hard,
    quota_virtualhosts_hard: row.quota_virtualhosts_hard,
    quota_vms_hard: row.quota_vms_hard,
    quota_win_server_essentials_hard: row.quota_win_server_essentials_hard,
    quota_workstations_hard: row.quota_workstations_hard,
    storage_size: row.soft_storage_size,
    local_storage_size: row.soft_local_storage_size,
    workstation_count: row.soft_workstation_count,
    server_count: row.soft_server_count,
    vm_count: row.soft_vm_count,
    mobile_count: row.soft_mobile_count,
    virtualhost_count: row.soft_virtualhost_count,
    win_server_essential_count: row.soft_win_server_essential_count,
    mailbox_count: row.soft_mailbox_count,
    website_count: row.soft_website_count,
    universal_devices_count: row.soft_universal_devices_count,
    subscription_expiration: seconds(row.subscription_expiration),
    cloud_to_cloud_backup: flag(row.cloud_to_cloud_backup),
    local_backup: { visible: flag(row.local_backup_visible), permitted: flag(row.local_backup_permitted) },
  },
  usage: {
    storage_size: row.total_storage_size,
    local_storage_size: row.total_local_storage_size,
    workstation_count: row.total_workstation_count,
    server_count: row.total_server_count,
    vm_count: row.total_vm_count,
    mobile_count: row.total_mobile_count,
    virtualhost_count: row.total_virtualhost_count,
    win_server_essential_count: row.total_win_server_essential_count,
    mailbox_count: row.total_mailbox_count,
    website_count: row.total_website_count,
    universal_devices_count: row.total_universal_devices_count,
    service_users: row.total_service_users,
    slices_count: row.total_slices_count,
    size_for_workstations: row.total_size_for_workstations,
    size_for_servers: row.total_size_for_servers,
    size_for_vms: row.total_size_for_vms,
    size_for_mobiles: row.total_size_for_mobiles,
    size_for_virtualhosts: row.total_size_for_virtualhosts,
    size_for_win_server_essentials: row.total_size_for_win_server_essentials,
    size_for_mailboxes: row.total_size_for_mailboxes,
    size_for_websites: row.total_size_for_websites,
    size_for_universal_devices: row.total_size_for_universal_devices,
  },
});
