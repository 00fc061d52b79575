import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import { searchKey } from "../../kernel/fold-case.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest } from "../../kernel/errors.js";
import { SqlRoot } from "../../sql-planner/sql.js";
import { searchRoot } from "./search.sql.js";
import { HITS_LIMIT, searchAccounts, searchGroups, searchOwn } from "./search.table.js";
import { SearchResult } from "./search.type.js";

@Resolver()
export class SearchResolver {
  @Allow(ANY_ACCOUNT)
  @SqlRoot(searchRoot)
  @Query(() => SearchResult, {
    description:
      "Finds groups by name and accounts by login in the caller's part of the tree, whatever the case: first the groups in order of " +
      "name, then the accounts in order of login. A service user finds its group and itself.",
  })
  async groups(
    @Arg("prefix", () => String, { nullable: true, description: "What names and logins begin with; absent: all." })
    prefix: string | null | undefined,
    @Arg("exact", () => Boolean, { nullable: true, description: "Whether they must equal the prefix." }) exact: boolean | null | undefined,
    @Arg("limit", () => Int, { defaultValue: 10, description: "How many groups, and how many accounts, at most: 1 to 10,000." })
    limit: number,
    @Ctx() { db, viewer }: ViewerContext,
  ): Promise<SearchResult> {
    if (limit < 1 || limit > HITS_LIMIT) throw badRequest(`must be 1 to ${HITS_LIMIT}`, "limit");
    const requested = { key: searchKey(prefix ?? ""), exact: exact ?? false, limit };
    if (viewer.role === "tenant_viewer") return { hits: await searchOwn(db, viewer, requested) };
    const [groups, accounts] = await Promise.all([searchGroups(db, viewer, requested), searchAccounts(db, viewer, requested)]);
    return { hits: [...groups, ...accounts] };
  }
}
