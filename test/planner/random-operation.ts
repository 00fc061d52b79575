import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { admissionOf, admissionRefusal } from "../../src/access/allow.js";
import { PAGE_LIMIT } from "../../src/graph/connection.type.js";
import { AccountSort } from "../../src/kernel/enums.js";
import { type Referred, type World, literalOf, pageLength, valueFor } from "./random-values.js";

type Variables = Record<string, unknown>;

/** A read as a client sends it, again and again with other variables. */
export interface Operation {
  text: string;
  operationName: string | undefined;
  variables: Variables[];
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;
/** How many levels may still follow, and how many objects a selection may be asked for. */
interface Place {
  depth: number;
  objects: number;
}

const DEPTH = 15;
const OBJECTS = 10_000;
/** From how many fields on an operation grows no further. */
const LARGE = 120;
const DEFAULT_PAGE = 50;
/** Response keys that careless objects stumble over. */
const ODD_KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "_", "body", "nodes_"];
/** Fields that run on resolvers, at least with some arguments; with every operation having one, little would be compared. */
const RARE = new Set(["content", "download", "rows", "privateKey", "links"]);

/** Fields that lead far, and so are worth to be taken often. */
const FAR = new Set(["children", "users", "admins", "nodes", "node", "parent"]);

/** Draws a valid read of the graph. @param stray whether it may ask for anything, and not only for groups and what hangs on them */
export function randomOperation(schema: GraphQLSchema, world: World, stray: boolean): Operation {
  return new Writer(schema, world, stray).operation();
}

/** As pageLength, without null where a page must have a length. */
const pageLengthOf = ({ type }: GraphQLArgument, world: World, most: number): number | null | undefined => {
  const length = pageLength(world, most);
  return length === null && isNonNullType(type) ? undefined : length;
};

