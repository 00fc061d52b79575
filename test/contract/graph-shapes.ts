/** How the graph's values stand in the contract: written here anew, independent of what the adapter does. */

type Json = Record<string, unknown>;

const KINDS: Readonly<Record<string, number>> = {
  ROOT: 0,
  DISTRIBUTOR: 10,
  SUB_DISTRIBUTOR: 20,
  PROVIDER: 21,
  MSP: 30,
  RESELLER: 31,
  END_USER_COMPANY: 40,
  COMPANY_DEPARTMENT: 50,
  SERVICE_USER: -1,
};
const STATUSES: Readonly<Record<string, number>> = { INACTIVE: -1, DISABLED: 0, ENABLED: 1 };
const MODES: Readonly<Record<string, number>> = { PRODUCTION: 1, DEMO: 2, DEMO_PERSISTENT: 3 };
const RIGHTS: Readonly<Record<string, number>> = { READ: 1, BRANDING: 2, WRITE: 4, EXTERNAL_WRITE: 8, MIGRATION: 16 };
const ROLES: Readonly<Record<string, number>> = { BUYER: 1 };
const CAPABILITIES: Readonly<Record<string, number>> = {
  BACKUP: 1,
  BRANDING: 2,
  CHILDREN: 4,
  ISOLATION: 8,
  MODIFICATION: 16,
  CUSTOM_PRICING: 32,
  CUSTOM_PRICE: 64,
  REQUIRE_CUSTOMER_ID: 128,
  CUSTOM_STORAGE: 256,
};
const BACKUP: Readonly<Record<string, number>> = { ERROR: 1, WARNING: 2, INFO: 4, DAILY_REPORT: 8, CRITICAL: 16 };
const EVENTS: Readonly<Record<string, number>> = { ERROR: 1, WARNING: 2, INFO: 4 };
const DEVICE_EVENTS: Readonly<Record<string, number>> = { WARNING: 1 };

const id = (value: unknown): number | null => (value === null ? null : Number(value));
const flag = (value: unknown): number | null => (value === null ? null : value === true ? 1 : 0);
const seconds = (value: unknown): number | null => (value === null ? null : Math.floor(Date.parse(value as string) / 1000));
const kind = (value: unknown): number | null => (value === null ? null : KINDS[value as string]!);
const mask = (bits: Readonly<Record<string, number>>, value: unknown): number =>
  (value as string[]).reduce((sum, name) => sum + bits[name]!, 0);
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const HARD = [
  "quotaMailboxInstanceStorage",
  "quotaMailboxesHard",
  "quotaWebsitesHard",
  "quotaUniversalDevicesHard",
  "quotaMobilesHard",
  "quotaServersHard",
  "quotaStorageHard",
  "quotaLocalStorageHard",
  "quotaVirtualhostsHard",
  "quotaVmsHard",
  "quotaWinServerEssentialsHard",
  "quotaWorkstationsHard",
];
const COUNTS = [
  "storageSize",
  "localStorageSize",
  "workstationCount",
  "serverCount",
  "vmCount",
  "mobileCount",
  "virtualhostCount",
  "winServerEssentialCount",
  "mailboxCount",
  "websiteCount",
  "universalDevicesCount",
];
const SIZES = [
  "serviceUsers",
  "slicesCount",
  "sizeForWorkstations",
  "sizeForServers",
  "sizeForVms",
  "sizeForMobiles",
  "sizeForVirtualhosts",
  "sizeForWinServerEssentials",
  "sizeForMailboxes",
  "sizeForWebsites",
  "sizeForUniversalDevices",
];
const CONTACT = ["firstname", "lastname", "phone", "address1", "address2", "city", "state", "country", "zipcode"];

const copied = (from: Json, names: readonly string[]): Json => Object.fromEntries(names.map((name) => [snake(name), from[name]]));

export const QUOTAS = `quotas { ${[...HARD, ...COUNTS].join(" ")} subscriptionExpiration cloudToCloudBackup localBackup`;
export const USAGE = `usage { ${[...COUNTS, ...SIZES].join(" ")} }`;

const limits = (quotas: Json): Json => ({
  ...copied(quotas, [...HARD, ...COUNTS]),
  subscription_expiration: seconds(quotas["subscriptionExpiration"]),
  cloud_to_cloud_backup: flag(quotas["cloudToCloudBackup"]),
});
const usage = (figures: unknown): Json => copied(figures as Json, [...COUNTS, ...SIZES]);
const contact = (details: unknown): Json => copied(details as Json, [...CONTACT, "email"]);
const storage = (value: unknown): Json =>
  value === null ? { id: null, uuid: null, name: "" } : { ...(value as Json), id: id((value as Json)["id"]) };

