import { growTree, type Tree } from "./growth.js";
import { Random } from "./random.js";
import { countSeats, type Seats } from "./seats.js";
import { drawTraits, type Traits } from "./traits.js";

/** What the database holds already and the data continues from. */
export interface Ground {
  readonly rootId: number;
  readonly rootPath: string;
  readonly rootPricingMode: number;
  readonly rootCapabilities: number;
  /** The first free number of object_ids. */
  readonly firstObjectId: number;
  readonly firstIdentityId: number;
  /** The canonical names of the groups right below the root. */
  readonly takenNames: readonly string[];
}

/** Everything that is decided before a row is written: about 40 bytes a group, whatever hangs on it. */
export interface Forest {
  readonly seed: number;
  readonly ground: Ground;
  readonly tree: Tree;
  readonly traits: Traits;
  readonly seats: Seats;
}

/** @param size groups below the root */
export function planForest(size: number, seed: number, ground: Ground): Forest {
  const random = new Random(seed);
  const tree = growTree(size, random);
  const traits = drawTraits(tree, { pricingMode: ground.rootPricingMode, capabilities: ground.rootCapabilities }, random);
  return { seed, ground, tree, traits, seats: countSeats(tree, random) };
}

/** The id of a group by its index in Tree. */
export const groupId = ({ ground }: Forest, group: number): number => (group === 0 ? ground.rootId : ground.firstObjectId + group - 1);

/** The id of an account by its number in Seat; they follow the groups'. */
export const accountId = ({ ground, tree }: Forest, account: number): number => ground.firstObjectId + tree.size + account;

export const identityId = ({ ground }: Forest, identity: number): number => ground.firstIdentityId + identity;

/** Whoever has this number in the login has it alone: identities of another seeding have other numbers. */
export const loginNumber = ({ ground }: Forest, identity: number): number => ground.firstIdentityId - 1 + identity;

/** '/1/5/23/', as groups.path. */
export function pathOf(forest: Forest, group: number): string {
  return group === 0 ? forest.ground.rootPath : `${pathOf(forest, forest.tree.parent[group]!)}${groupId(forest, group)}/`;
}

/** When the portal of the data began. Milliseconds since 1970. */
export const FIRST_DAY = Date.UTC(2018, 0, 1);
const DAYS = 2_920;
const DAY = 86_400_000;

/** When a group was created: evenly over eight years, in the order of the ids. Milliseconds since 1970. */
export const createdAt = ({ tree }: Forest, group: number): number =>
  FIRST_DAY + Math.floor(((DAYS * DAY) / 1000) * (group / (tree.size + 1))) * 1000;

/** A timestamptz so many days after another. */
export const daysLater = (milliseconds: number, days: number): string => new Date(milliseconds + days * DAY).toISOString();
