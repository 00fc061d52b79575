import { Field, InputType, ObjectType } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { Sql } from "../planner/sql.js";
import { metricSql } from "./usage.sql.js";

/** What is used and billed. Units of storage are bytes. */
export const METRICS = {
  storageSize: "Cloud storage, in bytes.",
  localStorageSize: "Local storage, in bytes.",
  workstationCount: "Workstations.",
  serverCount: "Servers.",
  vmCount: "Virtual machines.",
  mobileCount: "Mobiles.",
  virtualhostCount: "Virtual hosts.",
  winServerEssentialCount: "Windows Server Essentials machines.",
  mailboxCount: "Mailboxes.",
  websiteCount: "Websites.",
  universalDevicesCount: "Devices of any sort.",
  serviceUsers: "Service users. Counted by the server.",
  slicesCount: "Slices.",
  sizeForWorkstations: "Cloud storage of workstations, in bytes.",
  sizeForServers: "Cloud storage of servers, in bytes.",
  sizeForVms: "Cloud storage of virtual machines, in bytes.",
  sizeForMobiles: "Cloud storage of mobiles, in bytes.",
  sizeForVirtualhosts: "Cloud storage of virtual hosts, in bytes.",
  sizeForWinServerEssentials: "Cloud storage of Windows Server Essentials machines, in bytes.",
  sizeForMailboxes: "Cloud storage of mailboxes, in bytes.",
  sizeForWebsites: "Cloud storage of websites, in bytes.",
  sizeForUniversalDevices: "Cloud storage of devices of any sort, in bytes.",
} as const;

export type Metric = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as Metric[];

/** A figure for every metric. */
export type UsageFigures = Record<Metric, number>;

@ObjectType({
  simpleResolvers: true,
  description: "What is used: an owner's own figures plus everything below it, cut-off groups included.",
})
export class Usage {}

@InputType({ description: "Own figures to record, without what lies below. What is absent stays." })
export class UsageInput {}

/** Figures as clients send them; the fields of UsageInput. */
export type SentUsage = Partial<Record<Metric, number | null>>;

for (const [name, description] of Object.entries(METRICS)) {
  Field(() => GraphQLSafeInt, { description })(Usage.prototype, name);
  Sql(metricSql(name))(Usage.prototype, name);
  Field(() => GraphQLSafeInt, { nullable: true, description })(UsageInput.prototype, name);
}
