import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Random } from "../../db/seeds/random.js";
import type { AccountFact, Facts } from "./facts.js";
import { type Args, FIELDS, type Node, ROOTS, argsOf } from "./fields.js";
import { type Code, Denied, Eyes } from "./model.js";

/** One field of a question, and what is asked of the objects that it leads to. */
interface Selected {
  field: string;
  args: Args;
  /** The type whose fields `into` names: the field's own, or one that an interface stands for. */
  type: string | null;
  into: Selected[];
}

/** A read of the graph, as far as the model knows it. */
export interface Question {
  text: string;
  root: Selected;
}

/** What the model says of it. */
export interface Due {
  /** Null where something that may not be shown lies in a place that may not be empty. */
  data: unknown;
  /** What the errors say; which of several is found first is up to the server. */
  codes: ReadonlySet<Code>;
}

/** Something that the model knows to be shown, but not what it is. */
export const ANYTHING = Symbol("anything");

const DEPTH = 5;
const FIELDS_MOST = 4;
const LIST_FIELDS = { SearchResult: "hits" } as Readonly<Record<string, string>>;
const listField = (type: string): string | null => LIST_FIELDS[type] ?? (type.endsWith("Connection") ? "nodes" : null);

/** References that name nothing, or not what is asked for. */
const NOTHING = ["0", "999999999", "00000000-0000-4000-8000-000000000000", "nobody"];

export class Questions {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly facts: Facts,
    private readonly random: Random,
    /** Whether a field is worth asking for. */
    private readonly isMeant: (type: GraphQLObjectType, field: string) => boolean,
  ) {}

  /** Draws one. @param asker of whom most of it is about */
  draw(asker: AccountFact): Question {
    // Groups lead furthest.
    const roots = Object.keys(ROOTS).filter((name) => this.isMeant(this.schema.getQueryType()!, name));
    const field = this.random.pick(
      this.random.chance(0.6) ? roots : roots.filter((name) => ["group", "node", "admin", "user"].includes(name)),
    );
    const args = this.rootArgs(field, asker);
    const type = field === "node" ? this.typeOf(args["id"]) : this.typeName(this.schema.getQueryType()!, field);
    const root = { field, args, type, into: this.selection(type, DEPTH) };
    return { text: `{ ${this.print(root)} }`, root };
  }

  private typeName(type: GraphQLObjectType, field: string): string {
    return getNamedType(type.getFields()[field]!.type).name;
  }

  private typeOf(ref: unknown): string {
    const account = [...this.facts.accounts.values()].find(({ id, uuid }) => id === ref || uuid === ref);
    return account === undefined ? "Group" : account.isAdmin ? "Admin" : "User";
  }

  private refOf({ id, uuid }: { id: string; uuid: string }): string {
    return this.random.chance(0.7) ? id : uuid;
  }

  private ref(facts: readonly { id: string; uuid: string }[], self: boolean): string {
    if (self && this.random.chance(0.1)) return "self";
    return this.random.chance(0.05) || facts.length === 0 ? this.random.pick(NOTHING) : this.refOf(this.random.pick(facts));
  }

  /** The asker's group and all below it, cut off or not. */
  private subtree({ groupId }: AccountFact): Set<string> {
    const ids = new Set([groupId]);
    for (const { id, parentId } of this.facts.groups.values()) if (parentId !== null && ids.has(parentId)) ids.add(id);
    return ids;
  }

  /** Mostly of the asker's part of the tree: all else is refused, and there is more of it. */
  private groupRef(asker: AccountFact): string {
    const groups = [...this.facts.groups.values()];
    const subtree = this.subtree(asker);
    return this.ref(this.random.chance(0.7) ? groups.filter(({ id }) => subtree.has(id)) : groups, true);
  }

  private accountRef(asker: AccountFact, isAdmin: boolean | null): string {
    const fitting = [...this.facts.accounts.values()].filter(
      (account) => isAdmin === null || account.isAdmin === isAdmin || this.random.chance(0.02),
    );
    const subtree = this.subtree(asker);
    const near = fitting.filter(({ groupId, identityId }) => subtree.has(groupId) || identityId === asker.identityId);
    return this.ref(near.length > 0 && this.random.chance(0.7) ? near : fitting, isAdmin !== true);
  }

  private rootArgs(field: string, asker: AccountFact): Args {
    const { brands, reports, schedules, storages, apiAccounts } = this.facts;
    switch (field) {
      case "group":
        return { id: this.groupRef(asker) };
      case "admin":
      case "user":
        return { id: this.accountRef(asker, field === "admin") };
      case "node":
      case "watchers": {
        const more = field === "watchers" ? { events: [], service: "MANAGEMENT", first: null } : {};
        return {
          id: this.random.chance(0.5) ? this.groupRef(asker) : this.accountRef(asker, field === "watchers" ? false : null),
          ...more,
        };
      }
      case "groups":
        return { limit: 10_000 };
      case "storage":
        return { groupId: this.groupRef(asker), id: this.ref(storages, false) };
      case "report": {
        const subtree = this.subtree(asker);
        const near = reports.filter(({ groupId }) => subtree.has(groupId));
        const report = this.random.pick(near.length > 0 && this.random.chance(0.8) ? near : reports);
        return { groupId: this.random.chance(0.9) ? report.groupId : this.groupRef(asker), id: report.id };
      }
      case "reportSchedule":
        return { id: this.ref(schedules, false) };
      case "brand":
        return { id: this.ref(brands, false) };
      case "groupBrand":
        return { groupId: this.groupRef(asker), effective: this.random.chance(0.5) };
      case "sessions":
        return { accountId: this.random.chance(0.1) ? null : this.accountRef(asker, null), first: 1000 };
      case "apiAccount":
        return { identifier: this.random.chance(0.9) ? this.random.pick(apiAccounts).identifier : "nobody" };
      case "serviceHosts":
        return { userId: this.accountRef(asker, false) };
      case "forgottenPasswordPage":
        return { login: "somebody" };
      case "backupServers":
        return { first: null };
      case "apiAccounts":
      case "clientCertificates":
        return { first: 1000 };
      default:
        return {};
    }
  }

  private selection(type: string, depth: number): Selected[] {
    const list = listField(type);
    const object = this.schema.getType(type);
    if (!isObjectType(object)) return [];
    if (list !== null) return [this.selected(object, list, depth)];
    const known = Object.keys(FIELDS[type] ?? {}).filter((name) => this.isMeant(object, name));
    const names = new Set(
      known.length === 0 ? [] : Array.from({ length: 1 + this.random.below(FIELDS_MOST) }, () => this.random.pick(known)),
    );
    const into = [...names]
      .filter((name) => depth > 1 || !isObjectType(getNamedType(object.getFields()[name]!.type)))
      .map((name) => this.selected(object, name, depth - 1));
    return into.length > 0 ? into : [{ field: "__typename", args: {}, type: null, into: [] }];
  }

  private selected(object: GraphQLObjectType, field: string, depth: number): Selected {
    const named = getNamedType(object.getFields()[field]!.type);
    const type = isObjectType(named) ? named.name : null;
    return { field, args: argsOf(field, () => this.random.chance(0.5)), type, into: type === null ? [] : this.selection(type, depth) };
  }

  private print({ field, args, type, into }: Selected): string {
    const given = Object.entries(args).map(([name, value]) => `${name}: ${name === "service" ? String(value) : JSON.stringify(value)}`);
    const inner = into.map((selected) => this.print(selected)).join(" ");
    const body = field === "node" ? `{ __typename ... on ${type} { ${inner} } }` : `{ ${inner} }`;
    return `${field}${given.length > 0 ? `(${given.join(", ")})` : ""}${into.length > 0 ? ` ${body}` : ""}`;
  }
}

