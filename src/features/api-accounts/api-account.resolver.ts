import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { ANY_PRINCIPAL, Allow } from "../../access/allow.js";
import { type Page, checkAfter, checkFirst, toPage } from "../../graph/connection.type.js";
import type { ViewerContext } from "../../graph/context.js";
import { Sql, SqlRoot } from "../../sql-planner/sql.js";
import { deleteApiAccount, registerApiAccount, replaceApiAccount, resetApiAccountSecret } from "./api-account.commands.js";
import { rightsOf, visibleApiAccount, visibleApiAccounts } from "./api-account.lookup.js";
import { roleOfPerson, toApiAccount } from "./api-account.shape.js";
import { apiAccountRoot, apiAccountsSql } from "./api-account.sql.js";
import { apiAccountById } from "./api-account.table.js";
import {
  ApiAccount,
  ApiAccountConnection,
  ApiAccountInput,
  ApiAccountSecret,
  type ApiAccountType,
  Principal,
  PrincipalType,
} from "./api-account.type.js";
import { AUDIT_ACCOUNTS, MANAGE_ACCOUNTS } from "./permission.rules.js";

const NAME = { description: "The account's identifier." };
const MANAGING = `The caller needs the permission ${MANAGE_ACCOUNTS}, as root admins with full access have it.`;
const READING =
  `The caller needs the permission ${MANAGE_ACCOUNTS} or ${AUDIT_ACCOUNTS}, as root admins with full access have both. ` +
  "A program sees itself, and accounts that hold nothing it does not.";
const LICENSED = "INVALID_LICENSE or EXPIRED_LICENSE";

const TYPES: Readonly<Record<ApiAccountType, PrincipalType>> = { local: PrincipalType.LOCAL, x509: PrincipalType.X509 };

@Resolver()
export class ApiAccountResolver {
  @Allow(ANY_PRINCIPAL)
  @Query(() => Principal, { description: "Who asks: a person's account or an API account, and what it may do." })
  async principal(@Ctx() { db, viewer }: ViewerContext): Promise<Principal> {
    const account = viewer.isApiAccount ? await apiAccountById(db, viewer.accountId) : null;
    if (account !== null) {
      const { identifier, type, permissions, roles } = toApiAccount(account);
      return { identifier, type: TYPES[type], permissions, roles };
    }
    const { permissions } = await rightsOf(db, viewer);
    return {
      identifier: viewer.login,
      type: PrincipalType.PORTAL,
      permissions: permissions.map((value) => ({ value })),
      roles: [roleOfPerson(viewer)],
    };
  }

  @Allow(ANY_PRINCIPAL)
  @Sql(apiAccountsSql)
  @Query(() => ApiAccountConnection, {
    description: `API accounts, in order of id. ${READING} Refuses with FORBIDDEN, or BAD_REQUEST for a page that is none.`,
  })
  async apiAccounts(
    @Arg("first", () => Int, { nullable: true, defaultValue: 100, description: "How many at most, 1 to 1000; null for all." })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "The cursor after which the page begins." })
    after: string | null | undefined,
    @Ctx() { db, viewer }: ViewerContext,
  ): Promise<Page<ApiAccount>> {
    const length = checkFirst(first);
    const rows = await visibleApiAccounts(db, viewer, length === null ? null : length + 1, checkAfter(after));
    return toPage(rows.map(toApiAccount), length, ({ id }) => ({ key: "", id }));
  }

  @Allow(ANY_PRINCIPAL)
  @SqlRoot(apiAccountRoot)
  @Query(() => ApiAccount, { description: `An API account. ${READING} Refuses with FORBIDDEN or NOT_FOUND.` })
  async apiAccount(@Arg("identifier", () => String, NAME) identifier: string, @Ctx() { db, viewer }: ViewerContext): Promise<ApiAccount> {
    return toApiAccount(await visibleApiAccount(db, viewer, identifier));
  }

  @Allow(ANY_PRINCIPAL)
  @Mutation(() => ApiAccountSecret, {
    description:
      "Registers an API account. " +
      `${MANAGING} Refuses with BAD_REQUEST, CONFLICT (the identifier is taken), FORBIDDEN (also for more than the caller's own ` +
      `rights), ${LICENSED}.`,
  })
  async registerApiAccount(
    @Arg("input", () => ApiAccountInput, { description: "The new account." }) input: ApiAccountInput,
    @Ctx() context: ViewerContext,
  ): Promise<ApiAccountSecret> {
    const { account, secret } = await registerApiAccount(context, input);
    return { account: toApiAccount(account), secret };
  }

  @Allow(ANY_PRINCIPAL)
  @Mutation(() => ApiAccount, {
    description:
      "Makes an API account what the input says; what is absent there is emptied, and identifier, type and secret stay. " +
      `${MANAGING} Refuses with BAD_REQUEST, FORBIDDEN (also for oneself, and where the account has or would have more rights than the ` +
      `caller), NOT_FOUND, ${LICENSED}.`,
  })
  async replaceApiAccount(
    @Arg("input", () => ApiAccountInput, { description: "The account as it shall be; its identifier says which." }) input: ApiAccountInput,
    @Ctx() context: ViewerContext,
  ): Promise<ApiAccount> {
    return toApiAccount(await replaceApiAccount(context, input));
  }

  @Allow(ANY_PRINCIPAL)
  @Mutation(() => ApiAccountSecret, {
    description:
      "Gives a local API account a new secret, shown this once; the old one and its tokens are worth nothing from now on. " +
      `${MANAGING} Refuses with BAD_REQUEST (an x509 account), FORBIDDEN (also where it has more rights than the caller), NOT_FOUND, ` +
      `${LICENSED}.`,
  })
  async resetApiAccountSecret(
    @Arg("identifier", () => String, NAME) identifier: string,
    @Ctx() context: ViewerContext,
  ): Promise<ApiAccountSecret> {
    const { account, secret } = await resetApiAccountSecret(context, identifier);
    return { account: toApiAccount(account), secret };
  }

  @Allow(ANY_PRINCIPAL)
  @Mutation(() => ID, {
    description:
      "Removes an API account; answers its id. " +
      `${MANAGING} Refuses with FORBIDDEN (also for oneself, and where it has more rights than the caller) or NOT_FOUND.`,
  })
  deleteApiAccount(@Arg("identifier", () => String, NAME) identifier: string, @Ctx() context: ViewerContext): Promise<number> {
    return deleteApiAccount(context, identifier);
  }
}
