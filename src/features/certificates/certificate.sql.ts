import { cursorPart, pageLength } from "../../graph/relations.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import type { FieldSql, RootSql, Run } from "../../sql-planner/sql.js";
import { IN_ORDER, issuedAfter } from "./certificate.table.js";
import { AUTHORITIES, Authority } from "./certificate.type.js";

/** Certificates in order of issue; a cursor holds a serial number. */
export const certificatesSql: FieldSql = {
  kind: "page",
  of: {
    first: pageLength,
    from: (_, row, { after }, bind) =>
      `client_certificates ${row}${after == null ? "" : ` where ${issuedAfter(bind(cursorPart("key"), "text"))}`}`,
    order: (row) => ({ key: `${row}.serial`, id: "0", descending: false, sort: IN_ORDER }),
    guard: () => "true",
  },
};

/** Before the authorities have been made there is no row, and the resolver makes them. */
export const authorityRoot: RootSql = {
  from: (row, bind) => `certificate_authorities ${row} where ${row}.id = ${bind(requestedAuthority, "int")}`,
};

const requestedAuthority = ({ args }: Run): unknown =>
  AUTHORITIES.find((authority) => String(authority) === (args["id"] ?? String(Authority.ROOT))) ?? NO_ANSWER;
