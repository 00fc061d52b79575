import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
  defaultFieldResolver,
  getArgumentValues,
  getDirectiveValues,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { snakeCase } from "../kernel/snake-case.js";
import { type Encoding, literal, objectText } from "./encoding.js";
import type { Bind, FieldSql, PageSql, Run } from "./sql.js";

/** Thrown where a selection has something that is no SQL; the operation runs on resolvers then. */
export class NotPlannable extends Error {}

function existing<T>(part: T | null): T {
  if (part === null) throw new NotPlannable("no way to write it");
  return part;
}

/** A value bound anew for each run, and the field whose arguments it may look at. */
export interface Parameter {
  value: (run: Run) => unknown;
  field: FieldNode | null;
  definition: GraphQLField<unknown, unknown> | null;
}

/** What compiling an operation gathers. */
export interface CompileState {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced variables of the run the plan is made for; directives and structure depend on them. */
  variables: Record<string, unknown>;
  parameters: Parameter[];
  aliases: number;
}

/** Most tables and pages one statement may read. Fragments multiply them, and PostgreSQL's time to plan grows faster still. */
const MOST_READS = 200;

export function newAlias(state: CompileState): string {
  if (state.aliases >= MOST_READS) throw new NotPlannable("too many reads for one statement");
  return `t${++state.aliases}`;
}

/** A Bind whose values look at the arguments of this field. */
export function binder(state: CompileState, field: FieldNode | null, definition: GraphQLField<unknown, unknown> | null): Bind {
  return (value, type) => {
    state.parameters.push({ value, field, definition });
    return `$${state.parameters.length}::${type}`;
  };
}

/** What an object's selection holds: fields by key, in order, without what directives leave out. */
export function collect(
  state: CompileState,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  into = new Map<string, FieldNode[]>(),
  spread = new Set<string>(),
): Map<string, FieldNode[]> {
  for (const selection of set.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, state.variables)?.["if"] === true) continue;
    if (getDirectiveValues(GraphQLIncludeDirective, selection, state.variables)?.["if"] === false) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      into.set(key, [...(into.get(key) ?? []), selection]);
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      // Once is enough, and fragments that spread others twice would double with each level.
      if (spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : state.fragments.get(selection.name.value)!;
    const condition = fragment.typeCondition?.name.value;
    if (condition === undefined || appliesTo(state.schema, type, condition)) collect(state, type, fragment.selectionSet, into, spread);
  }
  return into;
}

function appliesTo(schema: GraphQLSchema, type: GraphQLObjectType, condition: string): boolean {
  if (condition === type.name) return true;
  const other = schema.getType(condition);
  return isInterfaceType(other) && schema.isSubType(other, type);
}

const subselections = (fields: readonly FieldNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: fields.flatMap((field) => field.selectionSet?.selections ?? []),
});

/**
 * The text of an object whose columns stand in this row under a prefix.
 *
 * @param unwrap keys that lead to the one value to be answered, where that is not the object itself
 */
export function compileObject(
  state: CompileState,
  type: GraphQLObjectType,
  fields: readonly FieldNode[],
  row: string,
  prefix: string,
  encoding: Encoding,
  unwrap: readonly string[] = [],
): string {
  const [only, ...deeper] = unwrap;
  if (only !== undefined)
    return compileField(state, type, collect(state, type, subselections(fields)).get(only)!, row, prefix, encoding, deeper);
  const members = [...collect(state, type, subselections(fields))].map(([key, nodes]): [string, string] => [
    key,
    compileField(state, type, nodes, row, prefix, existing(encoding.member(key))),
  ]);
  return objectText(members);
}

