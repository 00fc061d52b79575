import {
  type GraphQLInputType,
  type GraphQLNullableType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import type { Random } from "../../db/seeds/random.js";
import { foldCase } from "../../src/kernel/fold-case.js";
import { canReadContents } from "../../src/access/visibility.js";
import type { Viewer } from "../../src/access/viewer.js";
import { AccountSort } from "../../src/kernel/enums.js";
import { encodeCursor } from "../../src/graph/connection.type.js";
import { hostileText, twinName } from "./hostile.js";
import type { RandomTree } from "./random-tree.js";

/** What an operation may name and what it is like. */
export interface World {
  tree: RandomTree;
  viewer: Viewer;
  random: Random;
  /** Whether values are sent that the graph refuses. */
  wrong: boolean;
  /** Whether objects are named that are not there, or out of reach. */
  elsewhere: boolean;
}

const NOTHING = { id: "9007199254740991", uuid: "5a1f3e52-0000-4000-8000-5a1f3e520000" };
const NO_REFERENCES = ["", "abc", "-1", "0", "9007199254740992", "99999999999999999999", "1e3", " 1000", "SELF", `{${NOTHING.uuid}}`];

const base64 = (text: string): string => Buffer.from(text).toString("base64url");
const NO_CURSORS = ["", "x", "%", "🙂", ...['{"a":1}', "null", "[]", '[1,"a"]', '["",1.5]', '["",9007199254740993]', '["",1'].map(base64)];
/** Cursors in form, that the database takes offence at or that name no row. */
const ODD_CURSORS = ['["a\\u0000b",1]', '["\\ud800",1]', '["",-1]', '["",1,2]', '["\\u2028\'",1000]'].map(base64);

/** What an id names. */
export type Referred = "group" | "storage" | "image" | "schedule" | AccountSort;

function reference({ tree, viewer, random, elsewhere, wrong }: World, of: Referred): string {
  if (wrong && random.chance(0.3)) return random.pick(NO_REFERENCES);
  if (elsewhere && random.chance(0.2)) return random.chance(0.5) ? NOTHING.id : NOTHING.uuid;
  if (of === "storage" || of === "image" || of === "schedule") return String(random.pick(tree[`${of}Ids`]));
  const reached = tree.groups.filter((group) => elsewhere || canReadContents(viewer, group));
  // Groups were made from the top down: the first ones have most below them.
  const near = reached.slice(0, random.chance(0.5) ? 5 : undefined);
  const seats = tree.accounts.filter(({ sort, groupId }) => elsewhere || (sort === of && reached.some(({ id }) => id === groupId)));
  const preferred: readonly { id: number; uuid: string }[] = of === "group" ? near : seats;
  const { id, uuid } = random.pick(preferred.length > 0 ? preferred : of === "group" ? tree.groups : tree.accounts);
  return random.pick([
    String(id),
    uuid,
    uuid.toUpperCase(),
    id === viewer.groupId || id === viewer.accountId || elsewhere ? "self" : `00${id}`,
  ]);
}

function cursor({ tree, random, wrong }: World): string {
  if (wrong && random.chance(0.5)) return random.pick([...NO_CURSORS, ...ODD_CURSORS]);
  const { id, name } = random.pick(tree.groups.slice(0, 40));
  const { id: account } = random.pick(tree.accounts.slice(0, 120));
  const key = foldCase(random.pick([name, twinName(random), twinName(random), hostileText(random)]));
  return encodeCursor(
    random.pick([
      { key: "", id },
      { key: "", id: account },
      { key, id },
      { key, id: 0 },
      { key, id: Number.MAX_SAFE_INTEGER },
    ]),
  );
}

function uuid({ tree, random, wrong }: World): string {
  if (wrong && random.chance(0.2)) return random.pick([`{${NOTHING.uuid}}`, `${NOTHING.uuid}}`]);
  const { uuid: some } = random.pick([...tree.groups, NOTHING]);
  return random.chance(0.3) ? some.toUpperCase() : some;
}

const nameStart = ({ tree, random }: World): string => {
  const name = random.chance(0.6) ? random.pick(tree.groups).name : hostileText(random);
  return [...name].slice(0, random.below(4)).join("");
};

/** The length of a page that keeps the whole answer's cost within the limit; undefined asks for the default of 50. */
export function pageLength({ random, wrong }: World, most: number): number | null | undefined {
  if (wrong && random.chance(0.2)) return random.pick([0, -1, 1001, 2_147_483_647]);
  return random.pick([1, 1, 2, 3, ...(most >= 50 ? [10, undefined, 49] : []), ...(most >= 1000 ? [null, null, 1000] : [])]);
}

/** How often something is left out; a filter of many conditions lets nothing through. */
const ABSENCE: Readonly<Record<string, number>> = {
  after: 0.7,
  orderBy: 0.3,
  filter: 0.7,
  kinds: 0.7,
  enabled: 0.7,
  namePrefix: 0.7,
  uuids: 0.8,
  origin: 0.95,
  redirectUrl: 0.95,
};

/** A value for an argument or input field of that name and type; undefined leaves it out. @param of what an id is to name */
export function valueFor(world: World, name: string, type: GraphQLInputType, of: Referred): unknown {
  const { random } = world;
  if (!isNonNullType(type)) {
    if (random.chance(ABSENCE[name] ?? 0.4)) return undefined;
    if (random.chance(0.1)) return null;
  }
  return presentValue(world, name, getNullableType(type), of);
}

function presentValue(world: World, name: string, type: GraphQLNullableType, of: Referred): unknown {
  const { random } = world;
  if (isListType(type)) {
    const item = getNullableType(type.ofType as GraphQLInputType);
    if (random.chance(0.1)) return presentValue(world, name, item, of);
    return Array.from({ length: random.below(name === "uuids" ? 40 : 6) }, () => presentValue(world, name, item, of));
  }
  if (isEnumType(type)) return new EnumName(random.pick(type.getValues()).name);
  if (isInputObjectType(type)) {
    return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, valueFor(world, field.name, field.type, of)]));
  }
  switch (name) {
    case "id":
      return reference(world, of);
    case "userId":
      return reference(world, AccountSort.SERVICE_USER);
    case "accountId":
      return random.chance(0.5) ? "self" : reference(world, AccountSort.ADMIN);
    case "identifier":
      return random.chance(0.8) ? "program" : hostileText(random);
    case "groupId":
      return reference(world, "group");
    case "after":
      return cursor(world);
    case "uuid":
    case "uuids":
      return uuid(world);
    case "beginDate":
    case "endDate":
      return `20${10 + random.below(30)}-0${1 + random.below(9)}-1${random.below(10)}T00:00:00Z`;
    case "levelsUp":
      return random.below(4);
    case "limit":
      return random.pick([1, 10, 10_000, ...(world.wrong ? [0, -1, 10_001] : [])]);
    case "namePrefix":
    case "prefix":
      return nameStart(world);
    default:
      return String(type) === "Boolean" ? random.chance(0.5) : hostileText(random);
  }
}

/** The name of an enum's value: bare in a document, a text in variables. */
export class EnumName {
  constructor(private readonly name: string) {}

  toJSON(): string {
    return this.name;
  }
}

/** A value as a document writes it. */
export function literalOf(value: unknown): string {
  if (value instanceof EnumName) return value.toJSON();
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([name, field]) => `${name}: ${literalOf(field)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}
