import DataLoader from "dataloader";
import { run } from "../../db/query.js";
import type { BatchLoaders, LoaderOf } from "./batch-loaders.js";
import { type Condition, type Conjunction, GROUP_IS_READABLE, type Place, holds, requireReadableContents } from "../access/visibility.js";
import { boundViewer, conditionSql, placeOf, remaining } from "../access/visibility.sql.js";
import { type Cursor, type Page, checkAfter, checkFirst, decodeCursor, isPageLength, toPage } from "./connection.type.js";
import { NO_ANSWER } from "../sql-planner/plan.js";
import type { Bind, FieldSql, Run } from "../sql-planner/sql.js";
import { snakeCase } from "../kernel/snake-case.js";
import type { Rows } from "./rows.js";

/**
 * Relations between the rows of tables, each said once: a compiled read takes its `sql`, and a resolver its `load`, which reads by
 * batch loaders. Edges are in files of their own, so that types need not import each other.
 */

/** What of a request's context a relation is loaded with. */
interface Loading extends Omit<Run, "args"> {
  loaders: BatchLoaders;
}

/** The one row a column of another row names. */
export interface ToOne<Owner, Row> {
  sql: FieldSql;
  /** The row; null where there is none, or the viewer may not read it. */
  load: (context: Loading, owner: Owner) => Promise<Row | null>;
}

/** All of the few rows that belong to one. */
export interface ToFew<Owner, Row> {
  sql: FieldSql;
  load: (context: Loading, owner: Owner) => Promise<Row[]>;
}

/**
 * Says that a column holds the id of a row.
 *
 * @param key the owner's property that holds it, and in snake case its column
 * @param readable what must hold of a row of `groups` for it to be shown; nothing where it is left out
 */
export function toOne<Key extends string, Row>(
  { key, rows, byId }: { key: Key; rows: Rows<Row>; byId: LoaderOf<DataLoader<number, Row | null>> },
  readable?: Row extends Place ? Condition : never,
): ToOne<Readonly<Record<Key, number | null>>, Row> {
  const sql: FieldSql = {
    kind: "one",
    from: (owner, alias, bind) => {
      const shown = readable === undefined ? "" : ` and ${conditionSql(readable, boundViewer(bind), { group: placeOf(alias) })}`;
      return `${rows.from(alias)} where ${alias}.id = ${owner}.${snakeCase(key)}${shown}`;
    },
  };
  return {
    sql,
    load: async ({ loaders, viewer }, owner) => {
      const id = owner[key];
      const row = id === null ? null : await loaders.of(byId).load(id);
      return row !== null && (readable === undefined || holds(readable, viewer, { group: row as Row & Place })) ? row : null;
    },
  };
}

/** Arguments of a connection's field, and what else narrows it. */
export interface PageArgs {
  first: number | null;
  after?: string | null | undefined;
}

/** Many rows that belong to one of another table, page by page. */
export interface ToMany<Owner, Args extends PageArgs, Shown> {
  sql: FieldSql;
  /** A page of the rows. @throws Refusal BAD_REQUEST for a page that can't be, FORBIDDEN where the owner's contents may not be read */
  load: (context: Loading, owner: Owner, args: Args) => Promise<Page<Shown>>;
}

/** What rows are sorted by before their id, where that is anything, and the same of a row that has been read. */
interface SortKey<Row> {
  sql: (row: string) => string;
  of: (row: Row) => string;
}

export interface ToManyOf<Row, Args extends PageArgs, Shown> {
  /** @param owner the alias of the row they belong to, for what depends on where they are seen from */
  rows: Rows<Row> | ((owner: string) => Rows<Row>);
  /** The owner's table, which has an id. */
  owners: string;
  /** Conditions on a row of an owner. @param args the field's; each value that is bound is taken from those of the run */
  where: (owner: string, row: string, args: Args, bind: <Value>(value: (args: Args) => Value, type: string) => string) => string[];
  sort?: (args: Args) => SortKey<Row> | null;
  /** The newest first, by id; then there is no sort key. */
  descending?: boolean;
  /** What of the owner, a group that may be read, must hold: else the field is refused. */
  guard?: Conjunction;
  shown: (row: Row) => Shown;
}

