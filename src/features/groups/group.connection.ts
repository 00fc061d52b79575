import { Field, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "../../graph/connection.type.js";
import { Group } from "./group.type.js";

/** In which order children are listed. */
export enum ChildrenOrder {
  ID = "ID",
  NAME = "NAME",
}
registerEnumType(ChildrenOrder, {
  name: "ChildrenOrder",
  description: "In which order children are listed.",
  valuesConfig: {
    ID: { description: "By id: the oldest first." },
    NAME: { description: "By name, whatever the case." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A group in a list." })
export class GroupEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => Group, { description: "The group." })
  node!: Group;
}

@ObjectType({ simpleResolvers: true, description: "A page of groups." })
export class GroupConnection {
  @Field(() => [GroupEdge], { description: "The groups with their cursors." })
  edges!: GroupEdge[];

  @Field(() => [Group], { description: "The groups." })
  nodes!: Group[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}
