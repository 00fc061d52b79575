import { Field, InputType, ObjectType } from "type-graphql";
import { Sql, embedded, expression, one } from "../../sql-planner/sql.js";

/** What a group may do in the console, each a switch of its own. */
export const FLAGS = {
  allowAddDevices: "Whether devices may be added.",
  allowDownloadTools: "Whether tools may be downloaded.",
  allowDownloadDocs: "Whether documents may be downloaded.",
  allowDownloadAgents: "Whether agent installers may be downloaded.",
} as const;

@ObjectType({ simpleResolvers: true, description: "What a group may do in the console." })
export class GroupFlags {}

@InputType({ description: "What a group may do in the console. What is absent stays." })
export class GroupFlagsInput {}

/** Flags as clients send them; the fields of GroupFlagsInput. */
export type SentFlags = Partial<Record<keyof typeof FLAGS, boolean | null>>;

for (const [name, description] of Object.entries(FLAGS)) {
  Field(() => Boolean, { description })(GroupFlags.prototype, name);
  Field(() => Boolean, { nullable: true, description })(GroupFlagsInput.prototype, name);
}

@ObjectType({ simpleResolvers: true, description: "From which addresses accounts of a group and of those below may log in." })
export class LogonIps {
  @Field(() => Boolean, { description: "Whether the list is enabled." })
  enabled!: boolean;

  // Lists of lists, which nothing keeps from being stored, have no items that could be shown.
  @Sql(expression((row) => `case when array_ndims(${row}.logon_ips) > 1 then null else array_remove(${row}.logon_ips, null) end`))
  @Field(() => [String], { description: "Addresses, ranges `a - b` and subnets `a/n`, IPv4 and IPv6." })
  items!: string[];
}

@ObjectType({ simpleResolvers: true, description: "Whether backups to local storage are refused." })
export class LocalBackupRestriction {
  @Sql(expression((quotas) => `(not ${quotas}.local_backup_permitted)`))
  @Field(() => Boolean, { description: "The opposite of the quotas' localBackup.permitted." })
  restricted!: boolean;

  @Sql(expression((quotas) => `${quotas}.local_backup_visible`))
  @Field(() => Boolean, { description: "Whether the feature is shown." })
  visible!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "Whether backup agents update themselves." })
export class AgentsAutoupdate {
  @Sql(expression((row) => `${row}.agents_autoupdate`))
  @Field(() => Boolean, { description: "Whether they do." })
  enabled!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "Settings of a group that do not count as changes of the group." })
export class GroupSettings {
  @Sql(embedded(""))
  @Field(() => AgentsAutoupdate, { description: "Whether backup agents update themselves." })
  agentsAutoupdate!: AgentsAutoupdate;

  @Sql(embedded("logon_ips_"))
  @Field(() => LogonIps, { description: "From which addresses its accounts may log in." })
  logonIps!: LogonIps;

  @Sql(one("quotas", "owner_id"))
  @Field(() => LocalBackupRestriction, { description: "Whether backups to local storage are refused." })
  localBackupRestriction!: LocalBackupRestriction;

  @Sql(embedded(""))
  @Field(() => GroupFlags, { description: "What it may do in the console." })
  flags!: GroupFlags;
}
