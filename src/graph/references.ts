import type DataLoader from "dataloader";
import { parseReference } from "../access/reference.js";
import type { BatchLoaders, LoaderOf } from "../batch-loaders.js";
import { NO_ANSWER } from "../planner/plan.js";
import type { Bind, RootSql, Run } from "../planner/sql.js";
import type { Rows } from "./rows.js";

/** Rows that clients name by integer, by uuid or as their own. */

/** The row a text names. @param own the id of the one that `self` means; null where nothing is meant by it @returns null where there is none */
export async function rowByReference<Row>(
  loaders: BatchLoaders,
  text: string,
  { byId, byUuid, own }: { byId: LoaderOf<DataLoader<number, Row | null>>; byUuid: LoaderOf<DataLoader<string, Row | null>>; own: number | null },
): Promise<Row | null> {
  const reference = parseReference(text);
  const named = reference === "self" && own !== null ? { id: own } : reference;
  if (typeof named === "string") return null;
  return "id" in named ? loaders.of(byId).load(named.id) : loaders.of(byUuid).load(named.uuid);
}

interface Named {
  table: string;
  /** The field's argument that names the row. */
  argument?: string;
  /** The id of the row that `self` means. */
  own: (viewer: Run["viewer"]) => number | null;
}

interface ReferredRows<Row> extends Named {
  rows: Rows<Row>;
  /** What else is read to tell whether the row may be. */
  join?: (row: string) => string;
  where: (row: string, bind: Bind) => string;
}

/** A row that the field's argument names, `id` unless said otherwise, where it may be read. */
export const rootByReference = <Row>({ rows, join = () => "", where, ...named }: ReferredRows<Row>): RootSql => ({
  from: (row, bind) => `${rows.from(row)} ${join(row)} where ${isNamed(named, row, bind)} and ${where(row, bind)}`,
});

/** Whether a row is the one that a field's argument names. */
export function isNamed(named: Named, row: string, bind: Bind): string {
  const id = bind((run) => referred(run, "id", named), "bigint");
  const uuid = bind((run) => referred(run, "uuid", named), "uuid");
  return `${row}.id = coalesce(${id}, (select id from ${named.table} where uuid = ${uuid}))`;
}

function referred({ args, viewer }: Run, form: "id" | "uuid", { argument = "id", own }: Named): unknown {
  const reference = parseReference(args[argument] as string);
  if (reference === "nothing") return NO_ANSWER;
  if (reference === "self") return form === "id" ? (own(viewer) ?? NO_ANSWER) : null;
  return (reference as Readonly<Record<string, unknown>>)[form] ?? null;
}
