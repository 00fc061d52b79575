import type { Knex } from "knex";
import { listHolds } from "../../kernel/client-address.js";
import { SETTINGS_CHANGE, requireChange } from "../../access/rights.js";
import { canReadContents } from "../../access/visibility.js";
import { type TreeLock, write } from "../../access/transaction.js";
import type { Viewer } from "../../access/viewer.js";
import type { ViewerContext } from "../../graph/context.js";
import { badRequest } from "../../kernel/errors.js";
import { findGroupForChange } from "../groups/group.lookup.js";
import { type GroupChanges, type GroupRow, updateBelow, updateGroup } from "../groups/group.table.js";
import { AccessRight } from "../../kernel/enums.js";
import { updateQuotas } from "../quotas/quota.table.js";
import { flagChanges, logonAddresses } from "./settings.rules.js";
import type { SentFlags } from "./settings.type.js";

/** Runs a change of settings. A group's version does not grow by it. @returns the group's id */
async function changeSettings(
  context: ViewerContext,
  ref: string,
  lock: TreeLock,
  change: (trx: Knex, group: GroupRow, viewer: Viewer) => Promise<void>,
): Promise<number> {
  return write(context, lock, async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    await requireChange(trx, viewer, group, SETTINGS_CHANGE);
    await change(trx, group, viewer);
    return group.id;
  });
}

async function set(trx: Knex, group: GroupRow, changes: GroupChanges): Promise<void> {
  await updateGroup(trx, group.id, changes, { grows: false });
}

/** Sets what a group may do in the console. */
export function updateFlags(context: ViewerContext, ref: string, sent: SentFlags): Promise<number> {
  const changes = flagChanges(sent);
  return changeSettings(context, ref, "shared", (trx, group) => set(trx, group, changes));
}

/** Sets whether backup agents update themselves, of the group and, if asked, of everything below that the caller may change. */
export function updateAgentsAutoupdate(context: ViewerContext, ref: string, enabled: boolean, applyForChildren: boolean): Promise<number> {
  return changeSettings(context, ref, applyForChildren ? "exclusive" : "shared", async (trx, group, viewer) => {
    const changes = { agentsAutoupdate: enabled };
    await set(trx, group, changes);
    if (!applyForChildren || !canReadContents(viewer, group)) return;
    await updateBelow(trx, group, changes, {
      locked: viewer.role === "root_admin",
      external: (viewer.accessType & AccessRight.EXTERNAL_WRITE) !== 0,
    });
  });
}

/** Sets whether backups to local storage are refused. */
export const restrictLocalBackup = (context: ViewerContext, ref: string, restricted: boolean): Promise<number> =>
  changeSettings(context, ref, "shared", (trx, group) => updateQuotas(trx, group.id, { localBackupPermitted: !restricted }));

/** Stores a list of logon addresses and enables it. The caller may not shut itself out. */
export async function setLogonIps(context: ViewerContext, ref: string, items: string[]): Promise<number> {
  const list = logonAddresses(items);
  return changeSettings(context, ref, "shared", (trx, group) => {
    if (group.id === context.viewer.groupId && !listHolds(list, context.client.address)) {
      throw badRequest(`must hold your own address ${context.client.address}`, "items");
    }
    return set(trx, group, { logonIps: items, logonIpsEnabled: true });
  });
}

/** Takes a list of logon addresses out of force, and keeps it. */
export const disableLogonIps = (context: ViewerContext, ref: string): Promise<number> =>
  changeSettings(context, ref, "shared", (trx, group) => set(trx, group, { logonIpsEnabled: false }));
