/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What an admin may do within what its role admits. An admin with READ alone is a read-only admin. */
export type AccessRight =
  /** Change brands and logos. */
  | 'BRANDING'
  /** Change groups that an external system manages. */
  | 'EXTERNAL_WRITE'
  /** Change where a group's services are migrated to. */
  | 'MIGRATION'
  /** Read. */
  | 'READ'
  /** Change groups and accounts. */
  | 'WRITE';

/** Whether an account can be used. */
export type AccountStatus =
  /** Switched off: it can't log in. */
  | 'DISABLED'
  /** In use. */
  | 'ENABLED'
  /** No password has been set yet. */
  | 'INACTIVE';

/** Extra functions an account holds. */
export type AdminRole =
  /** May buy services. */
  | 'BUYER';

/** How backup agents behave. */
export type AgentsInput = {
  /** Whether agents update themselves. */
  autoupdate?: boolean | null | undefined;
};

/** An API account as it shall be. What is absent is empty. */
export type ApiAccountInput = {
  /** What it is for, in words. */
  description?: string | null | undefined;
  /** When a local account can no longer be used; null for never. */
  expires?: string | null | undefined;
  /** Unique among API accounts and logins, whatever the case. Of an x509 account a distinguished name (RFC 4514). A new local account gets one where it is absent. */
  identifier?: string | null | undefined;
  /** What it may do with API accounts, of what the caller may. */
  permissions?: Array<PermissionInput> | null | undefined;
  /** Roles of admins, each for the whole tree (`partner_admin`) or on a group (`company_admin@<uuid>`). It acts in the first that can be used. None beyond those the caller holds. */
  roles?: Array<string> | null | undefined;
  /** How it shows who it is. */
  type: ApiAccountType;
};

/** How an API account shows who it is. */
export type ApiAccountType =
  /** By identifier and secret. */
  | 'LOCAL'
  /** By a client certificate that this server has issued; the identifier is its subject. */
  | 'X509';

/** How the backup client shall show itself to a user. */
export type BackupClientInput = {
  /** Whether the tray monitor is switched off. */
  monitorDisabled?: boolean | null | undefined;
};

/** Backup events an account is mailed about. */
export type BackupNotification =
  | 'CRITICAL'
  | 'DAILY_REPORT'
  | 'ERROR'
  | 'INFO'
  | 'WARNING';

/** Certificate management events an account is mailed about. */
export type CertificateNotification =
  | 'ERROR'
  | 'INFO'
  | 'WARNING';

/** The login to give up and the one to take. */
export type ChangeLoginInput = {
  /** The caller's present login, whatever its case. */
  login: string;
  /** The new one. Unique in the whole system, whatever the case. */
  newLogin: string;
};

/** A colour scheme of the consoles. */
export type ColorScheme =
  | 'BLUE'
  | 'DEFAULT'
  | 'GRAPHITE'
  | 'GREEN'
  | 'ORANGE'
  | 'PURPLE'
  | 'RED';

/** The person or office to turn to. What is absent stays, null empties. */
export type ContactInput = {
  /** First line of the address. */
  address1?: string | null | undefined;
  /** Second line of the address. */
  address2?: string | null | undefined;
  /** City. */
  city?: string | null | undefined;
  /** Country. */
  country?: string | null | undefined;
  /** E-mail address. */
  email?: string | null | undefined;
  /** First name. */
  firstname?: string | null | undefined;
  /** Last name. */
  lastname?: string | null | undefined;
  /** Telephone number. */
  phone?: string | null | undefined;
  /** State or province. */
  state?: string | null | undefined;
  /** Postal code. */
  zipcode?: string | null | undefined;
};

/** A new admin. Its login is required. */
export type CreateAdminInput = {
  /** Rights of those the caller holds; a new admin has all of full access the caller has. */
  accessType?: Array<AccessRight> | null | undefined;
  /** First line of the address. */
  address1?: string | null | undefined;
  /** Second line of the address. */
  address2?: string | null | undefined;
  /** City. */
  city?: string | null | undefined;
  /** Country. */
  country?: string | null | undefined;
  /** Where its mail goes, an e-mail address; absent in a new account: its login, if that is an address. */
  email?: string | null | undefined;
  /** First name. */
  firstname?: string | null | undefined;
  /** Preferred language. */
  language?: string | null | undefined;
  /** Last name. */
  lastname?: string | null | undefined;
  /** Unique in the whole system, whatever the case. */
  login?: string | null | undefined;
  /** Backup events to be mailed about. */
  notificationsBackup?: Array<BackupNotification> | null | undefined;
  /** Certificate events to be mailed about. */
  notificationsCertificateManagement?: Array<CertificateNotification> | null | undefined;
  /** Device control events to be mailed about. */
  notificationsDeviceControl?: Array<DeviceControlNotification> | null | undefined;
  /** Whether to be mailed about management. */
  notificationsManagement?: boolean | null | undefined;
  /** Telephone number. */
  phone?: string | null | undefined;
  /** Extra functions, of those the caller holds. */
  roles?: Array<AdminRole> | null | undefined;
  /** State or province. */
  state?: string | null | undefined;
  /** Take the identity that has this login, if all its accounts are in the caller's part of the tree. */
  useExistingIdentity?: boolean | null | undefined;
  /** Postal code. */
  zipcode?: string | null | undefined;
};

/** A new group. */
export type CreateGroupInput = {
  /** How its backup agents behave. */
  agents?: AgentsInput | null | undefined;
  /** The customer's contact. */
  contact?: ContactInput | null | undefined;
  /** The provider's own number for this customer; null is none. */
  customerId?: string | null | undefined;
  /** A note of the provider's; null is none. */
  internalTag?: string | null | undefined;
  /** One of the kinds the rules of the tree allow under the parent. */
  kind: GroupKind;
  /** Language of the group's reports. */
  language?: string | null | undefined;
  /** Unique among siblings. */
  name: string;
  /** The backup server for its machines; null lets Portico choose. */
  preferredBackupServerId?: string | number | null | undefined;
  /** How the group is billed. */
  pricing?: PricingInput | null | undefined;
  /** What the group may use. */
  quotas?: GroupQuotasInput | null | undefined;
  /** Where backups are kept: a storage of the group's or of one above. */
  storageId?: string | number | null | undefined;
};

/** A new schedule of reports. */
export type CreateReportScheduleInput = {
  /** Whether they are made. */
  enabled: boolean;
  /** Whether rows of zeros are left out. */
  hideZeroUsage?: boolean | null | undefined;
  /** Whom its reports have rows of. */
  level: ReportLevel;
  /** When they are made. */
  schedule: NewReportTimingInput;
  /** Whether SKUs are asked for. Kept; no column depends on it. */
  showSkus?: boolean | null | undefined;
};

/** A new service user. Its login is required. */
export type CreateUserInput = {
  /** First line of the address. */
  address1?: string | null | undefined;
  /** Second line of the address. */
  address2?: string | null | undefined;
  /** How its backup agents behave. */
  agents?: AgentsInput | null | undefined;
  /** How its backup client shows itself. */
  backup?: BackupClientInput | null | undefined;
  /** City. */
  city?: string | null | undefined;
  /** Country. */
  country?: string | null | undefined;
  /** Where its mail goes, an e-mail address; absent in a new account: its login, if that is an address. */
  email?: string | null | undefined;
  /** First name. */
  firstname?: string | null | undefined;
  /** Whether lists leave it out unless asked for hidden ones. */
  hidden?: boolean | null | undefined;
  /** The identity provider it comes from; there is one, built in. */
  identityProviderId?: string | number | null | undefined;
  /** The same provider by its uuid. */
  identityProviderUuid?: string | null | undefined;
  /** Preferred language. */
  language?: string | null | undefined;
  /** Last name. */
  lastname?: string | null | undefined;
  /** Unique in the whole system, whatever the case. */
  login?: string | null | undefined;
  /** Backup events to be mailed about. */
  notificationsBackup?: Array<BackupNotification> | null | undefined;
  /** Certificate events to be mailed about. */
  notificationsCertificateManagement?: Array<CertificateNotification> | null | undefined;
  /** Device control events to be mailed about. */
  notificationsDeviceControl?: Array<DeviceControlNotification> | null | undefined;
  /** Whether to be mailed about management. */
  notificationsManagement?: boolean | null | undefined;
  /** Telephone number. */
  phone?: string | null | undefined;
  /** Whether it has more rights on machines than other users. */
  privileged?: boolean | null | undefined;
  /** What it may use. */
  quotas?: UserQuotasInput | null | undefined;
  /** Extra functions, of those the caller holds. */
  roles?: Array<AdminRole> | null | undefined;
  /** State or province. */
  state?: string | null | undefined;
  /** Take the identity that has this login, if all its accounts are in the caller's part of the tree. */
  useExistingIdentity?: boolean | null | undefined;
  /** Postal code. */
  zipcode?: string | null | undefined;
};

/** Device control events an account is mailed about. */
export type DeviceControlNotification =
  | 'WARNING';

/** A reduction. Deprecated. */
export type DiscountInput = {
  /** Whether it applies. */
  enabled?: boolean | null | undefined;
  /** What it is for. */
  name?: string | null | undefined;
};

/** What a group is able to do. Decided from strictly above it. */
export type GroupCapability =
  /** Has a backup console. */
  | 'BACKUP'
  /** May switch on a brand of its own. */
  | 'BRANDING'
  /** May have child groups. */
  | 'CHILDREN'
  /** May set its children's price. */
  | 'CUSTOM_PRICE'
  /** May decide how its children are billed. */
  | 'CUSTOM_PRICING'
  /** May choose its children's storage. */
  | 'CUSTOM_STORAGE'
  /** May cut itself off from the groups above. */
  | 'ISOLATION'
  /** Its own admins may change it. */
  | 'MODIFICATION'
  /** Its children need a customer id. */
  | 'REQUIRE_CUSTOMER_ID';

/** What a group may do in the console. What is absent stays. */
export type GroupFlagsInput = {
  /** Whether devices may be added. */
  allowAddDevices?: boolean | null | undefined;
  /** Whether agent installers may be downloaded. */
  allowDownloadAgents?: boolean | null | undefined;
  /** Whether documents may be downloaded. */
  allowDownloadDocs?: boolean | null | undefined;
  /** Whether tools may be downloaded. */
  allowDownloadTools?: boolean | null | undefined;
};

/** What a group is for. It decides which kinds may be created below it. */
export type GroupKind =
  /** A unit of a customer. */
  | 'COMPANY_DEPARTMENT'
  /** Sells to partners. */
  | 'DISTRIBUTOR'
  /** A customer. */
  | 'END_USER_COMPANY'
  /** A managed-service provider: sells to companies. */
  | 'MSP'
  /** Sells through resellers. */
  | 'PROVIDER'
  /** Sells to companies and to other resellers. */
  | 'RESELLER'
  /** The one group at the top of the tree. */
  | 'ROOT'
  /** Not a group but a service user, where lists mix both. */
  | 'SERVICE_USER'
  /** Sells to partners below a distributor. */
  | 'SUB_DISTRIBUTOR';

/** Limits to set. -1 is unlimited; what is absent stays, null clears. */
export type GroupQuotasInput = {
  /** Whether cloud-to-cloud backup is offered. */
  cloudToCloudBackup?: boolean | null | undefined;
  /** Backups to local storage. */
  localBackup?: LocalBackupInput | null | undefined;
  /** Soft limit of local storage, in bytes. */
  localStorageSize?: number | null | undefined;
  /** Soft limit of mailboxes. */
  mailboxCount?: number | null | undefined;
  /** Soft limit of mobiles. */
  mobileCount?: number | null | undefined;
  /** Hard limit of local storage, in bytes. */
  quotaLocalStorageHard?: number | null | undefined;
  /** Hard limit of a mailbox's storage, in bytes. */
  quotaMailboxInstanceStorage?: number | null | undefined;
  /** Hard limit of mailboxes. */
  quotaMailboxesHard?: number | null | undefined;
  /** Hard limit of mobiles. */
  quotaMobilesHard?: number | null | undefined;
  /** Hard limit of servers. */
  quotaServersHard?: number | null | undefined;
  /** Hard limit of cloud storage, in bytes. */
  quotaStorageHard?: number | null | undefined;
  /** Hard limit of devices of any sort. */
  quotaUniversalDevicesHard?: number | null | undefined;
  /** Hard limit of virtual hosts. */
  quotaVirtualhostsHard?: number | null | undefined;
  /** Hard limit of virtual machines. */
  quotaVmsHard?: number | null | undefined;
  /** Hard limit of websites. */
  quotaWebsitesHard?: number | null | undefined;
  /** Hard limit of Windows Server Essentials machines. */
  quotaWinServerEssentialsHard?: number | null | undefined;
  /** Hard limit of workstations. */
  quotaWorkstationsHard?: number | null | undefined;
  /** Soft limit of servers. */
  serverCount?: number | null | undefined;
  /** Soft limit of cloud storage, in bytes. */
  storageSize?: number | null | undefined;
  /** When the subscription ends; null is never. */
  subscriptionExpiration?: string | null | undefined;
  /** Soft limit of devices of any sort. */
  universalDevicesCount?: number | null | undefined;
  /** Soft limit of virtual hosts. */
  virtualhostCount?: number | null | undefined;
  /** Soft limit of virtual machines. */
  vmCount?: number | null | undefined;
  /** Soft limit of websites. */
  websiteCount?: number | null | undefined;
  /** Soft limit of Windows Server Essentials machines. */
  winServerEssentialCount?: number | null | undefined;
  /** Soft limit of workstations. */
  workstationCount?: number | null | undefined;
};

/** Whether backups to local storage are offered and allowed. What is absent stays. */
export type LocalBackupInput = {
  /** Whether the feature may be used. */
  permitted?: boolean | null | undefined;
  /** Whether the feature is shown. */
  visible?: boolean | null | undefined;
};

/** Whether a second factor guards an account. */
export type MfaStatus =
  | 'DISABLED'
  | 'ENABLED'
  | 'FORCIBLY_DISABLED'
  | 'SETUP_REQUIRED';

/** How a group's backup agents are migrated. What is absent stays. */
export type MigrationInput = {
  /** Whether migration is on. */
  migrationEnabled?: boolean | null | undefined;
  /** URL of the migration portal, http or https; empty is none. */
  migrationService?: string | null | undefined;
};

/** When a scheduled report is made. */
export type NewReportTimingInput = {
  /** Minutes by which the recipients' clocks are ahead of UTC, -720 to 840. */
  timeshift: number;
};

/** A report to be made once. */
export type OrderReportInput = {
  /** A time on the first day of the period; required. Days are UTC's. */
  beginDate?: string | null | undefined;
  /** A time on the last day of the period; required. */
  endDate?: string | null | undefined;
  /** Whether rows of zeros are left out. */
  hideZeroUsage?: boolean | null | undefined;
  /** What one row is about. */
  kind?: ReportKind | null | undefined;
  /** Whom it has rows of. */
  level?: ReportLevel | null | undefined;
  /** What becomes of it. */
  resultAction?: ReportAction | null | undefined;
  /** Whether SKUs are asked for. Kept; no column depends on it. */
  showSkus?: boolean | null | undefined;
  /** When to make it; null is as soon as possible. */
  when?: string | null | undefined;
};

/** A permission. */
export type PermissionInput = {
  /** Words between colons, lists of them by commas, `*` for any. */
  value: string;
};

/** How a group shall be billed. What is absent stays. */
export type PricingInput = {
  /** Currency code. */
  currency?: string | null | undefined;
  /** Deprecated. */
  discounts?: Array<DiscountInput> | null | undefined;
  /** Whether pricing is in use. */
  enabled?: boolean | null | undefined;
  /** Changes only as the rules of the tree say. */
  mode?: PricingMode | null | undefined;
  /** Base price per GiB and month; null is none. */
  price?: number | null | undefined;
  /** Deprecated. */
  rating?: number | null | undefined;
  /** Deprecated. */
  storageDiscount?: number | null | undefined;
};

/** How a group is billed. */
export type PricingMode =
  /** On trial. */
  | 'DEMO'
  /** On a trial that does not end. */
  | 'DEMO_PERSISTENT'
  /** Billed. */
  | 'PRODUCTION';

/** What a caller is. */
export type PrincipalType =
  /** An API account with a secret. */
  | 'LOCAL'
  /** A person's account. */
  | 'PORTAL'
  /** An API account with a client certificate. */
  | 'X509';

/** A backup server to register. */
export type RegisterBackupServerInput = {
  /** Public DNS name or IP address, with or without a port; 7786 is the one agents expect. */
  address: string;
  /** The unique id of its installation, whatever the case. */
  agentId: string;
  /** Name or IP address within the data centre, with or without a port; the public one if absent. */
  internalAddress?: string | null | undefined;
  /** Its public key: 1 to 255 printable characters, for CurveZMQ 40 of Z85. Without one a pair of CurveZMQ keys is made. */
  publicKey?: string | null | undefined;
  /** Its internal password. Who registers the same installation again must know it. */
  secret?: string | null | undefined;
};

/** A registration server to register. */
export type RegisterGatewayInput = {
  /** DNS name or IP address, with or without a port; 443 is the one agents expect. */
  address: string;
  /** The key that opens its web console. It is kept encrypted and never shown. */
  cipherKey: string;
};

/** A machine to register. */
export type RegisterMachineInput = {
  /** The unique id of its agent, whatever the case. Required. */
  agentId?: string | null | undefined;
  /** Its public key: 1 to 255 printable characters; for CurveZMQ 40 of Z85. */
  publicKey?: string | null | undefined;
  /** Its internal password. Who registers the same machine again must know it. */
  secret?: string | null | undefined;
};

/** A storage to register. */
export type RegisterStorageInput = {
  /** What it is installed as. */
  kind: StorageKind;
  /** Unique among the group's own storages. */
  name: string;
  /** The installation's own id, unique in the whole system whatever the case. */
  uid: string;
};

/** What becomes of a report that has been ordered. */
export type ReportAction =
  /** It is kept. */
  | 'SAVE'
  /** It is kept, and mailed. */
  | 'SEND';

/** What one row of a report is about. */
export type ReportKind =
  /** One day. */
  | 'DAILY'
  /** The whole period. */
  | 'SUMMARY';

/** Whom a report has rows of. A group that gives those above it no access is one row, with its total. */
export type ReportLevel =
  /** The group, all groups below it, and all their service users. */
  | 'ACCOUNTS'
  /** All customers (END_USER_COMPANY) at and below the group, and in place of what is cut off the group that is. */
  | 'CUSTOMERS'
  /** The groups directly below. */
  | 'DIRECT'
  /** The group itself. */
  | 'ITSELF';

