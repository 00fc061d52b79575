import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLSafeInt } from "graphql-scalars";
import { Contact, type ContactRow } from "../contacts/contact.type.js";
import { Sql, embedded, one } from "../../sql-planner/sql.js";
import { discountsSql } from "./group.sql.js";
import { Node } from "../../graph/node.type.js";
import { GroupCapability, GroupKind, PricingMode } from "../../kernel/enums.js";
import { Agents } from "../agents/agents.type.js";
import { StorageReference } from "../storages/storage.type.js";

@ObjectType({ simpleResolvers: true, description: "A reduction once granted. Deprecated, kept for old clients." })
export class Discount {
  @Field(() => String, { description: "What it is for." })
  name!: string;

  @Field(() => Boolean, { description: "Whether it applies." })
  enabled!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "How a group is billed." })
export class Pricing {
  @Field(() => PricingMode, { description: "Production or one of the trials." })
  mode!: PricingMode;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "When the mode was last changed." })
  modeUpdateDate!: Date | null;

  @Field(() => Boolean, { nullable: true, description: "Whether pricing is in use; null where it does not apply." })
  enabled!: boolean | null;

  @Field(() => Float, { nullable: true, description: "Base price per GiB and month, in `currency`." })
  price!: number | null;

  @Field(() => String, { description: "Currency code." })
  currency!: string;

  @Field(() => Float, { nullable: true, description: "Reduction of the storage price, in percent. Deprecated." })
  storageDiscount!: number | null;

  @Field(() => Int, { nullable: true, description: "Partner rating, 1 (platinum) to 5 (basic). Deprecated." })
  rating!: number | null;

  @Sql(discountsSql)
  @Field(() => [Discount], { description: "Deprecated." })
  discounts!: Discount[];
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: "A tenant: one node of the tree. Outside of the viewer's part of the tree it can't be read.",
})
export class Group extends Node {
  @Field(() => GraphQLSafeInt, { description: "Grows with each change of the group's own properties." })
  version!: number;

  @Field(() => ID, { nullable: true, description: "The group above; null for the root. Shown where the group itself can't be read, too." })
  parentId!: number | null;

  @Field(() => Boolean, { description: "Whether there are groups below." })
  hasChildren!: boolean;

  @Field(() => GroupKind, { description: "What the group is for." })
  kind!: GroupKind;

  @Field(() => Int, { description: "Nesting level; the root is 0." })
  grade!: number;

  @Field(() => String, { description: "Unique among siblings." })
  name!: string;

  @Field(() => Boolean, { description: "Whether its accounts, and those of the groups below, may log in." })
  enabled!: boolean;

  @Field(() => Boolean, { description: "Whether only root admins may change anything in its subtree." })
  locked!: boolean;

  @Field(() => Boolean, { description: "Whether the groups above see its accounts and what is below it." })
  parentHasAccess!: boolean;

  @Field(() => [GroupCapability], { description: "What the group is able to do." })
  capabilities!: GroupCapability[];

  @Field(() => Boolean, { description: "Whether an external system manages it." })
  external!: boolean;

  @Field(() => String, { nullable: true, description: "The provider's own number for this customer." })
  customerId!: string | null;

  @Field(() => String, { nullable: true, description: "A note of the provider's." })
  internalTag!: string | null;

  @Field(() => String, { description: "Language of the group's reports, as a code like 'en' or 'pt-BR'." })
  language!: string;

  @Field(() => GraphQLDateTimeISO, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => Boolean, { nullable: true, description: "Whether migration of backup agents is on; null is off." })
  migrationEnabled!: boolean | null;

  @Field(() => String, { description: "URL of the portal for migrating backup agents, or empty." })
  migrationService!: string;

  @Field(() => ID, { nullable: true, description: "The group's own brand; null when it is off." })
  brandId!: number | null;

  @Sql(embedded("contact_"))
  @Field(() => Contact, { description: "The customer's contact." })
  contact!: ContactRow;

  @Sql(embedded("billing_"))
  @Field(() => Contact, { description: "The contact for invoices." })
  billingContact!: ContactRow;

  @Field(() => Pricing, { description: "How the group is billed." })
  pricing!: Pricing;

  @Sql(one("storages", "id", "storage_id"))
  @Field(() => StorageReference, { nullable: true, description: "Where its backups are kept; null where none was chosen." })
  storage!: StorageReference | null;

  @Field(() => Agents, { description: "How its backup agents behave." })
  agents!: Agents;
}
