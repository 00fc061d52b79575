import { defaultCapabilities } from "../../src/features/groups/group.rules.js";
import { GroupCapability, GroupKind, PricingMode } from "../../src/kernel/enums.js";
import { kindOf, type Tree } from "./growth.js";
import { STREAM, type Random } from "./random.js";
import { REGIONS } from "./regions.js";

/** What a group passes on to the groups below it, or has because of them; indexed like Tree. */
export interface Traits {
  /** 1 or 0. */
  readonly enabled: Uint8Array;
  /** 1 where the groups above have no access. */
  readonly cutOff: Uint8Array;
  /** The nearest group strictly above that is cut off; 0 for none, as the root never is. */
  readonly isolatedBy: Int32Array;
  readonly pricingMode: Uint8Array;
  /** 1 or 0, set below the root and handed down; has no meaning for units. */
  readonly pricingEnabled: Uint8Array;
  readonly capabilities: Uint16Array;
  /** Index in REGIONS. */
  readonly region: Uint8Array;
}

const isCompany = (kind: GroupKind): boolean => kind === GroupKind.END_USER_COMPANY;
const isUnit = (kind: GroupKind): boolean => kind === GroupKind.COMPANY_DEPARTMENT;

/** Whether a kind sells: has no service users and may have a price. */
export const isPartner = (kind: GroupKind): boolean => !isCompany(kind) && !isUnit(kind);

function capabilitiesOf(kind: GroupKind, random: Random): number {
  const usual = defaultCapabilities(kind);
  if (isPartner(kind)) return random.chance(0.03) ? usual | GroupCapability.REQUIRE_CUSTOMER_ID : usual;
  return random.chance(0.02) ? usual & ~GroupCapability.BACKUP : usual;
}

/** New companies are on trial until they are billed; the others start with their parent's mode. */
function pricingModeOf(kind: GroupKind, parentMode: number, random: Random): number {
  if (!isCompany(kind)) return random.chance(0.02) ? PricingMode.PRODUCTION : parentMode;
  const draw = random.fraction();
  return draw < 0.3 ? PricingMode.DEMO : draw < 0.32 ? PricingMode.DEMO_PERSISTENT : PricingMode.PRODUCTION;
}

/** Few cut themselves off, and only those with something to hide; distributors don't, so that no large part goes dark. */
function cutOffChance(kind: GroupKind, children: number): number {
  if (children === 0) return 0;
  if (isCompany(kind)) return 0.01;
  return (kind === GroupKind.MSP || kind === GroupKind.RESELLER) && children < 500 ? 0.005 : 0;
}

/** @param root what the root has already */
export function drawTraits(tree: Tree, root: { readonly pricingMode: number; readonly capabilities: number }, random: Random): Traits {
  const { size, parent, childCount } = tree;
  const traits: Traits = {
    enabled: new Uint8Array(size + 1),
    cutOff: new Uint8Array(size + 1),
    isolatedBy: new Int32Array(size + 1),
    pricingMode: new Uint8Array(size + 1),
    pricingEnabled: new Uint8Array(size + 1),
    capabilities: new Uint16Array(size + 1),
    region: new Uint8Array(size + 1),
  };
  traits.enabled[0] = 1;
  traits.pricingMode[0] = root.pricingMode;
  traits.capabilities[0] = root.capabilities;
  for (let group = 1; group <= size; group += 1) {
    const above = parent[group]!;
    const own = kindOf(tree, group);
    const children = childCount[group]!;
    random.restart(STREAM.traits, group);
    traits.capabilities[group] = capabilitiesOf(own, random);
    traits.pricingMode[group] = pricingModeOf(own, traits.pricingMode[above]!, random);
    traits.pricingEnabled[group] = above === 0 ? (random.chance(0.7) ? 1 : 0) : traits.pricingEnabled[above]!;
    traits.cutOff[group] = random.chance(cutOffChance(own, children)) ? 1 : 0;
    traits.enabled[group] = random.chance(isPartner(own) ? 0 : children === 0 ? 0.03 : 0.003) ? 0 : 1;
    traits.isolatedBy[group] = traits.cutOff[above] ? above : traits.isolatedBy[above]!;
    traits.region[group] =
      above === 0 || random.chance(isPartner(own) ? 0.35 : 0.03) ? random.below(REGIONS.length) : traits.region[above]!;
  }
  return traits;
}