/** The text of one field's value. */
export function compileField(
  state: CompileState,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  row: string,
  prefix: string,
  encoding: Encoding,
  unwrap: readonly string[] = [],
): string {
  const [node] = nodes as [FieldNode];
  const name = node.name.value;
  if (name === "__typename") return literal(JSON.stringify(parent.name));
  const definition = parent.getFields()[name]!;
  const type = getNullableType(definition.type);
  const nullText = isNonNullType(definition.type) ? null : literal(existing(encoding.nullText));
  const value = (expression: string): string => {
    const text = leaf(type, expression, encoding);
    return nullText === null ? text : `case when ${expression} is null then ${nullText} else ${text} end`;
  };
  const sql = definition.extensions["sql"] as FieldSql | undefined;
  const bind = binder(state, node, definition);

  switch (sql?.kind) {
    case undefined:
      if (definition.resolve !== undefined && definition.resolve !== defaultFieldResolver) throw new NotPlannable(`${parent.name}.${name}`);
      return value(`${row}.${prefix}${snakeCase(name)}`);
    case "expression":
      return value(sql.of(row, prefix, bind));
    case "embedded":
      return compileObject(state, objectType(type), nodes, row, sql.prefix, encoding, unwrap);
    case "variants": {
      const variants = Object.entries(sql.when).map(
        ([name, holds]) =>
          `when ${holds(row)} then ${compileObject(state, state.schema.getType(name) as GraphQLObjectType, nodes, row, prefix, encoding, unwrap)}`,
      );
      return `case ${variants.join(" ")} end`;
    }
    case "one": {
      const alias = newAlias(state);
      const object = compileObject(state, objectType(type), nodes, alias, "", encoding, unwrap);
      const from = sql.from(row, alias, bind);
      if (nullText === null) return `(select ${object} from ${from})`;
      // No row is null; a row without a text is for graphql-js, and must not pass for one that is not there.
      return `nullif(coalesce((select coalesce(${object}, '') from ${from}), ${nullText}), '')`;
    }
    case "list": {
      const alias = newAlias(state);
      const object = compileObject(
        state,
        objectType(getNullableType((type as never as { ofType: GraphQLNullableType }).ofType)),
        nodes,
        alias,
        "",
        existing(encoding.items()),
      );
      const rows = newAlias(state);
      const places = sql.order(alias).map((key, index) => ({ key, place: `place_${index}` }));
      const columns = [`${object} item`, ...places.map(({ key, place }) => `${key} ${place}`)];
      const from = sql.from(row, alias, bind);
      // "offset 0" keeps PostgreSQL from putting the item's expression in each place where the item is named.
      const list = `(select ${listText(`${rows}.item`, places.map(({ place }) => `${rows}.${place}`).join(", "))} from (select ${columns.join(", ")} from ${from} offset 0) ${rows})`;
      return sql.guard === undefined ? list : `case when ${sql.guard(row, bind)} then ${list} end`;
    }
    case "page":
      return compilePage(state, definition as GraphQLField<unknown, unknown>, nodes, row, sql.of, encoding, unwrap);
  }
}

/** The text of a value that is not null; null where only graphql-js knows how to show it. */
function leaf(type: GraphQLNullableType, expression: string, encoding: Encoding): string {
  const sql = encoding.leaf(type, expression);
  if (sql === null) throw new NotPlannable(`no SQL for a ${String(type)}`);
  return sql;
}

function objectType(type: GraphQLNullableType): GraphQLObjectType {
  if (!isObjectType(type)) throw new NotPlannable(`${String(type)} is no object type`);
  return type;
}

/** The text of a list; null if one of its items is. */
const listText = (item: string, order: string): string =>
  `case when count(*) filter (where ${item} is null) = 0 then '['||coalesce(string_agg(${item}, ',' order by ${order}), '')||']' end`;

