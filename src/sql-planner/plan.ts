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
  isObjectType,
} from "graphql";
import { LRUCache } from "lru-cache";
import { type Numbered, type Statement, numberNames } from "../../db/query.js";
import { NotPlannable, type Parameter, type CompileState, binder, compileField, compileObject, newAlias } from "./compile.js";
import { type Encoding, graphEncoding } from "./encoding.js";
import { type JsonText, objectText, sqlOf, textWithin, workedText } from "./json-text.js";
import { collect } from "./selection.js";
import { structure } from "./structure.js";
import type { RootByType, RootSql, Run } from "./sql.js";

/** Whether a root field admits who asks. */
export type Admits<Asker> = (asker: Asker) => boolean;

/** What a planner is told by the server it plans for. */
export interface Planning<Asker> {
  /** Whom a root field with these extensions admits; null where its reads are not to be planned. Asked once for each plan. */
  admission: (extensions: Readonly<Record<string, unknown>>) => Admits<Asker> | null;
  /** What parameters are worked out from. */
  run: (asker: Asker, args: Run["args"]) => Run;
}

/** A condition in SQL, `:name` for each value, without which a statement has no row. */
export interface Precondition {
  sql: string;
  values: Readonly<Record<string, unknown>>;
}

/** The root field of a mutation, as the document has it and as the schema defines it. */
interface ChangingField {
  field: FieldNode;
  definition: GraphQLField<unknown, unknown>;
}

/** A mutation whose answer can be read once its change is made. */
export interface PlannedMutation<Asker> {
  operation: OperationDefinitionNode;
  /** Its root field. */
  field: FieldNode;
  /** What its root field is said to be. */
  extensions: Readonly<Record<string, unknown>>;
  run: Run;
  /**
   * The read of the answer; null where it would be refused.
   *
   * @param changed who asks, where that has been found out anew, and the id of what has been changed or made, in place of the argument of
   * that name; absent where the arguments say it
   */
  answer: (changed?: { asker: Asker; id: number }) => Statement | null;
}

/** An operation as one prepared statement whose single column is the JSON text of its answer. */
export interface Plan<Asker> {
  text: string;
  parameters: Parameter[];
  /** Whom each of its root fields admits. */
  admissions: Admits<Asker>[];
  /** The only root field of a mutation; null for a query. */
  changing: ChangingField | null;
  /** The text with each precondition it was asked for with. */
  conditional: Map<string, Numbered>;
}

/** A plan as one run has it. */
interface Planned<Asker> {
  operation: OperationDefinitionNode;
  plan: Plan<Asker>;
  asker: Asker;
  variables: Record<string, unknown>;
}

/** Most characters of SQL in the plans that a planner keeps, as they are and with each precondition: documents come from clients. */
const PLANS_TEXT = 64 * 1_048_576;
/** With how many preconditions a plan may come to be kept: one for each sort of credential. */
const PRECONDITIONS = 3;
/** What a plan takes besides its text, in characters. */
const PLAN_OVERHEAD = 2_000;

/**
 * Plans operations. What can't be planned, and what a plan answers nothing for, is for graphql-js: it alone makes errors.
 */
