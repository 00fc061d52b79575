import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { Allow } from "../../access/allow.js";
import { OneTrip } from "../../access/one-trip.js";
import { ADMINS, PARTNERS } from "../../access/roles.js";
import { PageArguments } from "../../graph/connection.type.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { rootOfGroup } from "../groups/group.sql.js";
import type { GroupRow } from "../groups/group.table.js";
import { Group } from "../groups/group.type.js";
import { Sql, SqlRoot, expression } from "../../sql-planner/sql.js";
import * as commands from "./storage.commands.js";
import { storageRoot, storages } from "./storage.edges.js";
import { RegisterStorageInput, UpdateStorageInput } from "./storage.input.js";
import { findStorage } from "./storage.lookup.js";
import { updateStorageInOneTrip, updateStorageInheritanceInOneTrip } from "./storage.one-trip.js";
import type { StorageRow } from "./storage.table.js";
import { ActivatedStorage, RegisterStoragePayload, Storage, StorageConnection, StoragePrice } from "./storage.type.js";

const GROUP_ID = { description: "The group's integer id, its uuid, or 'self' for the caller's own." };
const STORAGE_ID = { description: "The integer id or uuid of a storage the group may choose." };
const VERSION = { nullable: true, description: "The version the caller holds; another one stored is VERSION_MISMATCH." };
/** Everything is one data centre. */
const DATACENTER_ID = 1;

@Resolver(() => Storage)
export class StorageResolver {
  @Allow(ADMINS)
  @SqlRoot(storageRoot)
  @Query(() => Storage, {
    description: "A storage that a group may choose: its own, or an inherited one. Refuses with NOT_FOUND or FORBIDDEN.",
  })
  storage(
    @Arg("groupId", () => ID, GROUP_ID) groupId: string,
    @Arg("id", () => ID, STORAGE_ID) id: string,
    @Ctx() context: ViewerContext,
  ): Promise<StorageRow> {
    return findStorage(context, groupId, id);
  }

  @Allow(PARTNERS)
  @Mutation(() => RegisterStoragePayload, {
    description:
      "Registers a storage of a group; for root admins and admins of distributors, subdistributors and providers. " +
      "Refuses with BAD_REQUEST, FORBIDDEN, NOT_FOUND or CONFLICT (the uid or the name is taken).",
  })
  async registerStorage(
    @Arg("groupId", () => ID, GROUP_ID) groupRef: string,
    @Arg("input", () => RegisterStorageInput, { description: "The storage." }) input: RegisterStorageInput,
    @Ctx() context: ViewerContext,
  ): Promise<Omit<RegisterStoragePayload, "storage"> & { storage: StorageRow }> {
    const { id, groupId, url } = await commands.registerStorage(context, groupRef, input);
    return { storage: await findStorage(context, String(groupId), String(id)), url };
  }

  @Allow("anyone")
  @Mutation(() => ActivatedStorage, {
    description:
      "Makes a storage active by the token of its registration link, which is then used up. " +
      "Refuses with UNAUTHENTICATED for a token that is used, has expired or never was one, and with FORBIDDEN where whoever registered " +
      "the storage might not do so now, or not from there.",
  })
  activateStorage(
    @Arg("token", () => String, { description: "From the link." }) token: string,
    @Ctx() context: Context,
  ): Promise<ActivatedStorage> {
    return commands.activateStorage(context, token);
  }

  @Allow(PARTNERS)
  @OneTrip(updateStorageInheritanceInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, {
    description:
      "Sets whether a group, and what is below it, may choose storages of the groups above; of the root group it means nothing. " +
      "A storage chosen before stays chosen. Refuses with FORBIDDEN, NOT_FOUND or VERSION_MISMATCH (of the group).",
  })
  updateStorageInheritance(
    @Arg("groupId", () => ID, GROUP_ID) groupId: string,
    @Arg("inherited", () => Boolean, { nullable: true, description: "Whether it may; absent or null leaves it." })
    inherited: boolean | null | undefined,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return commands.updateStorageInheritance(context, groupId, inherited, version);
  }

  @Allow(PARTNERS)
  @OneTrip(updateStorageInOneTrip)
  @SqlRoot(storageRoot)
  @Mutation(() => Storage, {
    description:
      "Changes a group's own storage. " +
      "Refuses with BAD_REQUEST, FORBIDDEN (an inherited one included), NOT_FOUND, CONFLICT (the name is taken) or VERSION_MISMATCH.",
  })
  updateStorage(
    @Arg("groupId", () => ID, GROUP_ID) groupId: string,
    @Arg("id", () => ID, STORAGE_ID) id: string,
    @Arg("input", () => UpdateStorageInput, { description: "What to change." }) input: UpdateStorageInput,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<StorageRow> {
    return commands.updateStorage(context, groupId, id, input, version);
  }

  @Allow(PARTNERS)
  @Mutation(() => ID, {
    description:
      "Removes a group's own storage; answers its id. " +
      "Refuses with BAD_REQUEST (a group keeps its backups in it), FORBIDDEN (an inherited one included), NOT_FOUND or " +
      "VERSION_MISMATCH.",
  })
  deleteStorage(
    @Arg("groupId", () => ID, GROUP_ID) groupId: string,
    @Arg("id", () => ID, STORAGE_ID) id: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<number> {
    return commands.deleteStorage(context, groupId, id, version);
  }

  @Sql(expression(() => String(DATACENTER_ID)))
  @FieldResolver(() => ID, { description: "The data centre it stands in; there is one." })
  datacenterId(): number {
    return DATACENTER_ID;
  }

  @Sql(expression(() => "0"))
  @FieldResolver(() => GraphQLSafeInt, { description: "Always 0: storages do not report what they hold. Kept for old clients." })
  spaceUsage(): number {
    return 0;
  }

  @Sql({
    kind: "list",
    from: (_row, price) => `(select 0::numeric price, 0 version, '' currency where false) ${price}`,
    order: () => ["0"],
  })
  @FieldResolver(() => [StoragePrice], { description: "Always empty: groups have prices, storages have none. Kept for old clients." })
  prices(): StoragePrice[] {
    return [];
  }
}

@Resolver(() => Group)
export class GroupStoragesResolver {
  @Sql(storages.sql)
  @FieldResolver(() => StorageConnection, {
    description: "The storages the group may choose: its own, and those of the groups above as far as it inherits them.",
  })
  async storages(@Args(() => PageArguments) page: PageArguments, @Root() group: GroupRow, @Ctx() context: ViewerContext): Promise<object> {
    const found = await storages.load(context, group, page);
    return Object.defineProperties(
      { inherited: group.parentId === null ? null : group.storagesInherited },
      Object.getOwnPropertyDescriptors(found),
    );
  }
}