/** The text of a connection: nodes, edges and where the page ends, from one read of the rows. */
function compilePage(
  state: CompileState,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  owner: string,
  page: PageSql,
  encoding: Encoding,
  unwrap: readonly string[],
): string {
  const connection = objectType(getNullableType(definition.type));
  const args = getArgumentValues(definition, nodes[0]!, state.variables);
  const bind = binder(state, nodes[0]!, definition);
  const alias = newAlias(state);
  const rows = newAlias(state);
  const nodeType = (): GraphQLObjectType => {
    const list = getNullableType(connection.getFields()["nodes"]!.type);
    return objectType(getNullableType((list as { ofType: GraphQLNullableType }).ofType));
  };
  const { key, id, descending, sort: otherSort } = page.order(alias, args);
  const cursor = `translate(encode(convert_to('['||to_json(${rows}.k)||','||${rows}.i||']', 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
  const limit = bind(page.first, "int");
  const [only] = unwrap;
  const selected = [...collect(state, connection, subselections(nodes))].filter(([memberKey]) => only === undefined || memberKey === only);
  // What comes after the page takes one row more, and numbers to tell it by. Else the rows come as they are sorted.
  const looksAhead = selected.some(([, [field]]) => field!.name.value === "pageInfo");
  const sort = otherSort ?? (key === null ? `${id}${descending ? " desc" : ""}` : `${key}, ${id}`);
  const columns: string[] = [`${key ?? "''"} k`, `${id} i`, ...(looksAhead ? [`row_number() over (order by ${sort}) n`] : [])];
  const shown = `${rows}.n <= coalesce(${limit}, ${rows}.n)`;
  const order = `${rows}.n`;
  const list = (item: string): string =>
    looksAhead
      ? `case when count(*) filter (where ${shown} and ${item} is null) = 0 then '['||coalesce(string_agg(${item}, ',' order by ${order}) filter (where ${shown}), '')||']' end`
      : `case when count(*) = count(${item}) then '['||coalesce(string_agg(${item}, ','), '')||']' end`;

  const members = selected.map(([memberKey, fields]): [string, string] => {
    const below = only === undefined ? existing(encoding.member(memberKey)) : encoding;
    const column = (item: string): string => {
      columns.push(`${item} c${columns.length}`);
      return `${rows}.c${columns.length - 1}`;
    };
    switch (fields[0]!.name.value) {
      case "__typename":
        return [memberKey, literal(JSON.stringify(connection.name))];
      case "nodes":
        return [memberKey, list(column(compileObject(state, nodeType(), fields, alias, "", existing(below.items()))))];
      case "edges":
        return [memberKey, list(edge(fields, existing(below.items()), column))];
      case "pageInfo":
        return [memberKey, pageInfo(fields, below)];
      default:
        // What the connection says besides is said of its owner.
        return [memberKey, compileField(state, connection, fields, owner, "", below)];
    }
  });

  function edge(fields: readonly FieldNode[], below: Encoding, column: (item: string) => string): string {
    const type = objectType(
      getNullableType((getNullableType(connection.getFields()["edges"]!.type) as { ofType: GraphQLNullableType }).ofType),
    );
    return objectText(
      [...collect(state, type, subselections(fields))].map(([edgeKey, edgeFields]): [string, string] => {
        const name = edgeFields[0]!.name.value;
        if (name === "__typename") return [edgeKey, literal(JSON.stringify(type.name))];
        if (name === "cursor") return [edgeKey, `'"'||${cursor}||'"'`];
        return [edgeKey, column(compileObject(state, nodeType(), edgeFields, alias, "", existing(below.member(edgeKey))))];
      }),
    );
  }

  function pageInfo(fields: readonly FieldNode[], below: Encoding): string {
    const type = objectType(getNullableType(connection.getFields()["pageInfo"]!.type));
    return objectText(
      [...collect(state, type, subselections(fields))].map(([infoKey, infoFields]): [string, string] => {
        const name = infoFields[0]!.name.value;
        if (name === "__typename") return [infoKey, literal(JSON.stringify(type.name))];
        if (name === "hasNextPage") return [infoKey, `case when count(*) > coalesce(${limit}, count(*)) then 'true' else 'false' end`];
        const last = `(array_agg('"'||${cursor}||'"' order by ${order} desc) filter (where ${shown}))[1]`;
        return [infoKey, `coalesce(${last}, ${literal(existing(existing(below.member(infoKey)).nullText))})`];
      }),
    );
  }

  const text = only === undefined ? objectText(members) : members[0]![1];
  const read = `select ${columns.join(", ")} from ${page.from(owner, alias, args, bind)} order by ${looksAhead ? `n limit ${limit} + 1` : `${sort} limit ${limit}`}`;
  return `case when ${page.guard(owner, bind)} then (select ${text} from (${read}) ${rows} having true) end`;
}
