import { parseReference } from "../../kernel/reference.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import type { RootSql, Run } from "../../sql-planner/sql.js";
import { imageRows } from "./image.table.js";

function idOf({ args }: Run): unknown {
  const reference = parseReference(args["id"] as string);
  return typeof reference === "object" && "id" in reference ? reference.id : NO_ANSWER;
}

/** An image by integer. */
export const imageRoot: RootSql = { from: (row, bind) => `${imageRows.from(row)} where ${row}.id = ${bind(idOf, "bigint")}` };
