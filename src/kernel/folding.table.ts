import type { Knex } from "knex";
import { isUniqueViolation } from "../../db/constraint.js";
import { query } from "../../db/query.js";
import { FOLD_VERSION, clashKey, foldCase } from "./fold-case.js";

/** A column that holds the canonical forms of texts. */
export interface FoldedColumn {
  table: string;
  /** The column that names the row. */
  id: string;
  /** The column of the texts themselves. */
  text: string;
  column: string;
  /** In SQL, which rows of the table are meant; all of them without it. */
  where?: string;
  /** Whether forms are unique: in the table, or within each value of the column of this name. */
  unique: boolean | string;
  /** The canonical form of a text, where it is another one than foldCase makes. @returns null for a text that has none */
  fold?: (text: string) => string | null;
  /** What is stored of a text that clashes, where it is not what clashKey makes. */
  clash?: (text: string) => string;
}

/** A row whose canonical form another one holds. */
export interface Clash {
  table: string;
  id: string;
  text: string;
}

interface Row {
  id: string | number | Buffer;
  text: string;
  key: string;
}

/** Rows read at a time. */
const BATCH = 1_000;
/** Most clashes that are looked at in one column; the others have their turn when these are gone. */
const MOST_CLASHES = 1_000;

const select = ({ table, id, text, column, where = "true" }: FoldedColumn): string =>
  `select ${id} "id", ${text} "text", ${column} "key" from ${table} where ${where}`;

/** Stores a form, unless the row has another text by now, or another row holds it. @returns whether it is stored */
async function store(db: Knex, { table, id, text, column, unique }: FoldedColumn, row: Row, key: string): Promise<boolean> {
  const within = typeof unique === "string" ? ` and o.${unique} = t.${unique}` : "";
  const isFree = unique === false ? "true" : `not exists (select from ${table} o where o.${column} = ?${within})`;
  const values = [key, row.id, row.text, ...(unique === false ? [] : [key])];
  try {
    const stored = await query(
      db,
      `update ${table} t set ${column} = ? where t.${id} = ? and t.${text} = ? and ${isFree} returning 1`,
      values,
    );
    return stored.length > 0;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

async function foldRow(db: Knex, place: FoldedColumn, row: Row): Promise<void> {
  const { fold = foldCase, clash = clashKey } = place;
  const key = fold(row.text);
  if (key === null || row.key === key || row.key === clash(row.text)) return;
  if (!(await store(db, place, row, key))) await store(db, place, row, clash(row.text));
}

async function foldColumn(db: Knex, place: FoldedColumn): Promise<void> {
  let after: Row["id"] | null = null;
  for (;;) {
    const rows: Row[] = await query(
      db,
      `${select(place)}${after === null ? "" : ` and ${place.id} > ?`} order by ${place.id} limit ${BATCH}`,
      after === null ? [] : [after],
    );
    for (const row of rows) await foldRow(db, place, row);
    if (rows.length < BATCH) return;
    after = rows.at(-1)!.id;
  }
}

const isCurrent = async (db: Knex, lock = ""): Promise<boolean> =>
  (await query<{ version: string | null }>(db, `select version from canonical_forms ${lock}`))[0]!.version === FOLD_VERSION;

/**
 * Computes the canonical forms in these columns anew, where they were last computed by another version than this server's. Of
 * servers that start together one does it, and the others wait.
 *
 * @returns whether it was needed
 */
export async function foldAnew(db: Knex, columns: readonly FoldedColumn[]): Promise<boolean> {
  if (await isCurrent(db)) return false;
  return db.transaction(async (turn) => {
    if (await isCurrent(turn, "for update")) return false;
    for (const place of columns) await foldColumn(db, place);
    await query(turn, "update canonical_forms set version = ?", [FOLD_VERSION]);
    return true;
  });
}

/** The rows of a column whose canonical form another one holds. Those whose form is free by now get it. */
async function clashesIn(db: Knex, place: FoldedColumn): Promise<Clash[]> {
  const { fold = foldCase } = place;
  const rows: Row[] = await query(
    db,
    `${select(place)} and position(chr(1) in ${place.column}) > 0 order by ${place.id} limit ${MOST_CLASHES}`,
  );
  const clashes: Clash[] = [];
  for (const row of rows) {
    const key = fold(row.text);
    if (key === null || !(await store(db, place, row, key))) clashes.push({ table: place.table, id: String(row.id), text: row.text });
  }
  return clashes;
}

/** The rows in these columns whose canonical form another one holds, so that they are found by their exact text alone. */
export async function settleClashes(db: Knex, columns: readonly FoldedColumn[]): Promise<Clash[]> {
  const clashes: Clash[] = [];
  for (const place of columns) clashes.push(...(await clashesIn(db, place)));
  return clashes;
}
