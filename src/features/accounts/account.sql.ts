import { ACCOUNT_IS_READABLE } from "../../access/visibility.js";
import { boundViewer, conditionSql, placeOf } from "../../access/visibility.sql.js";
import { rootByReference } from "../../graph/references.js";
import type { Viewer } from "../../access/viewer.js";
import type { FieldSql, RootByType, RootSql } from "../../sql-planner/sql.js";
import { groupRoot } from "../groups/group.sql.js";
import { AccountSort } from "../../kernel/enums.js";
import { accountRows } from "./account.table.js";

/** An account by integer, uuid or `self`, as findAccount has it. */
export const accountRoot = (sort: AccountSort, { argument = "id", own = ({ accountId }: Viewer) => accountId } = {}): RootSql =>
  rootByReference({
    rows: accountRows,
    table: "accounts",
    argument,
    own,
    join: (row) => `join groups ${row}_g on ${row}_g.id = ${row}.group_id`,
    where: (row, bind) => {
      const places = { group: placeOf(`${row}_g`), account: { id: `${row}.id` } };
      return `${row}.sort = '${sort}' and ${conditionSql(ACCOUNT_IS_READABLE, boundViewer(bind), places)}`;
    },
  });

/** A group or an account by integer or uuid. By `self` the own group is meant, whose id is no account's. */
const ofGroup = { own: ({ groupId }: Viewer): number => groupId };
export const nodeRoot: RootByType = {
  byType: { Group: groupRoot, Admin: accountRoot(AccountSort.ADMIN, ofGroup), User: accountRoot(AccountSort.SERVICE_USER, ofGroup) },
};

/** A row of accounts as what it is. */
export const accountSql: FieldSql = {
  kind: "variants",
  when: { Admin: (row) => `${row}.sort = '${AccountSort.ADMIN}'`, User: (row) => `${row}.sort = '${AccountSort.SERVICE_USER}'` },
};
