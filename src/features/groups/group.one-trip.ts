import { isDeepStrictEqual } from "node:util";
import type { OneTripForm } from "../../access/one-trip.js";
import type { SqlPart } from "../../access/one-trip.sql.js";
import { GROUP_IS_CHANGEABLE } from "../../access/rights.js";
import type { Viewer } from "../../access/viewer.js";
import { GROUP_IS_NOT_OWN, all } from "../../access/visibility.js";
import { conditionFor, placeOf } from "../../access/visibility.sql.js";
import { parseReference } from "../../kernel/reference.js";
import { areOwnChanges, groupChanges, lineChanges } from "./group.changes.js";
import type { UpdateGroupInput } from "./group.input.js";
import { type GroupChanges, toColumns } from "./group.table.js";

/** What of a group nothing else depends on: who may write may change it, and it touches no other row. */
export const SIMPLE_GROUP_FIELDS = [
  "name",
  "contact",
  "billingContact",
  "customerId",
  "internalTag",
  "language",
  "agents",
] as const satisfies readonly (keyof UpdateGroupInput)[];

const isSimple = (field: string): boolean => (SIMPLE_GROUP_FIELDS as readonly string[]).includes(field);

/** Which row a client names, in SQL; null for none. */
function namedRow(text: string, own: number): SqlPart | null {
  const reference = parseReference(text);
  if (reference === "nothing") return null;
  if (reference === "self") return { sql: "r.id = :rowId", values: { rowId: own } };
  return "id" in reference
    ? { sql: "r.id = :rowId", values: { rowId: reference.id } }
    : { sql: "r.uuid = :rowUuid", values: { rowUuid: reference.uuid } };
}

function changeable(changes: GroupChanges, viewer: Viewer): SqlPart {
  const condition = areOwnChanges(changes) ? GROUP_IS_CHANGEABLE : all(GROUP_IS_CHANGEABLE, GROUP_IS_NOT_OWN);
  const { sql, bindings } = conditionFor(condition, viewer, { group: placeOf("r") });
  return { sql, values: bindings };
}

interface UpdateGroupArguments {
  id: string;
  input: UpdateGroupInput;
  version?: number | null;
}

/**
 * `updateGroup` of simple fields, with texts in stored form. One that is not may be what is stored, from when texts could be anything,
 * and a name that stays keeps its stored form: the command compares these.
 */
export const updateGroupInOneTrip: OneTripForm<UpdateGroupArguments> = ({ id, input, version }, viewer) => {
  if (!Object.keys(input).every(isSimple)) return null;
  const changes = groupChanges(input);
  const columns = toColumns(changes);
  const row = namedRow(id, viewer.groupId);
  if (row === null || Object.keys(columns).length === 0 || !isDeepStrictEqual(lineChanges(changes), changes)) return null;
  const renamed: SqlPart[] = changes.name === undefined ? [] : [{ sql: "r.name <> :newName", values: { newName: changes.name } }];
  return { table: "groups", columns, conditions: [row, changeable(changes, viewer), ...renamed], version: version ?? null };
};
