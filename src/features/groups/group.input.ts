import { Field, Float, ID, InputType, Int } from "type-graphql";
import { ContactInput } from "../contacts/contact.type.js";
import { GroupQuotasInput } from "../quotas/quota.input.js";
import { UsageInput } from "../usage/usage.type.js";
import { GroupCapability, GroupKind, PricingMode } from "../../kernel/enums.js";
import { GraphQLUUID } from "graphql-scalars";
import { AgentsInput } from "../agents/agents.type.js";

@InputType({ description: "A reduction. Deprecated." })
export class DiscountInput {
  @Field(() => String, { nullable: true, description: "What it is for." })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it applies." })
  enabled?: boolean | null;
}

@InputType({ description: "How a group shall be billed. What is absent stays." })
export class PricingInput {
  @Field(() => PricingMode, { nullable: true, description: "Changes only as the rules of the tree say." })
  mode?: PricingMode | null;

  @Field(() => Boolean, { nullable: true, description: "Whether pricing is in use." })
  enabled?: boolean | null;

  @Field(() => Float, { nullable: true, description: "Base price per GiB and month; null is none." })
  price?: number | null;

  @Field(() => String, { nullable: true, description: "Currency code." })
  currency?: string | null;

  @Field(() => Float, { nullable: true, description: "Deprecated." })
  storageDiscount?: number | null;

  @Field(() => Int, { nullable: true, description: "Deprecated." })
  rating?: number | null;

  @Field(() => [DiscountInput], { nullable: true, description: "Deprecated." })
  discounts?: DiscountInput[] | null;
}

@InputType()
abstract class GroupInput {
  @Field(() => String, { nullable: true, description: "A note of the provider's; null is none." })
  internalTag?: string | null;

  @Field(() => String, { nullable: true, description: "Language of the group's reports." })
  language?: string | null;

  @Field(() => String, { nullable: true, description: "The provider's own number for this customer; null is none." })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Where backups are kept: a storage of the group's or of one above." })
  storageId?: string | null;

  @Field(() => ContactInput, { nullable: true, description: "The customer's contact." })
  contact?: ContactInput | null;

  @Field(() => GroupQuotasInput, { nullable: true, description: "What the group may use." })
  quotas?: GroupQuotasInput | null;

  @Field(() => PricingInput, { nullable: true, description: "How the group is billed." })
  pricing?: PricingInput | null;

  @Field(() => AgentsInput, { nullable: true, description: "How its backup agents behave." })
  agents?: AgentsInput | null;
}

@InputType({ description: "A new group." })
export class CreateGroupInput extends GroupInput {
  @Field(() => String, { description: "Unique among siblings." })
  name!: string;

  @Field(() => GroupKind, { description: "One of the kinds the rules of the tree allow under the parent." })
  kind!: GroupKind;

  @Field(() => ID, { nullable: true, description: "The backup server for its machines; null lets Portico choose." })
  preferredBackupServerId?: string | null;
}

@InputType({ description: "What to change of a group. What is absent stays; null clears where the field can be null." })
export class UpdateGroupInput extends GroupInput {
  @Field(() => String, { nullable: true, description: "Unique among siblings." })
  name?: string | null;

  @Field(() => GroupKind, { nullable: true, description: "Changes only as the rules of the tree say." })
  kind?: GroupKind | null;

  @Field(() => ID, { nullable: true, description: "Moves the group with its subtree under this one." })
  parentId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether accounts of its subtree may log in." })
  enabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the groups above see inside; only its own admins change it." })
  parentHasAccess?: boolean | null;

  @Field(() => [GroupCapability], { nullable: true, description: "What the group is able to do." })
  capabilities?: GroupCapability[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether an external system manages it." })
  external?: boolean | null;

  @Field(() => ID, { nullable: true, description: "The identity provider of its accounts; there is one, built in." })
  defaultIdentityProviderId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether migration of backup agents is on." })
  migrationEnabled?: boolean | null;

  @Field(() => String, { nullable: true, description: "URL of the portal for migrating backup agents." })
  migrationService?: string | null;

  @Field(() => ContactInput, { nullable: true, description: "The contact for invoices." })
  billingContact?: ContactInput | null;

  @Field(() => UsageInput, {
    nullable: true,
    description: "Own figures, set by root admins. A figure equal to the one shown changes nothing.",
  })
  usage?: UsageInput | null;
}

@InputType({ description: "Which children to list. What is absent does not matter." })
export class ChildrenFilter {
  @Field(() => [GroupKind], { nullable: true, description: "Of these kinds." })
  kinds?: GroupKind[] | null;

  @Field(() => Boolean, { nullable: true, description: "Enabled or not." })
  enabled?: boolean | null;

  @Field(() => String, { nullable: true, description: "Whose name begins with this, in any case." })
  namePrefix?: string | null;

  @Field(() => [GraphQLUUID], { nullable: true, description: "With these uuids." })
  uuids?: string[] | null;
}
