import { Field, Float, ID, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLSafeInt } from "graphql-scalars";
import { GroupKind, PricingMode } from "../../kernel/enums.js";

type Form = "integer" | "integer?" | "decimal?" | "text" | "text?" | "id" | "id?" | "kind" | "mode" | "date";

/** What a report says of a group or service user, in the order of its columns: the form of each, and what it is. */
export const ROW_FIELDS = {
  trialStorageWorkstations: ["integer", "Cloud storage of workstations, trial, in bytes."],
  quotaMobiles: ["integer?", "Hard limit of mobiles; null is unlimited."],
  mode: ["mode", "How it was billed: on that day, or on the last one of the period."],
  customerId: ["text?", "The provider's own number for this customer."],
  productionStorageMobiles: ["integer", "Cloud storage of mobiles, production, in bytes."],
  trialVirtualhosts: ["integer", "Virtual hosts, trial."],
  trialVms: ["integer", "Virtual machines, trial."],
  usageServiceUsersLocalBackupEnabled: ["integer", "Service users that may use local backups."],
  productionVms: ["integer", "Virtual machines, production."],
  groupPath: ["text", "Ids from the root on, as in '/1/5/'."],
  groupId: ["id", "The group, or the service user."],
  productionStorageVirtualhosts: ["integer", "Cloud storage of virtual hosts, production, in bytes."],
  groupKind: ["kind", "What the group is for; SERVICE_USER for a service user."],
  trialStorageVms: ["integer", "Cloud storage of virtual machines, trial, in bytes."],
  trialWinServerEssentials: ["integer", "Windows Server Essentials machines, trial."],
  groupHumanPath: ["text", "Names below the root, each after a backslash."],
  trialStorageServers: ["integer", "Cloud storage of servers, trial, in bytes."],
  currency: ["text?", "Currency of price and cost."],
  trialServers: ["integer", "Servers, trial."],
  quotaWinServerEssentials: ["integer?", "Hard limit of Windows Server Essentials machines; null is unlimited."],
  trialWorkstations: ["integer", "Workstations, trial."],
  productionStorageWorkstations: ["integer", "Cloud storage of workstations, production, in bytes."],
  productionServers: ["integer", "Servers, production."],
  productionWinServerEssentials: ["integer", "Windows Server Essentials machines, production."],
  storageName: ["text?", "Where its backups are kept; null where none was chosen."],
  trialMailboxes: ["integer", "Mailboxes, trial."],
  trialWebsites: ["integer", "Websites, trial."],
  trialUniversalDevices: ["integer", "Devices of any sort, trial."],
  cost: ["decimal?", "Price times total storage in GiB; null without a price."],
  productionStorageMailboxes: ["integer", "Cloud storage of mailboxes, production, in bytes."],
  productionStorageWebsites: ["integer", "Cloud storage of websites, production, in bytes."],
  productionStorageUniversalDevices: ["integer", "Cloud storage of devices of any sort, production, in bytes."],
  groupParentId: ["id?", "The group above; null for the root."],
  groupName: ["text", "Its name, or the service user's login."],
  trialStorageMobiles: ["integer", "Cloud storage of mobiles, trial, in bytes."],
  quotaVms: ["integer?", "Hard limit of virtual machines; null is unlimited."],
  trialStorageVirtualhosts: ["integer", "Cloud storage of virtual hosts, trial, in bytes."],
  trialMobiles: ["integer", "Mobiles, trial."],
  totalServiceUsers: ["integer", "Service users."],
  quotaMailboxes: ["integer?", "Hard limit of mailboxes; null is unlimited."],
  quotaWebsites: ["integer?", "Hard limit of websites; null is unlimited."],
  quotaUniversalDevices: ["integer?", "Hard limit of devices of any sort; null is unlimited."],
  totalStorage: ["integer", "Cloud storage, trial and production, in bytes."],
  quotaWorkstations: ["integer?", "Hard limit of workstations; null is unlimited."],
  trialStorage: ["integer", "Cloud storage, trial, in bytes."],
  productionMailboxes: ["integer", "Mailboxes, production."],
  productionWebsites: ["integer", "Websites, production."],
  productionUniversalDevices: ["integer", "Devices of any sort, production."],
  productionStorageVms: ["integer", "Cloud storage of virtual machines, production, in bytes."],
  price: ["decimal?", "Price of a GiB; null where none was set."],
  quotaStorage: ["integer?", "Hard limit of cloud storage, in bytes; null is unlimited."],
  trialStorageMailboxes: ["integer", "Cloud storage of mailboxes, trial, in bytes."],
  trialStorageWebsites: ["integer", "Cloud storage of websites, trial, in bytes."],
  trialStorageUniversalDevices: ["integer", "Cloud storage of devices of any sort, trial, in bytes."],
  quotaServers: ["integer?", "Hard limit of servers; null is unlimited."],
  productionStorage: ["integer", "Cloud storage, production, in bytes."],
  quotaVirtualhosts: ["integer?", "Hard limit of virtual hosts; null is unlimited."],
  trialStorageOrphaned: ["integer", "Cloud storage that belongs to no sort of device, trial, in bytes."],
  productionMobiles: ["integer", "Mobiles, production."],
  productionStorageServers: ["integer", "Cloud storage of servers, production, in bytes."],
  productionStorageWinServerEssentials: ["integer", "Cloud storage of Windows Server Essentials machines, production, in bytes."],
  date: ["date", "The day, or the first day of the period."],
  productionVirtualhosts: ["integer", "Virtual hosts, production."],
  usageServiceUsersLocalBackupDisabled: ["integer", "Service users that may not use local backups."],
  trialStorageWinServerEssentials: ["integer", "Cloud storage of Windows Server Essentials machines, trial, in bytes."],
  productionStorageOrphaned: ["integer", "Cloud storage that belongs to no sort of device, production, in bytes."],
  productionWorkstations: ["integer", "Workstations, production."],
  storageId: ["integer", "Where its backups are kept; -1 where none was chosen."],
} as const satisfies Record<string, readonly [Form, string]>;

export type RowField = keyof typeof ROW_FIELDS;
export const ROW_FIELD_NAMES = Object.keys(ROW_FIELDS) as RowField[];

/** The form of a column. */
export const formOf = (field: RowField): Form => ROW_FIELDS[field][0];

@ObjectType({
  simpleResolvers: true,
  description:
    "A group or service user in a report, on one day or in the whole period. " +
    "Usage of days in mode PRODUCTION is production, that of others trial. " +
    "In a summary, counts are the maximum over the days; storage, limits, mode and all else are those of the last day.",
})
export class ReportRow {}

const TYPES: Readonly<Record<Form, () => unknown>> = {
  integer: () => GraphQLSafeInt,
  "integer?": () => GraphQLSafeInt,
  "decimal?": () => Float,
  text: () => String,
  "text?": () => String,
  id: () => ID,
  "id?": () => ID,
  kind: () => GroupKind,
  mode: () => PricingMode,
  date: () => GraphQLDateTimeISO,
};

for (const [name, [form, description]] of Object.entries(ROW_FIELDS)) {
  Field(TYPES[form] as () => typeof String, { nullable: form.endsWith("?"), description })(ReportRow.prototype, name);
}
