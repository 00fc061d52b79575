import { Field, Float, ID, ObjectType } from "type-graphql";
import { GraphQLDateTimeISO, GraphQLSafeInt, GraphQLUUID } from "graphql-scalars";
import { PageInfo } from "../../graph/connection.type.js";
import { Sql, expression } from "../../sql-planner/sql.js";
import { StorageKind } from "../../kernel/enums.js";

@ObjectType({ simpleResolvers: true, description: "A price of a storage. Kept for old clients." })
export class StoragePrice {
  @Field(() => Float, { description: "Per GiB and month." })
  price!: number;

  @Field(() => GraphQLSafeInt, { description: "Grows with each change of the price." })
  version!: number;

  @Field(() => String, { description: "Currency code." })
  currency!: string;
}

@ObjectType({ simpleResolvers: true, description: "Where a group's backups are kept." })
export class StorageReference {
  @Field(() => ID, { description: "The storage's id." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The storage's uuid." })
  uuid!: string;

  @Field(() => String, { description: "The storage's name." })
  name!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: "An installation that keeps backups, as it is seen from one of the groups that may choose it.",
})
export class Storage {
  @Field(() => ID, { description: "An integer up to 2^53-1, as text." })
  id!: number;

  @Field(() => GraphQLUUID, { description: "The same storage's universally unique id." })
  uuid!: string;

  @Field(() => GraphQLSafeInt, { description: "Grows with each change of the storage." })
  version!: number;

  @Field(() => String, { description: "Unique among the storages of its owner." })
  name!: string;

  @Field(() => StorageKind, { description: "What it is installed as." })
  kind!: StorageKind;

  @Field(() => String, { description: "The installation's own unique id, whatever the case." })
  uid!: string;

  @Field(() => Boolean, { description: "Whether the installation has used its registration link." })
  active!: boolean;

  @Sql(expression((row) => `${row}_seen.used`))
  @Field(() => Boolean, { description: "Whether some group keeps its backups in it." })
  used!: boolean;

  @Sql(expression((row) => `${row}_seen.inherited`))
  @Field(() => Boolean, { description: "Whether it belongs to a group above the one it is seen from." })
  inherited!: boolean;

  @Sql(expression((row) => `${row}.group_id`))
  @Field(() => ID, { description: "The group it belongs to, which may be above the caller's part of the tree." })
  ownerId!: number;

  @Field(() => String, { description: "Where its files are seen in a browser: an http or https URL, or empty." })
  contentUrl!: string;

  @Field(() => String, { description: "The same for mobiles." })
  contentMobileUrl!: string;

  @Field(() => GraphQLDateTimeISO, { description: "When it was registered." })
  createdAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: "A storage in a list." })
export class StorageEdge {
  @Field(() => String, { description: "Its place in the list." })
  cursor!: string;

  @Field(() => Storage, { description: "The storage." })
  node!: Storage;
}

@ObjectType({ simpleResolvers: true, description: "A page of storages, in order of id." })
export class StorageConnection {
  @Field(() => [StorageEdge], { description: "The storages with their cursors." })
  edges!: StorageEdge[];

  @Field(() => [Storage], { description: "The storages." })
  nodes!: Storage[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;

  @Sql(expression((group) => `case when ${group}.parent_id is not null then ${group}.storages_inherited end`))
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether those of the groups above are in it; null for the root group, which has none above.",
  })
  inherited!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: "A storage that has been registered." })
export class RegisterStoragePayload {
  @Field(() => Storage, { description: "The storage, not active yet." })
  storage!: Storage;

  @Field(() => String, { description: "A link that makes it active, good for one use within seven days. It is shown only here." })
  url!: string;
}

@ObjectType({ simpleResolvers: true, description: "A storage as its own installation sees it." })
export class ActivatedStorage {
  @Field(() => GraphQLUUID, { description: "The storage's universally unique id." })
  uuid!: string;

  @Field(() => String, { description: "The storage's name." })
  name!: string;

  @Field(() => String, { description: "The installation's own unique id." })
  uid!: string;
}
