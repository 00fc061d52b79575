import { Field, ID, InterfaceType } from "type-graphql";
import { GraphQLEmailAddress, GraphQLSafeInt } from "graphql-scalars";
import { Reachable, addContactFields } from "../contacts/contact.type.js";
import { Sql, expression } from "../../sql-planner/sql.js";
import { Node } from "../../graph/node.type.js";
import {
  AccessRight,
  AccountSort,
  AccountStatus,
  AdminRole,
  BackupNotification,
  CertificateNotification,
  DeviceControlNotification,
} from "../../kernel/enums.js";

/** As accountStatus has it: disabled beats inactive, and it is inactive until a password is set. */
const statusSql = expression((row) => `case when not ${row}.enabled then 0 when ${row}_i.password_hash is null then -1 else 1 end`);

@InterfaceType({
  implements: [Node, Reachable],
  resolveType: (value: { sort?: AccountSort }) => (value.sort === AccountSort.ADMIN ? "Admin" : "User"),
  description: "An identity's seat in one group. Login, e-mail and password belong to the identity, which may have several.",
})
export abstract class Account extends Node {
  @Field(() => GraphQLSafeInt, { description: "Grows with each change of the account." })
  version!: number;

  @Sql(expression((row) => `${row}_i.login`))
  @Field(() => String, { description: "Unique in the whole system, whatever the case." })
  login!: string;

  @Sql(expression((row) => `${row}_i.email`))
  @Field(() => GraphQLEmailAddress, { description: "Where its mail goes. Several identities may share one." })
  email!: string;

  @Sql(statusSql)
  @Field(() => AccountStatus, { description: "Inactive until a password is set." })
  status!: AccountStatus;

  @Field(() => String, { description: "Preferred language, as a code like 'en' or 'pt-BR'." })
  language!: string;

  @Field(() => ID, { description: "The group it sits in." })
  groupId!: number;

  @Field(() => [AccessRight], { description: "What it may do within what its role admits." })
  accessType!: AccessRight[];

  @Field(() => [AdminRole], { description: "Extra functions it holds." })
  roles!: AdminRole[];

  @Field(() => Boolean, { description: "Whether it has more rights on machines than other users." })
  privileged!: boolean;

  @Field(() => Boolean, { description: "Whether an external system manages it." })
  integrationActive!: boolean;

  @Field(() => Boolean, { description: "Whether its holder accepted the EULA." })
  termsAccepted!: boolean;

  @Field(() => Boolean, { description: "Whether its holder accepted the platform's terms." })
  platformTermsAccepted!: boolean;

  @Field(() => Boolean, { description: "Whether its holder accepted the privacy policy." })
  privacyPolicyAccepted!: boolean;

  @Field(() => [BackupNotification], { description: "Backup events it is mailed about." })
  notificationsBackup!: BackupNotification[];

  @Field(() => Boolean, { description: "Whether it is mailed about management." })
  notificationsManagement!: boolean;

  @Field(() => [DeviceControlNotification], { description: "Device control events it is mailed about." })
  notificationsDeviceControl!: DeviceControlNotification[];

  @Field(() => [CertificateNotification], { description: "Certificate events it is mailed about." })
  notificationsCertificateManagement!: CertificateNotification[];
}
addContactFields(Account, { nullable: false });