/** Says that many rows belong to one. */
export function toMany<Owner extends { id: number }, Args extends PageArgs, Row extends { id: number }, Shown = Row>(
  definition: ToManyOf<Row, Args, Shown>,
): ToMany<Owner, Args, Shown> {
  const { sort = () => null, descending = false, guard, shown } = definition;
  const cursorOf = (args: Args) => {
    const key = sort(args);
    return (row: Row): Cursor => ({ key: key === null ? "" : key.of(row), id: row.id });
  };
  const sql: FieldSql = {
    kind: "page",
    of: {
      first: pageLength,
      from: (owner, row, args, bind) => {
        const conditions = conditionsOf(definition, owner, row, args as unknown as Args, bind);
        return `${seenFrom(definition, owner).from(row)} where ${conditions.join(" and ")}`;
      },
      order: (row, args) => ({ key: sort(args as unknown as Args)?.sql(row) ?? null, id: `${row}.id`, descending }),
      guard: (owner, bind) =>
        guard === undefined ? "true" : conditionSql(remaining(guard, GROUP_IS_READABLE), boundViewer(bind), { group: placeOf(owner) }),
    },
  };
  const pages = loaderOfPages(definition);
  return {
    sql,
    load: async ({ loaders, viewer, config }, owner, args) => {
      if (guard !== undefined) requireReadableContents(viewer, owner as unknown as Place, guard);
      const length = checkFirst(args.first);
      checkAfter(args.after);
      const found = await loaders.of(pages)({ viewer, config }, args).load(owner.id);
      const page = toPage(found, length, cursorOf(args));
      return {
        nodes: page.nodes.map(shown),
        get edges() {
          return page.edges.map(({ cursor, node }) => ({ cursor, node: shown(node) }));
        },
        pageInfo: page.pageInfo,
      };
    },
  };
}

/** The length of the page that is asked for, where there may be such a page. */
export const pageLength = ({ args }: Run): unknown => (isPageLength(args["first"] as number | null) ? (args["first"] ?? null) : NO_ANSWER);

/** What the cursor holds that is given as `after`. */
export const cursorPart =
  (name: keyof Cursor) =>
  ({ args: { after } }: Run): unknown =>
    decodeCursor(after as string)?.[name] ?? NO_ANSWER;

/** In SQL, that a row comes after the cursor, where rows are in order of id. */
export const isAfter = (row: string, bind: Bind, descending: boolean): string =>
  `${row}.id ${descending ? "<" : ">"} ${bind(cursorPart("id"), "bigint")}`;

const seenFrom = <Row, Args extends PageArgs, Shown>({ rows }: ToManyOf<Row, Args, Shown>, owner: string): Rows<Row> =>
  typeof rows === "function" ? rows(owner) : rows;

/** All conditions on a page's rows, the place after which it begins among them. */
function conditionsOf<Row, Args extends PageArgs, Shown>(
  { where, sort = () => null, descending = false }: ToManyOf<Row, Args, Shown>,
  owner: string,
  row: string,
  args: Args,
  bind: Bind,
): string[] {
  const conditions = where(owner, row, args, (value, type) => bind(({ args: now }) => value(now as unknown as Args), type));
  if (args.after == null) return conditions;
  const key = sort(args);
  if (key === null) return [...conditions, isAfter(row, bind, descending)];
  return [...conditions, `(${key.sql(row)}, ${row}.id) > (${bind(cursorPart("key"), "text")}, ${bind(cursorPart("id"), "bigint")})`];
}

type Pages<Row, Args> = (asked: Omit<Run, "args">, args: Args) => DataLoader<number, Row[]>;

/** Whose row it is that was read, and where it stands among that one's. */
const OWNER = "its owner";
const PLACE = "its place";

/** Reads a page of each of many owners by one statement, each one row longer than it was asked for. */
function loaderOfPages<Row extends { id: number }, Args extends PageArgs, Shown>(
  definition: ToManyOf<Row, Args, Shown>,
): LoaderOf<Pages<Row, Args>> {
  const { owners, sort = () => null, descending = false } = definition;
  const rows = seenFrom(definition, "o");
  return (db) => {
    const loaders = new Map<string, DataLoader<number, Row[]>>();
    return (asked, args) => {
      const question = JSON.stringify(args);
      const known = loaders.get(question);
      if (known !== undefined) return known;
      const loader = new DataLoader<number, Row[]>(async (ids) => {
        const values: unknown[] = [ids];
        const bind: Bind = (value, type) => `$${values.push(value({ ...asked, args: args as unknown as Run["args"] }))}::${type}`;
        const conditions = conditionsOf(definition, "o", "r", args, bind);
        const key = sort(args);
        const order = [...(key === null ? [] : [key.sql("r")]), `r.id${descending ? " desc" : ""}`].join(", ");
        const limit = args.first === null ? "" : `limit ${bind(() => args.first! + 1, "int")}`;
        const selected = await run<Record<string, unknown>>(
          db,
          `select p.* from ${owners} o cross join lateral (
             select ${rows.columns("r")}, o.id "${OWNER}", row_number() over (order by ${order}) "${PLACE}"
             from ${rows.from("r")} where ${conditions.join(" and ")} order by ${order} ${limit}
           ) p where o.id = any($1::bigint[]) order by o.id, p."${PLACE}"`,
          values,
        );
        const lists = new Map<number, Row[]>(ids.map((id) => [id, []]));
        for (const row of selected)
          lists.get(row[OWNER] as number)!.push(rows.parse === undefined ? (row as unknown as Row) : rows.parse(row));
        return ids.map((id) => lists.get(id)!);
      });
      loaders.set(question, loader);
      return loader;
    };
  };
}
