import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { ViewerContext } from "../../graph/context.js";
import { shopLink } from "./link.rules.js";
import { UserLinks } from "./link.type.js";
import { User } from "./user.type.js";
import { effectiveBrandOf } from "../brands/brand.edges.js";
import { Sql } from "../../sql-planner/sql.js";
import { linksSql } from "./link.sql.js";

@Resolver(() => User)
export class UserLinksResolver {
  @Sql(linksSql)
  @FieldResolver(() => UserLinks, { description: "Links to show to it." })
  async links(
    @Arg("origin", () => String, { nullable: true, description: "Where they will be shown, like `email_notification`." })
    origin: string | null | undefined,
    @Arg("redirectUrl", () => String, { nullable: true, description: "Where a buyer goes after buying." })
    redirectUrl: string | null | undefined,
    @Root() { groupId }: User,
    @Ctx() { loaders }: ViewerContext,
  ): Promise<UserLinks> {
    const { upsellUrl: shop } = await effectiveBrandOf(loaders, groupId);
    return { quotasUpsell: shop === null ? null : shopLink(shop, { origin, redirectUrl }) };
  }
}