/** What the model says a question is to be answered with. */
export function dueAnswer(schema: GraphQLSchema, eyes: Eyes, { root }: Question): Due {
  const codes = new Set<Code>();

  const fieldOf = (type: GraphQLObjectType, selected: Selected, resolve: () => unknown): unknown => {
    const declared = type.getFields()[selected.field]!.type;
    try {
      return complete(declared, selected, resolve());
    } catch (error) {
      if (!(error instanceof Denied)) throw error;
      codes.add(error.code);
      if (isNonNullType(declared)) throw error;
      return null;
    }
  };

  const complete = (type: GraphQLOutputType, selected: Selected, value: unknown): unknown => {
    if (value === undefined) return ANYTHING;
    if (value === null) return null;
    if (isNonNullType(type)) return complete(type.ofType, selected, value);
    if (isListType(type)) return (value as unknown[]).map((item) => complete(type.ofType, selected, item));
    return selected.into.length > 0 ? objectOf(value as Node, selected) : value;
  };

  const objectOf = ({ type, fact }: Node, { field, into }: Selected): Record<string, unknown> => {
    const object = schema.getType(type) as GraphQLObjectType;
    const shown: Record<string, unknown> = field === "node" ? { __typename: type } : {};
    for (const selected of into) {
      if (selected.field === "__typename") shown["__typename"] = type;
      else if (listField(type) !== null) shown[selected.field] = fieldOf(object, selected, () => fact);
      else shown[selected.field] = fieldOf(object, selected, () => FIELDS[type]![selected.field]!(eyes, fact as never, selected.args));
    }
    return shown;
  };

  try {
    return { data: { [root.field]: fieldOf(schema.getQueryType()!, root, () => ROOTS[root.field]!(eyes, root.args)) }, codes };
  } catch (error) {
    if (!(error instanceof Denied)) throw error;
    return { data: null, codes };
  }
}
