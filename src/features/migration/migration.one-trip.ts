import type { OneTripForm } from "../../access/one-trip.js";
import { MIGRATION_CHANGE, mayChange } from "../../access/rights.js";
import { changeOfGroup } from "../groups/group.one-trip.js";
import { toColumns } from "../groups/group.table.js";
import { migrationChanges } from "./migration.commands.js";
import type { MigrationInput } from "./migration.input.js";

export const updateMigrationInOneTrip: OneTripForm<{ groupId: string; input: MigrationInput; version?: number | null }> = (
  { groupId, input, version },
  viewer,
) => {
  const columns = toColumns(migrationChanges(input));
  return Object.keys(columns).length === 0
    ? null
    : changeOfGroup(groupId, viewer, mayChange(MIGRATION_CHANGE), { columns, grows: true }, version);
};
