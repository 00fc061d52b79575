import type { OneTripForm } from "../../access/one-trip.js";
import { heldFor, namedRow } from "../../access/one-trip.sql.js";
import { STORAGE_CHANGE, mayChange } from "../../access/rights.js";
import { placeOf } from "../../access/visibility.sql.js";
import { parseReference } from "../../kernel/reference.js";
import { changeOfGroup } from "../groups/group.one-trip.js";
import type { UpdateStorageInput } from "./storage.input.js";
import { storageChanges } from "./storage.rules.js";
import { type StorageChanges, columnsOf } from "./storage.table.js";

interface OfGroup {
  groupId: string;
  version?: number | null;
}

/**
 * `updateStorage` of a group's own storage, with texts in stored form. One that is not may be what is stored, from when texts could be
 * anything, and a name that stays keeps its stored form: the command compares these.
 */
export const updateStorageInOneTrip: OneTripForm<OfGroup & { id: string; input: UpdateStorageInput }> = (
  { groupId, id, input, version },
  viewer,
) => {
  const storage = namedRow("r", parseReference(id), null);
  const group = namedRow("g", parseReference(groupId), viewer.groupId);
  const changes = storageChanges(input, {});
  const columns = columnsOf(changes);
  if (storage === null || group === null || Object.keys(columns).length === 0) return null;
  if (Object.entries(changes).some(([field, value]) => value !== input[field as keyof StorageChanges])) return null;
  const renamed = changes.name === undefined ? [] : [{ sql: "r.name <> :newName", values: { newName: changes.name } }];
  return {
    table: "storages",
    beside: "groups g",
    columns,
    conditions: [
      storage,
      group,
      { sql: "r.group_id = g.id", values: {} },
      heldFor(mayChange(STORAGE_CHANGE), viewer, { group: placeOf("g") }),
      ...renamed,
    ],
    grows: true,
    version: version ?? null,
  };
};

export const updateStorageInheritanceInOneTrip: OneTripForm<OfGroup & { inherited?: boolean | null }> = (
  { groupId, inherited, version },
  viewer,
) =>
  inherited == null
    ? null
    : changeOfGroup(groupId, viewer, mayChange(STORAGE_CHANGE), { columns: { storages_inherited: inherited }, grows: true }, version);
