import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type OperationDefinitionNode,
  getArgumentValues,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isObjectType,
  typeFromAST,
} from "graphql";
import { LRUCache } from "lru-cache";
import { admissionOf, admissionRefusal } from "../access/allow.js";
import type { Statement } from "../../db/query.js";
import type { OneTripForm, OneTripWrite } from "../access/one-trip.js";
import type { Config } from "../config/config.js";
import type { CallerRole } from "../access/roles.js";
import type { Viewer } from "../access/viewer.js";
import type { Revalidation } from "../access/viewer.table.js";
import { Refusal } from "../kernel/errors.js";
import { NotPlannable, type Parameter, type CompileState, binder, collect, compileField, compileObject, newAlias } from "./compile.js";
import { type Encoding, graphEncoding, objectText } from "./encoding.js";
import type { RootByType, RootSql } from "./sql.js";

/** An operation as one prepared statement whose single column is the JSON text of its answer. */
export interface Plan {
  text: string;
  parameters: Parameter[];
  /** The roles that each of its root fields admits. */
  admissions: (readonly CallerRole[])[];
  /** Of a mutation, how it goes in one trip; null for a query. */
  oneTrip: { form: OneTripForm<unknown>; field: FieldNode; definition: GraphQLField<unknown, unknown> } | null;
  /** The text with each condition that revalidates a viewer it was asked for with. */
  revalidating: Map<string, string>;
}

/** How many plans are kept for each planner. A plan is a few kilobytes; documents come from clients. */
const PLANS = 500;

let documents = 0;

/**
 * Plans operations. What can't be planned, and what a plan answers nothing for, is for graphql-js: it alone makes errors.
 */
export class Planner {
  private readonly plans = new WeakMap<DocumentNode, Map<string, Plan | null>>();
  private readonly recent = new LRUCache<string, Map<string, Plan | null>>({ max: PLANS, dispose: (plans) => plans.clear() });

  /** @param config settings that values of a statement may depend on */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly config: Config,
  ) {}

  /**
   * The statement for this run, or null where the operation has to run on resolvers.
   *
   * @param inputs variables as the client sent them
   * @param encoding how values are written; each has plans of its own
   * @param revalidation of a cached viewer: unless it holds, the statement has no row
   */
  statementFor(
    document: DocumentNode,
    operationName: string | undefined,
    inputs: Readonly<Record<string, unknown>>,
    viewer: Viewer | null,
    {
      encoding = graphEncoding,
      unwrap = [],
      revalidation = null,
    }: { encoding?: Encoding; unwrap?: readonly string[]; revalidation?: Revalidation | null } = {},
  ): Statement | null {
    const planned = this.planned(OperationTypeNode.QUERY, document, operationName, inputs, viewer, encoding, unwrap);
    if (planned === null) return null;
    const { plan, values } = planned;
    return revalidation === null
      ? { text: plan.text, values }
      : { text: revalidatingText(plan, revalidation), values: [...values, ...revalidation.values] };
  }

  /**
   * What a mutation changes and answers, as far as one trip to the database can do it; null where the ordinary command has to. As in
   * `statementFor`, the viewer may be a cached one: the change revalidates it.
   */
  writeFor(
    document: DocumentNode,
    operationName: string | undefined,
    inputs: Readonly<Record<string, unknown>>,
    viewer: Viewer | null,
    { encoding = graphEncoding, unwrap = [] }: { encoding?: Encoding; unwrap?: readonly string[] } = {},
  ): OneTripWrite | null {
    const planned = this.planned(OperationTypeNode.MUTATION, document, operationName, inputs, viewer, encoding, unwrap);
    if (viewer === null || planned === null || planned.plan.oneTrip === null) return null;
    const { plan, values, coerced } = planned;
    const { form, field, definition } = planned.plan.oneTrip;
    const change = orNull(() => form(getArgumentValues(definition, field, coerced), viewer), isRefusal);
    return change && { change, answer: { text: plan.text, values } };
  }

  /** The plan of a run and its values, if it can be planned and the viewer is admitted. */
  private planned(
    sort: OperationTypeNode,
    document: DocumentNode,
    operationName: string | undefined,
    inputs: Readonly<Record<string, unknown>>,
    viewer: Viewer | null,
    encoding: Encoding,
    unwrap: readonly string[],
  ): { plan: Plan; values: unknown[]; coerced: Record<string, unknown> } | null {
    const operation = getOperationAST(document, operationName);
    // What a limited token may read is for the admission of each root field to say.
    if (viewer === null || viewer.tokenScopes !== null || operation?.operation !== sort) return null;
    const { coerced, errors } = getVariableValues(this.schema, operation.variableDefinitions ?? [], inputs);
    if (errors !== undefined) return null;
    const plan = this.planFor(document, operation, coerced, encoding, unwrap);
    if (plan === null || plan.admissions.some((roles) => admissionRefusal(viewer, roles) !== null)) return null;
    const values = unlessRefused(() =>
      plan.parameters.map(({ value, field, definition }) =>
        value({
          viewer,
          config: this.config,
          args: field === null || definition === null ? {} : getArgumentValues(definition, field, coerced),
        }),
      ),
    );
    return values === null || values.includes(NO_ANSWER) ? null : { plan, values, coerced };
  }

  private planFor(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
    encoding: Encoding,
    unwrap: readonly string[],
  ): Plan | null {
    let plans = this.plans.get(document);
    if (plans === undefined) {
      plans = new Map();
      this.plans.set(document, plans);
      this.recent.set(String(++documents), plans);
    }
    const key = `${operation.name?.value ?? ""} ${structure(this.schema, operation, variables)}`;
    const known = plans.get(key);
    if (known !== undefined) return known;
    if (plans.size >= PLANS) plans.clear();
    const plan = this.compile(document, operation, variables, encoding, unwrap);
    plans.set(key, plan);
    return plan;
  }

  private compile(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
    encoding: Encoding,
    unwrap: readonly string[],
  ): Plan | null {
    const fragments = new Map(
      document.definitions
        .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
        .map((node) => [node.name.value, node]),
    );
    const state: CompileState = { schema: this.schema, fragments, variables, parameters: [], aliases: 0 };
    const root = this.schema.getRootType(operation.operation)!;
    const admissions: (readonly CallerRole[])[] = [];
    return unlessRefused(() => {
      const selected = collect(state, root, operation.selectionSet);
      const oneTrip = operation.operation === OperationTypeNode.MUTATION ? oneTripOf(root, selected) : null;
      const members = [...selected].map(([key, fields]): [string, string] => {
        const definition = root.getFields()[fields[0]!.name.value];
        if (definition === undefined) throw new NotPlannable(fields[0]!.name.value);
        const admission = admissionOf(definition.extensions)!;
        // Calls of what is open to anyone are counted where its resolver begins.
        if (admission === "anyone") throw new NotPlannable(definition.name);
        admissions.push(admission);
        return [key, this.root(state, definition, fields, encoding, unwrap)];
      });
      const body = unwrap.length > 0 ? members[0]![1] : objectText(members);
      return { text: `select ${body} body`, parameters: state.parameters, admissions, oneTrip, revalidating: new Map() };
    });
  }

  private root(
    state: CompileState,
    definition: GraphQLField<unknown, unknown>,
    fields: readonly FieldNode[],
    encoding: Encoding,
    unwrap: readonly string[],
  ): string {
    // A list or a page that belongs to nothing is read like one that belongs to a row.
    if (definition.extensions["sql"] !== undefined)
      return compileField(state, state.schema.getQueryType()!, fields, "", "", encoding, unwrap.slice(1));
    const sql = definition.extensions["sqlRoot"] as RootSql | RootByType | undefined;
    if (sql === undefined) throw new NotPlannable(definition.name);
    const row = (type: unknown, { from }: RootSql): string => {
      if (!isObjectType(type)) throw new NotPlannable(definition.name);
      const alias = newAlias(state);
      const object = compileObject(state, type, fields, alias, "", encoding, unwrap.slice(1));
      return `(select ${object} from ${from(alias, binder(state, fields[0]!, definition))})`;
    };
    if (!("byType" in sql)) return row(getNullableType(definition.type), sql);
    return `coalesce(${Object.entries(sql.byType)
      .map(([type, found]) => row(state.schema.getType(type), found))
      .join(", ")})`;
  }
}

