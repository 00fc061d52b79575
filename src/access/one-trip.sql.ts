import { type Statement, numberValues } from "../../db/query.js";
import type { Reference } from "../kernel/reference.js";
import type { Viewer } from "./viewer.js";
import type { Revalidation } from "./viewer.table.js";
import type { Condition } from "./visibility.js";
import { type SubjectColumns, conditionFor } from "./visibility.sql.js";

/** The statements of a change in one trip; one-trip.ts sends them. */

/** A condition in SQL, `:name` for each value. A statement has each name once. */
export interface SqlPart {
  sql: string;
  values: Readonly<Record<string, unknown>>;
}

/** What is set, by column. */
type Columns = Readonly<Record<string, unknown>>;

/** A change of one row's own columns, and perhaps of those of a row that belongs to it. */
export interface SimpleChange {
  /** The row is `r` of this table. */
  table: string;
  /** What the conditions look at beside it, as FROM has it: `groups g`. */
  beside?: string;
  columns: Columns;
  /** A row `d` of another table that belongs to it: whose `key` is that column of `r`. */
  detail?: { table: string; key: string; is: string; columns: Columns };
  /** What has to hold of the row: which one it is, and all that the ordinary command checks. */
  conditions: readonly SqlPart[];
  /** Whether it counts as a change of the row: then the row has a version, which grows, and something has to differ from what is stored. */
  grows: boolean;
  /** The version that the client holds; null where it says none. */
  version: number | null;
}

const names = (columns: Columns): string[] => Object.keys(columns);
const sets = (columns: Columns, prefix: string): string[] => names(columns).map((name) => `${name} = :${prefix}${name}`);
const valuesOf = (columns: Columns, prefix: string): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, value]) => [prefix + name, value]));
const differs = (row: string, columns: Columns, prefix: string): string =>
  `(${names(columns)
    .map((name) => `${row}.${name}`)
    .join(", ")}) is distinct from (${names(columns)
    .map((name) => `:${prefix}${name}`)
    .join(", ")})`;

/** The statement that makes a change, if the viewer is as it was cached and all conditions hold, and answers a row then. */
export function changeStatement(change: SimpleChange, revalidation: Revalidation): Statement {
  const { table, beside, columns, detail, grows, version } = change;
  const belongs = detail && `d.${detail.key} = r.${detail.is}`;
  const different = [
    ...(names(columns).length > 0 ? [differs("r", columns, "set_")] : []),
    ...(detail ? [`exists (select from ${detail.table} d where ${belongs} and ${differs("d", detail.columns, "detail_")})`] : []),
  ];
  const conditions: SqlPart[] = [
    ...change.conditions,
    ...(version === null ? [] : [{ sql: "r.version = :heldVersion", values: { heldVersion: version } }]),
    ...(grows ? [{ sql: `(${different.join(" or ")})`, values: {} }] : []),
    revalidation,
  ];
  const update = `update ${table} r set ${[...(grows ? ["version = r.version + 1"] : []), ...sets(columns, "set_")].join(", ")}
      ${beside === undefined ? "" : `from ${beside}`} where ${conditions.map(({ sql }) => sql).join(" and ")}`;
  const text =
    detail === undefined
      ? `${update} returning true`
      : `with r as (${update} returning r.${detail.is}),
           d as (update ${detail.table} d set ${sets(detail.columns, "detail_").join(", ")} from r where ${belongs})
         select true from r`;
  const values = [valuesOf(columns, "set_"), valuesOf(detail?.columns ?? {}, "detail_"), ...conditions.map((part) => part.values)];
  return numberValues(text, Object.assign({}, ...values) as Columns);
}

/** Which row a client names. @param own the id that `self` means @returns null for none */
export function namedRow(row: string, reference: Reference, own: number | null): SqlPart | null {
  const named = reference === "self" && own !== null ? { id: own } : reference;
  if (typeof named === "string") return null;
  return "id" in named
    ? { sql: `${row}.id = :${row}_id`, values: { [`${row}_id`]: named.id } }
    : { sql: `${row}.uuid = :${row}_uuid`, values: { [`${row}_uuid`]: named.uuid } };
}

/** What has to hold for a viewer. */
export function heldFor(condition: Condition, viewer: Viewer, subject: SubjectColumns): SqlPart {
  const { sql, bindings } = conditionFor(condition, viewer, subject);
  return { sql, values: bindings };
}

/** A read of an answer that fails where there is none: a change whose answer can't be written is undone. */
export const existingAnswer = ({ text, values }: Statement): Statement => ({
  text: `select w.body, 1 / (w.body is not null)::int from (${text} offset 0) w`,
  values,
});