/** When a scheduled report is made. What is absent stays. */
export type ReportTimingInput = {
  /** Minutes by which the recipients' clocks are ahead of UTC, -720 to 840. */
  timeshift?: number | null | undefined;
};

/** Whether a session has passed its second factor. */
export type SessionMfaStatus =
  | 'PASSED_AS_TRUSTED'
  | 'PASSED_OR_NOT_REQUIRED'
  | 'REQUIRED';

/** How the connection to a mail server is protected. */
export type SmtpEncryption =
  /** Not at all. */
  | 'NONE'
  /** By TLS that the client asks for, and without which it sends nothing, as usual on port 587. */
  | 'STARTTLS'
  /** By TLS from the first byte on, as usual on port 465. */
  | 'TLS';

/** What a storage is installed as. */
export type StorageKind =
  /** An advanced installation. */
  | 'ADVANCED'
  /** An express installation. */
  | 'EXPRESS';

/** What to change of an admin. What is absent stays. */
export type UpdateAdminInput = {
  /** Rights of those the caller holds; a new admin has all of full access the caller has. */
  accessType?: Array<AccessRight> | null | undefined;
  /** First line of the address. */
  address1?: string | null | undefined;
  /** Second line of the address. */
  address2?: string | null | undefined;
  /** City. */
  city?: string | null | undefined;
  /** Country. */
  country?: string | null | undefined;
  /** Where its mail goes, an e-mail address; absent in a new account: its login, if that is an address. */
  email?: string | null | undefined;
  /** First name. */
  firstname?: string | null | undefined;
  /** Preferred language. */
  language?: string | null | undefined;
  /** Last name. */
  lastname?: string | null | undefined;
  /** Unique in the whole system, whatever the case. */
  login?: string | null | undefined;
  /** Backup events to be mailed about. */
  notificationsBackup?: Array<BackupNotification> | null | undefined;
  /** Certificate events to be mailed about. */
  notificationsCertificateManagement?: Array<CertificateNotification> | null | undefined;
  /** Device control events to be mailed about. */
  notificationsDeviceControl?: Array<DeviceControlNotification> | null | undefined;
  /** Whether to be mailed about management. */
  notificationsManagement?: boolean | null | undefined;
  /** Telephone number. */
  phone?: string | null | undefined;
  /** Extra functions, of those the caller holds. */
  roles?: Array<AdminRole> | null | undefined;
  /** State or province. */
  state?: string | null | undefined;
  /** Enabling an account without a password leaves it inactive. */
  status?: AccountStatus | null | undefined;
  /** Postal code. */
  zipcode?: string | null | undefined;
};

/** A change of a brand. What is absent stays; null clears what can be cleared. */
export type UpdateBrandInput = {
  /** Where its people sign in; the server's own address unless set. */
  accountServerUrl?: string | null | undefined;
  /** Where backup agents connect; the server's own address unless set. */
  agentGatewayUrl?: string | null | undefined;
  /** The backup console; the server's own unless set. */
  backupConsoleUrl?: string | null | undefined;
  /** Colour as six hex digits, RRGGBB. */
  color?: string | null | undefined;
  /** The consoles' colour scheme. */
  colorScheme?: ColorScheme | null | undefined;
  /** Name of the company. */
  companyName?: string | null | undefined;
  /** Help. */
  helpUrl?: string | null | undefined;
  /** Whether what comes with the platform is hidden. */
  hidePredefined?: boolean | null | undefined;
  /** The company's page. */
  homeUrl?: string | null | undefined;
  /** Knowledge base. */
  knowledgebaseUrl?: string | null | undefined;
  /** The image that its logo is to be a copy of; null takes the logo away. */
  logoId?: string | number | null | undefined;
  /** The app for Android. */
  mobileAppAndroidDownloadUrl?: string | null | undefined;
  /** The app for iOS. */
  mobileAppIosDownloadUrl?: string | null | undefined;
  /** Whether it has legal documents of its own. */
  ownsCustomLegalDocs?: boolean | null | undefined;
  /** The platform's terms. */
  platformTermsUrl?: string | null | undefined;
  /** The privacy policy. */
  privacyPolicyUrl?: string | null | undefined;
  /** Where machines are registered; the server's own address unless set. */
  regServerUrl?: string | null | undefined;
  /** The management console; the server's own unless set. */
  routerUrl?: string | null | undefined;
  /** Name of the service. */
  serviceName?: string | null | undefined;
  /** How the connection is protected. */
  smtpEncryption?: SmtpEncryption | null | undefined;
  /** Whether its mail goes by its own mail server. It does once a server is named, too. */
  smtpOverride?: boolean | null | undefined;
  /** The password at its mail server. An empty one, or one of asterisks alone, keeps what is stored, unless server, port or user change: then what is stored is dropped. */
  smtpPassword?: string | null | undefined;
  /** TCP port of its mail server, 1 to 65535. */
  smtpPort?: number | null | undefined;
  /** Whom answers to its mails go to. */
  smtpReplyAddress?: string | null | undefined;
  /** Host name or address of its mail server. */
  smtpServer?: string | null | undefined;
  /** The login at its mail server. */
  smtpUser?: string | null | undefined;
  /** Telephone number of the support. */
  supportPhone?: string | null | undefined;
  /** The support's page. */
  supportUrl?: string | null | undefined;
  /** The company's terms. */
  termsUrl?: string | null | undefined;
  /** The partner's shop. */
  upsellUrl?: string | null | undefined;
  /** User guide. */
  userGuideUrl?: string | null | undefined;
  /** Whether backup agents are shown without their maker's name. */
  whiteLabeledAgent?: boolean | null | undefined;
};

/** What to change of a group. What is absent stays; null clears where the field can be null. */
export type UpdateGroupInput = {
  /** How its backup agents behave. */
  agents?: AgentsInput | null | undefined;
  /** The contact for invoices. */
  billingContact?: ContactInput | null | undefined;
  /** What the group is able to do. */
  capabilities?: Array<GroupCapability> | null | undefined;
  /** The customer's contact. */
  contact?: ContactInput | null | undefined;
  /** The provider's own number for this customer; null is none. */
  customerId?: string | null | undefined;
  /** The identity provider of its accounts; there is one, built in. */
  defaultIdentityProviderId?: string | number | null | undefined;
  /** Whether accounts of its subtree may log in. */
  enabled?: boolean | null | undefined;
  /** Whether an external system manages it. */
  external?: boolean | null | undefined;
  /** A note of the provider's; null is none. */
  internalTag?: string | null | undefined;
  /** Changes only as the rules of the tree say. */
  kind?: GroupKind | null | undefined;
  /** Language of the group's reports. */
  language?: string | null | undefined;
  /** Whether migration of backup agents is on. */
  migrationEnabled?: boolean | null | undefined;
  /** URL of the portal for migrating backup agents. */
  migrationService?: string | null | undefined;
  /** Unique among siblings. */
  name?: string | null | undefined;
  /** Whether the groups above see inside; only its own admins change it. */
  parentHasAccess?: boolean | null | undefined;
  /** Moves the group with its subtree under this one. */
  parentId?: string | number | null | undefined;
  /** How the group is billed. */
  pricing?: PricingInput | null | undefined;
  /** What the group may use. */
  quotas?: GroupQuotasInput | null | undefined;
  /** Where backups are kept: a storage of the group's or of one above. */
  storageId?: string | number | null | undefined;
  /** Own figures, set by root admins. A figure equal to the one shown changes nothing. */
  usage?: UsageInput | null | undefined;
};

/** What to change of a schedule of reports. What is absent stays. */
export type UpdateReportScheduleInput = {
  /** Whether they are made. */
  enabled?: boolean | null | undefined;
  /** Whether rows of zeros are left out. */
  hideZeroUsage?: boolean | null | undefined;
  /** Whom its reports have rows of; not ITSELF for the one of a group's settings. */
  level?: ReportLevel | null | undefined;
  /** When they are made. */
  schedule?: ReportTimingInput | null | undefined;
  /** Whether SKUs are asked for. Kept; no column depends on it. */
  showSkus?: boolean | null | undefined;
};

/** What to change of a storage. What is absent or null stays. */
export type UpdateStorageInput = {
  /** The same for mobiles. */
  contentMobileUrl?: string | null | undefined;
  /** Where its files are seen in a browser: an http or https URL, or empty for nowhere. */
  contentUrl?: string | null | undefined;
  /** Unique among the owner's storages. */
  name?: string | null | undefined;
};

/** What to change of a service user. What is absent stays. */
export type UpdateUserInput = {
  /** First line of the address. */
  address1?: string | null | undefined;
  /** Second line of the address. */
  address2?: string | null | undefined;
  /** How its backup agents behave. */
  agents?: AgentsInput | null | undefined;
  /** How its backup client shows itself. */
  backup?: BackupClientInput | null | undefined;
  /** City. */
  city?: string | null | undefined;
  /** Country. */
  country?: string | null | undefined;
  /** Where its mail goes, an e-mail address; absent in a new account: its login, if that is an address. */
  email?: string | null | undefined;
  /** First name. */
  firstname?: string | null | undefined;
  /** Whether lists leave it out unless asked for hidden ones. */
  hidden?: boolean | null | undefined;
  /** The identity provider it comes from; there is one, built in. */
  identityProviderId?: string | number | null | undefined;
  /** The same provider by its uuid. */
  identityProviderUuid?: string | null | undefined;
  /** Preferred language. */
  language?: string | null | undefined;
  /** Last name. */
  lastname?: string | null | undefined;
  /** Unique in the whole system, whatever the case. */
  login?: string | null | undefined;
  /** Backup events to be mailed about. */
  notificationsBackup?: Array<BackupNotification> | null | undefined;
  /** Certificate events to be mailed about. */
  notificationsCertificateManagement?: Array<CertificateNotification> | null | undefined;
  /** Device control events to be mailed about. */
  notificationsDeviceControl?: Array<DeviceControlNotification> | null | undefined;
  /** Whether to be mailed about management. */
  notificationsManagement?: boolean | null | undefined;
  /** Telephone number. */
  phone?: string | null | undefined;
  /** Whether it has more rights on machines than other users. */
  privileged?: boolean | null | undefined;
  /** What it may use. */
  quotas?: UserQuotasInput | null | undefined;
  /** Extra functions, of those the caller holds. */
  roles?: Array<AdminRole> | null | undefined;
  /** State or province. */
  state?: string | null | undefined;
  /** Enabling an account without a password leaves it inactive. */
  status?: AccountStatus | null | undefined;
  /** Postal code. */
  zipcode?: string | null | undefined;
};

/** Own figures to record, without what lies below. What is absent stays. */
export type UsageInput = {
  /** Local storage, in bytes. */
  localStorageSize?: number | null | undefined;
  /** Mailboxes. */
  mailboxCount?: number | null | undefined;
  /** Mobiles. */
  mobileCount?: number | null | undefined;
  /** Servers. */
  serverCount?: number | null | undefined;
  /** Service users. Counted by the server. */
  serviceUsers?: number | null | undefined;
  /** Cloud storage of mailboxes, in bytes. */
  sizeForMailboxes?: number | null | undefined;
  /** Cloud storage of mobiles, in bytes. */
  sizeForMobiles?: number | null | undefined;
  /** Cloud storage of servers, in bytes. */
  sizeForServers?: number | null | undefined;
  /** Cloud storage of devices of any sort, in bytes. */
  sizeForUniversalDevices?: number | null | undefined;
  /** Cloud storage of virtual hosts, in bytes. */
  sizeForVirtualhosts?: number | null | undefined;
  /** Cloud storage of virtual machines, in bytes. */
  sizeForVms?: number | null | undefined;
  /** Cloud storage of websites, in bytes. */
  sizeForWebsites?: number | null | undefined;
  /** Cloud storage of Windows Server Essentials machines, in bytes. */
  sizeForWinServerEssentials?: number | null | undefined;
  /** Cloud storage of workstations, in bytes. */
  sizeForWorkstations?: number | null | undefined;
  /** Slices. */
  slicesCount?: number | null | undefined;
  /** Cloud storage, in bytes. */
  storageSize?: number | null | undefined;
  /** Devices of any sort. */
  universalDevicesCount?: number | null | undefined;
  /** Virtual hosts. */
  virtualhostCount?: number | null | undefined;
  /** Virtual machines. */
  vmCount?: number | null | undefined;
  /** Websites. */
  websiteCount?: number | null | undefined;
  /** Windows Server Essentials machines. */
  winServerEssentialCount?: number | null | undefined;
  /** Workstations. */
  workstationCount?: number | null | undefined;
};

/** Limits to set. -1 is unlimited; what is absent stays, null clears. */
export type UserQuotasInput = {
  /** Whether cloud-to-cloud backup is offered. */
  cloudToCloudBackup?: boolean | null | undefined;
  /** Whether backups to local storage may be used. */
  localBackup?: boolean | null | undefined;
  /** Soft limit of local storage, in bytes. */
  localStorageSize?: number | null | undefined;
  /** Soft limit of mailboxes. */
  mailboxCount?: number | null | undefined;
  /** Soft limit of mobiles. */
  mobileCount?: number | null | undefined;
  /** Hard limit of local storage, in bytes. */
  quotaLocalStorageHard?: number | null | undefined;
  /** Hard limit of a mailbox's storage, in bytes. */
  quotaMailboxInstanceStorage?: number | null | undefined;
  /** Hard limit of mailboxes. */
  quotaMailboxesHard?: number | null | undefined;
  /** Hard limit of mobiles. */
  quotaMobilesHard?: number | null | undefined;
  /** Hard limit of servers. */
  quotaServersHard?: number | null | undefined;
  /** Hard limit of cloud storage, in bytes. */
  quotaStorageHard?: number | null | undefined;
  /** Hard limit of devices of any sort. */
  quotaUniversalDevicesHard?: number | null | undefined;
  /** Hard limit of virtual hosts. */
  quotaVirtualhostsHard?: number | null | undefined;
  /** Hard limit of virtual machines. */
  quotaVmsHard?: number | null | undefined;
  /** Hard limit of websites. */
  quotaWebsitesHard?: number | null | undefined;
  /** Hard limit of Windows Server Essentials machines. */
  quotaWinServerEssentialsHard?: number | null | undefined;
  /** Hard limit of workstations. */
  quotaWorkstationsHard?: number | null | undefined;
  /** Soft limit of servers. */
  serverCount?: number | null | undefined;
  /** Soft limit of cloud storage, in bytes. */
  storageSize?: number | null | undefined;
  /** When the subscription ends; null is never. */
  subscriptionExpiration?: string | null | undefined;
  /** Soft limit of devices of any sort. */
  universalDevicesCount?: number | null | undefined;
  /** Soft limit of virtual hosts. */
  virtualhostCount?: number | null | undefined;
  /** Soft limit of virtual machines. */
  vmCount?: number | null | undefined;
  /** Soft limit of websites. */
  websiteCount?: number | null | undefined;
  /** Soft limit of Windows Server Essentials machines. */
  winServerEssentialCount?: number | null | undefined;
  /** Soft limit of workstations. */
  workstationCount?: number | null | undefined;
};

/** A service whose events are mailed. */
export type WatchedService =
  /** Backups. */
  | 'BACKUP'
  /** The management of the portal. */
  | 'MANAGEMENT';

export type ActionMailFragment = { action: string, company: string, email: string, host: string, language: string, login: string, token: string | null, activated: boolean, base_url: string, group_kind: GroupKind, recipient_firstname: string, recipient_lastname: string, support_phone: string | null, support_url: string, downloads: { user_guide: string } };

export type ActivateAccountMutationVariables = Exact<{
  token?: string | null | undefined;
  password: string;
  md5?: boolean | null | undefined;
}>;


export type ActivateAccountMutation = { activateAccount: boolean };

export type ChangeLoginMutationVariables = Exact<{
  input: ChangeLoginInput;
}>;


export type ChangeLoginMutation = { changeLogin: boolean };

export type ChangePasswordMutationVariables = Exact<{
  currentPassword: string;
  newPassword: string;
}>;


export type ChangePasswordMutation = { changePassword: boolean };

export type CheckAccountQueryVariables = Exact<{
  login: string;
  server: string;
  sign: string;
}>;


export type CheckAccountQuery = { accountCheck: boolean | null };

export type ConfirmEmailUpdateMutationVariables = Exact<{
  token?: string | null | undefined;
}>;


export type ConfirmEmailUpdateMutation = { body: { login: string, email: string, old_email: string } };

export type GetActivationMailMutationVariables = Exact<{
  email?: string | null | undefined;
  login?: string | null | undefined;
  userId?: string | null | undefined;
}>;


export type GetActivationMailMutation = { body: { action: string, company: string, email: string, host: string, language: string, login: string, token: string | null, activated: boolean, base_url: string, group_kind: GroupKind, recipient_firstname: string, recipient_lastname: string, support_phone: string | null, support_url: string, downloads: { user_guide: string } } };

export type GetActivationTokenQueryVariables = Exact<{
  token?: string | null | undefined;
}>;


export type GetActivationTokenQuery = { body: { login: string, email: string, activated: boolean, user_id: string, group_kind: GroupKind, company_name: string, tenant_name: string, first_name: string, last_name: string, platform_available: boolean, terms_accepted: boolean, terms_url: string, platform_terms_url: string, privacy_policy_url: string } };

export type GetEmailUpdateMailMutationVariables = Exact<{
  email?: string | null | undefined;
  login?: string | null | undefined;
  userId?: string | null | undefined;
}>;


export type GetEmailUpdateMailMutation = { body: { action: string, company: string, email: string, host: string, language: string, login: string, token: string | null, activated: boolean, base_url: string, group_kind: GroupKind, recipient_firstname: string, recipient_lastname: string, support_phone: string | null, support_url: string, downloads: { user_guide: string } } };

export type GetForgotLinkQueryVariables = Exact<{
  username: string;
}>;


export type GetForgotLinkQuery = { body: { link: string } };

export type GetResetMailMutationVariables = Exact<{
  email?: string | null | undefined;
  login?: string | null | undefined;
  userId?: string | null | undefined;
}>;


export type GetResetMailMutation = { body: { action: string, company: string, email: string, host: string, language: string, login: string, token: string | null, activated: boolean, base_url: string, group_kind: GroupKind, recipient_firstname: string, recipient_lastname: string, support_phone: string | null, support_url: string, downloads: { user_guide: string } } };

export type GetResetTokenQueryVariables = Exact<{
  token?: string | null | undefined;
}>;


export type GetResetTokenQuery = { body: { login: string, email: string, user_id: string, group_kind: GroupKind, company_name: string, tenant_name: string, first_name: string, last_name: string } };

