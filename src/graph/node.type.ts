import { Field, ID, InterfaceType } from "type-graphql";
import { GraphQLUUID } from "graphql-scalars";
import { AccountSort } from "../kernel/enums.js";

const TYPES: Readonly<Record<string, string>> = { [AccountSort.ADMIN]: "Admin", [AccountSort.SERVICE_USER]: "User" };

@InterfaceType({
  description: "What has an id: a group or an account. Both draw ids from one sequence.",
  resolveType: (value: { sort?: AccountSort }) => TYPES[value.sort ?? ""] ?? "Group",
})
export abstract class Node {
  @Field(() => ID, { description: "An integer up to 2^53-1, as text." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The same object's universally unique id." })
  uuid!: string;
}
