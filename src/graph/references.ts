import type DataLoader from "dataloader";
import { parseReference } from "../kernel/reference.js";
import type { BatchLoaders, LoaderOf } from "./batch-loaders.js";
import { NO_ANSWER } from "../sql-planner/plan.js";
import type { Bind, RootSql, Run } from "../sql-planner/sql.js";
import type { Rows } from "./rows.js";

/** Rows that clients name by integer, by uuid or as their own. */

/** The row a text names. @param own the id of the one that `self` means; null where nothing is meant by it @returns null where there is none */
export async function rowByReference<Row>(
  loaders: BatchLoaders,
  text: string,
  {
    byId,
    byUuid,
    own,
  }: { byId: LoaderOf<DataLoader<number, Row | null>>; byUuid: LoaderOf<DataLoader<string, Row | null>>; own: number | null },
): Promise<Row | null> {
  const reference = parseReference(text);
  const named = reference === "self" && own !== null ? { id: own } : reference;
  if (typeof named === "string") return null;
  return "id" in named ? loaders.of(byId).load(named.id) : loaders.of(byUuid).load(named.uuid);
}

/** An argument of a field that names a row. */
interface Reference {
  table: string;
  /** `id` where it is left out. */
  argument?: string;
  /** The id of the row that `self` means; null where nothing is meant by it. */
  own: (viewer: Run["viewer"]) => number | null;
}

/** In SQL, the id of the row that an argument names; null where there is none of that uuid. */
export function referredId(bind: Bind, { table, argument = "id", own }: Reference): string {
  const id = bind((run) => named(run, argument, "id", own), "bigint");
  const uuid = bind((run) => named(run, argument, "uuid", own), "uuid");
  return `coalesce(${id}, (select id from ${table} where uuid = ${uuid}))`;
}

interface ReferredRows<Row> extends Reference {
  rows: Rows<Row>;
  /** What else is read to tell whether the row may be. */
  join?: (row: string) => string;
  where: (row: string, bind: Bind) => string;
}

/** A row that an argument of the field names, where it may be read. */
export const rootByReference = <Row>({ rows, join = () => "", where, ...reference }: ReferredRows<Row>): RootSql => ({
  from: (row, bind) => `${rows.from(row)} ${join(row)} where ${isNamed(reference, row, bind)} and ${where(row, bind)}`,
});

/** Whether a row is the one that an argument of the field names. */
export const isNamed = (reference: Reference, row: string, bind: Bind): string => `${row}.id = ${referredId(bind, reference)}`;

function named({ args, viewer }: Run, argument: string, form: "id" | "uuid", own: Reference["own"]): unknown {
  const reference = parseReference(args[argument] as string);
  if (reference === "nothing") return NO_ANSWER;
  if (reference === "self") return form === "id" ? (own(viewer) ?? NO_ANSWER) : null;
  return (reference as Readonly<Record<string, unknown>>)[form] ?? null;
}
