import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { GraphQLUUID } from "graphql-scalars";
import { Allow } from "../../access/allow.js";
import { ADMINS } from "../../access/roles.js";
import type { ViewerContext } from "../../graph/context.js";
import { notFound } from "../../kernel/errors.js";
import { IdentityProvider } from "./identity-provider.type.js";
import { BUILT_IN_IDENTITY_PROVIDER } from "./identity-provider.rules.js";

@Resolver()
export class IdentityProviderResolver {
  @Allow(ADMINS)
  @Query(() => IdentityProvider, {
    description: "An identity provider: there is one, built in, which is meant where none is named. Refuses with NOT_FOUND.",
  })
  identityProvider(
    @Arg("id", () => ID, { nullable: true, description: "Its id." }) id: string | null | undefined,
    @Arg("uuid", () => GraphQLUUID, { nullable: true, description: "Its uuid." }) uuid: string | null | undefined,
    @Ctx() { config: { publicUrl } }: ViewerContext,
  ): IdentityProvider {
    const builtIn = BUILT_IN_IDENTITY_PROVIDER;
    const named = [id ?? String(builtIn.id), uuid?.toLowerCase() ?? builtIn.uuid];
    if (named[0] !== String(builtIn.id) || named[1] !== builtIn.uuid) throw notFound(`there is no identity provider ${named.join(", ")}`);
    // One page serves all three: whoever opens it is mailed a link by which a new password is set.
    const page = `${publicUrl}/forgot-password`;
    return { ...builtIn, domain: new URL(publicUrl).hostname, changePasswordUrl: page, forgotPasswordUrl: page, resetPasswordUrl: page };
  }
}