export type ResetPasswordMutationVariables = Exact<{
  token?: string | null | undefined;
  password: string;
  md5?: boolean | null | undefined;
}>;


export type ResetPasswordMutation = { resetPassword: boolean };

export type SendActivationMailMutationVariables = Exact<{
  email?: string | null | undefined;
  login?: string | null | undefined;
  userId?: string | null | undefined;
}>;


export type SendActivationMailMutation = { sendActivationMail: boolean };

export type SendEmailUpdateMailMutationVariables = Exact<{
  email?: string | null | undefined;
  login?: string | null | undefined;
  userId?: string | null | undefined;
}>;


export type SendEmailUpdateMailMutation = { sendEmailUpdateMail: boolean };

export type SendResetMailMutationVariables = Exact<{
  email?: string | null | undefined;
  login?: string | null | undefined;
  userId?: string | null | undefined;
}>;


export type SendResetMailMutation = { sendResetMail: boolean };

export type SendTestMailMutationVariables = Exact<{
  groupId: string | number;
}>;


export type SendTestMailMutation = { sendTestMail: boolean };

export type CreateAdminMutationVariables = Exact<{
  group: string | number;
  input: CreateAdminInput;
}>;


export type CreateAdminMutation = { body: { id: string, version: number, uuid: string, user_id: string } };

export type DeleteAdminMutationVariables = Exact<{
  admin: string | number;
  version?: number | null | undefined;
}>;


export type DeleteAdminMutation = { deleteAdmin: string };

export type GetAdminQueryVariables = Exact<{
  admin: string | number;
}>;


export type GetAdminQuery = { body: { id: string, uuid: string, version: number, login: string, email: string, firstname: string, lastname: string, phone: string, address1: string, address2: string, city: string, state: string, country: string, zipcode: string, language: string, status: AccountStatus, roles: Array<AdminRole>, user_id: string, group: string, access_type: Array<AccessRight>, integration_active: boolean, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, notifications_backup: Array<BackupNotification>, notifications_management: boolean, notifications_device_control: Array<DeviceControlNotification>, notifications_certificate_management: Array<CertificateNotification> } };

export type ListAdminsQueryVariables = Exact<{
  group: string | number;
}>;


export type ListAdminsQuery = { group: { body: { items: Array<{ id: string, uuid: string, firstname: string, lastname: string, login: string, language: string, roles: Array<AdminRole>, status: AccountStatus, email: string, version: number, user_id: string, access_type: Array<AccessRight> }> } } };

export type UpdateAdminMutationVariables = Exact<{
  admin: string | number;
  version?: number | null | undefined;
  input: UpdateAdminInput;
}>;


export type UpdateAdminMutation = { body: { version: number } };

export type BrandFragment = { id: string, color: string | null, support_phone: string | null, account_server_url: string | null, support_url: string | null, mobile_app_android_download_url: string | null, upsell_url: string | null, backup_console_url: string, terms_url: string | null, home_url: string | null, knowledgebase_url: string | null, platform_terms_url: string | null, user_guide_url: string | null, mobile_app_ios_download_url: string | null, company_name: string | null, color_scheme: ColorScheme, logotype: string | null, service_name: string | null, reg_server_url: string | null, router_url: string | null, agent_gateway_url: string | null, help_url: string | null, hide_predefined: boolean, privacy_policy_url: string | null, owns_custom_legal_docs: boolean, white_labeled_agent: boolean };

export type DisableBrandMutationVariables = Exact<{
  group: string | number;
  version?: number | null | undefined;
}>;


export type DisableBrandMutation = { body: { version: number } };

export type EnableBrandMutationVariables = Exact<{
  group: string | number;
  version?: number | null | undefined;
}>;


export type EnableBrandMutation = { body: { version: number } };

export type GetBrandQueryVariables = Exact<{
  brand: string | number;
}>;


export type GetBrandQuery = { body: { id: string, color: string | null, support_phone: string | null, account_server_url: string | null, support_url: string | null, mobile_app_android_download_url: string | null, upsell_url: string | null, backup_console_url: string, terms_url: string | null, home_url: string | null, knowledgebase_url: string | null, platform_terms_url: string | null, user_guide_url: string | null, mobile_app_ios_download_url: string | null, company_name: string | null, color_scheme: ColorScheme, logotype: string | null, service_name: string | null, reg_server_url: string | null, router_url: string | null, agent_gateway_url: string | null, help_url: string | null, hide_predefined: boolean, privacy_policy_url: string | null, owns_custom_legal_docs: boolean, white_labeled_agent: boolean } };

export type GetGroupBrandQueryVariables = Exact<{
  group: string | number;
  effective?: boolean | null | undefined;
}>;


export type GetGroupBrandQuery = { body: { id: string, color: string | null, smtp_override: boolean, smtp_reply_address: string | null, smtp_server: string | null, smtp_port: number | null, smtp_user: string | null, smtp_password: string | null, smtp_encryption: SmtpEncryption | null, support_phone: string | null, account_server_url: string | null, support_url: string | null, mobile_app_android_download_url: string | null, upsell_url: string | null, backup_console_url: string, terms_url: string | null, home_url: string | null, knowledgebase_url: string | null, platform_terms_url: string | null, user_guide_url: string | null, mobile_app_ios_download_url: string | null, company_name: string | null, color_scheme: ColorScheme, logotype: string | null, service_name: string | null, reg_server_url: string | null, router_url: string | null, agent_gateway_url: string | null, help_url: string | null, hide_predefined: boolean, privacy_policy_url: string | null, owns_custom_legal_docs: boolean, white_labeled_agent: boolean } };

export type GetLogoQueryVariables = Exact<{
  group: string | number;
}>;


export type GetLogoQuery = { body: { content: string, etag: string, last_modified: string } };

export type ListColorSchemesQueryVariables = Exact<{ [key: string]: never; }>;


export type ListColorSchemesQuery = { body: Array<ColorScheme> };

export type UpdateBrandMutationVariables = Exact<{
  group: string | number;
  input: UpdateBrandInput;
  version?: number | null | undefined;
}>;


export type UpdateBrandMutation = { body: { version: number } };

export type UploadLogoMutationVariables = Exact<{
  group: string | number;
  content: string;
  version?: number | null | undefined;
}>;


export type UploadLogoMutation = { body: { version: number } };

export type GetCertificateQueryVariables = Exact<{
  ca?: string | number | null | undefined;
}>;


export type GetCertificateQuery = { certificateAuthority: { body: string } };

export type GetRevocationListQueryVariables = Exact<{
  ca?: string | number | null | undefined;
}>;


export type GetRevocationListQuery = { certificateAuthority: { body: string } };

export type GetBackupConsoleQueryVariables = Exact<{
  group: string | number;
  app?: string | null | undefined;
  language?: string | null | undefined;
  username?: string | null | undefined;
}>;


export type GetBackupConsoleQuery = { body: { token: string, shard: string, host: string, url: string, jwt: string, server_address: string, api_prefix: string, bc_path_prefix: string, redirect_url: string } };

export type ListBackupServersQueryVariables = Exact<{ [key: string]: never; }>;


export type ListBackupServersQuery = { body: { items: Array<{ id: string, utilization: number, address: string, internal_address: string, public_key: string }> } };

export type ListOnlineAgentsMutationVariables = Exact<{
  backupServerIpAddress: string;
  onlineAgentsCount: number;
}>;


export type ListOnlineAgentsMutation = { reportOnlineAgents: { id: string } };

export type MigrateBackupServerMutationVariables = Exact<{
  group: string | number;
  backupServerId?: string | number | null | undefined;
}>;


export type MigrateBackupServerMutation = { body: { tenants: Array<{ id: string }>, backup_server: { port: number, internal_address: string, public_key: string } } };

export type RegisterBackupServerMutationVariables = Exact<{
  input: RegisterBackupServerInput;
}>;


export type RegisterBackupServerMutation = { body: { server_pubkey: string, server_address: string } };

export type RegisterGatewayMutationVariables = Exact<{
  input: RegisterGatewayInput;
}>;


export type RegisterGatewayMutation = { registerGateway: { id: string } };

export type ContactFragment = { firstname: string, lastname: string, email: string, phone: string, address1: string, address2: string, city: string, state: string, country: string, zipcode: string };

export type CreateGroupMutationVariables = Exact<{
  group: string | number;
  input: CreateGroupInput;
}>;


export type CreateGroupMutation = { body: { version: number, id: string, uuid: string } };

export type DeleteGroupMutationVariables = Exact<{
  group: string | number;
  version?: number | null | undefined;
}>;


export type DeleteGroupMutation = { deleteGroup: string };

export type GetGroupQueryVariables = Exact<{
  group: string | number;
}>;


export type GetGroupQuery = { body: { id: string, uuid: string, version: number, name: string, kind: GroupKind, grade: number, capabilities: Array<GroupCapability>, external: boolean, language: string, parent_id: string | null, status: boolean, parent_has_access: boolean, customer_id: string | null, customer_type: number, internal_tag: string | null, creation_date: string, brand: string | null, default_identity_provider_id: string, migration_enabled: boolean | null, migration_service: string, contact: { firstname: string, lastname: string, email: string, phone: string, address1: string, address2: string, city: string, state: string, country: string, zipcode: string }, billing: { firstname: string, lastname: string, email: string, phone: string, address1: string, address2: string, city: string, state: string, country: string, zipcode: string }, storage: { id: string, uuid: string, name: string } | null, privileges: { quota_mailbox_instance_storage: number | null, quota_mailboxes_hard: number | null, quota_websites_hard: number | null, quota_universal_devices_hard: number | null, quota_mobiles_hard: number | null, quota_servers_hard: number | null, quota_storage_hard: number | null, quota_local_storage_hard: number | null, quota_virtualhosts_hard: number | null, quota_vms_hard: number | null, quota_win_server_essentials_hard: number | null, quota_workstations_hard: number | null, storage_size: number | null, local_storage_size: number | null, workstation_count: number | null, server_count: number | null, vm_count: number | null, mobile_count: number | null, virtualhost_count: number | null, win_server_essential_count: number | null, mailbox_count: number | null, website_count: number | null, universal_devices_count: number | null, subscription_expiration: string | null, cloud_to_cloud_backup: boolean, local_backup: { visible: boolean, permitted: boolean } }, usage: { storage_size: number, local_storage_size: number, workstation_count: number, server_count: number, vm_count: number, mobile_count: number, virtualhost_count: number, win_server_essential_count: number, mailbox_count: number, website_count: number, universal_devices_count: number, service_users: number, slices_count: number, size_for_workstations: number, size_for_servers: number, size_for_vms: number, size_for_mobiles: number, size_for_virtualhosts: number, size_for_win_server_essentials: number, size_for_mailboxes: number, size_for_websites: number, size_for_universal_devices: number }, agents: { autoupdate: boolean }, pricing: { price: number | null, enabled: boolean | null, rating: number | null, mode: PricingMode, currency: string, storage_discount: number | null, mode_update_date: string | null, discounts: Array<{ enabled: boolean, name: string }> } } };

export type GetQuotaExceedanceQueryVariables = Exact<{
  group: string | number;
}>;


export type GetQuotaExceedanceQuery = { group: { body: { virtualhosts: boolean, workstations: boolean, servers: boolean, vms: boolean, mailboxes: boolean, mobiles: boolean, websites: boolean, winserveressentials: boolean, universal_devices: boolean } } };

export type ListChildrenQueryVariables = Exact<{
  group: string | number;
  uuids?: Array<string> | string | null | undefined;
  uuidsOnly: boolean;
}>;


export type ListChildrenQuery = { group: { body: { items?: Array<{ id: string, uuid: string, version: number, name: string, kind: GroupKind, grade: number, capabilities: Array<GroupCapability>, external: boolean, status: boolean, parent_has_access: boolean, internal_tag: string | null, creation_date: string, has_children: boolean, mfa_status: MfaStatus, storage: { id: string, uuid: string, name: string } | null, privileges: { quota_mailbox_instance_storage: number | null, quota_mailboxes_hard: number | null, quota_websites_hard: number | null, quota_universal_devices_hard: number | null, quota_mobiles_hard: number | null, quota_servers_hard: number | null, quota_storage_hard: number | null, quota_local_storage_hard: number | null, quota_virtualhosts_hard: number | null, quota_vms_hard: number | null, quota_win_server_essentials_hard: number | null, quota_workstations_hard: number | null, storage_size: number | null, local_storage_size: number | null, workstation_count: number | null, server_count: number | null, vm_count: number | null, mobile_count: number | null, virtualhost_count: number | null, win_server_essential_count: number | null, mailbox_count: number | null, website_count: number | null, universal_devices_count: number | null, subscription_expiration: string | null, cloud_to_cloud_backup: boolean, local_backup: { visible: boolean, permitted: boolean } }, usage: { storage_size: number, local_storage_size: number, workstation_count: number, server_count: number, vm_count: number, mobile_count: number, virtualhost_count: number, win_server_essential_count: number, mailbox_count: number, website_count: number, universal_devices_count: number, service_users: number, slices_count: number, size_for_workstations: number, size_for_servers: number, size_for_vms: number, size_for_mobiles: number, size_for_virtualhosts: number, size_for_win_server_essentials: number, size_for_mailboxes: number, size_for_websites: number, size_for_universal_devices: number }, pricing: { enabled: boolean | null, mode: PricingMode } }> } } };

export type LockGroupMutationVariables = Exact<{
  group: string | number;
}>;


export type LockGroupMutation = { lockGroup: { id: string } };

export type SearchGroupsQueryVariables = Exact<{
  limit?: number | null | undefined;
  prefix?: string | null | undefined;
  strict?: boolean | null | undefined;
}>;


export type SearchGroupsQuery = { body: { items: Array<{ id: string, uuid: string, name: string, kind: GroupKind | null, parent_id: string | null }> } };

export type UnlockGroupMutationVariables = Exact<{
  group: string | number;
}>;


export type UnlockGroupMutation = { unlockGroup: { id: string } };

export type UpdateGroupMutationVariables = Exact<{
  group: string | number;
  version?: number | null | undefined;
  input: UpdateGroupInput;
}>;


export type UpdateGroupMutation = { body: { version: number } };

export type GetIdentityProviderQueryVariables = Exact<{
  id?: string | number | null | undefined;
  uuid?: string | null | undefined;
}>;


export type GetIdentityProviderQuery = { body: { changePasswordUrl: string | null, forgotPasswordUrl: string | null, resetPasswordUrl: string | null, domain: string } };

export type ImageBytesFragment = { content: string, etag: string, last_modified: string };

export type GetImageQueryVariables = Exact<{
  image: string | number;
}>;


export type GetImageQuery = { body: { content: string, etag: string, last_modified: string } };

export type GetConstantsQueryVariables = Exact<{ [key: string]: never; }>;


export type GetConstantsQuery = { body: Record<string, unknown> };

export type GetRulesQueryVariables = Exact<{ [key: string]: never; }>;


export type GetRulesQuery = { body: { hidePricing: Array<GroupKind>, creation: Array<{ parentKind: GroupKind, parentGrade: number | null, childKinds: Array<GroupKind> }>, modification: Array<{ kind: GroupKind, grade: number, becomes: Array<GroupKind> }>, pricingDefaultModes: Array<{ kind: GroupKind | null, parentKind: GroupKind | null, mode: PricingMode }>, enablePricing: Array<{ kind: GroupKind | null, parentKind: GroupKind | null }>, pricingModes: Array<{ kind: GroupKind | null, parentKind: GroupKind | null, fromMode: PricingMode | null, toMode: PricingMode }> } };

export type GetVersionsQueryVariables = Exact<{ [key: string]: never; }>;


export type GetVersionsQuery = { body: { database: string, api: string } };

export type ListLanguagesQueryVariables = Exact<{ [key: string]: never; }>;


export type ListLanguagesQuery = { body: Array<{ code: string }> };

export type ListUiLanguagesQueryVariables = Exact<{ [key: string]: never; }>;


export type ListUiLanguagesQuery = { body: Array<string> };

export type CheckMachinesQueryVariables = Exact<{
  user: string | number;
}>;


export type CheckMachinesQuery = { checkMachineRegistration: boolean };

export type RegisterMachineMutationVariables = Exact<{
  user: string | number;
  input: RegisterMachineInput;
}>;


export type RegisterMachineMutation = { body: { server_pubkey: string, server_address: string } };

export type GetMigrationQueryVariables = Exact<{
  group: string | number;
}>;


export type GetMigrationQuery = { body: { migration_service: string, jwt: string } };

export type UpdateMigrationMutationVariables = Exact<{
  group: string | number;
  version?: number | null | undefined;
  input: MigrationInput;
}>;


export type UpdateMigrationMutation = { body: { version: number } };

export type ProfileFragment = { email: string, firstname: string, id: string, language: string, lastname: string, login: string, privileged: boolean, roles: Array<AdminRole>, uuid: string, version: number, access_type: Array<AccessRight>, allow_moving_groups: boolean, brand: string, account_group_id: string, integration_active: boolean, smtp_brand: string, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, user_id: string, mfa_status: MfaStatus, session_mfa_status: SessionMfaStatus, group: { id: string, uuid: string, kind: GroupKind, language: string, name: string, customer_type: number, uid: string }, links: { astorage_doc: string, astorage_gateway_guide: string, astorage_guide: string, astorage_iso: string, hci_guide: string, hci_iso: string, video_tutorial: string }, services: Array<{ id: string, uuid: string, name: string, type: string, entry_point: string }> };

export type GetProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type GetProfileQuery = { body: { email: string, firstname: string, id: string, language: string, lastname: string, login: string, privileged: boolean, roles: Array<AdminRole>, uuid: string, version: number, access_type: Array<AccessRight>, allow_moving_groups: boolean, brand: string, account_group_id: string, integration_active: boolean, smtp_brand: string, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, user_id: string, mfa_status: MfaStatus, session_mfa_status: SessionMfaStatus, group: { id: string, uuid: string, kind: GroupKind, language: string, name: string, customer_type: number, uid: string }, links: { astorage_doc: string, astorage_gateway_guide: string, astorage_guide: string, astorage_iso: string, hci_guide: string, hci_iso: string, video_tutorial: string }, services: Array<{ id: string, uuid: string, name: string, type: string, entry_point: string }> } };

export type ListProfilesQueryVariables = Exact<{ [key: string]: never; }>;


