import { Field, ID, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";
import { Sql } from "../../sql-planner/sql.js";
import { Profile } from "../../features/profiles/profile.type.js";
import type { ProfileSource } from "../../features/profiles/profile.resolver.js";
import { isCurrentSql } from "./session.sql.js";

@ObjectType({ simpleResolvers: true, description: "What a login led to." })
export class LoginPayload {
  @Field(() => String, { description: "How it went, in words." })
  message!: string;

  @Field(() => String, { description: "The caller's address as the server sees it." })
  clientIp!: string;

  @Field(() => [Profile], { description: "The account now logged in, or all of the identity's where one must be named." })
  accounts!: ProfileSource[];

  @Field(() => Profile, { nullable: true, description: "The account now logged in; null where several are possible and none was named." })
  account!: ProfileSource | null;
}

@ObjectType({ simpleResolvers: true, description: "A session that runs. Nothing of it opens it." })
export class Session {
  @Field(() => ID, { description: "The session's id." })
  id!: number;

  @Field(() => ID, { description: "The account it acts as." })
  accountId!: number;

  @Field(() => GraphQLDateTimeISO, { description: "When it began." })
  createdAt!: Date;

  @Field(() => GraphQLDateTimeISO, { description: "When it was last used, to about five minutes." })
  lastUsedAt!: Date;

  @Field(() => GraphQLDateTimeISO, { description: "When it ends, unless it is ended before." })
  expiresAt!: Date;

  @Field(() => String, { description: "The address it was last used from, to about five minutes." })
  address!: string;

  @Field(() => String, { description: "What the client that began it called itself; empty where it did not say." })
  userAgent!: string;

  @Sql(isCurrentSql)
  @Field(() => Boolean, { description: "Whether it is the session of this request." })
  isCurrent!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "Where an account is hosted." })
export class AccountServer {
  @Field(() => ID, { description: "Always 0: nothing tells whether there is such an account." })
  id!: number;

  @Field(() => String, { description: "The server's address, without trailing slash." })
  serverUrl!: string;

  @Field(() => String, { description: "The login asked for. Nothing tells whether it exists." })
  login!: string;
}