/** How a mutation of one field goes in one trip. @throws NotPlannable where it does not */
function oneTripOf(mutation: GraphQLObjectType, selected: ReadonlyMap<string, readonly FieldNode[]>): NonNullable<Plan["oneTrip"]> {
  const [[field] = [], ...others] = selected.values();
  const definition = field && mutation.getFields()[field.name.value];
  const form = definition?.extensions["oneTrip"] as OneTripForm<unknown> | undefined;
  if (others.length > 0 || field === undefined || definition === undefined || form === undefined) throw new NotPlannable("no one trip");
  return { form, field, definition };
}

/** A plan's text that has no row unless the viewer is as it was cached. One snapshot is what the caller and the rest are read in. */
function revalidatingText({ text, parameters, revalidating }: Plan, { sql }: Revalidation): string {
  const known = revalidating.get(sql);
  if (known !== undefined) return known;
  let place = parameters.length;
  const condition = sql.replaceAll("?", () => `$${++place}`);
  const whole = `select (${text}) body where ${condition}`;
  revalidating.set(sql, whole);
  return whole;
}

/** What a plan can't do, and what graphql-js finds wrong with arguments and directives, gives null. */
const unlessRefused = <T>(work: () => T): T | null =>
  orNull(work, (error) => error instanceof NotPlannable || error instanceof GraphQLError);

const isRefusal = (error: unknown): boolean => error instanceof Refusal;

/** The work's result; null where it throws what is expected. */
function orNull<T>(work: () => T, isExpected: (error: unknown) => boolean): T | null {
  try {
    return work();
  } catch (error) {
    if (isExpected(error)) return null;
    throw error;
  }
}

/** A parameter whose value makes the plan useless: an argument graphql-js will refuse. */
export const NO_ANSWER = Symbol("no answer");

/** What of the variables a plan depends on: truth values, enums, and what is null or absent. */
function structure(schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Record<string, unknown>): string {
  const parts = (operation.variableDefinitions ?? []).map(({ variable, type }) => {
    const value = variables[variable.name.value];
    const declared = typeFromAST(schema, type as never);
    const bare = declared === undefined ? undefined : getNullableType(declared as never);
    if (typeof value === "boolean" || isEnumType(bare)) return String(value);
    if (isInputObjectType(bare) && typeof value === "object" && value !== null) {
      return JSON.stringify(Object.entries(value).map(([name, item]) => [name, item === null]));
    }
    return value === undefined ? "-" : value === null ? "0" : "1";
  });
  return parts.join(",");
}
