import { Field, Int, ObjectType } from "type-graphql";
import { GroupKind, PricingMode } from "../../kernel/enums.js";

@ObjectType({ simpleResolvers: true, description: "Which kinds may be created under a parent." })
export class CreationRule {
  @Field(() => GroupKind, { description: "The parent's kind." })
  parentKind!: GroupKind;

  @Field(() => Int, { nullable: true, description: "The parent's grade; null is any that has no rule of its own." })
  parentGrade!: number | null;

  @Field(() => [GroupKind], { description: "The kinds allowed." })
  childKinds!: GroupKind[];
}

@ObjectType({ simpleResolvers: true, description: "Which kinds a group may become." })
export class ModificationRule {
  @Field(() => GroupKind, { description: "The group's kind." })
  kind!: GroupKind;

  @Field(() => Int, { description: "The group's grade." })
  grade!: number;

  @Field(() => [GroupKind], { description: "The kinds it may become." })
  becomes!: GroupKind[];
}

@ObjectType({ simpleResolvers: true })
abstract class KindCondition {
  @Field(() => GroupKind, { nullable: true, description: "The group's kind; null is any." })
  kind!: GroupKind | null;

  @Field(() => GroupKind, { nullable: true, description: "The parent's kind; null is any." })
  parentKind!: GroupKind | null;
}

@ObjectType({ simpleResolvers: true, description: "Where pricing may be switched on and off." })
export class EnablePricingRule extends KindCondition {}

@ObjectType({ simpleResolvers: true, description: "The pricing mode a new group gets." })
export class DefaultPricingModeRule extends KindCondition {
  @Field(() => PricingMode, { description: "The mode." })
  mode!: PricingMode;
}

@ObjectType({ simpleResolvers: true, description: "Which change of the pricing mode is allowed." })
export class PricingModeRule extends KindCondition {
  @Field(() => PricingMode, { nullable: true, description: "The mode before; null is any." })
  fromMode!: PricingMode | null;

  @Field(() => PricingMode, { description: "The mode after." })
  toMode!: PricingMode;
}

@ObjectType({ simpleResolvers: true, description: "The rules of the tree, as the server itself applies them." })
export class BusinessRules {
  @Field(() => [CreationRule], { description: "What may be created where." })
  creation!: CreationRule[];

  @Field(() => [ModificationRule], { description: "What may become what." })
  modification!: ModificationRule[];

  @Field(() => [GroupKind], { description: "Kinds that have no pricing." })
  hidePricing!: GroupKind[];

  @Field(() => [DefaultPricingModeRule], { description: "Modes of new groups; others get their parent's." })
  pricingDefaultModes!: DefaultPricingModeRule[];

  @Field(() => [EnablePricingRule], { description: "Where pricing may be switched on and off." })
  enablePricing!: EnablePricingRule[];

  @Field(() => [PricingModeRule], { description: "How the mode may change." })
  pricingModes!: PricingModeRule[];
}

@ObjectType({ simpleResolvers: true, description: "A language Portico speaks." })
export class Language {
  @Field(() => String, { description: "ISO code." })
  code!: string;
}

@ObjectType({ simpleResolvers: true, description: "What is running." })
export class Versions {
  @Field(() => String, { description: "Version of the server." })
  api!: string;

  @Field(() => String, { description: "Version of the database's schema." })
  database!: string;
}
