import { parseReference } from "../../kernel/reference.js";
import { isSelf } from "../../features/accounts/account.lookup.js";
import { rootPage } from "../../graph/lists.js";
import { NO_ANSWER } from "../../sql-planner/plan.js";
import { type Run, expression } from "../../sql-planner/sql.js";
import { runningOf, sessionRows } from "./session.table.js";

/** The person who asks. Whether others' sessions may be seen, resolvers find out. */
function ownIdentity({ args, viewer }: Run): unknown {
  const accountId = args["accountId"] as string | null | undefined;
  const isOwn = accountId == null || (!viewer.isApiAccount && isSelf(viewer, parseReference(accountId)));
  return isOwn ? viewer.identityId : NO_ANSWER;
}

export const sessionsSql = rootPage({
  rows: sessionRows,
  where: (row, bind) => [runningOf(row, bind(ownIdentity, "bigint"))],
  descending: true,
});

export const isCurrentSql = expression(
  (row, _, bind) => `(${row}.token_hash is not distinct from ${bind(({ viewer }) => viewer.sessionHash, "bytea")})`,
);
