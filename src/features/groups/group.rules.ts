import { badRequest } from "../../kernel/errors.js";
import { isLine } from "../../kernel/text.js";
import { GroupCapability, GroupKind, PricingMode } from "../../kernel/enums.js";

const K = GroupKind;

/** Which kinds may be created under a parent; an entry for the parent's grade beats the one for any grade (null). */
export interface CreationRule {
  parentKind: GroupKind;
  parentGrade: number | null;
  childKinds: GroupKind[];
}

/** Which kinds a group of a kind and grade may become. */
export interface ModificationRule {
  kind: GroupKind;
  grade: number;
  becomes: GroupKind[];
}

/** A condition on a group's kind and its parent's; null is any. */
export interface KindCondition {
  kind: GroupKind | null;
  parentKind: GroupKind | null;
}

/** The mode a new group gets. */
export type DefaultModeRule = KindCondition & { mode: PricingMode };

/** Which change of mode is allowed; from null is any. */
export type ModeRule = KindCondition & { fromMode: PricingMode | null; toMode: PricingMode };

/**
 * The rules of the tree, in the one place that both the server and its clients read them from.
 *
 * Values from the documented answer of GET /logic/rules.
 */
export const RULES = {
  creation: [
    { parentKind: K.ROOT, parentGrade: null, childKinds: [K.DISTRIBUTOR, K.SUB_DISTRIBUTOR, K.MSP, K.PROVIDER, K.END_USER_COMPANY] },
    { parentKind: K.ROOT, parentGrade: 0, childKinds: [K.ROOT, K.DISTRIBUTOR, K.SUB_DISTRIBUTOR, K.MSP, K.END_USER_COMPANY] },
    { parentKind: K.DISTRIBUTOR, parentGrade: null, childKinds: [K.SUB_DISTRIBUTOR, K.MSP, K.END_USER_COMPANY] },
    { parentKind: K.SUB_DISTRIBUTOR, parentGrade: null, childKinds: [K.MSP, K.END_USER_COMPANY] },
    { parentKind: K.PROVIDER, parentGrade: null, childKinds: [K.RESELLER] },
    { parentKind: K.MSP, parentGrade: null, childKinds: [K.END_USER_COMPANY] },
    { parentKind: K.RESELLER, parentGrade: null, childKinds: [K.RESELLER, K.END_USER_COMPANY] },
    { parentKind: K.END_USER_COMPANY, parentGrade: null, childKinds: [K.COMPANY_DEPARTMENT, K.SERVICE_USER] },
    { parentKind: K.COMPANY_DEPARTMENT, parentGrade: null, childKinds: [K.COMPANY_DEPARTMENT, K.SERVICE_USER] },
  ] satisfies CreationRule[] as CreationRule[],
  modification: [
    { kind: K.MSP, grade: 1, becomes: [K.DISTRIBUTOR, K.SUB_DISTRIBUTOR] },
    { kind: K.MSP, grade: 2, becomes: [K.DISTRIBUTOR, K.SUB_DISTRIBUTOR] },
    { kind: K.MSP, grade: 3, becomes: [K.SUB_DISTRIBUTOR] },
  ] satisfies ModificationRule[] as ModificationRule[],
  hidePricing: [K.COMPANY_DEPARTMENT] as GroupKind[],
  pricingDefaultModes: [{ kind: K.END_USER_COMPANY, parentKind: null, mode: PricingMode.DEMO }] as DefaultModeRule[],
  enablePricing: [{ kind: null, parentKind: K.ROOT }] as KindCondition[],
  pricingModes: [{ kind: null, parentKind: null, fromMode: null, toMode: PricingMode.PRODUCTION }] as ModeRule[],
};

const C = GroupCapability;
const UNIT_CAPABILITIES = C.BACKUP | C.CHILDREN | C.MODIFICATION;
const COMPANY_CAPABILITIES = UNIT_CAPABILITIES | C.ISOLATION;
const PARTNER_CAPABILITIES = COMPANY_CAPABILITIES | C.BRANDING | C.CUSTOM_PRICING | C.CUSTOM_PRICE | C.CUSTOM_STORAGE;

