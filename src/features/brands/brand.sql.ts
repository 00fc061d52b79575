import { type FieldSql, expression } from "../../sql-planner/sql.js";
import { snakeCase } from "../../kernel/snake-case.js";
import { type OwnAddress, ownAddresses } from "./own-addresses.rules.js";

/** Fields of a brand that brand.edges.ts reads, in SQL. */

export const logoIdSql = expression((row) => `${row}_i.id`);

/** The server's own address where the brand names none. */
export const ownAddressSql = (name: OwnAddress): FieldSql =>
  expression((row, _prefix, bind) => `coalesce(${row}.${snakeCase(name)}, ${bind(({ config }) => ownAddresses(config)[name], "text")})`);

/** Something of how mail is sent, shown to those alone who may set that. */
export const smtpSql = (of: (row: string) => string): FieldSql => expression((row) => `case when ${row}_smtp.shown then ${of(row)} end`);
export const smtpOverrideSql = expression((row) => `(${row}_smtp.shown and ${row}.smtp_override)`);
