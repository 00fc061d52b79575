import { Extensions } from "type-graphql";

/**
 * What a field of the graph is in SQL, said on the type. A field without a resolver of its own needs no word: it is the
 * column of its name, and the ordinary way reads it from the row by the same name. Everything else says it with `@Sql`.
 */
export type FieldSql =
  /** An expression over the row, `(row) => \`${row}.logon_ips\``, and over what it binds. */
  | { kind: "expression"; of: (row: string, prefix: string, bind: Bind) => string }
  /** An object made of columns of the same row, whose names begin with the prefix. */
  | { kind: "embedded"; prefix: string }
  /** An object of an interface, made of the same row: which type it is of, the first condition says that holds. */
  | { kind: "variants"; when: Readonly<Record<string, (row: string) => string>> }
  /** One row that belongs to this one; null where there is none. */
  | { kind: "one"; from: (row: string, alias: string, bind: Bind) => string }
  /** All of the few rows that belong to this one, as long as the guard's condition holds. */
  | {
      kind: "list";
      from: (row: string, alias: string, bind: Bind) => string;
      order: (alias: string) => readonly string[];
      guard?: (row: string, bind: Bind) => string;
    }
  /** A page of rows that belong to this one. */
  | { kind: "page"; of: PageSql };

/** How a connection is read: rows, their order, and whether the viewer may see them at all. */
export interface PageSql {
  /** The length asked for, null for all; NO_ANSWER where it would be refused. */
  first: (run: Run) => unknown;
  /** FROM and WHERE for the rows of one owner; `argument` binds an argument of the field. */
  from: (owner: string, alias: string, args: Readonly<Record<string, unknown>>, bind: Bind) => string;
  /** What a cursor holds, by which rows are sorted unless `sort` says otherwise, the id last; only what is sorted by id alone may be descending. */
  order: (alias: string, args: Readonly<Record<string, unknown>>) => { key: string | null; id: string; descending: boolean; sort?: string };
  /** The condition under which the owner may be asked. */
  guard: (owner: string, bind: Bind) => string;
}

/** Binds a value that is worked out for each run; gives its placeholder. */
export type Bind = (value: (run: Run) => unknown, type: string) => string;

/** What a run of a plan knows: the arguments of the field that binds, and what the server adds (graph/planning.ts). */
export interface Run {
  args: Readonly<Record<string, unknown>>;
}

export const Sql = (sql: FieldSql): MethodDecorator & PropertyDecorator => Extensions({ sql });

export const expression = (of: (row: string, prefix: string, bind: Bind) => string): FieldSql => ({ kind: "expression", of });
export const embedded = (prefix: string): FieldSql => ({ kind: "embedded", prefix });
export const one = (table: string, key: string, owner = "id"): FieldSql => ({
  kind: "one",
  from: (row, alias) => `${table} ${alias} where ${alias}.${key} = ${row}.${owner}`,
});

/** An entry point that answers one row, or none: then graphql-js finds out why. Said on the Query field by `@SqlRoot`. */
export interface RootSql {
  from: (alias: string, bind: Bind) => string;
}

/** An entry point that answers an object of an interface: for each type how its row is found. At most one of them finds any. */
export interface RootByType {
  byType: Readonly<Record<string, RootSql>>;
}

export const SqlRoot = (sqlRoot: RootSql | RootByType): MethodDecorator & PropertyDecorator => Extensions({ sqlRoot });
