import { Field, ID, InputType } from "type-graphql";
import { GraphQLUUID } from "graphql-scalars";
import { addContactFields } from "../contacts/contact.type.js";
import { UserQuotasInput } from "../quotas/quota.input.js";
import { BackupClientInput } from "../users/user.type.js";
import {
  AccessRight,
  AdminRole,
  AccountStatus,
  BackupNotification,
  CertificateNotification,
  DeviceControlNotification,
} from "../../kernel/enums.js";
import { AgentsInput } from "../agents/agents.type.js";

@InputType()
abstract class AccountInput {
  @Field(() => String, { nullable: true, description: "Unique in the whole system, whatever the case." })
  login?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Where its mail goes, an e-mail address; absent in a new account: its login, if that is an address.",
  })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "Preferred language." })
  language?: string | null;

  @Field(() => [AdminRole], { nullable: true, description: "Extra functions, of those the caller holds." })
  roles?: AdminRole[] | null;

  @Field(() => [BackupNotification], { nullable: true, description: "Backup events to be mailed about." })
  notificationsBackup?: BackupNotification[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether to be mailed about management." })
  notificationsManagement?: boolean | null;

  @Field(() => [DeviceControlNotification], { nullable: true, description: "Device control events to be mailed about." })
  notificationsDeviceControl?: DeviceControlNotification[] | null;

  @Field(() => [CertificateNotification], { nullable: true, description: "Certificate events to be mailed about." })
  notificationsCertificateManagement?: CertificateNotification[] | null;
}

@InputType()
abstract class AdminInput extends AccountInput {
  @Field(() => [AccessRight], {
    nullable: true,
    description: "Rights of those the caller holds; a new admin has all of full access the caller has.",
  })
  accessType?: AccessRight[] | null;
}

@InputType()
abstract class UserInput extends AccountInput {
  @Field(() => Boolean, { nullable: true, description: "Whether it has more rights on machines than other users." })
  privileged?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether lists leave it out unless asked for hidden ones." })
  hidden?: boolean | null;

  @Field(() => UserQuotasInput, { nullable: true, description: "What it may use." })
  quotas?: UserQuotasInput | null;

  @Field(() => AgentsInput, { nullable: true, description: "How its backup agents behave." })
  agents?: AgentsInput | null;

  @Field(() => BackupClientInput, { nullable: true, description: "How its backup client shows itself." })
  backup?: BackupClientInput | null;

  @Field(() => ID, { nullable: true, description: "The identity provider it comes from; there is one, built in." })
  identityProviderId?: string | null;

  @Field(() => GraphQLUUID, { nullable: true, description: "The same provider by its uuid." })
  identityProviderUuid?: string | null;
}

const EXISTING = {
  nullable: true,
  description: "Take the identity that has this login, if all its accounts are in the caller's part of the tree.",
};

@InputType({ description: "A new admin. Its login is required." })
export class CreateAdminInput extends AdminInput {
  @Field(() => Boolean, EXISTING)
  useExistingIdentity?: boolean | null;
}

@InputType({ description: "What to change of an admin. What is absent stays." })
export class UpdateAdminInput extends AdminInput {
  @Field(() => AccountStatus, { nullable: true, description: "Enabling an account without a password leaves it inactive." })
  status?: AccountStatus | null;
}

@InputType({ description: "A new service user. Its login is required." })
export class CreateUserInput extends UserInput {
  @Field(() => Boolean, EXISTING)
  useExistingIdentity?: boolean | null;
}

@InputType({ description: "What to change of a service user. What is absent stays." })
export class UpdateUserInput extends UserInput {
  @Field(() => AccountStatus, { nullable: true, description: "Enabling an account without a password leaves it inactive." })
  status?: AccountStatus | null;
}

for (const type of [CreateAdminInput, UpdateAdminInput, CreateUserInput, UpdateUserInput]) {
  addContactFields(type, { nullable: true });
}

/** What any of the account inputs may hold; the fields of an address are added above. */
export type SentAccount = Partial<CreateAdminInput & UpdateAdminInput & CreateUserInput & UpdateUserInput>;
