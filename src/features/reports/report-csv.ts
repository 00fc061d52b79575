import { GroupKind, PricingMode } from "../../kernel/enums.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { type RowField, ROW_FIELD_NAMES, formOf } from "./report-row.type.js";
import { type StoredRow } from "./report-file.js";
import { dayOf } from "../../kernel/days.js";

/** So that spreadsheets take it for UTF-8 without being told. */
const MARK = "\uFEFF";

/**
 * Where a spreadsheet would see a formula begin: at a text's begin and, since a program that separates by semicolons or tabs
 * takes no notice of quotes within a cell, behind each of these and each line end, quoted there or not.
 */
const FORMULA = /^(?=[=+\-@\t\r＝＋－＠])|(?<=[;\t\r\n])(?="*[=+\-@＝＋－＠])/g;

/** A text as a cell: as it is, but for an apostrophe before what would be a formula. */
const quoted = (text: string): string => `"${text.replace(FORMULA, "'").replaceAll('"', '""')}"`;

/** Each column's name, and how its values are written. */
const COLUMNS = ROW_FIELD_NAMES.map((field) => ({ name: snakeCase(field), write: writerOf(field) }));

/** The names of the columns, in the first line. */
export const CSV_HEAD = `${MARK}${COLUMNS.map(({ name }) => name).join(",")}\r\n`;

function writerOf(field: RowField): (value: unknown) => string {
  switch (formOf(field)) {
    case "text":
    case "text?":
      return (value) => quoted(value as string);
    case "kind":
      return (value) => GroupKind[value as number]!;
    case "mode":
      return (value) => PricingMode[value as number]!;
    case "date":
      return (value) => dayOf(new Date((value as number) * 1000));
    default:
      return (value) => `${value as number}`;
  }
}

/** Rows as lines of a spreadsheet (RFC 4180), formulas in names made harmless (CSV injection). */
export const csvOf = (rows: readonly StoredRow[]): string =>
  rows.map((row) => `${COLUMNS.map(({ name, write }) => (row[name] === null ? "" : write(row[name]))).join(",")}\r\n`).join("");
