import {
  FULL_ACCESS,
  AccessRight,
  AccountStatus,
  AdminRole,
  BackupNotification,
  CertificateNotification,
  DeviceControlNotification,
  GroupCapability,
  GroupKind,
  PricingMode,
} from "../../kernel/enums.js";

const pascal = (name: string): string =>
  name
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");

/** The names v1 gives an enum's numbers: `END_USER_COMPANY` is `EndUserCompany`. */
function named(
  values: Readonly<Record<string, string | number>>,
  exceptions: Readonly<Record<string, string>> = {},
): Record<string, number> {
  const entries = Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return Object.fromEntries(entries.map(([name, value]) => [exceptions[name] ?? pascal(name), value]));
}

/** The numbers of the v1 dialect by name, as GET /logic/constants documents them. */
export const CONSTANTS = {
  Reports: {
    Kind: { UsageDaily: 4, UsageSummary: 5 },
    UsageReportLevel: { ItSelf: 0, DirectPartners: 1, AllCustomers: 2, Accounts: 3 },
  },
  AccessTypes: {
    ReadAccess: AccessRight.READ,
    ChangeBrandingAccess: AccessRight.BRANDING,
    ReadWriteAccess: AccessRight.READ | AccessRight.WRITE,
    ExternalWriteAccess: AccessRight.READ | AccessRight.EXTERNAL_WRITE,
    FullAccess: FULL_ACCESS,
    MigrationAccess: AccessRight.MIGRATION,
  },
  Pricing: { Status: named(PricingMode) },
  AlarmsKind: { SoftwareUpdate: 1 },
  Service: { Type: { Backup: 1, DR: 2, Access: 3 } },
  CertificateAuthorities: { Services: 1 },
  GroupsCapability: named(GroupCapability),
  Notification: {
    Backup: named(BackupNotification),
    DeviceControl: named(DeviceControlNotification),
    CertificateManagement: named(CertificateNotification),
  },
  Status: named(AccountStatus),
  StorageKind: { Express: 1, Advanced: 2 },
  Rating: { Platinum: 1, Gold: 2, Silver: 3, Bronze: 4, Basic: 5 },
  GroupsQuota: { Unlimited: -1 },
  Roles: named(AdminRole),
  GroupsKind: named(GroupKind, { MSP: "MSP" }),
};
