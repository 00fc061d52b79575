import { isDeepStrictEqual } from "node:util";
import type { OneTripForm } from "../../access/one-trip.js";
import { type SimpleChange, heldFor, namedRow } from "../../access/one-trip.sql.js";
import { PLAIN_CHANGE, mayChange } from "../../access/rights.js";
import type { Viewer } from "../../access/viewer.js";
import { type Condition, GROUP_IS_NOT_OWN, all } from "../../access/visibility.js";
import { placeOf } from "../../access/visibility.sql.js";
import { parseReference } from "../../kernel/reference.js";
import { quotaDetail } from "../quotas/quota.one-trip.js";
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
  "quotas",
] as const satisfies readonly (keyof UpdateGroupInput)[];

const isSimple = (field: string): boolean => (SIMPLE_GROUP_FIELDS as readonly string[]).includes(field);

/**
 * A change of the group that a client names, under a condition of who may.
 *
 * @param version null or undefined where the client says none
 * @returns null where the text names none
 */
export function changeOfGroup(
  ref: string,
  viewer: Viewer,
  condition: Condition,
  change: Pick<SimpleChange, "columns" | "grows"> & Partial<Pick<SimpleChange, "detail" | "conditions">>,
  version?: number | null,
): SimpleChange | null {
  const row = namedRow("r", parseReference(ref), viewer.groupId);
  if (row === null) return null;
  const held = heldFor(condition, viewer, { group: placeOf("r") });
  return { table: "groups", ...change, conditions: [row, held, ...(change.conditions ?? [])], version: version ?? null };
}

interface UpdateGroupArguments {
  id: string;
  input: UpdateGroupInput;
  version?: number | null;
}

const isOwn = (changes: GroupChanges, { quotas }: UpdateGroupInput): boolean => areOwnChanges(changes) && quotas == null;

/**
 * `updateGroup` of simple fields, with texts in stored form. One that is not may be what is stored, from when texts could be anything,
 * and a name that stays keeps its stored form: the command compares these.
 */
export const updateGroupInOneTrip: OneTripForm<UpdateGroupArguments> = ({ id, input, version }, viewer) => {
  if (!Object.keys(input).every(isSimple)) return null;
  const changes = groupChanges(input);
  const detail = quotaDetail(input.quotas);
  const columns = toColumns(changes);
  if (detail === null || !isDeepStrictEqual(lineChanges(changes), changes)) return null;
  if (Object.keys(columns).length === 0 && detail === undefined) return null;
  const condition = isOwn(changes, input) ? mayChange(PLAIN_CHANGE) : all(mayChange(PLAIN_CHANGE), GROUP_IS_NOT_OWN);
  const renamed = changes.name === undefined ? [] : [{ sql: "r.name <> :newName", values: { newName: changes.name } }];
  return changeOfGroup(id, viewer, condition, { columns, grows: true, conditions: renamed, ...(detail && { detail }) }, version);
};