function privileges(value: unknown): Json {
  const quotas = value as Json;
  const local = quotas["localBackup"] as Json;
  return { ...limits(quotas), local_backup: { visible: flag(local["visible"]), permitted: flag(local["permitted"]) } };
}

const LISTED_GROUP = `id uuid version name kind grade enabled parentHasAccess capabilities external internalTag
  createdAt storage { id uuid name } ${QUOTAS} { visible permitted } } ${USAGE}`;
export const CHILD = `${LISTED_GROUP} hasChildren mfaStatus pricing { enabled mode }`;
export const GROUP = `${LISTED_GROUP} parentId customerId customerType language brandId
  defaultIdentityProviderId migrationEnabled migrationService
  contact { email ${CONTACT.join(" ")} } billingContact { email ${CONTACT.join(" ")} } agents { autoupdate }
  pricing { price enabled storageDiscount rating modeUpdateDate mode currency discounts { enabled name } }`;

const listedGroup = (group: Json): Json => ({
  id: id(group["id"]),
  uuid: group["uuid"],
  version: group["version"],
  name: group["name"],
  kind: kind(group["kind"]),
  grade: group["grade"],
  status: flag(group["enabled"]),
  parent_has_access: flag(group["parentHasAccess"]),
  capabilities: mask(CAPABILITIES, group["capabilities"]),
  external: flag(group["external"]),
  internal_tag: group["internalTag"],
  creation_date: seconds(group["createdAt"]),
  storage: storage(group["storage"]),
  privileges: privileges(group["quotas"]),
  usage: usage(group["usage"]),
});

export function child(group: Json): Json {
  const { enabled, mode } = group["pricing"] as Json;
  return {
    ...listedGroup(group),
    has_children: flag(group["hasChildren"]),
    mfa_status: (group["mfaStatus"] as string).toLowerCase(),
    pricing: { enabled: flag(enabled), mode: MODES[mode as string] },
  };
}

export function group(from: Json): Json {
  const pricing = from["pricing"] as Json;
  return {
    ...listedGroup(from),
    parent_id: id(from["parentId"]),
    customer_id: from["customerId"],
    customer_type: from["customerType"],
    language: from["language"],
    brand: id(from["brandId"]),
    default_identity_provider_id: id(from["defaultIdentityProviderId"]),
    migration_enabled: flag(from["migrationEnabled"]),
    migration_service: from["migrationService"],
    contact: contact(from["contact"]),
    billing: contact(from["billingContact"]),
    agents: { autoupdate: flag((from["agents"] as Json)["autoupdate"]) },
    pricing: {
      price: pricing["price"],
      enabled: flag(pricing["enabled"]),
      storage_discount: pricing["storageDiscount"],
      rating: pricing["rating"],
      mode_update_date: seconds(pricing["modeUpdateDate"]),
      mode: MODES[pricing["mode"] as string],
      currency: pricing["currency"],
      discounts: (pricing["discounts"] as Json[]).map(({ enabled, name }) => ({ enabled: flag(enabled), name })),
    },
  };
}

const ACCOUNT = "id uuid version login email firstname lastname language status accessType roles";
const PLACE = "phone address1 address2 city state country zipcode termsAccepted platformTermsAccepted privacyPolicyAccepted groupId";
const account = (from: Json): Json => ({
  ...copied(from, ["uuid", "version", "login", "email", "firstname", "lastname", "language"]),
  id: id(from["id"]),
  user_id: id(from["id"]),
  status: STATUSES[from["status"] as string],
  access_type: mask(RIGHTS, from["accessType"]),
  roles: mask(ROLES, from["roles"]),
});
const place = (from: Json): Json => ({
  ...copied(from, ["phone", "address1", "address2", "city", "state", "country", "zipcode"]),
  terms_accepted: flag(from["termsAccepted"]),
  platform_terms_accepted: flag(from["platformTermsAccepted"]),
  privacy_policy_accepted: flag(from["privacyPolicyAccepted"]),
});

export const LISTED_ADMIN = ACCOUNT;
export const listedAdmin = account;
export const ADMIN = `${ACCOUNT} ${PLACE} integrationActive notificationsBackup notificationsManagement
  notificationsDeviceControl notificationsCertificateManagement`;
