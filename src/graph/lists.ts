import type { Bind, FieldSql } from "../sql-planner/sql.js";
import { isAfter, pageLength } from "./relations.js";
import type { Rows } from "./rows.js";

/** Rows at the root of the graph, which belong to no other row. */
interface RootList<Row> {
  rows: Rows<Row>;
  /** What else is read for each of them. */
  join?: (row: string, bind: Bind) => string;
  where?: (row: string, bind: Bind) => string[];
  /** The newest first. */
  descending?: boolean;
  /** The condition under which there is an answer. */
  guard?: (bind: Bind) => string;
}

/** A page of them in order of id. */
export const rootPage = <Row extends { id: number }>({
  rows,
  join = () => "",
  where = () => [],
  descending = false,
  guard = () => "true",
}: RootList<Row>): FieldSql => ({
  kind: "page",
  of: {
    first: pageLength,
    from: (_, row, { after }, bind) => {
      const begin = after == null ? [] : [isAfter(row, bind, descending)];
      return `${rows.from(row)} ${join(row, bind)} where ${[...where(row, bind), ...begin].join(" and ") || "true"}`;
    },
    order: (row) => ({ key: null, id: `${row}.id`, descending }),
    guard: (_, bind) => guard(bind),
  },
});
