import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { ViewerContext } from "../context.js";
import { shopLink } from "./link.rules.js";
import { UserLinks } from "./link.type.js";
import { User } from "./user.type.js";
import { upsellUrlByBrandId } from "./link.loaders.js";
import { effectiveBrandIdByGroupId } from "../brands/brand.loaders.js";

@Resolver(() => User)
export class UserLinksResolver {
  @FieldResolver(() => UserLinks, { description: "Links to show to it." })
  async links(
    @Arg("origin", () => String, { nullable: true, description: "Where they will be shown, like `email_notification`." }) origin: string | null | undefined,
    @Arg("redirectUrl", () => String, { nullable: true, description: "Where a buyer goes after buying." }) redirectUrl: string | null | undefined,
    @Root() { groupId }: User,
    @Ctx() { loaders }: ViewerContext,
  ): Promise<UserLinks> {
    const shop = await loaders.of(upsellUrlByBrandId).load(await loaders.of(effectiveBrandIdByGroupId).load(groupId));
    return { quotasUpsell: shop === null ? null : shopLink(shop, { origin, redirectUrl }) };
  }
}