export const admin = (from: Json): Json => ({
  ...account(from),
  ...place(from),
  group: id(from["groupId"]),
  integration_active: from["integrationActive"],
  notifications_backup: mask(BACKUP, from["notificationsBackup"]),
  notifications_management: flag(from["notificationsManagement"]),
  notifications_device_control: mask(DEVICE_EVENTS, from["notificationsDeviceControl"]),
  notifications_certificate_management: mask(EVENTS, from["notificationsCertificateManagement"]),
});

export const LISTED_USER = `${ACCOUNT} groupId privileged backup { monitorDisabled } ${QUOTAS} } ${USAGE}`;
export const USER = `${LISTED_USER} ${PLACE} agents { autoupdate } identityProviderId identityProviderUuid`;
export const listedUser = (from: Json): Json => ({
  ...account(from),
  tenant_id: id(from["groupId"]),
  privileged: flag(from["privileged"]),
  backup: { monitor: flag((from["backup"] as Json)["monitorDisabled"]) },
  privileges: { ...limits(from["quotas"] as Json), local_backup: flag((from["quotas"] as Json)["localBackup"]) },
  usage: usage(from["usage"]),
});
export const user = (from: Json): Json => ({
  ...listedUser(from),
  ...place(from),
  agents: { autoupdate: flag((from["agents"] as Json)["autoupdate"]) },
  idp_id: id(from["identityProviderId"]),
  idp_uuid: from["identityProviderUuid"],
});

export const SETTINGS = `settings { agentsAutoupdate { enabled } logonIps { enabled items } localBackupRestriction { restricted visible }
  flags { allowAddDevices allowDownloadTools allowDownloadDocs allowDownloadAgents } }`;
export function settings(from: Json): Json {
  const [autoupdate, ips, local, flags] = ["agentsAutoupdate", "logonIps", "localBackupRestriction", "flags"].map(
    (name) => from[name] as Json,
  ) as [Json, Json, Json, Json];
  return {
    agents_autoupdate: { status: flag(autoupdate["enabled"]) },
    logon_ips: { status: flag(ips["enabled"]), items: ips["items"] },
    local_backup_restriction: { status: flag(local["restricted"]), visible: flag(local["visible"]) },
    flags: Object.fromEntries(Object.entries(flags).map(([name, value]) => [snake(name), flag(value)])),
  };
}

export const PROFILE = `id uuid version login email firstname lastname language accessType roles allowMovingGroups
  brandId privileged integrationActive termsAccepted platformTermsAccepted
  privacyPolicyAccepted groupId mfaStatus sessionMfaStatus
  group { id uuid kind language name customerType } services { id uuid name type entryPoint }
  links { astorageDoc astorageGatewayGuide astorageGuide astorageIso hciGuide hciIso videoTutorial }`;
export function profile(from: Json): Json {
  const own = from["group"] as Json;
  return {
    ...copied(from, ["uuid", "version", "login", "email", "firstname", "lastname", "language"]),
    id: id(from["id"]),
    user_id: id(from["id"]),
    access_type: mask(RIGHTS, from["accessType"]),
    roles: mask(ROLES, from["roles"]),
    allow_moving_groups: flag(from["allowMovingGroups"]),
    brand: id(from["brandId"]),
    smtp_brand: id(from["brandId"]),
    privileged: flag(from["privileged"]),
    integration_active: flag(from["integrationActive"]),
    account_group_id: id(from["groupId"]),
    terms_accepted: flag(from["termsAccepted"]),
    platform_terms_accepted: flag(from["platformTermsAccepted"]),
    privacy_policy_accepted: flag(from["privacyPolicyAccepted"]),
    mfa_status: (from["mfaStatus"] as string).toLowerCase(),
    session_mfa_status: (from["sessionMfaStatus"] as string).toLowerCase(),
    group: {
      id: id(own["id"]),
      uuid: own["uuid"],
      uid: own["uuid"],
      kind: kind(own["kind"]),
      language: own["language"],
      name: own["name"],
      customer_type: own["customerType"],
    },
    services: (from["services"] as Json[]).map(({ entryPoint, ...service }) => ({
      ...service,
      id: id(service["id"]),
      entry_point: entryPoint,
    })),
    links: Object.fromEntries(Object.entries(from["links"] as Json).map(([name, value]) => [snake(name), value])),
  };
}

export const HITS = "hits { id uuid name parentId kind }";
export const hit = (from: Json): Json => ({
  id: id(from["id"]),
  uuid: from["uuid"],
  name: from["name"],
  parent_id: id(from["parentId"]),
  kind: kind(from["kind"]),
});