/** What a new group of a kind is able to do. */
export function defaultCapabilities(kind: GroupKind): number {
  if (kind === K.COMPANY_DEPARTMENT) return UNIT_CAPABILITIES;
  return kind === K.END_USER_COMPANY ? COMPANY_CAPABILITIES : PARTNER_CAPABILITIES;
}

interface PlacedGroup {
  kind: GroupKind;
  grade: number;
}

/** The kinds that may live directly under a group. */
export function childKindsOf(parent: PlacedGroup): readonly GroupKind[] {
  const rules = RULES.creation.filter((rule) => rule.parentKind === parent.kind);
  const rule = rules.find(({ parentGrade }) => parentGrade === parent.grade) ?? rules.find(({ parentGrade }) => parentGrade === null);
  return rule?.childKinds ?? [];
}

/** @throws Refusal BAD_REQUEST where a kind may not live under the parent */
export function checkPlacement(parent: PlacedGroup, kind: GroupKind): void {
  if (!childKindsOf(parent).includes(kind)) {
    throw badRequest(`can't be ${GroupKind[kind]} under a ${GroupKind[parent.kind]} of grade ${parent.grade}`, "kind");
  }
}

/** @throws Refusal BAD_REQUEST where the group may not become that kind */
export function checkKindChange(group: PlacedGroup, kind: GroupKind): void {
  const rule = RULES.modification.find((entry) => entry.kind === group.kind && entry.grade === group.grade);
  if (!rule?.becomes.includes(kind)) {
    throw badRequest(`can't change from ${GroupKind[group.kind]} to ${GroupKind[kind]} at grade ${group.grade}`, "kind");
  }
}

const meets = (condition: KindCondition, kind: GroupKind, parentKind: GroupKind | null): boolean =>
  (condition.kind === null || condition.kind === kind) && (condition.parentKind === null || condition.parentKind === parentKind);

/** How a new group is billed, before what its creator asks for. */
export function initialPricing(
  kind: GroupKind,
  parent: { kind: GroupKind; pricingMode: PricingMode; pricingEnabled: boolean | null; pricingCurrency: string },
): { pricingMode: PricingMode; pricingEnabled: boolean | null; pricingCurrency: string } {
  const rule = RULES.pricingDefaultModes.find((entry) => meets(entry, kind, parent.kind));
  return {
    pricingMode: rule?.mode ?? parent.pricingMode,
    pricingEnabled: RULES.hidePricing.includes(kind) ? null : (parent.pricingEnabled ?? false),
    pricingCurrency: parent.pricingCurrency,
  };
}

/** @throws Refusal BAD_REQUEST where the group may not go from its mode to that one */
export function checkModeChange(kind: GroupKind, parentKind: GroupKind | null, from: PricingMode, to: PricingMode): void {
  const rule = RULES.pricingModes.find(
    (entry) => meets(entry, kind, parentKind) && entry.toMode === to && (entry.fromMode === null || entry.fromMode === from),
  );
  if (rule === undefined) throw badRequest(`can't change from ${PricingMode[from]} to ${PricingMode[to]}`, "pricing.mode");
}

/** @throws Refusal BAD_REQUEST where pricing can't be switched on or off for such a group */
export function checkPricingEnabled(kind: GroupKind, parentKind: GroupKind | null, enabled: boolean | null): void {
  if (RULES.hidePricing.includes(kind)) throw badRequest("is not available for this kind of group", "pricing.enabled");
  if (enabled === null) throw badRequest("must be true or false", "pricing.enabled");
  if (!RULES.enablePricing.some((condition) => meets(condition, kind, parentKind))) {
    throw badRequest("can be set only directly under the root", "pricing.enabled");
  }
}

/** @throws Refusal BAD_REQUEST for what is neither empty nor an address that a browser may be sent to with a token */
export function checkMigrationService(url: string): string {
  // Where an address is parsed, line ends are dropped.
  if (url !== "" && !(isLine(url) && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    throw badRequest("must be an absolute http:// or https:// address, or empty", "migrationService");
  }
  return url;
}
