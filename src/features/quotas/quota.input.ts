import { Field, InputType } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLSafeInt } from "graphql-scalars";
import { LIMITS, type Limits } from "./quota.type.js";

@InputType({ description: "Whether backups to local storage are offered and allowed. What is absent stays." })
export class LocalBackupInput {
  @Field(() => Boolean, { nullable: true, description: "Whether the feature is shown." })
  visible?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the feature may be used." })
  permitted?: boolean | null;
}

@InputType()
abstract class QuotasInput {
  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When the subscription ends; null is never." })
  subscriptionExpiration?: Date | null;

  @Field(() => Boolean, { nullable: true, description: "Whether cloud-to-cloud backup is offered." })
  cloudToCloudBackup?: boolean | null;
}

@InputType({ description: "Limits to set. -1 is unlimited; what is absent stays, null clears." })
export class GroupQuotasInput extends QuotasInput {
  @Field(() => LocalBackupInput, { nullable: true, description: "Backups to local storage." })
  localBackup?: LocalBackupInput | null;
}

@InputType({ description: "Limits to set. -1 is unlimited; what is absent stays, null clears." })
export class UserQuotasInput extends QuotasInput {
  @Field(() => Boolean, { nullable: true, description: "Whether backups to local storage may be used." })
  localBackup?: boolean | null;
}

for (const [name, description] of Object.entries(LIMITS)) {
  for (const type of [GroupQuotasInput, UserQuotasInput]) {
    Field(() => GraphQLSafeInt, { nullable: true, description })(type.prototype as object, name);
  }
}

/** Quotas as clients send them; the limits are the fields added above. */
export type SentQuotas = (GroupQuotasInput | UserQuotasInput) & Partial<Limits>;
