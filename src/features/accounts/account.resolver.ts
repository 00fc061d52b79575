import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Allow, requireViewer } from "../../access/allow.js";
import { ADMINS } from "../../access/roles.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { findGroup } from "../groups/group.lookup.js";
import { parseReference } from "../../kernel/reference.js";
import type { GroupRow } from "../groups/group.table.js";
import { Group } from "../groups/group.type.js";
import { Node } from "../../graph/node.type.js";
import { findAccount } from "./account.lookup.js";
import { Sql, SqlRoot } from "../../sql-planner/sql.js";
import * as edges from "./account.edges.js";
import { nodeRoot } from "./account.sql.js";
import { toAccount } from "./account.shape.js";
import { Account } from "./account.type.js";
import { accountById, accountByUuid } from "./account.loaders.js";

@Resolver(() => Account)
export class AccountResolver {
  @Sql(edges.group.sql)
  @FieldResolver(() => Group, { description: "The group it sits in. Refuses with FORBIDDEN for service users, who read no groups." })
  group(@Root() account: Account, @Ctx() context: Context): Promise<GroupRow> {
    return findGroup(requireViewer(context), String(account.groupId));
  }
}

@Resolver()
export class NodeResolver {
  @Allow(ADMINS)
  @SqlRoot(nodeRoot)
  @Query(() => Node, { description: "A group or an account of the caller's part of the tree. Refuses with NOT_FOUND or FORBIDDEN." })
  async node(
    @Arg("id", () => ID, { description: "The object's integer id or uuid." }) id: string,
    @Ctx() context: ViewerContext,
  ): Promise<object> {
    const account = await this.accountFor(id, context);
    return account === null ? findGroup(context, id) : toAccount(await findAccount(context, account.sort, id));
  }

  private async accountFor(id: string, { loaders }: ViewerContext) {
    const reference = parseReference(id);
    if (typeof reference === "string") return null;
    return "id" in reference ? loaders.of(accountById).load(reference.id) : loaders.of(accountByUuid).load(reference.uuid);
  }
}