export type ListProfilesQuery = { body: Array<{ email: string, firstname: string, id: string, language: string, lastname: string, login: string, privileged: boolean, roles: Array<AdminRole>, uuid: string, version: number, access_type: Array<AccessRight>, allow_moving_groups: boolean, brand: string, account_group_id: string, integration_active: boolean, smtp_brand: string, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, user_id: string, mfa_status: MfaStatus, session_mfa_status: SessionMfaStatus, group: { id: string, uuid: string, kind: GroupKind, language: string, name: string, customer_type: number, uid: string }, links: { astorage_doc: string, astorage_gateway_guide: string, astorage_guide: string, astorage_iso: string, hci_guide: string, hci_iso: string, video_tutorial: string }, services: Array<{ id: string, uuid: string, name: string, type: string, entry_point: string }> }> };

export type GroupQuotasFragment = { quota_mailbox_instance_storage: number | null, quota_mailboxes_hard: number | null, quota_websites_hard: number | null, quota_universal_devices_hard: number | null, quota_mobiles_hard: number | null, quota_servers_hard: number | null, quota_storage_hard: number | null, quota_local_storage_hard: number | null, quota_virtualhosts_hard: number | null, quota_vms_hard: number | null, quota_win_server_essentials_hard: number | null, quota_workstations_hard: number | null, storage_size: number | null, local_storage_size: number | null, workstation_count: number | null, server_count: number | null, vm_count: number | null, mobile_count: number | null, virtualhost_count: number | null, win_server_essential_count: number | null, mailbox_count: number | null, website_count: number | null, universal_devices_count: number | null, subscription_expiration: string | null, cloud_to_cloud_backup: boolean, local_backup: { visible: boolean, permitted: boolean } };

export type UserQuotasFragment = { quota_mailbox_instance_storage: number | null, quota_mailboxes_hard: number | null, quota_websites_hard: number | null, quota_universal_devices_hard: number | null, quota_mobiles_hard: number | null, quota_servers_hard: number | null, quota_storage_hard: number | null, quota_local_storage_hard: number | null, quota_virtualhosts_hard: number | null, quota_vms_hard: number | null, quota_win_server_essentials_hard: number | null, quota_workstations_hard: number | null, storage_size: number | null, local_storage_size: number | null, workstation_count: number | null, server_count: number | null, vm_count: number | null, mobile_count: number | null, virtualhost_count: number | null, win_server_essential_count: number | null, mailbox_count: number | null, website_count: number | null, universal_devices_count: number | null, subscription_expiration: string | null, cloud_to_cloud_backup: boolean, local_backup: boolean };

export type CreateReportMutationVariables = Exact<{
  input: CreateReportScheduleInput;
}>;


export type CreateReportMutation = { body: { version: number, id: string } };

export type DeleteReportMutationVariables = Exact<{
  report: string | number;
  version?: number | null | undefined;
}>;


export type DeleteReportMutation = { deleteReportSchedule: string };

export type GetOrderedReportQueryVariables = Exact<{
  group: string | number;
  beginDate?: string | null | undefined;
  endDate?: string | null | undefined;
  level?: ReportLevel | null | undefined;
  id?: string | number | null | undefined;
  uuid?: string | null | undefined;
}>;


export type GetOrderedReportQuery = { report: { body: unknown } };

export type GetReportQueryVariables = Exact<{
  report: string | number;
}>;


export type GetReportQuery = { body: { version: number, level: ReportLevel, enabled: boolean, id: string, schedule: { timeshift: number } } };

export type GetScheduledReportsQueryVariables = Exact<{
  group: string | number;
}>;


export type GetScheduledReportsQuery = { group: { body: { level: ReportLevel, enabled: boolean, hide_zero_usage: boolean, show_skus: boolean, schedule: { timeshift: number } } } };

export type ListReportsQueryVariables = Exact<{ [key: string]: never; }>;


export type ListReportsQuery = { group: { reportSchedules: { body: Array<{ level: ReportLevel, enabled: boolean, id: string }> } } };

export type OrderReportMutationVariables = Exact<{
  group: string | number;
  input: OrderReportInput;
}>;


export type OrderReportMutation = { body: { version: number, report_id: string, report_uuid: string } };

export type SendAdhocReportMutationVariables = Exact<{
  report: string | number;
  beginDate: string;
  endDate: string;
}>;


export type SendAdhocReportMutation = { sendAdhocReport: { id: string } };

export type SendReportMutationVariables = Exact<{
  report: string | number;
}>;


export type SendReportMutation = { sendReport: { id: string } };

export type UpdateReportMutationVariables = Exact<{
  report: string | number;
  version?: number | null | undefined;
  input: UpdateReportScheduleInput;
}>;


export type UpdateReportMutation = { body: { version: number } };

export type UpdateScheduledReportsMutationVariables = Exact<{
  group: string | number;
  input: UpdateReportScheduleInput;
}>;


export type UpdateScheduledReportsMutation = { updateGroupReportSchedule: { id: string } };

export type DeleteApiAccountMutationVariables = Exact<{
  identifier: string;
}>;


export type DeleteApiAccountMutation = { deleteApiAccount: string };

export type AccountHeadFragment = { id: string, type: ApiAccountType, identifier: string };

export type AccountTailFragment = { description: string | null, roles: Array<string>, creationDate: string, lastAuthentication: string | null, lastModification: string, permissions: Array<{ value: string }>, _local: { expires: string | null } | null };

export type GetApiAccountQueryVariables = Exact<{
  identifier: string;
}>;


export type GetApiAccountQuery = { body: { id: string, type: ApiAccountType, identifier: string, description: string | null, roles: Array<string>, creationDate: string, lastAuthentication: string | null, lastModification: string, permissions: Array<{ value: string }>, _local: { expires: string | null } | null } };

export type GetPrincipalQueryVariables = Exact<{ [key: string]: never; }>;


export type GetPrincipalQuery = { body: { identifier: string, roles: Array<string>, accountType: PrincipalType, permissions: Array<{ value: string }> } };

export type ListApiAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type ListApiAccountsQuery = { apiAccounts: { body: Array<{ id: string, type: ApiAccountType, identifier: string, description: string | null, roles: Array<string>, creationDate: string, lastAuthentication: string | null, lastModification: string, permissions: Array<{ value: string }>, _local: { expires: string | null } | null }> } };

export type RegisterApiAccountMutationVariables = Exact<{
  input: ApiAccountInput;
}>;


export type RegisterApiAccountMutation = { body: { secret: string | null, _head: { id: string, type: ApiAccountType, identifier: string }, _tail: { description: string | null, roles: Array<string>, creationDate: string, lastAuthentication: string | null, lastModification: string, permissions: Array<{ value: string }>, _local: { expires: string | null } | null } } };

export type ReplaceApiAccountMutationVariables = Exact<{
  input: ApiAccountInput;
}>;


export type ReplaceApiAccountMutation = { body: { id: string, type: ApiAccountType, identifier: string, description: string | null, roles: Array<string>, creationDate: string, lastAuthentication: string | null, lastModification: string, permissions: Array<{ value: string }>, _local: { expires: string | null } | null } };

export type ResetApiAccountSecretMutationVariables = Exact<{
  identifier: string;
}>;


export type ResetApiAccountSecretMutation = { body: { secret: string | null, _head: { id: string, type: ApiAccountType, identifier: string }, _tail: { description: string | null, roles: Array<string>, creationDate: string, lastAuthentication: string | null, lastModification: string, permissions: Array<{ value: string }>, _local: { expires: string | null } | null } } };

export type CheckAuthQueryVariables = Exact<{ [key: string]: never; }>;


export type CheckAuthQuery = { viewer: { id: string } };

export type GetAccountServerQueryVariables = Exact<{
  login?: string | null | undefined;
}>;


export type GetAccountServerQuery = { body: { id: string, login: string, server_url: string } };

export type LoginMutationVariables = Exact<{
  username?: string | null | undefined;
  password?: string | null | undefined;
  userId?: string | number | null | undefined;
}>;


export type LoginMutation = { body: { message: string, client_ip: string, accounts: Array<{ email: string, firstname: string, id: string, language: string, lastname: string, login: string, privileged: boolean, roles: Array<AdminRole>, uuid: string, version: number, access_type: Array<AccessRight>, allow_moving_groups: boolean, brand: string, account_group_id: string, integration_active: boolean, smtp_brand: string, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, user_id: string, mfa_status: MfaStatus, session_mfa_status: SessionMfaStatus, group: { id: string, uuid: string, kind: GroupKind, language: string, name: string, customer_type: number, uid: string }, links: { astorage_doc: string, astorage_gateway_guide: string, astorage_guide: string, astorage_iso: string, hci_guide: string, hci_iso: string, video_tutorial: string }, services: Array<{ id: string, uuid: string, name: string, type: string, entry_point: string }> }>, _account: { email: string, firstname: string, id: string, language: string, lastname: string, login: string, privileged: boolean, roles: Array<AdminRole>, uuid: string, version: number, access_type: Array<AccessRight>, allow_moving_groups: boolean, brand: string, account_group_id: string, integration_active: boolean, smtp_brand: string, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, user_id: string, mfa_status: MfaStatus, session_mfa_status: SessionMfaStatus, group: { id: string, uuid: string, kind: GroupKind, language: string, name: string, customer_type: number, uid: string }, links: { astorage_doc: string, astorage_gateway_guide: string, astorage_guide: string, astorage_iso: string, hci_guide: string, hci_iso: string, video_tutorial: string }, services: Array<{ id: string, uuid: string, name: string, type: string, entry_point: string }> } | null } };

export type LoginByTokenMutationVariables = Exact<{ [key: string]: never; }>;


export type LoginByTokenMutation = { body: { email: string, firstname: string, id: string, language: string, lastname: string, login: string, privileged: boolean, roles: Array<AdminRole>, uuid: string, version: number, access_type: Array<AccessRight>, allow_moving_groups: boolean, brand: string, account_group_id: string, integration_active: boolean, smtp_brand: string, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, user_id: string, mfa_status: MfaStatus, session_mfa_status: SessionMfaStatus, group: { id: string, uuid: string, kind: GroupKind, language: string, name: string, customer_type: number, uid: string }, links: { astorage_doc: string, astorage_gateway_guide: string, astorage_guide: string, astorage_iso: string, hci_guide: string, hci_iso: string, video_tutorial: string }, services: Array<{ id: string, uuid: string, name: string, type: string, entry_point: string }> } };

export type LogoutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogoutMutation = { logout: boolean };

export type AgentsAutoupdateFragment = { status: boolean };

export type FlagsFragment = { allow_add_devices: boolean, allow_download_tools: boolean, allow_download_docs: boolean, allow_download_agents: boolean };

export type LocalBackupRestrictionFragment = { visible: boolean, status: boolean };

export type LogonIpsFragment = { items: Array<string>, status: boolean };

export type DisableLogonIpsMutationVariables = Exact<{
  group: string | number;
}>;


export type DisableLogonIpsMutation = { disableLogonIps: { id: string } };

export type GetAgentsAutoupdateQueryVariables = Exact<{
  group: string | number;
}>;


export type GetAgentsAutoupdateQuery = { group: { settings: { body: { status: boolean } } } };

export type GetFlagsQueryVariables = Exact<{
  group: string | number;
}>;


export type GetFlagsQuery = { group: { settings: { body: { allow_add_devices: boolean, allow_download_tools: boolean, allow_download_docs: boolean, allow_download_agents: boolean } } } };

export type GetLocalBackupRestrictionQueryVariables = Exact<{
  group: string | number;
}>;


export type GetLocalBackupRestrictionQuery = { group: { settings: { body: { visible: boolean, status: boolean } } } };

export type GetLogonIpsQueryVariables = Exact<{
  group: string | number;
}>;


export type GetLogonIpsQuery = { group: { settings: { body: { items: Array<string>, status: boolean } } } };

export type GetSettingsQueryVariables = Exact<{
  group: string | number;
}>;


export type GetSettingsQuery = { group: { body: { agents_autoupdate: { status: boolean }, logon_ips: { items: Array<string>, status: boolean }, local_backup_restriction: { visible: boolean, status: boolean }, flags: { allow_add_devices: boolean, allow_download_tools: boolean, allow_download_docs: boolean, allow_download_agents: boolean } } } };

export type SetLogonIpsMutationVariables = Exact<{
  group: string | number;
  items: Array<string> | string;
}>;


export type SetLogonIpsMutation = { setLogonIps: { id: string } };

export type UpdateAgentsAutoupdateMutationVariables = Exact<{
  group: string | number;
  status: boolean;
  applyForChildren: boolean;
}>;


export type UpdateAgentsAutoupdateMutation = { updateAgentsAutoupdate: { id: string } };

export type UpdateFlagsMutationVariables = Exact<{
  group: string | number;
  input: GroupFlagsInput;
}>;


export type UpdateFlagsMutation = { updateGroupFlags: { id: string } };

export type UpdateLocalBackupRestrictionMutationVariables = Exact<{
  group: string | number;
  status: boolean;
}>;


export type UpdateLocalBackupRestrictionMutation = { restrictLocalBackup: { id: string } };

export type DeleteStorageMutationVariables = Exact<{
  group: string | number;
  storage: string | number;
  version?: number | null | undefined;
}>;


export type DeleteStorageMutation = { deleteStorage: string };

export type GetStorageQueryVariables = Exact<{
  group: string | number;
  storage: string | number;
}>;


export type GetStorageQuery = { body: { id: string, uuid: string, name: string, kind: StorageKind, used: boolean, uid: string, active: boolean, inherited: boolean, content_mobile_url: string, owner: string, content_url: string, datacenter_id: string, space_usage: number, prices: Array<{ price: number, version: number, currency: string }> } };

export type ListStoragesQueryVariables = Exact<{
  group: string | number;
}>;


export type ListStoragesQuery = { group: { body: { inherited: boolean | null, items: Array<{ id: string, uuid: string, name: string, kind: StorageKind, active: boolean, inherited: boolean, uid: string, owner: string, space_usage: number, content_mobile_url: string, datacenter_id: string, content_url: string }> } } };

export type RegisterStorageMutationVariables = Exact<{
  group: string | number;
  input: RegisterStorageInput;
}>;


export type RegisterStorageMutation = { body: { url: string } };

export type UpdateStorageMutationVariables = Exact<{
  group: string | number;
  storage: string | number;
  version?: number | null | undefined;
  input: UpdateStorageInput;
}>;


export type UpdateStorageMutation = { body: { version: number } };

export type UpdateStorageInheritanceMutationVariables = Exact<{
  group: string | number;
  version?: number | null | undefined;
  inherited?: boolean | null | undefined;
}>;


export type UpdateStorageInheritanceMutation = { body: { version: number } };

export type GetAdminTokenMutationVariables = Exact<{
  admin: string | number;
  scopes?: Array<string> | string | null | undefined;
}>;


export type GetAdminTokenMutation = { body: { jwt: string } };

export type GetUserTokenMutationVariables = Exact<{
  user: string | number;
  scopes?: Array<string> | string | null | undefined;
}>;


export type GetUserTokenMutation = { body: { jwt: string } };

export type ImpersonateAdminMutationVariables = Exact<{
  admin: string | number;
}>;


export type ImpersonateAdminMutation = { body: { jwt: string } };

export type ImpersonateUserMutationVariables = Exact<{
  user: string | number;
}>;


export type ImpersonateUserMutation = { body: { jwt: string } };

export type UsageFragment = { storage_size: number, local_storage_size: number, workstation_count: number, server_count: number, vm_count: number, mobile_count: number, virtualhost_count: number, win_server_essential_count: number, mailbox_count: number, website_count: number, universal_devices_count: number, service_users: number, slices_count: number, size_for_workstations: number, size_for_servers: number, size_for_vms: number, size_for_mobiles: number, size_for_virtualhosts: number, size_for_win_server_essentials: number, size_for_mailboxes: number, size_for_websites: number, size_for_universal_devices: number };

export type CreateUserMutationVariables = Exact<{
  group: string | number;
  input: CreateUserInput;
}>;


export type CreateUserMutation = { body: { version: number, id: string, uuid: string } };

export type DeleteUserMutationVariables = Exact<{
  user: string | number;
  version?: number | null | undefined;
}>;


export type DeleteUserMutation = { deleteUser: string };

export type GetLinksQueryVariables = Exact<{
  user: string | number;
  origin?: string | null | undefined;
  redirectUrl?: string | null | undefined;
}>;


export type GetLinksQuery = { body: { links: { quotas_upsell: string | null } } };

export type GetUserQueryVariables = Exact<{
  user: string | number;
}>;


export type GetUserQuery = { body: { id: string, uuid: string, version: number, login: string, email: string, firstname: string, lastname: string, phone: string, address1: string, address2: string, city: string, state: string, country: string, zipcode: string, language: string, status: AccountStatus, roles: Array<AdminRole>, privileged: boolean, tenant_id: string, user_id: string, access_type: Array<AccessRight>, idp_id: string, idp_uuid: string, terms_accepted: boolean, platform_terms_accepted: boolean, privacy_policy_accepted: boolean, backup: { monitor: boolean }, agents: { autoupdate: boolean }, privileges: { quota_mailbox_instance_storage: number | null, quota_mailboxes_hard: number | null, quota_websites_hard: number | null, quota_universal_devices_hard: number | null, quota_mobiles_hard: number | null, quota_servers_hard: number | null, quota_storage_hard: number | null, quota_local_storage_hard: number | null, quota_virtualhosts_hard: number | null, quota_vms_hard: number | null, quota_win_server_essentials_hard: number | null, quota_workstations_hard: number | null, storage_size: number | null, local_storage_size: number | null, workstation_count: number | null, server_count: number | null, vm_count: number | null, mobile_count: number | null, virtualhost_count: number | null, win_server_essential_count: number | null, mailbox_count: number | null, website_count: number | null, universal_devices_count: number | null, subscription_expiration: string | null, cloud_to_cloud_backup: boolean, local_backup: boolean }, usage: { storage_size: number, local_storage_size: number, workstation_count: number, server_count: number, vm_count: number, mobile_count: number, virtualhost_count: number, win_server_essential_count: number, mailbox_count: number, website_count: number, universal_devices_count: number, service_users: number, slices_count: number, size_for_workstations: number, size_for_servers: number, size_for_vms: number, size_for_mobiles: number, size_for_virtualhosts: number, size_for_win_server_essentials: number, size_for_mailboxes: number, size_for_websites: number, size_for_universal_devices: number } } };

export type ListHostsQueryVariables = Exact<{
  user: string | number;
}>;


export type ListHostsQuery = { body: Array<{ name: string, port: number, host: string }> };

export type ListUsersQueryVariables = Exact<{
  group: string | number;
  includeHidden?: boolean | null | undefined;
}>;