class Writer {
  private readonly definitions: string[] = [];
  private readonly values: Variables = {};
  /** What sets each variable anew, as far as its type allows. */
  private readonly redraws: ((values: Variables) => void)[] = [];
  private readonly conditions: string[] = [];
  private readonly fragments: { name: string; on: Composite; text: string; at: Place }[] = [];
  /** Fields with arguments that stand somewhere without an alias: a second one there might ask for something else. */
  private readonly plain = new Set<string>();
  private readonly oddKeys = [...ODD_KEYS];
  /** What `node` is looked at as: as two types in one operation, their fields could clash. */
  private readonly nodeType: GraphQLObjectType;
  private aliases = 0;
  private fields = 0;
  private named = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly world: World,
    private readonly stray: boolean,
  ) {
    this.nodeType = world.random.pick(schema.getPossibleTypes(schema.getType("Node") as GraphQLInterfaceType));
  }

  private chance(probability: number): boolean {
    return this.world.random.chance(probability);
  }

  /** Groups lead furthest, and most things hang on them. */
  private root(
    planned: readonly GraphQLField<unknown, unknown>[],
    others: readonly GraphQLField<unknown, unknown>[],
  ): GraphQLField<unknown, unknown> {
    if (this.stray && this.chance(0.5)) return this.world.random.pick(others);
    return this.chance(0.75) ? planned.find(({ name }) => name === "group")! : this.world.random.pick(planned);
  }

  operation(): Operation {
    const { random } = this.world;
    const query = this.schema.getQueryType()!;
    const compiles = ({ extensions }: GraphQLField<unknown, unknown>): boolean =>
      extensions["sqlRoot"] !== undefined || extensions["sql"] !== undefined;
    // Most of those that the viewer's role is refused would say little.
    const isLikely = ({ extensions }: GraphQLField<unknown, unknown>): boolean =>
      admissionRefusal(this.world.viewer, admissionOf(extensions)!) === null || this.chance(0.1);
    const planned = Object.values(query.getFields()).filter((field) => compiles(field) && (field.name === "group" || isLikely(field)));
    const others = Object.values(query.getFields()).filter((field) => !compiles(field));
    const at: Place = { depth: DEPTH, objects: OBJECTS };
    const roots = Array.from({ length: random.pick([1, 1, 1, 1, 2, 3]) }, () => this.field(this.root(planned, others), at));
    if (this.chance(0.04)) roots.push(`${this.alias(0.5)}__typename${this.directives()}`);
    const name = this.chance(0.7) ? "Asked" : undefined;
    const head =
      this.definitions.length > 0
        ? `query ${name ?? ""}(${this.definitions.join(", ")})`
        : name === undefined && this.chance(0.5)
          ? ""
          : `query ${name ?? ""}`;
    const other = name !== undefined && this.chance(0.1) ? "query Other { languages { code } } " : "";
    const fragments = this.fragments.map((fragment) => ` fragment ${fragment.name} on ${fragment.on.name} ${fragment.text}`);
    return {
      text: `${other}${head} { ${roots.join(" ")} }${fragments.join("")}`,
      operationName: other === "" && this.chance(0.5) ? undefined : name,
      variables: Array.from({ length: 1 + random.below(3) }, (_, index) => this.variableValues(index > 0)),
    };
  }

  /** Values for the variables, in JSON. */
  private variableValues(others: boolean): Variables {
    const values = this.chance(0.05) ? { ...this.values, undeclared: 1 } : { ...this.values };
    if (others) for (const redraw of this.redraws) if (this.chance(0.5)) redraw(values);
    return JSON.parse(JSON.stringify(values)) as Variables;
  }

  private selection(type: Composite, at: Place): string {
    const { random } = this.world;
    const parts = Array.from({ length: 1 + random.below(this.fields < 60 ? 5 : 2) }, () => this.member(type, at));
    if (this.chance(0.25) && this.fields < LARGE) parts.push(this.inlineFragment(type, at));
    if (this.chance(0.2) && this.fields < LARGE) parts.push(this.namedFragment(type, at));
    return `{ ${parts.join(" ")} }`;
  }

  /** One field of an object, or its type's name. */
  private member(type: Composite, at: Place): string {
    const { random } = this.world;
    const fields = Object.values(type.getFields()).filter(({ name }) => !RARE.has(name) || (this.stray && this.chance(0.3)));
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const edges = fields.filter((field) => !leaves.includes(field) && at.depth > 1);
    const into = edges.length > 0 && (leaves.length === 0 || (this.fields < LARGE && this.chance(0.45)));
    if (into) return this.field(random.pick(edges.flatMap((edge) => (FAR.has(edge.name) ? [edge, edge, edge, edge] : [edge]))), at);
    if (leaves.length === 0 || this.chance(0.06)) return `${this.alias(0.2)}__typename${this.directives()}`;
    return this.field(random.pick(leaves), at);
  }

  private field(field: GraphQLField<unknown, unknown>, at: Place): string {
    this.fields += 1;
    const isPlain = field.args.length > 0 && !this.plain.has(field.name) && this.chance(0.5);
    if (isPlain) this.plain.add(field.name);
    const alias = isPlain ? "" : this.alias(field.args.length > 0 ? 1 : 0.15);
    const below: Place = { depth: at.depth - 1, objects: at.objects };
    const args = field.args.map((arg) => this.pageArgument(field, arg, at, below)).filter((text) => text !== "");
    const type = getNamedType(field.type);
    const text = `${alias}${field.name}${args.length > 0 ? `(${args.join(", ")})` : ""}${this.directives()}`;
    if (isInterfaceType(type)) {
      const possible = this.schema.getPossibleTypes(type);
      const seen = possible.find((candidate) => candidate === this.nodeType) ?? possible[0]!;
      return `${text} { id ... on ${seen.name} ${this.selection(seen, below)} }`;
    }
    return isObjectType(type) ? `${text} ${this.selection(type, below)}` : text;
  }

  /** What the `id` of a field names. */
  private referred(field: string): Referred {
    if (field === "admin") return AccountSort.ADMIN;
    if (field === "user") return AccountSort.SERVICE_USER;
    if (field === "storage" || field === "image") return field;
    if (field === "reportSchedule") return "schedule";
    return field === "node" && this.chance(0.5) ? this.world.random.pick([AccountSort.ADMIN, AccountSort.SERVICE_USER]) : "group";
  }

  /** An argument, and for a page's length what it means for what is below. */
  private pageArgument(field: GraphQLField<unknown, unknown>, arg: GraphQLArgument, at: Place, below: Place): string {
    const of = this.referred(field.name);
    const draw = (): unknown =>
      arg.name === "first" ? pageLengthOf(arg, this.world, at.objects) : valueFor(this.world, arg.name, arg.type, of);
    const { text, value } = this.argument(arg, draw);
    if (arg.name === "first")
      below.objects = at.objects / Math.max(1, value === null ? PAGE_LIMIT : ((value as number | undefined) ?? DEFAULT_PAGE));
    return text;
  }

  /** An argument or input field by literal or variable; the empty text leaves it out. */
  private argument(arg: GraphQLArgument | GraphQLInputField, draw: () => unknown): { text: string; value: unknown } {
    const value = draw();
    if (this.chance(0.4)) {
      const variable = this.variable(arg.type, arg.defaultValue !== undefined, value, draw);
      return { text: `${arg.name}: $${variable.name}`, value: variable.value };
    }
    if (value === undefined) return { text: "", value };
    const type = getNullableType(arg.type);
    return { text: `${arg.name}: ${isInputObjectType(type) && value !== null ? this.objectLiteral(type) : literalOf(value)}`, value };
  }

  /** An object whose fields are literals or variables. */
  private objectLiteral(type: GraphQLInputObjectType): string {
    const fields = Object.values(type.getFields()).map(
      (field) => this.argument(field, () => valueFor(this.world, field.name, field.type, "group")).text,
    );
    return `{${fields.filter((text) => text !== "").join(", ")}}`;
  }

  /** Declares a variable that fits the place. @returns its name, and the value that will stand there */
  private variable(type: GraphQLInputType, hasDefault: boolean, value: unknown, draw: () => unknown): { name: string; value: unknown } {
    const name = `v${(this.named += 1)}`;
    const required = isNonNullType(type);
    const other = this.chance(0.3) ? draw() : undefined;
    const fallback = other === null && required ? undefined : other;
    const mayBeNullable = !required || hasDefault || fallback !== undefined;
    let given = value;
    if (required && mayBeNullable && this.chance(0.4)) given = this.world.wrong && this.chance(0.5) ? null : undefined;
    const isThere = given === undefined ? fallback != null : given !== null && fallback !== null;
    const nonNull = isThere && (!mayBeNullable || this.chance(0.3));
    if (given !== undefined) this.values[name] = given;
    this.redraws.push((values) => {
      const drawn = draw();
      const fits =
        drawn === undefined ? !nonNull || fallback !== undefined : drawn !== null || (!nonNull && (!required || this.world.wrong));
      if (fits) values[name] = drawn;
    });
    this.definitions.push(
      `$${name}: ${String(getNullableType(type))}${nonNull ? "!" : ""}${fallback === undefined ? "" : ` = ${literalOf(fallback)}`}`,
    );
    return { name, value: given === undefined ? fallback : given };
  }

  private directives(): string {
    return ["skip", "include"]
      .filter(() => this.chance(0.04))
      .map((name) => ` @${name}(if: ${this.condition(name)})`)
      .join("");
  }

  /** A truth value; mostly one that leaves the field in. */
  private condition(directive: string): string {
    const { random } = this.world;
    const value = this.chance(0.7) === (directive === "include");
    if (this.chance(0.4)) return String(value);
    if (this.conditions.length > 0 && this.chance(0.4)) return random.pick(this.conditions);
    const name = `if${(this.named += 1)}`;
    if (this.world.wrong && this.chance(0.3)) this.values[name] = null;
    else if (this.chance(0.6)) this.values[name] = value;
    const required = typeof this.values[name] === "boolean" && this.chance(0.7);
    this.definitions.push(`$${name}: Boolean${required ? "!" : ` = ${String(value)}`}`);
    this.redraws.push((values) => {
      values[name] = random.pick([true, false, ...(required ? [] : [undefined, ...(this.world.wrong ? [null] : [])])]);
    });
    this.conditions.push(`$${name}`);
    return `$${name}`;
  }

  /** A response key of its own, with a probability. */
  private alias(probability: number): string {
    if (!this.chance(probability)) return "";
    this.aliases += 1;
    const odd = this.chance(0.05) ? this.oddKeys.pop() : undefined;
    return `${odd ?? `x${this.aliases}`}: `;
  }

  /** The type itself or one of its interfaces. */
  private conditionFor(type: Composite): Composite {
    return this.world.random.pick([type, type, ...type.getInterfaces()]);
  }

  private inlineFragment(type: Composite, at: Place): string {
    const { random } = this.world;
    const on = this.conditionFor(type);
    if (isInterfaceType(on) && this.chance(0.6)) {
      const possible = random.pick(this.schema.getPossibleTypes(on));
      const directives = this.directives();
      const selection = possible === type ? this.selection(possible, at) : this.harmless(possible);
      return `... on ${on.name}${directives} { __typename ... on ${possible.name} ${selection} }`;
    }
    const condition = on === type && this.chance(0.3) ? "" : ` on ${on.name}`;
    return `...${condition}${this.directives()} ${this.selection(on, at)}`;
  }

  /** A selection of a type that the object is not: it may clash with nothing. */
  private harmless(type: Composite): string {
    const leaves = Object.values(type.getFields()).filter((field) => field.args.length === 0 && !isCompositeType(getNamedType(field.type)));
    return `{ ${this.alias(1)}${this.world.random.pick(leaves).name} }`;
  }

  private namedFragment(type: Composite, at: Place): string {
    const types: readonly Composite[] = [type, ...type.getInterfaces()];
    const known = this.fragments.filter(
      (fragment) => types.includes(fragment.on) && fragment.at.depth <= at.depth && fragment.at.objects <= at.objects,
    );
    if (known.length > 0 && this.chance(0.5)) return `...${this.world.random.pick(known).name}${this.directives()}`;
    const on = this.conditionFor(type);
    const text = this.selection(on, at);
    const name = `F${(this.named += 1)}`;
    this.fragments.push({ name, on, text, at });
    return `...${name}${this.directives()}`;
  }
}