export class Planner<Asker> {
  private readonly documents = new WeakMap<DocumentNode, number>();
  private seen = 0;
  private readonly plans = new LRUCache<string, { plan: Plan<Asker> | null }>({
    maxSize: PLANS_TEXT,
    sizeCalculation: ({ plan }) => PLAN_OVERHEAD + (plan === null ? 0 : plan.text.length * (1 + PRECONDITIONS)),
  });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly planning: Planning<Asker>,
  ) {}

  /**
   * The statement for this run, or null where the operation has to run on resolvers.
   *
   * @param inputs variables as the client sent them
   * @param encoding how values are written; each has plans of its own
   * @param precondition unless it holds, the statement has no row
   */
  statementFor(
    document: DocumentNode,
    operationName: string | undefined,
    inputs: Readonly<Record<string, unknown>>,
    asker: Asker | null,
    {
      encoding = graphEncoding,
      unwrap = [],
      precondition = null,
    }: { encoding?: Encoding; unwrap?: readonly string[]; precondition?: Precondition | null } = {},
  ): Statement | null {
    const planned = this.planned(OperationTypeNode.QUERY, document, operationName, inputs, asker, encoding, unwrap);
    if (planned === null) return null;
    const { plan } = planned;
    const values = this.valuesFor(planned);
    if (values === null) return null;
    if (precondition === null) return { text: plan.text, values };
    const { text, names } = conditionalText(plan, precondition);
    return { text, values: [...values, ...names.map((name) => precondition.values[name])] };
  }

  /**
   * A mutation of one root field that says by `@SqlRoot` how its answer is found; null for any other, and where it can't be planned or
   * does not admit who asks. What it changes is for the caller to know.
   */
  mutationFor(
    document: DocumentNode,
    operationName: string | undefined,
    inputs: Readonly<Record<string, unknown>>,
    asker: Asker | null,
    { encoding = graphEncoding, unwrap = [] }: { encoding?: Encoding; unwrap?: readonly string[] } = {},
  ): PlannedMutation<Asker> | null {
    const planned = this.planned(OperationTypeNode.MUTATION, document, operationName, inputs, asker, encoding, unwrap);
    if (planned === null || planned.plan.changing === null) return null;
    const { field, definition } = planned.plan.changing;
    const args = unlessRefused(() => getArgumentValues(definition, field, planned.variables));
    if (args === null) return null;
    const answer: PlannedMutation<Asker>["answer"] = (changed) => {
      const values = changed
        ? this.valuesFor({ ...planned, asker: changed.asker }, { field, id: String(changed.id) })
        : this.valuesFor(planned);
      return values && { text: planned.plan.text, values };
    };
    return { operation: planned.operation, field, extensions: definition.extensions, run: this.planning.run(planned.asker, args), answer };
  }

  /** The values of a run; null where they would be refused. @param changed the id of what a root field has changed */
  private valuesFor({ plan, asker, variables }: Planned<Asker>, changed: { field?: FieldNode; id?: string } = {}): unknown[] | null {
    const argumentsOf = (field: FieldNode, definition: GraphQLField<unknown, unknown>): Run["args"] => ({
      ...getArgumentValues(definition, field, variables),
      ...(field === changed.field && { id: changed.id }),
    });
    const values = unlessRefused(() =>
      plan.parameters.map(({ value, field, definition }) =>
        value(this.planning.run(asker, field === null || definition === null ? {} : argumentsOf(field, definition))),
      ),
    );
    return values === null || values.includes(NO_ANSWER) ? null : values;
  }

  /** The plan of a run, if it can be planned and admits who asks. */
  private planned(
    sort: OperationTypeNode,
    document: DocumentNode,
    operationName: string | undefined,
    inputs: Readonly<Record<string, unknown>>,
    asker: Asker | null,
    encoding: Encoding,
    unwrap: readonly string[],
  ): Planned<Asker> | null {
    const operation = getOperationAST(document, operationName);
    if (asker === null || operation?.operation !== sort) return null;
    const { coerced, errors } = getVariableValues(this.schema, operation.variableDefinitions ?? [], inputs);
    if (errors !== undefined) return null;
    const plan = this.planFor(document, operation, coerced, encoding, unwrap);
    if (plan === null || !plan.admissions.every((admits) => admits(asker))) return null;
    return { operation, plan, asker, variables: coerced };
  }

  private planFor(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
    encoding: Encoding,
    unwrap: readonly string[],
  ): Plan<Asker> | null {
    const known = this.documents.get(document);
    const id = known ?? ++this.seen;
    if (known === undefined) this.documents.set(document, id);
    const key = `${id} ${operation.name?.value ?? ""} ${structure(this.schema, operation, variables)}`;
    const kept = this.plans.get(key);
    if (kept !== undefined) return kept.plan;
    const plan = this.compile(document, operation, variables, encoding, unwrap);
    this.plans.set(key, { plan });
    return plan;
  }

  private compile(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
    encoding: Encoding,
    unwrap: readonly string[],
  ): Plan<Asker> | null {
    const fragments = new Map(
      document.definitions
        .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
        .map((node) => [node.name.value, node]),
    );
    const state: CompileState = { schema: this.schema, fragments, variables, parameters: [], aliases: 0 };
    const type = this.schema.getRootType(operation.operation)!;
    const admissions: Admits<Asker>[] = [];
    return unlessRefused(() => {
      const selected = collect(state, type, operation.selectionSet);
      const changing = operation.operation === OperationTypeNode.MUTATION ? onlyField(type, selected) : null;
      const members = [...selected].map(([key, fields]): [string, JsonText] => {
        const definition = type.getFields()[fields[0]!.name.value];
        if (definition === undefined) throw new NotPlannable(fields[0]!.name.value);
        const admission = this.planning.admission(definition.extensions);
        if (admission === null) throw new NotPlannable(definition.name);
        admissions.push(admission);
        return [key, this.root(state, definition, fields, encoding, unwrap)];
      });
      const body = unwrap.length > 0 ? members[0]![1] : objectText(members);
      return { text: `select ${sqlOf(body)} body`, parameters: state.parameters, admissions, changing, conditional: new Map() };
    });
  }

  private root(
    state: CompileState,
    definition: GraphQLField<unknown, unknown>,
    fields: readonly FieldNode[],
    encoding: Encoding,
    unwrap: readonly string[],
  ): JsonText {
    // A list or a page that belongs to nothing is read like one that belongs to a row.
    if (definition.extensions["sql"] !== undefined)
      return compileField(state, state.schema.getQueryType()!, fields, "", "", encoding, unwrap.slice(1));
    const sql = definition.extensions["sqlRoot"] as RootSql | RootByType | undefined;
    if (sql === undefined) throw new NotPlannable(definition.name);
    const row = (type: unknown, { from }: RootSql): JsonText => {
      if (!isObjectType(type)) throw new NotPlannable(definition.name);
      const alias = newAlias(state);
      const object = compileObject(state, type, fields, alias, "", encoding, unwrap.slice(1));
      const found = from(alias, binder(state, fields[0]!, definition));
      return textWithin(object, (joined) => `(select ${joined} from ${found})`);
    };
    if (!("byType" in sql)) return row(getNullableType(definition.type), sql);
    const rows = Object.entries(sql.byType).map(([type, found]) => sqlOf(row(state.schema.getType(type), found)));
    return workedText(`coalesce(${rows.join(", ")})`);
  }
}

/** The only root field of a mutation. @throws NotPlannable where there are several */
function onlyField(mutation: GraphQLObjectType, selected: ReadonlyMap<string, readonly FieldNode[]>): ChangingField {
  const [[field] = [], ...others] = selected.values();
  const definition = field && mutation.getFields()[field.name.value];
  if (field === undefined || definition === undefined || others.length > 0) throw new NotPlannable("more than one change");
  return { field, definition };
}

/** A plan's text that has no row unless a condition holds. Both are read in one snapshot. */
function conditionalText<Asker>({ text, parameters, conditional }: Plan<Asker>, { sql }: Precondition): Numbered {
  const known = conditional.get(sql);
  if (known !== undefined) return known;
  const condition = numberNames(sql, parameters.length);
  const whole = { text: `select (${text}) body where ${condition.text}`, names: condition.names };
  conditional.set(sql, whole);
  return whole;
}

/** What a plan can't do, and what graphql-js finds wrong with arguments and directives, gives null. */
function unlessRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotPlannable || error instanceof GraphQLError) return null;
    throw error;
  }
}

/** A parameter whose value makes the plan useless: an argument graphql-js will refuse. */
export const NO_ANSWER = Symbol("no answer");
