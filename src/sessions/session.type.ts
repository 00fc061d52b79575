import { Field, ID, ObjectType } from "type-graphql";
import { Profile } from "../profiles/profile.type.js";
import type { ProfileSource } from "../profiles/profile.resolver.js";

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

@ObjectType({ simpleResolvers: true, description: "Where an account is hosted." })
export class AccountServer {
  @Field(() => ID, { description: "Always 0: nothing tells whether there is such an account." })
  id!: number;

  @Field(() => String, { description: "The server's address, without trailing slash." })
  serverUrl!: string;

  @Field(() => String, { description: "The login asked for. Nothing tells whether it exists." })
  login!: string;
}
