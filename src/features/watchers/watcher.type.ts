import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "../../graph/connection.type.js";
import { type FieldSql, Sql, expression } from "../../sql-planner/sql.js";

/** The services whose events are mailed, each with the number the API v1 knows it by. */
export enum WatchedService {
  MANAGEMENT = 1,
  BACKUP = 2,
}
registerEnumType(WatchedService, {
  name: "WatchedService",
  description: "A service whose events are mailed.",
  valuesConfig: { MANAGEMENT: { description: "The management of the portal." }, BACKUP: { description: "Backups." } },
});

@ObjectType({ simpleResolvers: true, description: "What events are about: a group, or a service user." })
export class WatchedSubject {
  @Field(() => String, { nullable: true, description: "Login of the service user; null for a group." })
  login!: string | null;

  @Field(() => String, { description: "First name: the service user's, or of the group's contact." })
  firstname!: string;

  @Field(() => String, { description: "Last name: the service user's, or of the group's contact." })
  lastname!: string;

  @Field(() => String, { description: "E-mail address, or empty where the group's contact has none." })
  email!: string;

  @Field(() => String, {
    description: "Names of the groups from the top of the caller's part of the tree down to the one it is about, with '/' between.",
  })
  hierarchyName!: string;
}

/** What watcher.sql.ts joins to each watcher. */
const subjectSql: FieldSql = {
  kind: "one",
  from: (row, subject) =>
    `(select ${["login", "firstname", "lastname", "email", "hierarchy_name"].map((column) => `${row}_s.${column}`).join(", ")}) ${subject}`,
};

@ObjectType({ simpleResolvers: true, description: "An admin who is mailed about events, and how that mail is to be written." })
export class Watcher {
  @Field(() => ID, { description: "The admin's account id." })
  id!: number;

  @Sql(expression((row) => `${row}_i.email`))
  @Field(() => String, { description: "Address the mail goes to." })
  recipient!: string;

  @Field(() => String, { description: "Language the mail is to be in." })
  language!: string;

  @Sql(expression((row) => `${row}_s.sender`))
  @Field(() => String, { description: "Address the mail comes from." })
  sender!: string;

  @Sql(expression((row) => `${row}_s.brand_id`))
  @Field(() => ID, { description: "The brand the mail is to show." })
  brandId!: number;

  @Sql(subjectSql)
  @Field(() => WatchedSubject, { description: "What the mail is about." })
  subject!: WatchedSubject;
}

@ObjectType({ simpleResolvers: true, description: "A watcher in a list." })
export class WatcherEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => Watcher, { description: "The watcher." })
  node!: Watcher;
}

@ObjectType({ simpleResolvers: true, description: "A page of watchers, in order of id." })
export class WatcherConnection {
  @Field(() => [WatcherEdge], { description: "The watchers with their cursors." })
  edges!: WatcherEdge[];

  @Field(() => [Watcher], { description: "The watchers." })
  nodes!: Watcher[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}
