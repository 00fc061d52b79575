import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { GraphQLISODateTime } from "type-graphql";
import { GraphQLSafeInt, GraphQLUUID } from "graphql-scalars";
import { PageInfo } from "../../graph/connection.type.js";
import { type FieldSql, Sql, expression } from "../../sql-planner/sql.js";
import { storedPermissions, storedRoles } from "./api-account.table.js";

/** How an API account shows who it is; stored as these words. */
export enum ApiAccountType {
  LOCAL = "local",
  X509 = "x509",
}

/** What a caller is: a person's account, or an API account of one of two types. */
export enum PrincipalType {
  PORTAL = "portal",
  LOCAL = "local",
  X509 = "x509",
}

registerEnumType(ApiAccountType, {
  name: "ApiAccountType",
  description: "How an API account shows who it is.",
  valuesConfig: {
    LOCAL: { description: "By identifier and secret." },
    X509: { description: "By a client certificate that this server has issued; the identifier is its subject." },
  },
});
registerEnumType(PrincipalType, {
  name: "PrincipalType",
  description: "What a caller is.",
  valuesConfig: {
    PORTAL: { description: "A person's account." },
    LOCAL: { description: "An API account with a secret." },
    X509: { description: "An API account with a client certificate." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A permission." })
export class Permission {
  @Field(() => String, {
    description:
      "Words between colons, lists of them by commas, `*` for any: `configuration:security:account:manage`. " +
      "It holds everything that begins so.",
  })
  value!: string;
}

/** Of an API account, or of who asks. */
const permissionsSql: FieldSql = {
  kind: "list",
  from: (row, permission) => `unnest(${storedPermissions(row)}) with ordinality ${permission}(value, n)`,
  order: (permission) => [`${permission}.n`],
};

const localSql: FieldSql = {
  kind: "one",
  from: (row, local) => `(select ${row}.expires_at) ${local}(expires) where ${row}.type = '${ApiAccountType.LOCAL}'`,
};

@InputType({ description: "A permission." })
export class PermissionInput {
  @Field(() => String, { description: "Words between colons, lists of them by commas, `*` for any." })
  value!: string;
}

const IDENTIFIER = "Unique among API accounts and logins, whatever the case. Of an x509 account a distinguished name (RFC 4514).";
const ROLES =
  "Roles of admins, each for the whole tree (`partner_admin`) or on a group (`company_admin@<uuid>`). " +
  "It acts in the first that can be used.";
const EXPIRES = "When a local account can no longer be used; null for never.";

@ObjectType({ simpleResolvers: true, description: "What only a local API account has." })
export class LocalCredentials {
  @Field(() => GraphQLISODateTime, { nullable: true, description: EXPIRES })
  expires!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: "A program's credentials, and what they let it do." })
export class ApiAccount {
  @Field(() => ID, { description: "Its id." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "Its uuid." })
  uuid!: string;

  @Field(() => GraphQLSafeInt, { description: "Grows by each change." })
  version!: number;

  @Field(() => ApiAccountType, { description: "How it shows who it is." })
  type!: ApiAccountType;

  @Field(() => String, { description: IDENTIFIER })
  identifier!: string;

  @Field(() => String, { nullable: true, description: "What it is for, in words." })
  description!: string | null;

  @Sql(permissionsSql)
  @Field(() => [Permission], { description: "What it may do with API accounts." })
  permissions!: Permission[];

  @Sql(expression(storedRoles))
  @Field(() => [String], { description: ROLES })
  roles!: string[];

  @Sql(localSql)
  @Field(() => LocalCredentials, { nullable: true, description: "What only a local account has; null for an x509 one." })
  local!: LocalCredentials | null;

  @Field(() => GraphQLISODateTime, { description: "When it was registered." })
  createdAt!: Date;

  @Sql(expression((row) => `${row}.authenticated_at`))
  @Field(() => GraphQLISODateTime, { nullable: true, description: "When it last came in, to the minute; null for never." })
  lastAuthenticatedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { description: "When it was last changed." })
  modifiedAt!: Date;
}

@InputType({ description: "An API account as it shall be. What is absent is empty." })
export class ApiAccountInput {
  @Field(() => ApiAccountType, { description: "How it shows who it is." })
  type!: ApiAccountType;

  @Field(() => String, { nullable: true, description: `${IDENTIFIER} A new local account gets one where it is absent.` })
  identifier?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for, in words." })
  description?: string | null;

  @Field(() => [PermissionInput], { nullable: true, description: "What it may do with API accounts, of what the caller may." })
  permissions?: PermissionInput[] | null;

  @Field(() => [String], { nullable: true, description: `${ROLES} None beyond those the caller holds.` })
  roles?: string[] | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: EXPIRES })
  expires?: Date | null;
}

@ObjectType({ simpleResolvers: true, description: "An API account with its secret, which is shown this once." })
export class ApiAccountSecret {
  @Field(() => ApiAccount, { description: "The account." })
  account!: ApiAccount;

  @Field(() => String, { nullable: true, description: "The secret; null for an x509 account." })
  secret!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "An API account in a list." })
export class ApiAccountEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => ApiAccount, { description: "The account." })
  node!: ApiAccount;
}

@ObjectType({ simpleResolvers: true, description: "A page of API accounts, in order of id." })
export class ApiAccountConnection {
  @Field(() => [ApiAccountEdge], { description: "The accounts with their cursors." })
  edges!: ApiAccountEdge[];

  @Field(() => [ApiAccount], { description: "The accounts." })
  nodes!: ApiAccount[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

@ObjectType({ simpleResolvers: true, description: "Who asks, person or program, and what it may do." })
export class Principal {
  @Field(() => String, { description: "A person's login, or an API account's identifier." })
  identifier!: string;

  @Field(() => PrincipalType, { description: "What it is." })
  type!: PrincipalType;

  @Sql(permissionsSql)
  @Field(() => [Permission], { description: "What it may do with API accounts." })
  permissions!: Permission[];

  @Field(() => [String], { description: "Its roles, each for the whole tree or on a group." })
  roles!: string[];
}
