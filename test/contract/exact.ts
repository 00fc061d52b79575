/** Bodies as they go over the wire, to the byte; only what differs from run to run is filled in. */

export const SUCCESS = '"Success"';
export const FOUND = '"Found"';

export const version = (number: number): string => `{"version":${number}}`;

export const items = (...texts: string[]): string => `{"items":[${texts.join(",")}]}`;

export const NO_CONTACT =
  '{"firstname":"","lastname":"","email":"","phone":"","address1":"","address2":"","city":"","state":"","country":"","zipcode":""}';

const LIMITS =
  '"quota_mailbox_instance_storage":-1,"quota_mailboxes_hard":-1,"quota_websites_hard":-1,"quota_universal_devices_hard":-1,' +
  '"quota_mobiles_hard":-1,"quota_servers_hard":-1,"quota_storage_hard":-1,"quota_local_storage_hard":-1,"quota_virtualhosts_hard":-1,' +
  '"quota_vms_hard":-1,"quota_win_server_essentials_hard":-1,"quota_workstations_hard":-1,"storage_size":null,"local_storage_size":null,' +
  '"workstation_count":null,"server_count":null,"vm_count":null,"mobile_count":null,"virtualhost_count":null,' +
  '"win_server_essential_count":null,"mailbox_count":null,"website_count":null,"universal_devices_count":null,' +
  '"subscription_expiration":null,"cloud_to_cloud_backup":0';

export const GROUP_PRIVILEGES = `{${LIMITS},"local_backup":{"visible":1,"permitted":1}}`;
export const USER_PRIVILEGES = `{${LIMITS},"local_backup":1}`;

export const usage = (serviceUsers = 0): string =>
  '{"storage_size":0,"local_storage_size":0,"workstation_count":0,"server_count":0,"vm_count":0,"mobile_count":0,' +
  '"virtualhost_count":0,"win_server_essential_count":0,"mailbox_count":0,"website_count":0,"universal_devices_count":0,' +
  `"service_users":${serviceUsers},"slices_count":0,"size_for_workstations":0,"size_for_servers":0,"size_for_vms":0,` +
  '"size_for_mobiles":0,"size_for_virtualhosts":0,"size_for_win_server_essentials":0,"size_for_mailboxes":0,"size_for_websites":0,' +
  '"size_for_universal_devices":0}';

export const NO_STORAGE = '{"id":null,"uuid":null,"name":""}';

const LINKS =
  '{"astorage_doc":"","astorage_gateway_guide":"","astorage_guide":"","astorage_iso":"","hci_guide":"","hci_iso":"","video_tutorial":""}';

/** An account of the fixture as its profile shows it. */
export interface Shown {
  id: number;
  uuid: string;
  login: string;
  accessType: number;
  movesGroups: number;
  brand: number;
  group: { id: number; uuid: string; kind: number; name: string };
}

/** What stands between the braces of a profile. */
export const profileFields = ({ id, uuid, login, accessType, movesGroups, brand, group }: Shown): string =>
  `"access_type":${accessType},"allow_moving_groups":${movesGroups},"brand":${brand},"email":"${login}@example.com",` +
  `"firstname":"Ada","account_group_id":${group.id},"group":{"customer_type":0,"id":${group.id},"uuid":"${group.uuid}",` +
  `"uid":"${group.uuid}","kind":${group.kind},"language":"en","name":"${group.name}"},"id":${id},"integration_active":0,` +
  `"language":"en","lastname":"Account","links":${LINKS},"login":"${login}","privileged":0,"roles":0,"services":[{"id":1,` +
  `"uuid":"0d6f3a52-7f0c-4a7e-8f35-5d3f6b7c9e01","name":"Backup","type":"backup","entry_point":"/bc/"}],"smtp_brand":${brand},` +
  `"terms_accepted":0,"platform_terms_accepted":0,"privacy_policy_accepted":0,"user_id":${id},"mfa_status":"disabled",` +
  `"session_mfa_status":"passed_or_not_required","uuid":"${uuid}","version":1`;