export type ListUsersQuery = { group: { body: { items: Array<{ id: string, uuid: string, version: number, login: string, email: string, firstname: string, lastname: string, language: string, status: AccountStatus, roles: Array<AdminRole>, privileged: boolean, tenant_id: string, user_id: string, access_type: Array<AccessRight>, backup: { monitor: boolean }, privileges: { quota_mailbox_instance_storage: number | null, quota_mailboxes_hard: number | null, quota_websites_hard: number | null, quota_universal_devices_hard: number | null, quota_mobiles_hard: number | null, quota_servers_hard: number | null, quota_storage_hard: number | null, quota_local_storage_hard: number | null, quota_virtualhosts_hard: number | null, quota_vms_hard: number | null, quota_win_server_essentials_hard: number | null, quota_workstations_hard: number | null, storage_size: number | null, local_storage_size: number | null, workstation_count: number | null, server_count: number | null, vm_count: number | null, mobile_count: number | null, virtualhost_count: number | null, win_server_essential_count: number | null, mailbox_count: number | null, website_count: number | null, universal_devices_count: number | null, subscription_expiration: string | null, cloud_to_cloud_backup: boolean, local_backup: boolean }, usage: { storage_size: number, local_storage_size: number, workstation_count: number, server_count: number, vm_count: number, mobile_count: number, virtualhost_count: number, win_server_essential_count: number, mailbox_count: number, website_count: number, universal_devices_count: number, service_users: number, slices_count: number, size_for_workstations: number, size_for_servers: number, size_for_vms: number, size_for_mobiles: number, size_for_virtualhosts: number, size_for_win_server_essentials: number, size_for_mailboxes: number, size_for_websites: number, size_for_universal_devices: number } }> } } };

