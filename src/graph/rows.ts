import type { Knex } from "knex";
import DataLoader from "dataloader";
import { query } from "../../db/query.js";
import { type LoaderOf, rowByKey } from "./batch-loaders.js";

/** The rows of one table as they are read everywhere, under any alias. Compiled reads and batch loaders are both made from it. */
export interface Rows<Row> {
  /** FROM, the table first, with whatever its columns are joined from. */
  from: (alias: string) => string;
  /** What is selected of a row: each column under the name of the row's property. */
  columns: (alias: string) => string;
  /** Makes a row of what was selected, where that is not a row already. */
  parse?: (selected: Record<string, unknown>) => Row;
}

const parsed = <Row>({ parse }: Rows<Row>, selected: Record<string, unknown>[]): Row[] =>
  parse === undefined ? (selected as Row[]) : selected.map(parse);

/** Reads rows. @param where what follows FROM, under the alias `r`, `?` for each binding */
export async function readRows<Row>(db: Knex, rows: Rows<Row>, where: string, bindings: readonly unknown[]): Promise<Row[]> {
  return parsed(rows, await query(db, `select ${rows.columns("r")} from ${rows.from("r")} ${where}`, bindings));
}

export const rowsById =
  <Row>(rows: Rows<Row>) =>
  (db: Knex, ids: readonly number[]): Promise<Row[]> =>
    readRows(db, rows, "where r.id = any(?::bigint[])", [ids]);

/** Loads rows by id. */
export const loaderById = <Row extends { id: number }>(rows: Rows<Row>): LoaderOf<DataLoader<number, Row | null>> =>
  rowByKey(rowsById(rows), ({ id }) => id);

/** Loads rows by uuid, in small letters. */
export const loaderByUuid = <Row extends { uuid: string }>(rows: Rows<Row>): LoaderOf<DataLoader<string, Row | null>> =>
  rowByKey(
    (db, uuids: readonly string[]) => readRows(db, rows, "where r.uuid = any(?::uuid[])", [uuids]),
    ({ uuid }) => uuid,
  );
