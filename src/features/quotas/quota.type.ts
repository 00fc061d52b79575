import { Field, ObjectType } from "type-graphql";
import { Sql, embedded, expression } from "../../sql-planner/sql.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { GraphQLDateTimeISO, GraphQLSafeInt } from "graphql-scalars";

/** Hard limits: reached, they refuse. Units of storage are bytes. */
export const HARD_QUOTAS = {
  quotaMailboxInstanceStorage: "Hard limit of a mailbox's storage, in bytes.",
  quotaMailboxesHard: "Hard limit of mailboxes.",
  quotaWebsitesHard: "Hard limit of websites.",
  quotaUniversalDevicesHard: "Hard limit of devices of any sort.",
  quotaMobilesHard: "Hard limit of mobiles.",
  quotaServersHard: "Hard limit of servers.",
  quotaStorageHard: "Hard limit of cloud storage, in bytes.",
  quotaLocalStorageHard: "Hard limit of local storage, in bytes.",
  quotaVirtualhostsHard: "Hard limit of virtual hosts.",
  quotaVmsHard: "Hard limit of virtual machines.",
  quotaWinServerEssentialsHard: "Hard limit of Windows Server Essentials machines.",
  quotaWorkstationsHard: "Hard limit of workstations.",
} as const;

/** Soft limits: reached, they are reported. */
export const SOFT_QUOTAS = {
  storageSize: "Soft limit of cloud storage, in bytes.",
  localStorageSize: "Soft limit of local storage, in bytes.",
  workstationCount: "Soft limit of workstations.",
  serverCount: "Soft limit of servers.",
  vmCount: "Soft limit of virtual machines.",
  mobileCount: "Soft limit of mobiles.",
  virtualhostCount: "Soft limit of virtual hosts.",
  winServerEssentialCount: "Soft limit of Windows Server Essentials machines.",
  mailboxCount: "Soft limit of mailboxes.",
  websiteCount: "Soft limit of websites.",
  universalDevicesCount: "Soft limit of devices of any sort.",
} as const;

export type HardQuota = keyof typeof HARD_QUOTAS;
export type LimitName = HardQuota | keyof typeof SOFT_QUOTAS;
export const LIMITS: Readonly<Record<LimitName, string>> = { ...HARD_QUOTAS, ...SOFT_QUOTAS };
export const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[];

/** Limits of an owner as stored. -1 or null is unlimited. */
export type Limits = Record<LimitName, number | null>;

/** A stored owner's quotas: what both its graph types are made of. */
export type QuotaRow = Limits & {
  ownerId: number;
  subscriptionExpiration: Date | null;
  cloudToCloudBackup: boolean;
  localBackupVisible: boolean;
  localBackupPermitted: boolean;
};

@ObjectType({ simpleResolvers: true, description: "Whether backups to local storage are offered and allowed." })
export class LocalBackup {
  @Field(() => Boolean, { description: "Whether the feature is shown." })
  visible!: boolean;

  @Field(() => Boolean, { description: "Whether the feature may be used; the opposite of its restriction." })
  permitted!: boolean;
}

@ObjectType({ simpleResolvers: true })
abstract class Quotas {
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When the subscription ends; null is never." })
  subscriptionExpiration!: Date | null;

  @Field(() => Boolean, { description: "Whether cloud-to-cloud backup is offered." })
  cloudToCloudBackup!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "What a group may use. -1 or null is unlimited." })
export class GroupQuotas extends Quotas {
  @Sql(embedded("local_backup_"))
  @Field(() => LocalBackup, { description: "Backups to local storage." })
  localBackup!: LocalBackup;
}

@ObjectType({ simpleResolvers: true, description: "What a service user may use. -1 or null is unlimited." })
export class UserQuotas extends Quotas {
  @Sql(expression((row) => `${row}.local_backup_permitted`))
  @Field(() => Boolean, { description: "Whether backups to local storage may be used." })
  localBackup!: boolean;
}

for (const [name, description] of Object.entries(LIMITS)) {
  for (const type of [GroupQuotas, UserQuotas]) {
    Field(() => GraphQLSafeInt, { nullable: true, description })(type.prototype as object, name);
    if (name in SOFT_QUOTAS) Sql(expression((row) => `${row}.soft_${snakeCase(name)}`))(type.prototype as object, name);
  }
}

export const toGroupQuotas = (row: QuotaRow): GroupQuotas => ({
  ...row,
  localBackup: { visible: row.localBackupVisible, permitted: row.localBackupPermitted },
});

export const toUserQuotas = (row: QuotaRow): UserQuotas => ({ ...row, localBackup: row.localBackupPermitted });
