import { registerEnumType } from "type-graphql";

/**
 * The closed sets of words the domain uses, each with the number the Multi-service Portal API v1 and the database
 * know it by. Names are for the graph; nothing else in the code speaks these numbers.
 */

/** What a group is for; decides which kinds may live below it. */
export enum GroupKind {
  ROOT = 0,
  DISTRIBUTOR = 10,
  SUB_DISTRIBUTOR = 20,
  PROVIDER = 21,
  MSP = 30,
  RESELLER = 31,
  END_USER_COMPANY = 40,
  COMPANY_DEPARTMENT = 50,
  SERVICE_USER = -1,
}

/** Whether an account can be used. */
export enum AccountStatus {
  INACTIVE = -1,
  DISABLED = 0,
  ENABLED = 1,
}

/** The two sorts of seats an identity can have in a group; stored as these words. */
export enum AccountSort {
  ADMIN = "admin",
  SERVICE_USER = "service_user",
}

/** What an admin may do, beyond what its role admits; bits of `access_type`. */
export enum AccessRight {
  READ = 1,
  BRANDING = 2,
  WRITE = 4,
  EXTERNAL_WRITE = 8,
  MIGRATION = 16,
}

/** All rights over a group's data: read, branding, write, also of externally managed groups. */
export const FULL_ACCESS = AccessRight.READ | AccessRight.BRANDING | AccessRight.WRITE | AccessRight.EXTERNAL_WRITE;

/** Extra functions an account holds; bits of `roles`. */
export enum AdminRole {
  BUYER = 1,
}

/** What a group as a whole is able to do; bits of `capabilities`. */
export enum GroupCapability {
  BACKUP = 1,
  BRANDING = 2,
  CHILDREN = 4,
  ISOLATION = 8,
  MODIFICATION = 16,
  CUSTOM_PRICING = 32,
  CUSTOM_PRICE = 64,
  REQUIRE_CUSTOMER_ID = 128,
  CUSTOM_STORAGE = 256,
}

/** How a group is billed. */
export enum PricingMode {
  PRODUCTION = 1,
  DEMO = 2,
  DEMO_PERSISTENT = 3,
}

/** What a storage is installed as. */
export enum StorageKind {
  EXPRESS = 1,
  ADVANCED = 2,
}

/** Which backup events an account is mailed about; bits. */
export enum BackupNotification {
  ERROR = 1,
  WARNING = 2,
  INFO = 4,
  DAILY_REPORT = 8,
  CRITICAL = 16,
}

/** Which device control events an account is mailed about; bits. */
export enum DeviceControlNotification {
  WARNING = 1,
}

/** Which certificate management events an account is mailed about; bits. */
export enum CertificateNotification {
  ERROR = 1,
  WARNING = 2,
  INFO = 4,
}

/** Whether a second factor guards an account. */
export enum MfaStatus {
  DISABLED = "disabled",
  FORCIBLY_DISABLED = "forcibly_disabled",
  SETUP_REQUIRED = "setup_required",
  ENABLED = "enabled",
}

/** Whether a session has passed its second factor. */
export enum SessionMfaStatus {
  PASSED_OR_NOT_REQUIRED = "passed_or_not_required",
  PASSED_AS_TRUSTED = "passed_as_trusted",
  REQUIRED = "required",
}

registerEnumType(GroupKind, {
  name: "GroupKind",
  description: "What a group is for. It decides which kinds may be created below it.",
  valuesConfig: {
    ROOT: { description: "The one group at the top of the tree." },
    DISTRIBUTOR: { description: "Sells to partners." },
    SUB_DISTRIBUTOR: { description: "Sells to partners below a distributor." },
    PROVIDER: { description: "Sells through resellers." },
    MSP: { description: "A managed-service provider: sells to companies." },
    RESELLER: { description: "Sells to companies and to other resellers." },
    END_USER_COMPANY: { description: "A customer." },
    COMPANY_DEPARTMENT: { description: "A unit of a customer." },
    SERVICE_USER: { description: "Not a group but a service user, where lists mix both." },
  },
});
registerEnumType(AccountStatus, {
  name: "AccountStatus",
  description: "Whether an account can be used.",
  valuesConfig: {
    INACTIVE: { description: "No password has been set yet." },
    DISABLED: { description: "Switched off: it can't log in." },
    ENABLED: { description: "In use." },
  },
});
registerEnumType(AccessRight, {
  name: "AccessRight",
  description: "What an admin may do within what its role admits. An admin with READ alone is a read-only admin.",
  valuesConfig: {
    READ: { description: "Read." },
    BRANDING: { description: "Change brands and logos." },
    WRITE: { description: "Change groups and accounts." },
    EXTERNAL_WRITE: { description: "Change groups that an external system manages." },
    MIGRATION: { description: "Change where a group's services are migrated to." },
  },
});
registerEnumType(AdminRole, {
  name: "AdminRole",
  description: "Extra functions an account holds.",
  valuesConfig: { BUYER: { description: "May buy services." } },
});
registerEnumType(GroupCapability, {
  name: "GroupCapability",
  description: "What a group is able to do. Decided from strictly above it.",
  valuesConfig: {
    BACKUP: { description: "Has a backup console." },
    BRANDING: { description: "May switch on a brand of its own." },
    CHILDREN: { description: "May have child groups." },
    ISOLATION: { description: "May cut itself off from the groups above." },
    MODIFICATION: { description: "Its own admins may change it." },
    CUSTOM_PRICING: { description: "May decide how its children are billed." },
    CUSTOM_PRICE: { description: "May set its children's price." },
    REQUIRE_CUSTOMER_ID: { description: "Its children need a customer id." },
    CUSTOM_STORAGE: { description: "May choose its children's storage." },
  },
});
registerEnumType(PricingMode, {
  name: "PricingMode",
  description: "How a group is billed.",
  valuesConfig: {
    PRODUCTION: { description: "Billed." },
    DEMO: { description: "On trial." },
    DEMO_PERSISTENT: { description: "On a trial that does not end." },
  },
});
registerEnumType(StorageKind, {
  name: "StorageKind",
  description: "What a storage is installed as.",
  valuesConfig: {
    EXPRESS: { description: "An express installation." },
    ADVANCED: { description: "An advanced installation." },
  },
});
registerEnumType(BackupNotification, {
  name: "BackupNotification",
  description: "Backup events an account is mailed about.",
});
registerEnumType(DeviceControlNotification, {
  name: "DeviceControlNotification",
  description: "Device control events an account is mailed about.",
});
registerEnumType(CertificateNotification, {
  name: "CertificateNotification",
  description: "Certificate management events an account is mailed about.",
});

registerEnumType(MfaStatus, { name: "MfaStatus", description: "Whether a second factor guards an account." });
registerEnumType(SessionMfaStatus, {
  name: "SessionMfaStatus",
  description: "Whether a session has passed its second factor.",
});

type NumericEnum = Readonly<Record<string, string | number>>;

/** Splits a bit mask into the enum's values it holds. */
export const maskToList = (values: NumericEnum, mask: number): number[] =>
  Object.values(values).filter((bit): bit is number => typeof bit === "number" && (mask & bit) !== 0);

/** Joins enum values into a bit mask. */
export const listToMask = (bits: readonly number[]): number => bits.reduce((mask, bit) => mask | bit, 0);
