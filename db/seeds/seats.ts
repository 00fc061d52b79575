import { AccountSort, GroupKind } from "../../src/kernel/enums.js";
import { kindOf, type Tree } from "./growth.js";
import { STREAM, type Random } from "./random.js";
import { isPartner } from "./traits.js";

/** Who has a seat where. Counts are indexed like Tree. */
export interface Seats {
  readonly admins: Uint8Array;
  readonly serviceUsers: Uint8Array;
  readonly adminTotal: number;
  readonly serviceUserTotal: number;
  readonly identityTotal: number;
}

/** One account. `account` and `identity` count from 0 over the whole tree, in the order of their groups. */
export interface Seat {
  readonly group: number;
  readonly sort: AccountSort;
  readonly account: number;
  readonly identity: number;
  /** The group the identity was made for; another than `group` where somebody of the parent has a second seat. */
  readonly home: number;
}

/** Customers that have somebody of their partner among their admins. */
const SECOND_SEAT = 0.06;

function adminsOf(kind: GroupKind, random: Random): number {
  if (kind === GroupKind.ROOT) return 0;
  if (isPartner(kind)) return random.chance(0.6) ? 2 : 1;
  if (kind === GroupKind.END_USER_COMPANY) return random.chance(0.5) ? (random.chance(0.3) ? 2 : 1) : 0;
  return random.chance(0.2) ? 1 : 0;
}

function serviceUsersOf(kind: GroupKind, random: Random): number {
  if (isPartner(kind)) return 0;
  const draw = random.fraction();
  return draw < 0.6 ? 1 : draw < 0.87 ? 2 : 3;
}

/** Whether the last admin of a group is somebody of its parent. */
const borrows = (tree: Tree, admins: Uint8Array, group: number, random: Random): boolean =>
  admins[group]! > 0 && admins[tree.parent[group]!]! > 0 && random.restart(STREAM.seats, -group).chance(SECOND_SEAT);

/** Partners have an admin or two, half of the companies and some units too; companies and units 1 to 3 service users. */
export function countSeats(tree: Tree, random: Random): Seats {
  const admins = new Uint8Array(tree.size + 1);
  const serviceUsers = new Uint8Array(tree.size + 1);
  let adminTotal = 0;
  let serviceUserTotal = 0;
  let borrowed = 0;
  for (let group = 1; group <= tree.size; group += 1) {
    random.restart(STREAM.seats, group);
    adminTotal += admins[group] = adminsOf(kindOf(tree, group), random);
    serviceUserTotal += serviceUsers[group] = serviceUsersOf(kindOf(tree, group), random);
    if (borrows(tree, admins, group, random)) borrowed += 1;
  }
  return { admins, serviceUsers, adminTotal, serviceUserTotal, identityTotal: adminTotal + serviceUserTotal - borrowed };
}

/** Every account in the order of its id. Walks the tree anew at each call, so that no list of accounts is kept. */
export function* eachSeat(tree: Tree, seats: Seats, random: Random): Generator<Seat> {
  const firstAdmin = new Int32Array(tree.size + 1);
  const firstHome = new Int32Array(tree.size + 1);
  let account = 0;
  let identities = 0;
  for (let group = 1; group <= tree.size; group += 1) {
    const above = tree.parent[group]!;
    const admins = seats.admins[group]!;
    const shared = borrows(tree, seats.admins, group, random);
    for (let index = 0; index < admins; index += 1) {
      const borrowed = shared && index === admins - 1;
      const identity = borrowed ? firstAdmin[above]! : identities++;
      const home = borrowed ? firstHome[above]! : group;
      if (index === 0) {
        firstAdmin[group] = identity;
        firstHome[group] = home;
      }
      yield { group, sort: AccountSort.ADMIN, account: account++, identity, home };
    }
    for (let index = 0; index < seats.serviceUsers[group]!; index += 1) {
      yield { group, sort: AccountSort.SERVICE_USER, account: account++, identity: identities++, home: group };
    }
  }
}
