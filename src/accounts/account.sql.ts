import { ACCOUNT_IS_READABLE } from "../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../access/visibility.sql.js";
import { rootByReference } from "../graph/references.js";
import type { RootSql } from "../planner/sql.js";
import type { AccountSort } from "../vocabulary.js";
import { accountRows } from "./account.table.js";

/** An account by integer, uuid or `self`, as findAccount has it. */
export const accountRoot = (sort: AccountSort): RootSql =>
  rootByReference({
    rows: accountRows,
    table: "accounts",
    own: ({ accountId }) => accountId,
    join: (row) => `join groups ${row}_g on ${row}_g.id = ${row}.group_id`,
    where: (row, bind) =>
      `${row}.sort = '${sort}' and ${conditionSql(ACCOUNT_IS_READABLE, boundViewer(bind), { group: placeOf(`${row}_g`), account: { id: `${row}.id` } })}`,
  });
