import { GroupKind } from "../../src/kernel/enums.js";
import { STREAM, type Random } from "./random.js";

/** The shape of a tree. All arrays are indexed by group, 0 is the root; a parent comes before its children. */
export interface Tree {
  /** How many groups there are below the root. */
  readonly size: number;
  readonly parent: Int32Array;
  readonly kind: Uint8Array;
  readonly grade: Uint8Array;
  /** Which of its parent's children a group is, from 0. */
  readonly position: Int32Array;
  readonly childCount: Int32Array;
}

export const kindOf = (tree: Tree, group: number): GroupKind => tree.kind[group]!;

/** The region is the one group of kind Root below the root: only there the rules allow providers. */
type Pool = "root" | "region" | GroupKind;

interface PartnerGrowth {
  readonly kind: GroupKind;
  /** How many groups exist before the first of these. */
  readonly from: number;
  /** How many come soon after the first. */
  readonly early: number;
  /** One more for so many groups. */
  readonly every: number;
}

const PARTNERS: readonly PartnerGrowth[] = [
  { kind: GroupKind.DISTRIBUTOR, from: 0, early: 6, every: 20_000 },
  { kind: GroupKind.MSP, from: 3, early: 20, every: 600 },
  { kind: GroupKind.SUB_DISTRIBUTOR, from: 8, early: 8, every: 8_000 },
  { kind: GroupKind.ROOT, from: 200, early: 0, every: Infinity },
  { kind: GroupKind.PROVIDER, from: 201, early: 2, every: 50_000 },
  { kind: GroupKind.RESELLER, from: 205, early: 6, every: 3_000 },
];

/** Below what a group of a kind is created, with weights. */
const PARENTS: ReadonlyMap<GroupKind, readonly (readonly [Pool, number])[]> = new Map<GroupKind, [Pool, number][]>([
  [GroupKind.DISTRIBUTOR, [["root", 1]]],
  [GroupKind.ROOT, [["root", 1]]],
  [
    GroupKind.SUB_DISTRIBUTOR,
    [
      [GroupKind.DISTRIBUTOR, 85],
      ["root", 15],
    ],
  ],
  [GroupKind.PROVIDER, [["region", 1]]],
  [
    GroupKind.MSP,
    [
      [GroupKind.DISTRIBUTOR, 60],
      [GroupKind.SUB_DISTRIBUTOR, 30],
      ["root", 10],
    ],
  ],
  [
    GroupKind.RESELLER,
    [
      [GroupKind.PROVIDER, 65],
      [GroupKind.RESELLER, 35],
    ],
  ],
  [
    GroupKind.END_USER_COMPANY,
    [
      [GroupKind.MSP, 800],
      [GroupKind.RESELLER, 150],
      [GroupKind.SUB_DISTRIBUTOR, 30],
      [GroupKind.DISTRIBUTOR, 18],
      ["root", 2],
    ],
  ],
  [
    GroupKind.COMPANY_DEPARTMENT,
    [
      [GroupKind.END_USER_COMPANY, 80],
      [GroupKind.COMPANY_DEPARTMENT, 20],
    ],
  ],
]);

/** Half of a kind's early partners are there after so many groups. */
const SOON = 15;
const COMPANY_SHARE = 0.4;
/** Below this grade no more groups are created. */
const DEEPEST = 9;

/** How many children the two MSPs of a fixed size get: one has more than any other group, one is a round thousand. */
const fixedSizes = (size: number): readonly [number, number] => [
  Math.min(6_000, Math.floor(size * 0.3)),
  Math.min(1_000, Math.floor(size * 0.1)),
];

/**
 * Grows a tree of `size` groups below the root, one after the other, as a portal grows: partners early, their customers
 * all the time, old partners having more. Only kinds that /logic/rules allows below their parent.
 *
 * The first MSP gets 6000 customers (30 % of a smaller tree), twice what any other may have; the second 1000 (10 %).
 */
export function growTree(size: number, random: Random): Tree {
  const [major, thousand] = fixedSizes(size);
  const mostChildren = Math.max(20, Math.floor(major / 2));
  const tree: Tree = {
    size,
    parent: new Int32Array(size + 1),
    kind: new Uint8Array(size + 1),
    grade: new Uint8Array(size + 1),
    position: new Int32Array(size + 1),
    childCount: new Int32Array(size + 1),
  };
  const pools = new Map<Pool, number[]>([["root", [0]]]);
  const counts = new Map<GroupKind, number>();
  const fixed: { group: number; children: number }[] = [];

  const pool = (name: Pool): number[] => {
    const found = pools.get(name) ?? [];
    pools.set(name, found);
    return found;
  };

  /** Squaring the fraction prefers what was created early. */
  const drawParent = (kind: GroupKind): number => {
    const choices = PARENTS.get(kind)!.filter(([name]) => pool(name).length > 0);
    let weight = random.fraction() * choices.reduce((sum, [, part]) => sum + part, 0);
    const [name] = choices.find(([, part]) => (weight -= part) < 0) ?? choices[0]!;
    const candidates = pool(name);
    const index = Math.floor(candidates.length * random.fraction() ** 2);
    const parent = candidates[index]!;
    if (name !== "root" && tree.childCount[parent]! + 1 >= mostChildren) {
      const youngest = candidates.pop()!;
      if (index < candidates.length) candidates[index] = youngest;
    }
    return parent;
  };

  const partnerDue = (group: number): GroupKind | undefined =>
    PARTNERS.find(({ kind, from, early, every }) => {
      if (group <= from) return false;
      return (counts.get(kind) ?? 0) < 1 + Math.floor((early * group) / (group + SOON)) + Math.floor(group / every);
    })?.kind;

  const placeCustomer = (group: number): [GroupKind, number] => {
    const progress = Math.min(1, (1.05 * group) / size);
    const behind = fixed.find((entry) => tree.childCount[entry.group]! < Math.floor(entry.children * progress));
    if (behind) return [GroupKind.END_USER_COMPANY, behind.group];
    const company = random.chance(COMPANY_SHARE) || pool(GroupKind.END_USER_COMPANY).length === 0;
    const kind = company ? GroupKind.END_USER_COMPANY : GroupKind.COMPANY_DEPARTMENT;
    return [kind, drawParent(kind)];
  };

  const admit = (group: number, kind: GroupKind): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind === GroupKind.MSP && fixed.length < 2) fixed.push({ group, children: fixed.length === 0 ? major : thousand });
    else if (tree.grade[group]! < DEEPEST) pool(kind === GroupKind.ROOT ? "region" : kind).push(group);
  };

  random.restart(STREAM.tree, 0);
  for (let group = 1; group <= size; group += 1) {
    const partner = partnerDue(group);
    const [kind, parent] = partner === undefined ? placeCustomer(group) : [partner, drawParent(partner)];
    tree.parent[group] = parent;
    tree.kind[group] = kind;
    tree.grade[group] = tree.grade[parent]! + 1;
    tree.position[group] = tree.childCount[parent]!++;
    admit(group, kind);
  }
  return tree;
}
