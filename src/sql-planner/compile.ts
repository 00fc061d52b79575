import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNullableType,
  type GraphQLObjectType,
  defaultFieldResolver,
  getArgumentValues,
  getNullableType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { snakeCase } from "../kernel/snake-case.js";
import { type Encoding, literal } from "./encoding.js";
import { type JsonText, knownText, listText, objectText, sqlOf, textWithin, workedText } from "./json-text.js";
import { type Selecting, collect, subselections } from "./selection.js";
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
export interface CompileState extends Selecting {
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
): JsonText {
  const [only, ...deeper] = unwrap;
  if (only !== undefined)
    return compileField(state, type, collect(state, type, subselections(fields)).get(only)!, row, prefix, encoding, deeper);
  const members = [...collect(state, type, subselections(fields))].map(([key, nodes]): [string, JsonText] => [
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
): JsonText {
  const [node] = nodes as [FieldNode];
  const name = node.name.value;
  if (name === "__typename") return knownText(JSON.stringify(parent.name));
  const definition = parent.getFields()[name]!;
  const type = getNullableType(definition.type);
  const nullText = isNonNullType(definition.type) ? null : literal(existing(encoding.nullText));
  const value = (expression: string): JsonText => {
    const text = leaf(type, expression, encoding);
    return workedText(nullText === null ? text : `case when ${expression} is null then ${nullText} else ${text} end`);
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
          `when ${holds(row)} then ${sqlOf(compileObject(state, state.schema.getType(name) as GraphQLObjectType, nodes, row, prefix, encoding, unwrap))}`,
      );
      return workedText(`case ${variants.join(" ")} end`);
    }
    case "one": {
      const alias = newAlias(state);
      const object = compileObject(state, objectType(type), nodes, alias, "", encoding, unwrap);
      const from = sql.from(row, alias, bind);
      if (nullText === null) return textWithin(object, (joined) => `(select ${joined} from ${from})`);
      // No row is null; a row without a text is for graphql-js, and must not pass for one that is not there.
      return workedText(`nullif(coalesce((select coalesce(${sqlOf(object)}, '') from ${from}), ${nullText}), '')`);
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
      const columns = [`${sqlOf(object)} item`, ...places.map(({ key, place }) => `${key} ${place}`)];
      const from = sql.from(row, alias, bind);
      const order = places.map(({ place }) => `${rows}.${place}`).join(", ");
      const list = listText(`string_agg(${rows}.item, ',' order by ${order})`, `count(*) filter (where ${rows}.item is null) = 0`);
      const guard = sql.guard?.(row, bind);
      // "offset 0" keeps PostgreSQL from putting the item's expression in each place where the item is named.
      return textWithin(list, (joined) => {
        const read = `(select ${joined} from (select ${columns.join(", ")} from ${from} offset 0) ${rows})`;
        return guard === undefined ? read : `case when ${guard} then ${read} end`;
      });
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

/** The text of a connection: nodes, edges and where the page ends, from one read of the rows. */
function compilePage(
  state: CompileState,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  owner: string,
  page: PageSql,
  encoding: Encoding,
  unwrap: readonly string[],
): JsonText {
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
  const list = (item: string): JsonText =>
    looksAhead
      ? listText(
          `string_agg(${item}, ',' order by ${order}) filter (where ${shown})`,
          `count(*) filter (where ${shown} and ${item} is null) = 0`,
        )
      : listText(`string_agg(${item}, ',')`, `count(*) = count(${item})`);

  const members = selected.map(([memberKey, fields]): [string, JsonText] => {
    const below = only === undefined ? existing(encoding.member(memberKey)) : encoding;
    const column = (item: JsonText): string => {
      columns.push(`${sqlOf(item)} c${columns.length}`);
      return `${rows}.c${columns.length - 1}`;
    };
    switch (fields[0]!.name.value) {
      case "__typename":
        return [memberKey, knownText(JSON.stringify(connection.name))];
      case "nodes":
        return [memberKey, list(column(compileObject(state, nodeType(), fields, alias, "", existing(below.items()))))];
      case "edges":
        return [memberKey, list(sqlOf(edge(fields, existing(below.items()), column)))];
      case "pageInfo":
        return [memberKey, pageInfo(fields, below)];
      default:
        // What the connection says besides is said of its owner.
        return [memberKey, compileField(state, connection, fields, owner, "", below)];
    }
  });

  function edge(fields: readonly FieldNode[], below: Encoding, column: (item: JsonText) => string): JsonText {
    const type = objectType(
      getNullableType((getNullableType(connection.getFields()["edges"]!.type) as { ofType: GraphQLNullableType }).ofType),
    );
    return objectText(
      [...collect(state, type, subselections(fields))].map(([edgeKey, edgeFields]): [string, JsonText] => {
        const name = edgeFields[0]!.name.value;
        if (name === "__typename") return [edgeKey, knownText(JSON.stringify(type.name))];
        if (name === "cursor") return [edgeKey, workedText(`'"'||${cursor}||'"'`)];
        return [edgeKey, workedText(column(compileObject(state, nodeType(), edgeFields, alias, "", existing(below.member(edgeKey)))))];
      }),
    );
  }

  function pageInfo(fields: readonly FieldNode[], below: Encoding): JsonText {
    const type = objectType(getNullableType(connection.getFields()["pageInfo"]!.type));
    return objectText(
      [...collect(state, type, subselections(fields))].map(([infoKey, infoFields]): [string, JsonText] => {
        const name = infoFields[0]!.name.value;
        if (name === "__typename") return [infoKey, knownText(JSON.stringify(type.name))];
        if (name === "hasNextPage")
          return [infoKey, workedText(`case when count(*) > coalesce(${limit}, count(*)) then 'true' else 'false' end`)];
        const last = `(array_agg('"'||${cursor}||'"' order by ${order} desc) filter (where ${shown}))[1]`;
        return [infoKey, workedText(`coalesce(${last}, ${literal(existing(existing(below.member(infoKey)).nullText))})`)];
      }),
    );
  }

  const text = only === undefined ? objectText(members) : members[0]![1];
  const read = `select ${columns.join(", ")} from ${page.from(owner, alias, args, bind)} order by ${looksAhead ? `n limit ${limit} + 1` : `${sort} limit ${limit}`}`;
  const guard = page.guard(owner, bind);
  return textWithin(text, (joined) => `case when ${guard} then (select ${joined} from (${read}) ${rows} having true) end`);
}