export type UpdateUserMutationVariables = Exact<{
  user: string | number;
  version?: number | null | undefined;
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { body: { version: number } };

export type ListWatchersQueryVariables = Exact<{
  group: string | number;
  eventMask: Array<BackupNotification> | BackupNotification;
  serviceKind: WatchedService;
  levelsUp?: number | null | undefined;
}>;


export type ListWatchersQuery = { watchers: { body: Array<{ language: string, recipient: string, sender: string, brand_id: string, _subject: { subject_firstname: string, subject_email: string, subject_lastname: string }, _login: { subject_login: string | null }, _path: { subject_hierarchy_name: string } }> } };

export const ActionMailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActionMail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ActionMail"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","alias":{"kind":"Name","value":"base_url"},"name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"user_guide"},"name":{"kind":"Name","value":"userGuide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"group_kind"},"name":{"kind":"Name","value":"groupKind"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_firstname"},"name":{"kind":"Name","value":"recipientFirstname"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_lastname"},"name":{"kind":"Name","value":"recipientLastname"}},{"kind":"Field","alias":{"kind":"Name","value":"support_phone"},"name":{"kind":"Name","value":"supportPhone"}},{"kind":"Field","alias":{"kind":"Name","value":"support_url"},"name":{"kind":"Name","value":"supportUrl"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"activated"}}]}}]} as unknown as DocumentNode<ActionMailFragment, unknown>;
export const BrandFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Brand"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Brand"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"support_phone"},"name":{"kind":"Name","value":"supportPhone"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"account_server_url"},"name":{"kind":"Name","value":"accountServerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"support_url"},"name":{"kind":"Name","value":"supportUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_app_android_download_url"},"name":{"kind":"Name","value":"mobileAppAndroidDownloadUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"upsell_url"},"name":{"kind":"Name","value":"upsellUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"backup_console_url"},"name":{"kind":"Name","value":"backupConsoleUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_url"},"name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"home_url"},"name":{"kind":"Name","value":"homeUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"knowledgebase_url"},"name":{"kind":"Name","value":"knowledgebaseUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_url"},"name":{"kind":"Name","value":"platformTermsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"user_guide_url"},"name":{"kind":"Name","value":"userGuideUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_app_ios_download_url"},"name":{"kind":"Name","value":"mobileAppIosDownloadUrl"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","alias":{"kind":"Name","value":"company_name"},"name":{"kind":"Name","value":"companyName"}},{"kind":"Field","alias":{"kind":"Name","value":"color_scheme"},"name":{"kind":"Name","value":"colorScheme"}},{"kind":"Field","alias":{"kind":"Name","value":"logotype"},"name":{"kind":"Name","value":"logoId"}},{"kind":"Field","alias":{"kind":"Name","value":"service_name"},"name":{"kind":"Name","value":"serviceName"}},{"kind":"Field","alias":{"kind":"Name","value":"reg_server_url"},"name":{"kind":"Name","value":"regServerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"router_url"},"name":{"kind":"Name","value":"routerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"agent_gateway_url"},"name":{"kind":"Name","value":"agentGatewayUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"help_url"},"name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"hide_predefined"},"name":{"kind":"Name","value":"hidePredefined"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_url"},"name":{"kind":"Name","value":"privacyPolicyUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"owns_custom_legal_docs"},"name":{"kind":"Name","value":"ownsCustomLegalDocs"}},{"kind":"Field","alias":{"kind":"Name","value":"white_labeled_agent"},"name":{"kind":"Name","value":"whiteLabeledAgent"}}]}}]} as unknown as DocumentNode<BrandFragment, unknown>;
export const ContactFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Contact"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Contact"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"address1"}},{"kind":"Field","name":{"kind":"Name","value":"address2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"zipcode"}}]}}]} as unknown as DocumentNode<ContactFragment, unknown>;
export const ImageBytesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ImageBytes"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Image"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","alias":{"kind":"Name","value":"etag"},"name":{"kind":"Name","value":"digest"}},{"kind":"Field","alias":{"kind":"Name","value":"last_modified"},"name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<ImageBytesFragment, unknown>;
export const ProfileFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Profile"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Profile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_moving_groups"},"name":{"kind":"Name","value":"allowMovingGroups"}},{"kind":"Field","alias":{"kind":"Name","value":"brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"account_group_id"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"customer_type"},"name":{"kind":"Name","value":"customerType"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"uid"},"name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"integration_active"},"name":{"kind":"Name","value":"integrationActive"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"astorage_doc"},"name":{"kind":"Name","value":"astorageDoc"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_gateway_guide"},"name":{"kind":"Name","value":"astorageGatewayGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_guide"},"name":{"kind":"Name","value":"astorageGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_iso"},"name":{"kind":"Name","value":"astorageIso"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_guide"},"name":{"kind":"Name","value":"hciGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_iso"},"name":{"kind":"Name","value":"hciIso"}},{"kind":"Field","alias":{"kind":"Name","value":"video_tutorial"},"name":{"kind":"Name","value":"videoTutorial"}}]}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"privileged"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"services"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","alias":{"kind":"Name","value":"entry_point"},"name":{"kind":"Name","value":"entryPoint"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_accepted"},"name":{"kind":"Name","value":"platformTermsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_accepted"},"name":{"kind":"Name","value":"privacyPolicyAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"mfa_status"},"name":{"kind":"Name","value":"mfaStatus"}},{"kind":"Field","alias":{"kind":"Name","value":"session_mfa_status"},"name":{"kind":"Name","value":"sessionMfaStatus"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<ProfileFragment, unknown>;
export const GroupQuotasFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupQuotas"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupQuotas"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"quota_mailbox_instance_storage"},"name":{"kind":"Name","value":"quotaMailboxInstanceStorage"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mailboxes_hard"},"name":{"kind":"Name","value":"quotaMailboxesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_websites_hard"},"name":{"kind":"Name","value":"quotaWebsitesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_universal_devices_hard"},"name":{"kind":"Name","value":"quotaUniversalDevicesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mobiles_hard"},"name":{"kind":"Name","value":"quotaMobilesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_servers_hard"},"name":{"kind":"Name","value":"quotaServersHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_storage_hard"},"name":{"kind":"Name","value":"quotaStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_local_storage_hard"},"name":{"kind":"Name","value":"quotaLocalStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_virtualhosts_hard"},"name":{"kind":"Name","value":"quotaVirtualhostsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_vms_hard"},"name":{"kind":"Name","value":"quotaVmsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_win_server_essentials_hard"},"name":{"kind":"Name","value":"quotaWinServerEssentialsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_workstations_hard"},"name":{"kind":"Name","value":"quotaWorkstationsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"subscription_expiration"},"name":{"kind":"Name","value":"subscriptionExpiration"}},{"kind":"Field","alias":{"kind":"Name","value":"cloud_to_cloud_backup"},"name":{"kind":"Name","value":"cloudToCloudBackup"}},{"kind":"Field","alias":{"kind":"Name","value":"local_backup"},"name":{"kind":"Name","value":"localBackup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visible"}},{"kind":"Field","name":{"kind":"Name","value":"permitted"}}]}}]}}]} as unknown as DocumentNode<GroupQuotasFragment, unknown>;
export const UserQuotasFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserQuotas"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserQuotas"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"quota_mailbox_instance_storage"},"name":{"kind":"Name","value":"quotaMailboxInstanceStorage"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mailboxes_hard"},"name":{"kind":"Name","value":"quotaMailboxesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_websites_hard"},"name":{"kind":"Name","value":"quotaWebsitesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_universal_devices_hard"},"name":{"kind":"Name","value":"quotaUniversalDevicesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mobiles_hard"},"name":{"kind":"Name","value":"quotaMobilesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_servers_hard"},"name":{"kind":"Name","value":"quotaServersHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_storage_hard"},"name":{"kind":"Name","value":"quotaStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_local_storage_hard"},"name":{"kind":"Name","value":"quotaLocalStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_virtualhosts_hard"},"name":{"kind":"Name","value":"quotaVirtualhostsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_vms_hard"},"name":{"kind":"Name","value":"quotaVmsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_win_server_essentials_hard"},"name":{"kind":"Name","value":"quotaWinServerEssentialsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_workstations_hard"},"name":{"kind":"Name","value":"quotaWorkstationsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"subscription_expiration"},"name":{"kind":"Name","value":"subscriptionExpiration"}},{"kind":"Field","alias":{"kind":"Name","value":"cloud_to_cloud_backup"},"name":{"kind":"Name","value":"cloudToCloudBackup"}},{"kind":"Field","alias":{"kind":"Name","value":"local_backup"},"name":{"kind":"Name","value":"localBackup"}}]}}]} as unknown as DocumentNode<UserQuotasFragment, unknown>;
export const AccountHeadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}}]}}]} as unknown as DocumentNode<AccountHeadFragment, unknown>;
export const AccountTailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountTail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","alias":{"kind":"Name","value":"_local"},"name":{"kind":"Name","value":"local"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"creationDate"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastAuthentication"},"name":{"kind":"Name","value":"lastAuthenticatedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastModification"},"name":{"kind":"Name","value":"modifiedAt"}}]}}]} as unknown as DocumentNode<AccountTailFragment, unknown>;
export const AgentsAutoupdateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentsAutoupdate"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentsAutoupdate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}}]}}]} as unknown as DocumentNode<AgentsAutoupdateFragment, unknown>;
export const FlagsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Flags"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupFlags"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"allow_add_devices"},"name":{"kind":"Name","value":"allowAddDevices"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_tools"},"name":{"kind":"Name","value":"allowDownloadTools"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_docs"},"name":{"kind":"Name","value":"allowDownloadDocs"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_agents"},"name":{"kind":"Name","value":"allowDownloadAgents"}}]}}]} as unknown as DocumentNode<FlagsFragment, unknown>;
export const LocalBackupRestrictionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocalBackupRestriction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LocalBackupRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"restricted"}},{"kind":"Field","name":{"kind":"Name","value":"visible"}}]}}]} as unknown as DocumentNode<LocalBackupRestrictionFragment, unknown>;
export const LogonIpsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LogonIps"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LogonIps"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"items"}}]}}]} as unknown as DocumentNode<LogonIpsFragment, unknown>;
export const UsageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Usage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Usage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"service_users"},"name":{"kind":"Name","value":"serviceUsers"}},{"kind":"Field","alias":{"kind":"Name","value":"slices_count"},"name":{"kind":"Name","value":"slicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_workstations"},"name":{"kind":"Name","value":"sizeForWorkstations"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_servers"},"name":{"kind":"Name","value":"sizeForServers"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_vms"},"name":{"kind":"Name","value":"sizeForVms"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mobiles"},"name":{"kind":"Name","value":"sizeForMobiles"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_virtualhosts"},"name":{"kind":"Name","value":"sizeForVirtualhosts"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_win_server_essentials"},"name":{"kind":"Name","value":"sizeForWinServerEssentials"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mailboxes"},"name":{"kind":"Name","value":"sizeForMailboxes"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_websites"},"name":{"kind":"Name","value":"sizeForWebsites"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_universal_devices"},"name":{"kind":"Name","value":"sizeForUniversalDevices"}}]}}]} as unknown as DocumentNode<UsageFragment, unknown>;
export const ActivateAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"activateAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"md5"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"md5"},"value":{"kind":"Variable","name":{"kind":"Name","value":"md5"}}}]}]}}]} as unknown as DocumentNode<ActivateAccountMutation, ActivateAccountMutationVariables>;
export const ChangeLoginDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"changeLogin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeLoginInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeLogin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}]}]}}]} as unknown as DocumentNode<ChangeLoginMutation, ChangeLoginMutationVariables>;
export const ChangePasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"changePassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currentPassword"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"newPassword"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changePassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currentPassword"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currentPassword"}}},{"kind":"Argument","name":{"kind":"Name","value":"newPassword"},"value":{"kind":"Variable","name":{"kind":"Name","value":"newPassword"}}}]}]}}]} as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const CheckAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"checkAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"server"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sign"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountCheck"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}},{"kind":"Argument","name":{"kind":"Name","value":"server"},"value":{"kind":"Variable","name":{"kind":"Name","value":"server"}}},{"kind":"Argument","name":{"kind":"Name","value":"signature"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sign"}}}]}]}}]} as unknown as DocumentNode<CheckAccountQuery, CheckAccountQueryVariables>;
export const ConfirmEmailUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"confirmEmailUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"confirmEmailUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"old_email"},"name":{"kind":"Name","value":"oldEmail"}}]}}]}}]} as unknown as DocumentNode<ConfirmEmailUpdateMutation, ConfirmEmailUpdateMutationVariables>;
export const GetActivationMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"getActivationMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"prepareActionMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"ACTIVATE"}},{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActionMail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActionMail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ActionMail"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","alias":{"kind":"Name","value":"base_url"},"name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"user_guide"},"name":{"kind":"Name","value":"userGuide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"group_kind"},"name":{"kind":"Name","value":"groupKind"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_firstname"},"name":{"kind":"Name","value":"recipientFirstname"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_lastname"},"name":{"kind":"Name","value":"recipientLastname"}},{"kind":"Field","alias":{"kind":"Name","value":"support_phone"},"name":{"kind":"Name","value":"supportPhone"}},{"kind":"Field","alias":{"kind":"Name","value":"support_url"},"name":{"kind":"Name","value":"supportUrl"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"activated"}}]}}]} as unknown as DocumentNode<GetActivationMailMutation, GetActivationMailMutationVariables>;
export const GetActivationTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getActivationToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"actionToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"ACTIVATE"}},{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"accountId"}},{"kind":"Field","alias":{"kind":"Name","value":"group_kind"},"name":{"kind":"Name","value":"groupKind"}},{"kind":"Field","alias":{"kind":"Name","value":"company_name"},"name":{"kind":"Name","value":"groupName"}},{"kind":"Field","alias":{"kind":"Name","value":"tenant_name"},"name":{"kind":"Name","value":"groupName"}},{"kind":"Field","alias":{"kind":"Name","value":"first_name"},"name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"last_name"},"name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"activated"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_available"},"name":{"kind":"Name","value":"platformAvailable"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_url"},"name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_url"},"name":{"kind":"Name","value":"platformTermsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_url"},"name":{"kind":"Name","value":"privacyPolicyUrl"}}]}}]}}]} as unknown as DocumentNode<GetActivationTokenQuery, GetActivationTokenQueryVariables>;
export const GetEmailUpdateMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"getEmailUpdateMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"prepareActionMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EMAIL_UPDATE"}},{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActionMail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActionMail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ActionMail"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","alias":{"kind":"Name","value":"base_url"},"name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"user_guide"},"name":{"kind":"Name","value":"userGuide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"group_kind"},"name":{"kind":"Name","value":"groupKind"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_firstname"},"name":{"kind":"Name","value":"recipientFirstname"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_lastname"},"name":{"kind":"Name","value":"recipientLastname"}},{"kind":"Field","alias":{"kind":"Name","value":"support_phone"},"name":{"kind":"Name","value":"supportPhone"}},{"kind":"Field","alias":{"kind":"Name","value":"support_url"},"name":{"kind":"Name","value":"supportUrl"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"activated"}}]}}]} as unknown as DocumentNode<GetEmailUpdateMailMutation, GetEmailUpdateMailMutationVariables>;
export const GetForgotLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getForgotLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"forgottenPasswordPage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"link"},"name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<GetForgotLinkQuery, GetForgotLinkQueryVariables>;
export const GetResetMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"getResetMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"prepareActionMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RESET"}},{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActionMail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActionMail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ActionMail"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","alias":{"kind":"Name","value":"base_url"},"name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"company"}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"user_guide"},"name":{"kind":"Name","value":"userGuide"}}]}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"group_kind"},"name":{"kind":"Name","value":"groupKind"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_firstname"},"name":{"kind":"Name","value":"recipientFirstname"}},{"kind":"Field","alias":{"kind":"Name","value":"recipient_lastname"},"name":{"kind":"Name","value":"recipientLastname"}},{"kind":"Field","alias":{"kind":"Name","value":"support_phone"},"name":{"kind":"Name","value":"supportPhone"}},{"kind":"Field","alias":{"kind":"Name","value":"support_url"},"name":{"kind":"Name","value":"supportUrl"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"activated"}}]}}]} as unknown as DocumentNode<GetResetMailMutation, GetResetMailMutationVariables>;
export const GetResetTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getResetToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"actionToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RESET"}},{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"accountId"}},{"kind":"Field","alias":{"kind":"Name","value":"group_kind"},"name":{"kind":"Name","value":"groupKind"}},{"kind":"Field","alias":{"kind":"Name","value":"company_name"},"name":{"kind":"Name","value":"groupName"}},{"kind":"Field","alias":{"kind":"Name","value":"tenant_name"},"name":{"kind":"Name","value":"groupName"}},{"kind":"Field","alias":{"kind":"Name","value":"first_name"},"name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"last_name"},"name":{"kind":"Name","value":"lastname"}}]}}]}}]} as unknown as DocumentNode<GetResetTokenQuery, GetResetTokenQueryVariables>;
export const ResetPasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"resetPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"md5"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"md5"},"value":{"kind":"Variable","name":{"kind":"Name","value":"md5"}}}]}]}}]} as unknown as DocumentNode<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const SendActivationMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"sendActivationMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendActivationMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}]}]}}]} as unknown as DocumentNode<SendActivationMailMutation, SendActivationMailMutationVariables>;
export const SendEmailUpdateMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"sendEmailUpdateMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendEmailUpdateMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}]}]}}]} as unknown as DocumentNode<SendEmailUpdateMailMutation, SendEmailUpdateMailMutationVariables>;
export const SendResetMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"sendResetMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendResetMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}]}]}}]} as unknown as DocumentNode<SendResetMailMutation, SendResetMailMutationVariables>;
export const SendTestMailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"sendTestMail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"groupId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendTestMail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"groupId"}}}]}]}}]} as unknown as DocumentNode<SendTestMailMutation, SendTestMailMutationVariables>;
export const CreateAdminDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"createAdmin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAdminInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"createAdmin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}}]}}]}}]} as unknown as DocumentNode<CreateAdminMutation, CreateAdminMutationVariables>;
export const DeleteAdminDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"deleteAdmin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"admin"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAdmin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"admin"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}]}]}}]} as unknown as DocumentNode<DeleteAdminMutation, DeleteAdminMutationVariables>;
export const GetAdminDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getAdmin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"admin"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"admin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"admin"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"address1"}},{"kind":"Field","name":{"kind":"Name","value":"address2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"zipcode"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","alias":{"kind":"Name","value":"group"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","alias":{"kind":"Name","value":"integration_active"},"name":{"kind":"Name","value":"integrationActive"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_accepted"},"name":{"kind":"Name","value":"platformTermsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_accepted"},"name":{"kind":"Name","value":"privacyPolicyAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"notifications_backup"},"name":{"kind":"Name","value":"notificationsBackup"}},{"kind":"Field","alias":{"kind":"Name","value":"notifications_management"},"name":{"kind":"Name","value":"notificationsManagement"}},{"kind":"Field","alias":{"kind":"Name","value":"notifications_device_control"},"name":{"kind":"Name","value":"notificationsDeviceControl"}},{"kind":"Field","alias":{"kind":"Name","value":"notifications_certificate_management"},"name":{"kind":"Name","value":"notificationsCertificateManagement"}}]}}]}}]} as unknown as DocumentNode<GetAdminQuery, GetAdminQueryVariables>;
export const ListAdminsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listAdmins"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"admins"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"items"},"name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListAdminsQuery, ListAdminsQueryVariables>;
export const UpdateAdminDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateAdmin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"admin"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAdminInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateAdmin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"admin"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateAdminMutation, UpdateAdminMutationVariables>;
export const DisableBrandDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"disableBrand"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"disableBrand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<DisableBrandMutation, DisableBrandMutationVariables>;
export const EnableBrandDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"enableBrand"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"enableBrand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<EnableBrandMutation, EnableBrandMutationVariables>;
export const GetBrandDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getBrand"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"brand"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"brand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"brand"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Brand"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Brand"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Brand"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"support_phone"},"name":{"kind":"Name","value":"supportPhone"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"account_server_url"},"name":{"kind":"Name","value":"accountServerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"support_url"},"name":{"kind":"Name","value":"supportUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_app_android_download_url"},"name":{"kind":"Name","value":"mobileAppAndroidDownloadUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"upsell_url"},"name":{"kind":"Name","value":"upsellUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"backup_console_url"},"name":{"kind":"Name","value":"backupConsoleUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_url"},"name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"home_url"},"name":{"kind":"Name","value":"homeUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"knowledgebase_url"},"name":{"kind":"Name","value":"knowledgebaseUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_url"},"name":{"kind":"Name","value":"platformTermsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"user_guide_url"},"name":{"kind":"Name","value":"userGuideUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_app_ios_download_url"},"name":{"kind":"Name","value":"mobileAppIosDownloadUrl"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","alias":{"kind":"Name","value":"company_name"},"name":{"kind":"Name","value":"companyName"}},{"kind":"Field","alias":{"kind":"Name","value":"color_scheme"},"name":{"kind":"Name","value":"colorScheme"}},{"kind":"Field","alias":{"kind":"Name","value":"logotype"},"name":{"kind":"Name","value":"logoId"}},{"kind":"Field","alias":{"kind":"Name","value":"service_name"},"name":{"kind":"Name","value":"serviceName"}},{"kind":"Field","alias":{"kind":"Name","value":"reg_server_url"},"name":{"kind":"Name","value":"regServerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"router_url"},"name":{"kind":"Name","value":"routerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"agent_gateway_url"},"name":{"kind":"Name","value":"agentGatewayUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"help_url"},"name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"hide_predefined"},"name":{"kind":"Name","value":"hidePredefined"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_url"},"name":{"kind":"Name","value":"privacyPolicyUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"owns_custom_legal_docs"},"name":{"kind":"Name","value":"ownsCustomLegalDocs"}},{"kind":"Field","alias":{"kind":"Name","value":"white_labeled_agent"},"name":{"kind":"Name","value":"whiteLabeledAgent"}}]}}]} as unknown as DocumentNode<GetBrandQuery, GetBrandQueryVariables>;
export const GetGroupBrandDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getGroupBrand"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"effective"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"groupBrand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"effective"},"value":{"kind":"Variable","name":{"kind":"Name","value":"effective"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Brand"}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_override"},"name":{"kind":"Name","value":"smtpOverride"}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_reply_address"},"name":{"kind":"Name","value":"smtpReplyAddress"}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_server"},"name":{"kind":"Name","value":"smtpServer"}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_port"},"name":{"kind":"Name","value":"smtpPort"}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_user"},"name":{"kind":"Name","value":"smtpUser"}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_password"},"name":{"kind":"Name","value":"smtpPassword"}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_encryption"},"name":{"kind":"Name","value":"smtpEncryption"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Brand"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Brand"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"support_phone"},"name":{"kind":"Name","value":"supportPhone"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"account_server_url"},"name":{"kind":"Name","value":"accountServerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"support_url"},"name":{"kind":"Name","value":"supportUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_app_android_download_url"},"name":{"kind":"Name","value":"mobileAppAndroidDownloadUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"upsell_url"},"name":{"kind":"Name","value":"upsellUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"backup_console_url"},"name":{"kind":"Name","value":"backupConsoleUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_url"},"name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"home_url"},"name":{"kind":"Name","value":"homeUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"knowledgebase_url"},"name":{"kind":"Name","value":"knowledgebaseUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_url"},"name":{"kind":"Name","value":"platformTermsUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"user_guide_url"},"name":{"kind":"Name","value":"userGuideUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_app_ios_download_url"},"name":{"kind":"Name","value":"mobileAppIosDownloadUrl"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","alias":{"kind":"Name","value":"company_name"},"name":{"kind":"Name","value":"companyName"}},{"kind":"Field","alias":{"kind":"Name","value":"color_scheme"},"name":{"kind":"Name","value":"colorScheme"}},{"kind":"Field","alias":{"kind":"Name","value":"logotype"},"name":{"kind":"Name","value":"logoId"}},{"kind":"Field","alias":{"kind":"Name","value":"service_name"},"name":{"kind":"Name","value":"serviceName"}},{"kind":"Field","alias":{"kind":"Name","value":"reg_server_url"},"name":{"kind":"Name","value":"regServerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"router_url"},"name":{"kind":"Name","value":"routerUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"agent_gateway_url"},"name":{"kind":"Name","value":"agentGatewayUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"help_url"},"name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"hide_predefined"},"name":{"kind":"Name","value":"hidePredefined"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_url"},"name":{"kind":"Name","value":"privacyPolicyUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"owns_custom_legal_docs"},"name":{"kind":"Name","value":"ownsCustomLegalDocs"}},{"kind":"Field","alias":{"kind":"Name","value":"white_labeled_agent"},"name":{"kind":"Name","value":"whiteLabeledAgent"}}]}}]} as unknown as DocumentNode<GetGroupBrandQuery, GetGroupBrandQueryVariables>;
export const GetLogoDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getLogo"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"groupLogo"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ImageBytes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ImageBytes"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Image"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","alias":{"kind":"Name","value":"etag"},"name":{"kind":"Name","value":"digest"}},{"kind":"Field","alias":{"kind":"Name","value":"last_modified"},"name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<GetLogoQuery, GetLogoQueryVariables>;
export const ListColorSchemesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listColorSchemes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"colorSchemes"}}]}}]} as unknown as DocumentNode<ListColorSchemesQuery, ListColorSchemesQueryVariables>;
export const UpdateBrandDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateBrand"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateBrandInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateBrand"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateBrandMutation, UpdateBrandMutationVariables>;
export const UploadLogoDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"uploadLogo"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"content"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Base64"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"uploadLogo"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"content"},"value":{"kind":"Variable","name":{"kind":"Name","value":"content"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UploadLogoMutation, UploadLogoMutationVariables>;
export const GetCertificateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ca"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateAuthority"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ca"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"certificate"}}]}}]}}]} as unknown as DocumentNode<GetCertificateQuery, GetCertificateQueryVariables>;
export const GetRevocationListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getRevocationList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ca"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateAuthority"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ca"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"revocationList"}}]}}]}}]} as unknown as DocumentNode<GetRevocationListQuery, GetRevocationListQueryVariables>;
export const GetBackupConsoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getBackupConsole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"app"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"language"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"backupConsole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"app"},"value":{"kind":"Variable","name":{"kind":"Name","value":"app"}}},{"kind":"Argument","name":{"kind":"Name","value":"language"},"value":{"kind":"Variable","name":{"kind":"Name","value":"language"}}},{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"jwt"},"name":{"kind":"Name","value":"token"}},{"kind":"Field","alias":{"kind":"Name","value":"server_address"},"name":{"kind":"Name","value":"serverAddress"}},{"kind":"Field","alias":{"kind":"Name","value":"api_prefix"},"name":{"kind":"Name","value":"apiPrefix"}},{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"shard"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","alias":{"kind":"Name","value":"bc_path_prefix"},"name":{"kind":"Name","value":"pathPrefix"}},{"kind":"Field","alias":{"kind":"Name","value":"redirect_url"},"name":{"kind":"Name","value":"redirectUrl"}}]}}]}}]} as unknown as DocumentNode<GetBackupConsoleQuery, GetBackupConsoleQueryVariables>;
export const ListBackupServersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listBackupServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"backupServers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"items"},"name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"utilization"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","alias":{"kind":"Name","value":"internal_address"},"name":{"kind":"Name","value":"internalAddress"}},{"kind":"Field","alias":{"kind":"Name","value":"public_key"},"name":{"kind":"Name","value":"publicKey"}}]}}]}}]}}]} as unknown as DocumentNode<ListBackupServersQuery, ListBackupServersQueryVariables>;
export const ListOnlineAgentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"listOnlineAgents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"backupServerIpAddress"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"onlineAgentsCount"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportOnlineAgents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"backupServerIpAddress"},"value":{"kind":"Variable","name":{"kind":"Name","value":"backupServerIpAddress"}}},{"kind":"Argument","name":{"kind":"Name","value":"onlineAgentsCount"},"value":{"kind":"Variable","name":{"kind":"Name","value":"onlineAgentsCount"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ListOnlineAgentsMutation, ListOnlineAgentsMutationVariables>;
export const MigrateBackupServerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"migrateBackupServer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"backupServerId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"migrateBackupServer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"backupServerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"backupServerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"tenants"},"name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"backup_server"},"name":{"kind":"Name","value":"backupServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"port"},"name":{"kind":"Name","value":"internalPort"}},{"kind":"Field","alias":{"kind":"Name","value":"internal_address"},"name":{"kind":"Name","value":"internalHost"}},{"kind":"Field","alias":{"kind":"Name","value":"public_key"},"name":{"kind":"Name","value":"publicKey"}}]}}]}}]}}]} as unknown as DocumentNode<MigrateBackupServerMutation, MigrateBackupServerMutationVariables>;
export const RegisterBackupServerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"registerBackupServer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterBackupServerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"registerBackupServer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"server_pubkey"},"name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","alias":{"kind":"Name","value":"server_address"},"name":{"kind":"Name","value":"address"}}]}}]}}]} as unknown as DocumentNode<RegisterBackupServerMutation, RegisterBackupServerMutationVariables>;
export const RegisterGatewayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"registerGateway"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterGatewayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerGateway"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RegisterGatewayMutation, RegisterGatewayMutationVariables>;
export const CreateGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"createGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateGroupInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"createGroup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"parentId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}}]}}]}}]} as unknown as DocumentNode<CreateGroupMutation, CreateGroupMutationVariables>;
export const DeleteGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"deleteGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteGroup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}]}]}}]} as unknown as DocumentNode<DeleteGroupMutation, DeleteGroupMutationVariables>;
export const GetGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","alias":{"kind":"Name","value":"parent_id"},"name":{"kind":"Name","value":"parentId"}},{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}},{"kind":"Field","alias":{"kind":"Name","value":"parent_has_access"},"name":{"kind":"Name","value":"parentHasAccess"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"external"}},{"kind":"Field","alias":{"kind":"Name","value":"customer_id"},"name":{"kind":"Name","value":"customerId"}},{"kind":"Field","alias":{"kind":"Name","value":"customer_type"},"name":{"kind":"Name","value":"customerType"}},{"kind":"Field","alias":{"kind":"Name","value":"internal_tag"},"name":{"kind":"Name","value":"internalTag"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","alias":{"kind":"Name","value":"creation_date"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","alias":{"kind":"Name","value":"default_identity_provider_id"},"name":{"kind":"Name","value":"defaultIdentityProviderId"}},{"kind":"Field","alias":{"kind":"Name","value":"migration_enabled"},"name":{"kind":"Name","value":"migrationEnabled"}},{"kind":"Field","alias":{"kind":"Name","value":"migration_service"},"name":{"kind":"Name","value":"migrationService"}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Contact"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"billing"},"name":{"kind":"Name","value":"billingContact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Contact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"storage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"privileges"},"name":{"kind":"Name","value":"quotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GroupQuotas"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Usage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autoupdate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pricing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"price"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","alias":{"kind":"Name","value":"storage_discount"},"name":{"kind":"Name","value":"storageDiscount"}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","alias":{"kind":"Name","value":"mode_update_date"},"name":{"kind":"Name","value":"modeUpdateDate"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"discounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Contact"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Contact"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"address1"}},{"kind":"Field","name":{"kind":"Name","value":"address2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"zipcode"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupQuotas"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupQuotas"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"quota_mailbox_instance_storage"},"name":{"kind":"Name","value":"quotaMailboxInstanceStorage"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mailboxes_hard"},"name":{"kind":"Name","value":"quotaMailboxesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_websites_hard"},"name":{"kind":"Name","value":"quotaWebsitesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_universal_devices_hard"},"name":{"kind":"Name","value":"quotaUniversalDevicesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mobiles_hard"},"name":{"kind":"Name","value":"quotaMobilesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_servers_hard"},"name":{"kind":"Name","value":"quotaServersHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_storage_hard"},"name":{"kind":"Name","value":"quotaStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_local_storage_hard"},"name":{"kind":"Name","value":"quotaLocalStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_virtualhosts_hard"},"name":{"kind":"Name","value":"quotaVirtualhostsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_vms_hard"},"name":{"kind":"Name","value":"quotaVmsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_win_server_essentials_hard"},"name":{"kind":"Name","value":"quotaWinServerEssentialsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_workstations_hard"},"name":{"kind":"Name","value":"quotaWorkstationsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"subscription_expiration"},"name":{"kind":"Name","value":"subscriptionExpiration"}},{"kind":"Field","alias":{"kind":"Name","value":"cloud_to_cloud_backup"},"name":{"kind":"Name","value":"cloudToCloudBackup"}},{"kind":"Field","alias":{"kind":"Name","value":"local_backup"},"name":{"kind":"Name","value":"localBackup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visible"}},{"kind":"Field","name":{"kind":"Name","value":"permitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Usage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Usage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"service_users"},"name":{"kind":"Name","value":"serviceUsers"}},{"kind":"Field","alias":{"kind":"Name","value":"slices_count"},"name":{"kind":"Name","value":"slicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_workstations"},"name":{"kind":"Name","value":"sizeForWorkstations"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_servers"},"name":{"kind":"Name","value":"sizeForServers"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_vms"},"name":{"kind":"Name","value":"sizeForVms"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mobiles"},"name":{"kind":"Name","value":"sizeForMobiles"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_virtualhosts"},"name":{"kind":"Name","value":"sizeForVirtualhosts"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_win_server_essentials"},"name":{"kind":"Name","value":"sizeForWinServerEssentials"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mailboxes"},"name":{"kind":"Name","value":"sizeForMailboxes"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_websites"},"name":{"kind":"Name","value":"sizeForWebsites"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_universal_devices"},"name":{"kind":"Name","value":"sizeForUniversalDevices"}}]}}]} as unknown as DocumentNode<GetGroupQuery, GetGroupQueryVariables>;
export const GetQuotaExceedanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getQuotaExceedance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"quotaExceedance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"virtualhosts"}},{"kind":"Field","name":{"kind":"Name","value":"workstations"}},{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","alias":{"kind":"Name","value":"winserveressentials"},"name":{"kind":"Name","value":"winServerEssentials"}},{"kind":"Field","name":{"kind":"Name","value":"vms"}},{"kind":"Field","name":{"kind":"Name","value":"mailboxes"}},{"kind":"Field","name":{"kind":"Name","value":"mobiles"}},{"kind":"Field","name":{"kind":"Name","value":"websites"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices"},"name":{"kind":"Name","value":"universalDevices"}}]}}]}}]}}]} as unknown as DocumentNode<GetQuotaExceedanceQuery, GetQuotaExceedanceQueryVariables>;
export const ListChildrenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listChildren"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"uuids"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UUID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"uuidsOnly"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"children"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"uuids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"uuids"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"items"},"name":{"kind":"Name","value":"nodes"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"skip"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"uuidsOnly"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}},{"kind":"Field","alias":{"kind":"Name","value":"parent_has_access"},"name":{"kind":"Name","value":"parentHasAccess"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"}},{"kind":"Field","name":{"kind":"Name","value":"external"}},{"kind":"Field","alias":{"kind":"Name","value":"internal_tag"},"name":{"kind":"Name","value":"internalTag"}},{"kind":"Field","alias":{"kind":"Name","value":"creation_date"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"has_children"},"name":{"kind":"Name","value":"hasChildren"}},{"kind":"Field","alias":{"kind":"Name","value":"mfa_status"},"name":{"kind":"Name","value":"mfaStatus"}},{"kind":"Field","name":{"kind":"Name","value":"storage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"privileges"},"name":{"kind":"Name","value":"quotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GroupQuotas"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Usage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pricing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"items"},"name":{"kind":"Name","value":"nodes"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"uuidsOnly"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uuid"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupQuotas"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupQuotas"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"quota_mailbox_instance_storage"},"name":{"kind":"Name","value":"quotaMailboxInstanceStorage"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mailboxes_hard"},"name":{"kind":"Name","value":"quotaMailboxesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_websites_hard"},"name":{"kind":"Name","value":"quotaWebsitesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_universal_devices_hard"},"name":{"kind":"Name","value":"quotaUniversalDevicesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mobiles_hard"},"name":{"kind":"Name","value":"quotaMobilesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_servers_hard"},"name":{"kind":"Name","value":"quotaServersHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_storage_hard"},"name":{"kind":"Name","value":"quotaStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_local_storage_hard"},"name":{"kind":"Name","value":"quotaLocalStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_virtualhosts_hard"},"name":{"kind":"Name","value":"quotaVirtualhostsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_vms_hard"},"name":{"kind":"Name","value":"quotaVmsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_win_server_essentials_hard"},"name":{"kind":"Name","value":"quotaWinServerEssentialsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_workstations_hard"},"name":{"kind":"Name","value":"quotaWorkstationsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"subscription_expiration"},"name":{"kind":"Name","value":"subscriptionExpiration"}},{"kind":"Field","alias":{"kind":"Name","value":"cloud_to_cloud_backup"},"name":{"kind":"Name","value":"cloudToCloudBackup"}},{"kind":"Field","alias":{"kind":"Name","value":"local_backup"},"name":{"kind":"Name","value":"localBackup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visible"}},{"kind":"Field","name":{"kind":"Name","value":"permitted"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Usage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Usage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"service_users"},"name":{"kind":"Name","value":"serviceUsers"}},{"kind":"Field","alias":{"kind":"Name","value":"slices_count"},"name":{"kind":"Name","value":"slicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_workstations"},"name":{"kind":"Name","value":"sizeForWorkstations"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_servers"},"name":{"kind":"Name","value":"sizeForServers"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_vms"},"name":{"kind":"Name","value":"sizeForVms"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mobiles"},"name":{"kind":"Name","value":"sizeForMobiles"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_virtualhosts"},"name":{"kind":"Name","value":"sizeForVirtualhosts"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_win_server_essentials"},"name":{"kind":"Name","value":"sizeForWinServerEssentials"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mailboxes"},"name":{"kind":"Name","value":"sizeForMailboxes"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_websites"},"name":{"kind":"Name","value":"sizeForWebsites"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_universal_devices"},"name":{"kind":"Name","value":"sizeForUniversalDevices"}}]}}]} as unknown as DocumentNode<ListChildrenQuery, ListChildrenQueryVariables>;
export const LockGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"lockGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lockGroup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<LockGroupMutation, LockGroupMutationVariables>;
export const SearchGroupsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"searchGroups"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"prefix"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"strict"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"groups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}},{"kind":"Argument","name":{"kind":"Name","value":"prefix"},"value":{"kind":"Variable","name":{"kind":"Name","value":"prefix"}}},{"kind":"Argument","name":{"kind":"Name","value":"exact"},"value":{"kind":"Variable","name":{"kind":"Name","value":"strict"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"items"},"name":{"kind":"Name","value":"hits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"parent_id"},"name":{"kind":"Name","value":"parentId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}}]} as unknown as DocumentNode<SearchGroupsQuery, SearchGroupsQueryVariables>;
export const UnlockGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"unlockGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlockGroup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UnlockGroupMutation, UnlockGroupMutationVariables>;
export const UpdateGroupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateGroup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateGroupInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateGroup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateGroupMutation, UpdateGroupMutationVariables>;
export const GetIdentityProviderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getIdentityProvider"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"uuid"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UUID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"identityProvider"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"uuid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"uuid"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changePasswordUrl"}},{"kind":"Field","name":{"kind":"Name","value":"forgotPasswordUrl"}},{"kind":"Field","name":{"kind":"Name","value":"resetPasswordUrl"}},{"kind":"Field","name":{"kind":"Name","value":"domain"}}]}}]}}]} as unknown as DocumentNode<GetIdentityProviderQuery, GetIdentityProviderQueryVariables>;
export const GetImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"image"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"image"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ImageBytes"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ImageBytes"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Image"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","alias":{"kind":"Name","value":"etag"},"name":{"kind":"Name","value":"digest"}},{"kind":"Field","alias":{"kind":"Name","value":"last_modified"},"name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<GetImageQuery, GetImageQueryVariables>;
export const GetConstantsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getConstants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"constants"}}]}}]} as unknown as DocumentNode<GetConstantsQuery, GetConstantsQueryVariables>;
export const GetRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"businessRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hidePricing"}},{"kind":"Field","name":{"kind":"Name","value":"creation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"parentKind"}},{"kind":"Field","name":{"kind":"Name","value":"parentGrade"}},{"kind":"Field","name":{"kind":"Name","value":"childKinds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modification"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"becomes"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pricingDefaultModes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"parentKind"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enablePricing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"parentKind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pricingModes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"parentKind"}},{"kind":"Field","name":{"kind":"Name","value":"fromMode"}},{"kind":"Field","name":{"kind":"Name","value":"toMode"}}]}}]}}]}}]} as unknown as DocumentNode<GetRulesQuery, GetRulesQueryVariables>;
export const GetVersionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getVersions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"database"}},{"kind":"Field","name":{"kind":"Name","value":"api"}}]}}]}}]} as unknown as DocumentNode<GetVersionsQuery, GetVersionsQueryVariables>;
export const ListLanguagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listLanguages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"languages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<ListLanguagesQuery, ListLanguagesQueryVariables>;
export const ListUiLanguagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listUiLanguages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"uiLanguages"}}]}}]} as unknown as DocumentNode<ListUiLanguagesQuery, ListUiLanguagesQueryVariables>;
export const CheckMachinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"checkMachines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkMachineRegistration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}}]}]}}]} as unknown as DocumentNode<CheckMachinesQuery, CheckMachinesQueryVariables>;
export const RegisterMachineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"registerMachine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterMachineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"registerMachine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"server_pubkey"},"name":{"kind":"Name","value":"serverPublicKey"}},{"kind":"Field","alias":{"kind":"Name","value":"server_address"},"name":{"kind":"Name","value":"serverAddress"}}]}}]}}]} as unknown as DocumentNode<RegisterMachineMutation, RegisterMachineMutationVariables>;
export const GetMigrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getMigration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"migrationAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"migration_service"},"name":{"kind":"Name","value":"serviceUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"jwt"},"name":{"kind":"Name","value":"token"}}]}}]}}]} as unknown as DocumentNode<GetMigrationQuery, GetMigrationQueryVariables>;
export const UpdateMigrationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateMigration"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MigrationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateMigration"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateMigrationMutation, UpdateMigrationMutationVariables>;
export const GetProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Profile"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Profile"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Profile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_moving_groups"},"name":{"kind":"Name","value":"allowMovingGroups"}},{"kind":"Field","alias":{"kind":"Name","value":"brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"account_group_id"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"customer_type"},"name":{"kind":"Name","value":"customerType"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"uid"},"name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"integration_active"},"name":{"kind":"Name","value":"integrationActive"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"astorage_doc"},"name":{"kind":"Name","value":"astorageDoc"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_gateway_guide"},"name":{"kind":"Name","value":"astorageGatewayGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_guide"},"name":{"kind":"Name","value":"astorageGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_iso"},"name":{"kind":"Name","value":"astorageIso"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_guide"},"name":{"kind":"Name","value":"hciGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_iso"},"name":{"kind":"Name","value":"hciIso"}},{"kind":"Field","alias":{"kind":"Name","value":"video_tutorial"},"name":{"kind":"Name","value":"videoTutorial"}}]}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"privileged"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"services"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","alias":{"kind":"Name","value":"entry_point"},"name":{"kind":"Name","value":"entryPoint"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_accepted"},"name":{"kind":"Name","value":"platformTermsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_accepted"},"name":{"kind":"Name","value":"privacyPolicyAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"mfa_status"},"name":{"kind":"Name","value":"mfaStatus"}},{"kind":"Field","alias":{"kind":"Name","value":"session_mfa_status"},"name":{"kind":"Name","value":"sessionMfaStatus"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<GetProfileQuery, GetProfileQueryVariables>;
export const ListProfilesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listProfiles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"profiles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Profile"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Profile"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Profile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_moving_groups"},"name":{"kind":"Name","value":"allowMovingGroups"}},{"kind":"Field","alias":{"kind":"Name","value":"brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"account_group_id"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"customer_type"},"name":{"kind":"Name","value":"customerType"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"uid"},"name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"integration_active"},"name":{"kind":"Name","value":"integrationActive"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"astorage_doc"},"name":{"kind":"Name","value":"astorageDoc"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_gateway_guide"},"name":{"kind":"Name","value":"astorageGatewayGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_guide"},"name":{"kind":"Name","value":"astorageGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_iso"},"name":{"kind":"Name","value":"astorageIso"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_guide"},"name":{"kind":"Name","value":"hciGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_iso"},"name":{"kind":"Name","value":"hciIso"}},{"kind":"Field","alias":{"kind":"Name","value":"video_tutorial"},"name":{"kind":"Name","value":"videoTutorial"}}]}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"privileged"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"services"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","alias":{"kind":"Name","value":"entry_point"},"name":{"kind":"Name","value":"entryPoint"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_accepted"},"name":{"kind":"Name","value":"platformTermsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_accepted"},"name":{"kind":"Name","value":"privacyPolicyAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"mfa_status"},"name":{"kind":"Name","value":"mfaStatus"}},{"kind":"Field","alias":{"kind":"Name","value":"session_mfa_status"},"name":{"kind":"Name","value":"sessionMfaStatus"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<ListProfilesQuery, ListProfilesQueryVariables>;
export const CreateReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"createReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateReportScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"createReportSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CreateReportMutation, CreateReportMutationVariables>;
export const DeleteReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"deleteReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"report"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteReportSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"report"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}]}]}}]} as unknown as DocumentNode<DeleteReportMutation, DeleteReportMutationVariables>;
export const GetOrderedReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getOrderedReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"beginDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTimeISO"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTimeISO"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"level"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportLevel"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"uuid"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UUID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"report"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"beginDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"beginDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"level"},"value":{"kind":"Variable","name":{"kind":"Name","value":"level"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"uuid"},"value":{"kind":"Variable","name":{"kind":"Name","value":"uuid"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"download"}}]}}]}}]} as unknown as DocumentNode<GetOrderedReportQuery, GetOrderedReportQueryVariables>;
export const GetReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"report"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"reportSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"report"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeshift"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<GetReportQuery, GetReportQueryVariables>;
export const GetScheduledReportsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getScheduledReports"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"reportSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeshift"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","alias":{"kind":"Name","value":"hide_zero_usage"},"name":{"kind":"Name","value":"hideZeroUsage"}},{"kind":"Field","alias":{"kind":"Name","value":"show_skus"},"name":{"kind":"Name","value":"showSkus"}}]}}]}}]}}]} as unknown as DocumentNode<GetScheduledReportsQuery, GetScheduledReportsQueryVariables>;
export const ListReportsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listReports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"StringValue","value":"self","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportSchedules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListReportsQuery, ListReportsQueryVariables>;
export const OrderReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"orderReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderReportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"orderReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","alias":{"kind":"Name","value":"report_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"report_uuid"},"name":{"kind":"Name","value":"uuid"}}]}}]}}]} as unknown as DocumentNode<OrderReportMutation, OrderReportMutationVariables>;
export const SendAdhocReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"sendAdhocReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"report"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"beginDate"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTimeISO"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTimeISO"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendAdhocReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"scheduleId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"report"}}},{"kind":"Argument","name":{"kind":"Name","value":"beginDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"beginDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<SendAdhocReportMutation, SendAdhocReportMutationVariables>;
export const SendReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"sendReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"report"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"report"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<SendReportMutation, SendReportMutationVariables>;
export const UpdateReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"report"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateReportScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateReportSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"report"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateReportMutation, UpdateReportMutationVariables>;
export const UpdateScheduledReportsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateScheduledReports"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateReportScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateGroupReportSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UpdateScheduledReportsMutation, UpdateScheduledReportsMutationVariables>;
export const DeleteApiAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"deleteApiAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteApiAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"identifier"},"value":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}}}]}]}}]} as unknown as DocumentNode<DeleteApiAccountMutation, DeleteApiAccountMutationVariables>;
export const GetApiAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getApiAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"apiAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"identifier"},"value":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountHead"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountTail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountTail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","alias":{"kind":"Name","value":"_local"},"name":{"kind":"Name","value":"local"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"creationDate"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastAuthentication"},"name":{"kind":"Name","value":"lastAuthenticatedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastModification"},"name":{"kind":"Name","value":"modifiedAt"}}]}}]} as unknown as DocumentNode<GetApiAccountQuery, GetApiAccountQueryVariables>;
export const GetPrincipalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getPrincipal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"principal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identifier"}},{"kind":"Field","alias":{"kind":"Name","value":"accountType"},"name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}}]}}]} as unknown as DocumentNode<GetPrincipalQuery, GetPrincipalQueryVariables>;
export const ListApiAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listApiAccounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountHead"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountTail"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountTail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","alias":{"kind":"Name","value":"_local"},"name":{"kind":"Name","value":"local"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"creationDate"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastAuthentication"},"name":{"kind":"Name","value":"lastAuthenticatedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastModification"},"name":{"kind":"Name","value":"modifiedAt"}}]}}]} as unknown as DocumentNode<ListApiAccountsQuery, ListApiAccountsQueryVariables>;
export const RegisterApiAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"registerApiAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"registerApiAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"_head"},"name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountHead"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","alias":{"kind":"Name","value":"_tail"},"name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountTail"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountTail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","alias":{"kind":"Name","value":"_local"},"name":{"kind":"Name","value":"local"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"creationDate"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastAuthentication"},"name":{"kind":"Name","value":"lastAuthenticatedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastModification"},"name":{"kind":"Name","value":"modifiedAt"}}]}}]} as unknown as DocumentNode<RegisterApiAccountMutation, RegisterApiAccountMutationVariables>;
export const ReplaceApiAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"replaceApiAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"replaceApiAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountHead"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountTail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountTail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","alias":{"kind":"Name","value":"_local"},"name":{"kind":"Name","value":"local"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"creationDate"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastAuthentication"},"name":{"kind":"Name","value":"lastAuthenticatedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastModification"},"name":{"kind":"Name","value":"modifiedAt"}}]}}]} as unknown as DocumentNode<ReplaceApiAccountMutation, ReplaceApiAccountMutationVariables>;
export const ResetApiAccountSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"resetApiAccountSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"resetApiAccountSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"identifier"},"value":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"_head"},"name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountHead"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","alias":{"kind":"Name","value":"_tail"},"name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountTail"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountTail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","alias":{"kind":"Name","value":"_local"},"name":{"kind":"Name","value":"local"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"creationDate"},"name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastAuthentication"},"name":{"kind":"Name","value":"lastAuthenticatedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"lastModification"},"name":{"kind":"Name","value":"modifiedAt"}}]}}]} as unknown as DocumentNode<ResetApiAccountSecretMutation, ResetApiAccountSecretMutationVariables>;
export const CheckAuthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"checkAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CheckAuthQuery, CheckAuthQueryVariables>;
export const GetAccountServerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getAccountServer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"login"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"accountServer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"login"},"value":{"kind":"Variable","name":{"kind":"Name","value":"login"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"server_url"},"name":{"kind":"Name","value":"serverUrl"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"login"}}]}}]}}]} as unknown as DocumentNode<GetAccountServerQuery, GetAccountServerQueryVariables>;
export const LoginDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"login"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"login"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","alias":{"kind":"Name","value":"client_ip"},"name":{"kind":"Name","value":"clientIp"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Profile"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"_account"},"name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Profile"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Profile"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Profile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_moving_groups"},"name":{"kind":"Name","value":"allowMovingGroups"}},{"kind":"Field","alias":{"kind":"Name","value":"brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"account_group_id"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"customer_type"},"name":{"kind":"Name","value":"customerType"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"uid"},"name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"integration_active"},"name":{"kind":"Name","value":"integrationActive"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"astorage_doc"},"name":{"kind":"Name","value":"astorageDoc"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_gateway_guide"},"name":{"kind":"Name","value":"astorageGatewayGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_guide"},"name":{"kind":"Name","value":"astorageGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_iso"},"name":{"kind":"Name","value":"astorageIso"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_guide"},"name":{"kind":"Name","value":"hciGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_iso"},"name":{"kind":"Name","value":"hciIso"}},{"kind":"Field","alias":{"kind":"Name","value":"video_tutorial"},"name":{"kind":"Name","value":"videoTutorial"}}]}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"privileged"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"services"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","alias":{"kind":"Name","value":"entry_point"},"name":{"kind":"Name","value":"entryPoint"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_accepted"},"name":{"kind":"Name","value":"platformTermsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_accepted"},"name":{"kind":"Name","value":"privacyPolicyAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"mfa_status"},"name":{"kind":"Name","value":"mfaStatus"}},{"kind":"Field","alias":{"kind":"Name","value":"session_mfa_status"},"name":{"kind":"Name","value":"sessionMfaStatus"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<LoginMutation, LoginMutationVariables>;
export const LoginByTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"loginByToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"loginByToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Profile"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Profile"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Profile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_moving_groups"},"name":{"kind":"Name","value":"allowMovingGroups"}},{"kind":"Field","alias":{"kind":"Name","value":"brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"account_group_id"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"customer_type"},"name":{"kind":"Name","value":"customerType"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"uid"},"name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"integration_active"},"name":{"kind":"Name","value":"integrationActive"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"astorage_doc"},"name":{"kind":"Name","value":"astorageDoc"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_gateway_guide"},"name":{"kind":"Name","value":"astorageGatewayGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_guide"},"name":{"kind":"Name","value":"astorageGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"astorage_iso"},"name":{"kind":"Name","value":"astorageIso"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_guide"},"name":{"kind":"Name","value":"hciGuide"}},{"kind":"Field","alias":{"kind":"Name","value":"hci_iso"},"name":{"kind":"Name","value":"hciIso"}},{"kind":"Field","alias":{"kind":"Name","value":"video_tutorial"},"name":{"kind":"Name","value":"videoTutorial"}}]}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"privileged"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"services"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","alias":{"kind":"Name","value":"entry_point"},"name":{"kind":"Name","value":"entryPoint"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"smtp_brand"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_accepted"},"name":{"kind":"Name","value":"platformTermsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_accepted"},"name":{"kind":"Name","value":"privacyPolicyAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"mfa_status"},"name":{"kind":"Name","value":"mfaStatus"}},{"kind":"Field","alias":{"kind":"Name","value":"session_mfa_status"},"name":{"kind":"Name","value":"sessionMfaStatus"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<LoginByTokenMutation, LoginByTokenMutationVariables>;
export const LogoutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"logout"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logout"}}]}}]} as unknown as DocumentNode<LogoutMutation, LogoutMutationVariables>;
export const DisableLogonIpsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"disableLogonIps"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disableLogonIps"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DisableLogonIpsMutation, DisableLogonIpsMutationVariables>;
export const GetAgentsAutoupdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getAgentsAutoupdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"agentsAutoupdate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentsAutoupdate"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentsAutoupdate"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentsAutoupdate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}}]}}]} as unknown as DocumentNode<GetAgentsAutoupdateQuery, GetAgentsAutoupdateQueryVariables>;
export const GetFlagsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getFlags"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"flags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Flags"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Flags"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupFlags"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"allow_add_devices"},"name":{"kind":"Name","value":"allowAddDevices"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_tools"},"name":{"kind":"Name","value":"allowDownloadTools"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_docs"},"name":{"kind":"Name","value":"allowDownloadDocs"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_agents"},"name":{"kind":"Name","value":"allowDownloadAgents"}}]}}]} as unknown as DocumentNode<GetFlagsQuery, GetFlagsQueryVariables>;
export const GetLocalBackupRestrictionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getLocalBackupRestriction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"localBackupRestriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LocalBackupRestriction"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocalBackupRestriction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LocalBackupRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"restricted"}},{"kind":"Field","name":{"kind":"Name","value":"visible"}}]}}]} as unknown as DocumentNode<GetLocalBackupRestrictionQuery, GetLocalBackupRestrictionQueryVariables>;
export const GetLogonIpsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getLogonIps"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"logonIps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LogonIps"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LogonIps"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LogonIps"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"items"}}]}}]} as unknown as DocumentNode<GetLogonIpsQuery, GetLogonIpsQueryVariables>;
export const GetSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"agents_autoupdate"},"name":{"kind":"Name","value":"agentsAutoupdate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentsAutoupdate"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"logon_ips"},"name":{"kind":"Name","value":"logonIps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LogonIps"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"local_backup_restriction"},"name":{"kind":"Name","value":"localBackupRestriction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LocalBackupRestriction"}}]}},{"kind":"Field","name":{"kind":"Name","value":"flags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Flags"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentsAutoupdate"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentsAutoupdate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Flags"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupFlags"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"allow_add_devices"},"name":{"kind":"Name","value":"allowAddDevices"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_tools"},"name":{"kind":"Name","value":"allowDownloadTools"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_docs"},"name":{"kind":"Name","value":"allowDownloadDocs"}},{"kind":"Field","alias":{"kind":"Name","value":"allow_download_agents"},"name":{"kind":"Name","value":"allowDownloadAgents"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocalBackupRestriction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LocalBackupRestriction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"restricted"}},{"kind":"Field","name":{"kind":"Name","value":"visible"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LogonIps"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LogonIps"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"status"},"name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"items"}}]}}]} as unknown as DocumentNode<GetSettingsQuery, GetSettingsQueryVariables>;
export const SetLogonIpsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"setLogonIps"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"items"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setLogonIps"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"items"},"value":{"kind":"Variable","name":{"kind":"Name","value":"items"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<SetLogonIpsMutation, SetLogonIpsMutationVariables>;
export const UpdateAgentsAutoupdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateAgentsAutoupdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"applyForChildren"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAgentsAutoupdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}},{"kind":"Argument","name":{"kind":"Name","value":"applyForChildren"},"value":{"kind":"Variable","name":{"kind":"Name","value":"applyForChildren"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UpdateAgentsAutoupdateMutation, UpdateAgentsAutoupdateMutationVariables>;
export const UpdateFlagsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateFlags"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GroupFlagsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateGroupFlags"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UpdateFlagsMutation, UpdateFlagsMutationVariables>;
export const UpdateLocalBackupRestrictionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateLocalBackupRestriction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restrictLocalBackup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"restricted"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UpdateLocalBackupRestrictionMutation, UpdateLocalBackupRestrictionMutationVariables>;
export const DeleteStorageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"deleteStorage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"storage"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteStorage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"storage"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}]}]}}]} as unknown as DocumentNode<DeleteStorageMutation, DeleteStorageMutationVariables>;
export const GetStorageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getStorage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"storage"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"storage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"storage"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"prices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"price"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","alias":{"kind":"Name","value":"content_mobile_url"},"name":{"kind":"Name","value":"contentMobileUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"owner"},"name":{"kind":"Name","value":"ownerId"}},{"kind":"Field","name":{"kind":"Name","value":"uid"}},{"kind":"Field","alias":{"kind":"Name","value":"content_url"},"name":{"kind":"Name","value":"contentUrl"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","alias":{"kind":"Name","value":"datacenter_id"},"name":{"kind":"Name","value":"datacenterId"}},{"kind":"Field","alias":{"kind":"Name","value":"space_usage"},"name":{"kind":"Name","value":"spaceUsage"}}]}}]}}]} as unknown as DocumentNode<GetStorageQuery, GetStorageQueryVariables>;
export const ListStoragesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listStorages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"storages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","alias":{"kind":"Name","value":"items"},"name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","alias":{"kind":"Name","value":"owner"},"name":{"kind":"Name","value":"ownerId"}},{"kind":"Field","alias":{"kind":"Name","value":"space_usage"},"name":{"kind":"Name","value":"spaceUsage"}},{"kind":"Field","alias":{"kind":"Name","value":"content_mobile_url"},"name":{"kind":"Name","value":"contentMobileUrl"}},{"kind":"Field","name":{"kind":"Name","value":"uid"}},{"kind":"Field","alias":{"kind":"Name","value":"datacenter_id"},"name":{"kind":"Name","value":"datacenterId"}},{"kind":"Field","alias":{"kind":"Name","value":"content_url"},"name":{"kind":"Name","value":"contentUrl"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ListStoragesQuery, ListStoragesQueryVariables>;
export const RegisterStorageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"registerStorage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterStorageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"registerStorage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<RegisterStorageMutation, RegisterStorageMutationVariables>;
export const UpdateStorageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateStorage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"storage"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateStorageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateStorage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"storage"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateStorageMutation, UpdateStorageMutationVariables>;
export const UpdateStorageInheritanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateStorageInheritance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inherited"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateStorageInheritance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}},{"kind":"Argument","name":{"kind":"Name","value":"inherited"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inherited"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateStorageInheritanceMutation, UpdateStorageInheritanceMutationVariables>;
export const GetAdminTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"getAdminToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"admin"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"issueAdminToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"admin"}}},{"kind":"Argument","name":{"kind":"Name","value":"scopes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"jwt"},"name":{"kind":"Name","value":"token"}}]}}]}}]} as unknown as DocumentNode<GetAdminTokenMutation, GetAdminTokenMutationVariables>;
export const GetUserTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"getUserToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"issueUserToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}},{"kind":"Argument","name":{"kind":"Name","value":"scopes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scopes"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"jwt"},"name":{"kind":"Name","value":"token"}}]}}]}}]} as unknown as DocumentNode<GetUserTokenMutation, GetUserTokenMutationVariables>;
export const ImpersonateAdminDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"impersonateAdmin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"admin"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"impersonate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"admin"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"jwt"},"name":{"kind":"Name","value":"token"}}]}}]}}]} as unknown as DocumentNode<ImpersonateAdminMutation, ImpersonateAdminMutationVariables>;
export const ImpersonateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"impersonateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"impersonateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"jwt"},"name":{"kind":"Name","value":"token"}}]}}]}}]} as unknown as DocumentNode<ImpersonateUserMutation, ImpersonateUserMutationVariables>;
export const CreateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"createUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"createUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"groupId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}}]}}]}}]} as unknown as DocumentNode<CreateUserMutation, CreateUserMutationVariables>;
export const DeleteUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"deleteUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}]}]}}]} as unknown as DocumentNode<DeleteUserMutation, DeleteUserMutationVariables>;
export const GetLinksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getLinks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"origin"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"redirectUrl"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"links"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"origin"},"value":{"kind":"Variable","name":{"kind":"Name","value":"origin"}}},{"kind":"Argument","name":{"kind":"Name","value":"redirectUrl"},"value":{"kind":"Variable","name":{"kind":"Name","value":"redirectUrl"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"quotas_upsell"},"name":{"kind":"Name","value":"quotasUpsell"}}]}}]}}]}}]} as unknown as DocumentNode<GetLinksQuery, GetLinksQueryVariables>;
export const GetUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"getUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"tenant_id"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"address1"}},{"kind":"Field","name":{"kind":"Name","value":"address2"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"zipcode"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"privileged"}},{"kind":"Field","name":{"kind":"Name","value":"backup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"monitor"},"name":{"kind":"Name","value":"monitorDisabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"autoupdate"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"idp_id"},"name":{"kind":"Name","value":"identityProviderId"}},{"kind":"Field","alias":{"kind":"Name","value":"idp_uuid"},"name":{"kind":"Name","value":"identityProviderUuid"}},{"kind":"Field","alias":{"kind":"Name","value":"terms_accepted"},"name":{"kind":"Name","value":"termsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"platform_terms_accepted"},"name":{"kind":"Name","value":"platformTermsAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privacy_policy_accepted"},"name":{"kind":"Name","value":"privacyPolicyAccepted"}},{"kind":"Field","alias":{"kind":"Name","value":"privileges"},"name":{"kind":"Name","value":"quotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserQuotas"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Usage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserQuotas"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserQuotas"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"quota_mailbox_instance_storage"},"name":{"kind":"Name","value":"quotaMailboxInstanceStorage"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mailboxes_hard"},"name":{"kind":"Name","value":"quotaMailboxesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_websites_hard"},"name":{"kind":"Name","value":"quotaWebsitesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_universal_devices_hard"},"name":{"kind":"Name","value":"quotaUniversalDevicesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mobiles_hard"},"name":{"kind":"Name","value":"quotaMobilesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_servers_hard"},"name":{"kind":"Name","value":"quotaServersHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_storage_hard"},"name":{"kind":"Name","value":"quotaStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_local_storage_hard"},"name":{"kind":"Name","value":"quotaLocalStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_virtualhosts_hard"},"name":{"kind":"Name","value":"quotaVirtualhostsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_vms_hard"},"name":{"kind":"Name","value":"quotaVmsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_win_server_essentials_hard"},"name":{"kind":"Name","value":"quotaWinServerEssentialsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_workstations_hard"},"name":{"kind":"Name","value":"quotaWorkstationsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"subscription_expiration"},"name":{"kind":"Name","value":"subscriptionExpiration"}},{"kind":"Field","alias":{"kind":"Name","value":"cloud_to_cloud_backup"},"name":{"kind":"Name","value":"cloudToCloudBackup"}},{"kind":"Field","alias":{"kind":"Name","value":"local_backup"},"name":{"kind":"Name","value":"localBackup"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Usage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Usage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"service_users"},"name":{"kind":"Name","value":"serviceUsers"}},{"kind":"Field","alias":{"kind":"Name","value":"slices_count"},"name":{"kind":"Name","value":"slicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_workstations"},"name":{"kind":"Name","value":"sizeForWorkstations"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_servers"},"name":{"kind":"Name","value":"sizeForServers"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_vms"},"name":{"kind":"Name","value":"sizeForVms"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mobiles"},"name":{"kind":"Name","value":"sizeForMobiles"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_virtualhosts"},"name":{"kind":"Name","value":"sizeForVirtualhosts"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_win_server_essentials"},"name":{"kind":"Name","value":"sizeForWinServerEssentials"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mailboxes"},"name":{"kind":"Name","value":"sizeForMailboxes"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_websites"},"name":{"kind":"Name","value":"sizeForWebsites"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_universal_devices"},"name":{"kind":"Name","value":"sizeForUniversalDevices"}}]}}]} as unknown as DocumentNode<GetUserQuery, GetUserQueryVariables>;
export const ListHostsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listHosts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"serviceHosts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"host"}}]}}]}}]} as unknown as DocumentNode<ListHostsQuery, ListHostsQueryVariables>;
export const ListUsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listUsers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"includeHidden"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}},{"kind":"Argument","name":{"kind":"Name","value":"includeHidden"},"value":{"kind":"Variable","name":{"kind":"Name","value":"includeHidden"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"items"},"name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"uuid"}},{"kind":"Field","alias":{"kind":"Name","value":"tenant_id"},"name":{"kind":"Name","value":"groupId"}},{"kind":"Field","alias":{"kind":"Name","value":"user_id"},"name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstname"}},{"kind":"Field","name":{"kind":"Name","value":"lastname"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","alias":{"kind":"Name","value":"access_type"},"name":{"kind":"Name","value":"accessType"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"privileged"}},{"kind":"Field","name":{"kind":"Name","value":"backup"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"monitor"},"name":{"kind":"Name","value":"monitorDisabled"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"privileges"},"name":{"kind":"Name","value":"quotas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserQuotas"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Usage"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserQuotas"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserQuotas"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"quota_mailbox_instance_storage"},"name":{"kind":"Name","value":"quotaMailboxInstanceStorage"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mailboxes_hard"},"name":{"kind":"Name","value":"quotaMailboxesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_websites_hard"},"name":{"kind":"Name","value":"quotaWebsitesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_universal_devices_hard"},"name":{"kind":"Name","value":"quotaUniversalDevicesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_mobiles_hard"},"name":{"kind":"Name","value":"quotaMobilesHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_servers_hard"},"name":{"kind":"Name","value":"quotaServersHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_storage_hard"},"name":{"kind":"Name","value":"quotaStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_local_storage_hard"},"name":{"kind":"Name","value":"quotaLocalStorageHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_virtualhosts_hard"},"name":{"kind":"Name","value":"quotaVirtualhostsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_vms_hard"},"name":{"kind":"Name","value":"quotaVmsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_win_server_essentials_hard"},"name":{"kind":"Name","value":"quotaWinServerEssentialsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"quota_workstations_hard"},"name":{"kind":"Name","value":"quotaWorkstationsHard"}},{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"subscription_expiration"},"name":{"kind":"Name","value":"subscriptionExpiration"}},{"kind":"Field","alias":{"kind":"Name","value":"cloud_to_cloud_backup"},"name":{"kind":"Name","value":"cloudToCloudBackup"}},{"kind":"Field","alias":{"kind":"Name","value":"local_backup"},"name":{"kind":"Name","value":"localBackup"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Usage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Usage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"storage_size"},"name":{"kind":"Name","value":"storageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"local_storage_size"},"name":{"kind":"Name","value":"localStorageSize"}},{"kind":"Field","alias":{"kind":"Name","value":"workstation_count"},"name":{"kind":"Name","value":"workstationCount"}},{"kind":"Field","alias":{"kind":"Name","value":"server_count"},"name":{"kind":"Name","value":"serverCount"}},{"kind":"Field","alias":{"kind":"Name","value":"vm_count"},"name":{"kind":"Name","value":"vmCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mobile_count"},"name":{"kind":"Name","value":"mobileCount"}},{"kind":"Field","alias":{"kind":"Name","value":"virtualhost_count"},"name":{"kind":"Name","value":"virtualhostCount"}},{"kind":"Field","alias":{"kind":"Name","value":"win_server_essential_count"},"name":{"kind":"Name","value":"winServerEssentialCount"}},{"kind":"Field","alias":{"kind":"Name","value":"mailbox_count"},"name":{"kind":"Name","value":"mailboxCount"}},{"kind":"Field","alias":{"kind":"Name","value":"website_count"},"name":{"kind":"Name","value":"websiteCount"}},{"kind":"Field","alias":{"kind":"Name","value":"universal_devices_count"},"name":{"kind":"Name","value":"universalDevicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"service_users"},"name":{"kind":"Name","value":"serviceUsers"}},{"kind":"Field","alias":{"kind":"Name","value":"slices_count"},"name":{"kind":"Name","value":"slicesCount"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_workstations"},"name":{"kind":"Name","value":"sizeForWorkstations"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_servers"},"name":{"kind":"Name","value":"sizeForServers"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_vms"},"name":{"kind":"Name","value":"sizeForVms"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mobiles"},"name":{"kind":"Name","value":"sizeForMobiles"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_virtualhosts"},"name":{"kind":"Name","value":"sizeForVirtualhosts"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_win_server_essentials"},"name":{"kind":"Name","value":"sizeForWinServerEssentials"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_mailboxes"},"name":{"kind":"Name","value":"sizeForMailboxes"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_websites"},"name":{"kind":"Name","value":"sizeForWebsites"}},{"kind":"Field","alias":{"kind":"Name","value":"size_for_universal_devices"},"name":{"kind":"Name","value":"sizeForUniversalDevices"}}]}}]} as unknown as DocumentNode<ListUsersQuery, ListUsersQueryVariables>;
export const UpdateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"updateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"user"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"updateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"user"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<UpdateUserMutation, UpdateUserMutationVariables>;
export const ListWatchersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"listWatchers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"eventMask"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BackupNotification"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"serviceKind"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WatchedService"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"levelsUp"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"watchers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"events"},"value":{"kind":"Variable","name":{"kind":"Name","value":"eventMask"}}},{"kind":"Argument","name":{"kind":"Name","value":"service"},"value":{"kind":"Variable","name":{"kind":"Name","value":"serviceKind"}}},{"kind":"Argument","name":{"kind":"Name","value":"levelsUp"},"value":{"kind":"Variable","name":{"kind":"Name","value":"levelsUp"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"NullValue"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"body"},"name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","alias":{"kind":"Name","value":"_subject"},"name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"subject_firstname"},"name":{"kind":"Name","value":"firstname"}},{"kind":"Field","alias":{"kind":"Name","value":"subject_email"},"name":{"kind":"Name","value":"email"}},{"kind":"Field","alias":{"kind":"Name","value":"subject_lastname"},"name":{"kind":"Name","value":"lastname"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"brand_id"},"name":{"kind":"Name","value":"brandId"}},{"kind":"Field","alias":{"kind":"Name","value":"_login"},"name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"subject_login"},"name":{"kind":"Name","value":"login"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recipient"}},{"kind":"Field","alias":{"kind":"Name","value":"_path"},"name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"subject_hierarchy_name"},"name":{"kind":"Name","value":"hierarchyName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sender"}}]}}]}}]}}]} as unknown as DocumentNode<ListWatchersQuery, ListWatchersQueryVariables>;