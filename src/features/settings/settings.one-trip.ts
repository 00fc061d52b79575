import type { OneTripForm } from "../../access/one-trip.js";
import { heldFor, namedRow } from "../../access/one-trip.sql.js";
import { SETTINGS_CHANGE, mayChange } from "../../access/rights.js";
import { GROUP_IS_NOT_OWN, all } from "../../access/visibility.js";
import { placeOf } from "../../access/visibility.sql.js";
import { parseReference } from "../../kernel/reference.js";
import { changeOfGroup } from "../groups/group.one-trip.js";
import { toColumns } from "../groups/group.table.js";
import { quotaColumns } from "../quotas/quota.table.js";
import { flagChanges, logonAddresses } from "./settings.rules.js";
import type { SentFlags } from "./settings.type.js";

/** Settings of a group in one trip. Its version does not grow by them. */

interface OfGroup {
  groupId: string;
}

export const updateFlagsInOneTrip: OneTripForm<OfGroup & { input: SentFlags }> = ({ groupId, input }, viewer) => {
  const columns = toColumns(flagChanges(input));
  return Object.keys(columns).length === 0 ? null : changeOfGroup(groupId, viewer, mayChange(SETTINGS_CHANGE), { columns, grows: false });
};

/** For what is below, too, rights are asked of each group. */
export const updateAgentsAutoupdateInOneTrip: OneTripForm<OfGroup & { enabled: boolean; applyForChildren: boolean }> = (
  { groupId, enabled, applyForChildren },
  viewer,
) =>
  applyForChildren
    ? null
    : changeOfGroup(groupId, viewer, mayChange(SETTINGS_CHANGE), { columns: toColumns({ agentsAutoupdate: enabled }), grows: false });

export const restrictLocalBackupInOneTrip: OneTripForm<OfGroup & { restricted: boolean }> = ({ groupId, restricted }, viewer) => {
  const group = namedRow("g", parseReference(groupId), viewer.groupId);
  return (
    group && {
      table: "quotas",
      beside: "groups g",
      columns: quotaColumns({ localBackupPermitted: !restricted }),
      conditions: [group, { sql: "r.owner_id = g.id", values: {} }, heldFor(mayChange(SETTINGS_CHANGE), viewer, { group: placeOf("g") })],
      grows: false,
      version: null,
    }
  );
};

/** Of its own group the command looks whether the caller would shut itself out. */
export const setLogonIpsInOneTrip: OneTripForm<OfGroup & { items: string[] }> = ({ groupId, items }, viewer) => {
  logonAddresses(items);
  const columns = toColumns({ logonIps: items, logonIpsEnabled: true });
  return changeOfGroup(groupId, viewer, all(mayChange(SETTINGS_CHANGE), GROUP_IS_NOT_OWN), { columns, grows: false });
};

export const disableLogonIpsInOneTrip: OneTripForm<OfGroup> = ({ groupId }, viewer) =>
  changeOfGroup(groupId, viewer, mayChange(SETTINGS_CHANGE), { columns: toColumns({ logonIpsEnabled: false }), grows: false });
