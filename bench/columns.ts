/* Columns of the tables that answers are made of, in the contract's order and by its names. */

export const CONTACT = ["firstname", "lastname", "email", "phone", "address1", "address2", "city", "state", "country", "zipcode"] as const;

export const HARD_QUOTAS = [
  "quota_mailbox_instance_storage",
  "quota_mailboxes_hard",
  "quota_websites_hard",
  "quota_universal_devices_hard",
  "quota_mobiles_hard",
  "quota_servers_hard",
  "quota_storage_hard",
  "quota_local_storage_hard",
  "quota_virtualhosts_hard",
  "quota_vms_hard",
  "quota_win_server_essentials_hard",
  "quota_workstations_hard",
] as const;

export const SOFT_QUOTAS = [
  "storage_size",
  "local_storage_size",
  "workstation_count",
  "server_count",
  "vm_count",
  "mobile_count",
  "virtualhost_count",
  "win_server_essential_count",
  "mailbox_count",
  "website_count",
  "universal_devices_count",
] as const;

export const USAGE = [
  ...SOFT_QUOTAS,
  "service_users",
  "slices_count",
  "size_for_workstations",
  "size_for_servers",
  "size_for_vms",
  "size_for_mobiles",
  "size_for_virtualhosts",
  "size_for_win_server_essentials",
  "size_for_mailboxes",
  "size_for_websites",
  "size_for_universal_devices",
] as const;

/** Names of the kinds of groups, as the graph shows them, with the numbers they are stored as. */
export const KINDS = {
  ROOT: 0,
  DISTRIBUTOR: 10,
  SUB_DISTRIBUTOR: 20,
  PROVIDER: 21,
  MSP: 30,
  RESELLER: 31,
  END_USER_COMPANY: 40,
  COMPANY_DEPARTMENT: 50,
} as const;
