import { isNamed } from "../../graph/references.js";
import { toMany } from "../../graph/relations.js";
import { groupOfArgument } from "../groups/group.sql.js";
import type { RootSql } from "../../sql-planner/sql.js";
import { heldStoragesSeenFrom, isAvailable, isHolder, storagesSeenFrom } from "./storage.table.js";

/** The storages a group may choose. */
export const storages = toMany({
  rows: heldStoragesSeenFrom,
  owners: "groups",
  where: (owner, row) => [isHolder(owner, `${row}_holder`)],
  shown: (row) => row,
});

/** A storage that the group which `groupId` names may choose. */
export const storageRoot: RootSql = {
  from: (row, bind) => {
    const group = `${row}_g`;
    return `${groupOfArgument(group, bind)} cross join ${storagesSeenFrom(group).from(row)}
      where ${isNamed({ table: "storages", own: () => null }, row, bind)} and ${isAvailable(group, row)}`;
  },
};
