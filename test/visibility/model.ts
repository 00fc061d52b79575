import type { AccountFact, BrandFact, Facts, GroupFact } from "./facts.js";

/**
 * Who may see what, as one would tell it to a new colleague: slow, plain, and on its own. Nothing of it comes from `src`, so that
 * what the server does can be held against it.
 */

export type Code = "FORBIDDEN" | "NOT_FOUND";

/** Something that is not shown, and how that is said. */
export class Denied extends Error {
  constructor(readonly code: Code) {
    super(code);
  }
}

type Role = "root" | "partner" | "company" | "unit" | "readonly" | "user";

const ROOT = 0;
const COMPANY = 40;
const UNIT = 50;
/** Bits of an access type: read, branding, write, write to externally managed groups; and migration, which full access does without. */
const FULL = 1 | 2 | 4 | 8;
const CHANGES = 2 | 4 | 8 | 16;
/** Bits of what a group is able to do. */
const BRANDING = 2;
const MODIFICATION = 16;
const WHOLE = 0;

/** What one account sees of the facts. */
export class Eyes {
  readonly role: Role;
  private readonly own: GroupFact;

  constructor(
    readonly facts: Facts,
    readonly account: AccountFact,
  ) {
    this.own = facts.groups.get(account.groupId)!;
    this.role = this.roleOf();
  }

  private roleOf(): Role {
    if (!this.account.isAdmin) return "user";
    if ((this.account.accessType & CHANGES) === 0) return "readonly";
    if (this.own.kind === ROOT) return "root";
    if (this.own.kind === COMPANY) return "company";
    return this.own.kind === UNIT ? "unit" : "partner";
  }

  requireRole(...roles: readonly Role[]): void {
    if (!roles.includes(this.role)) throw new Denied("FORBIDDEN");
  }

  requireAdmin(): void {
    if (this.role === "user") throw new Denied("FORBIDDEN");
  }

  get isRootWithFullAccess(): boolean {
    return this.role === "root" && (this.account.accessType & FULL) === FULL;
  }

  /** The groups above one, from its parent to the root. */
  above({ parentId }: GroupFact): GroupFact[] {
    const parent = parentId === null ? undefined : this.facts.groups.get(parentId);
    return parent === undefined ? [] : [parent, ...this.above(parent)];
  }

  /** The own group and everything below it, but for what lies below a group that has cut itself off from the own one. */
  reads(group: GroupFact): boolean {
    if (this.role === "user") return false;
    if (group === this.own) return true;
    const above = this.above(group);
    const between = above.slice(0, above.indexOf(this.own));
    return above.includes(this.own) && between.every(({ parentHasAccess }) => parentHasAccess);
  }

  /** Whether its accounts and children are shown, too: not those of a group that has cut itself off. */
  enters = (group: GroupFact): boolean => this.reads(group) && (group === this.own || group.parentHasAccess);

  sees = (account: AccountFact): boolean => account === this.account || this.enters(this.facts.groups.get(account.groupId)!);

  requireReads(group: GroupFact): GroupFact {
    if (!this.reads(group)) throw new Denied("FORBIDDEN");
    return group;
  }

  requireEnters(group: GroupFact): GroupFact {
    if (!this.enters(group)) throw new Denied("FORBIDDEN");
    return group;
  }

  requireSees(account: AccountFact): AccountFact {
    if (!this.sees(account)) throw new Denied("FORBIDDEN");
    return account;
  }

  /** Acting for an account takes full access, a scope with all accounts of its person, and none of these with more rights. */
  mayActFor({ identityId }: AccountFact): boolean {
    const seats = [...this.facts.accounts.values()].filter((account) => account.identityId === identityId);
    const isStronger = ({ accessType, roles }: AccountFact): boolean =>
      (accessType & ~this.account.accessType) !== 0 || (roles & ~this.account.roles) !== 0;
    const isFull = this.role !== "user" && (this.account.accessType & FULL) === FULL;
    return isFull && seats.every((seat) => this.enters(this.facts.groups.get(seat.groupId)!) && !isStronger(seat));
  }

  /** The storages a group may choose: its own, and while it inherits, those that the group above may choose. */
  storagesFor(group: GroupFact): Set<string> {
    const own = this.facts.storages.filter(({ groupId }) => groupId === group.id).map(({ id }) => id);
    const [parent] = group.storagesInherited ? this.above(group) : [];
    return new Set([...own, ...(parent === undefined ? [] : this.storagesFor(parent))]);
  }

  brandOf = ({ id }: GroupFact): BrandFact | null => this.facts.brands.find(({ groupId }) => groupId === id) ?? null;

  /** The own brand, else the nearest one upwards. */
  effectiveBrand = (group: GroupFact): BrandFact => [group, ...this.above(group)].flatMap((place) => this.brandOf(place) ?? [])[0]!;

  platformBrand = (): BrandFact => this.brandOf([...this.facts.groups.values()].find(({ parentId }) => parentId === null)!)!;

  /**
   * How a brand's mail is sent is shown for the group whose own it is, to whoever may set it: partners with full access who may
   * change that brand.
   */
  smtpServerOf(brand: BrandFact, group: GroupFact | null): string | null {
    if (group === null || brand.groupId !== group.id || (this.role !== "root" && this.role !== "partner")) return null;
    const needed = BRANDING | (group === this.own ? MODIFICATION : 0);
    const may = this.reads(group) && (this.account.accessType & FULL) === FULL && (group.capabilities & needed) === needed;
    return may ? brand.smtpServer : null;
  }

  /** A report has rows of what is below the group, unless it is of the group as a whole. */
  mayReadReport = (group: GroupFact, level: number): boolean => (level === WHOLE ? this.reads(group) : this.enters(group));
}
