import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../graph/connection.type.js";
import { Session } from "./session.type.js";

@ObjectType({ simpleResolvers: true, description: "A session in a list." })
export class SessionEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => Session, { description: "The session." })
  node!: Session;
}

@ObjectType({ simpleResolvers: true, description: "A page of sessions, newest first." })
export class SessionConnection {
  @Field(() => [SessionEdge], { description: "The sessions with their cursors." })
  edges!: SessionEdge[];

  @Field(() => [Session], { description: "The sessions." })
  nodes!: Session[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}
