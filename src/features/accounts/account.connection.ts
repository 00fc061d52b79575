import { Field, ObjectType } from "type-graphql";
import { Admin } from "../admins/admin.type.js";
import { PageInfo } from "../../graph/connection.type.js";
import { User } from "../users/user.type.js";

@ObjectType({ simpleResolvers: true, description: "An admin in a list." })
export class AdminEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => Admin, { description: "The admin." })
  node!: Admin;
}

@ObjectType({ simpleResolvers: true, description: "A page of admins, in order of id." })
export class AdminConnection {
  @Field(() => [AdminEdge], { description: "The admins with their cursors." })
  edges!: AdminEdge[];

  @Field(() => [Admin], { description: "The admins." })
  nodes!: Admin[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

@ObjectType({ simpleResolvers: true, description: "A service user in a list." })
export class UserEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => User, { description: "The service user." })
  node!: User;
}

@ObjectType({ simpleResolvers: true, description: "A page of service users, in order of id." })
export class UserConnection {
  @Field(() => [UserEdge], { description: "The service users with their cursors." })
  edges!: UserEdge[];

  @Field(() => [User], { description: "The service users." })
  nodes!: User[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}
