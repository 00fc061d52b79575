import type { Knex } from "knex";
import { constrained } from "../../../db/constraint.js";
import { admit } from "../../access/allow.js";
import { parseReference } from "../../kernel/reference.js";
import { requireUnlocked, requireWriteRight } from "../../access/rights.js";
import { type Role, WRITERS } from "../../access/roles.js";
import { hashToken } from "../../encryption/token-hash.js";
import { write } from "../../access/transaction.js";
import type { Viewer } from "../../access/viewer.js";
import { findAccountForChange, isSelf, requireNotAbove } from "../accounts/account.lookup.js";
import type { AccountRow } from "../accounts/account.table.js";
import type { ViewerContext } from "../../graph/context.js";
import { leastUsedServer, preferredServer } from "../datacenter/backup-server.table.js";
import { checkPublicKey } from "../datacenter/curve-keys.js";
import { checkAgentId, requireSameSecret, requiredAgentId } from "../datacenter/installation.rules.js";
import { conflict, forbidden, notFound } from "../../kernel/errors.js";
import { type GroupRow } from "../groups/group.table.js";
import { stateAbove } from "../../access/state-above.table.js";
import { idsOnPath } from "../../access/group-path.js";
import { lockHardQuotas } from "../quotas/quota.table.js";
import { applyUserUsage } from "../usage/usage.commands.js";
import { usageOf } from "../usage/usage.table.js";
import { AccountSort } from "../../kernel/enums.js";
import type { RegisterMachineInput } from "./machine.input.js";
import * as table from "./machine.table.js";
import { groupById } from "../groups/group.loaders.js";

/** Whose admins register machines for their users; every user does for itself. */
const REGISTRARS: readonly Role[] = ["company_admin", "unit_admin"];

interface Served {
  account: AccountRow;
  group: GroupRow;
}

/** The service user whose machines the viewer means to change, by its own role or as that user itself. */
async function findServed(trx: Knex, viewer: Viewer, ref: string, roles: readonly Role[]): Promise<Served> {
  const itself = isSelf(viewer, parseReference(ref));
  if (!itself) admit(viewer, roles);
  const served = await findAccountForChange(trx, viewer, AccountSort.SERVICE_USER, ref);
  if (!itself) requireWriteRight(viewer, served.group);
  requireNotAbove(viewer, [served.account]);
  await requireUnlocked(trx, viewer, served.group);
  return served;
}

/** @throws Refusal FORBIDDEN for a user that can't be logged in as, or whose group takes no more devices */
async function requireInUse(trx: Knex, { account, group }: Served): Promise<void> {
  if (!account.enabled) throw forbidden("disabled", `service user ${account.id} is disabled`);
  const { disabledBy } = await stateAbove(trx, group.path);
  if (disabledBy !== null) throw forbidden("disabled", `group ${disabledBy} is disabled`);
  if (!group.allowAddDevices) throw forbidden("devices", `group ${group.id} may not add devices: its settings say so`);
}

/**
 * Checks that one more device is within the hard quotas of a user and of all groups above it.
 *
 * The quotas that are limited stay locked until the transaction ends: who registers under the same limit waits, and
 * then counts what was registered before; who has no limit in common does not wait. Usage that is queued counts, too.
 */
async function requireFreeQuota(trx: Knex, { account, group }: Served): Promise<void> {
  const limits = await lockHardQuotas(trx, [...idsOnPath(group.path), account.id], "quotaUniversalDevicesHard");
  if (limits.length === 0) return;
  const usage = new Map(
    (
      await usageOf(
        trx,
        limits.map(({ ownerId }) => ownerId),
      )
    ).map(({ ownerId, total }) => [ownerId, total.universalDevicesCount]),
  );
  const full = limits.find(({ ownerId, limit }) => usage.get(ownerId)! + 1 > limit);
  if (full === undefined) return;
  throw conflict(
    `the hard quota of universal devices of ${full.ownerId === account.id ? "service user" : "group"} ${full.ownerId} is used up`,
  );
}

/** The server for a new machine: the one its group, or the nearest above, prefers; else the least used one. */
async function place(trx: Knex, group: GroupRow): Promise<number> {
  const id = (await preferredServer(trx, idsOnPath(group.path))) ?? (await leastUsedServer(trx));
  if (id === null) throw conflict("there is no backup server yet that the machine could be placed on");
  return id;
}

const unique = constrained({ machines_agent: () => conflict("is registered already", "agentId") });
const countable = (userId: number) =>
  constrained({
    usages_own_most: () => conflict(`service user ${userId} has as many universal devices recorded as can be counted`),
  });

/** Registers a machine of a service user, or one that is known anew. @returns its id */
export async function registerMachine(context: ViewerContext, ref: string, input: RegisterMachineInput): Promise<number> {
  const agentId = requiredAgentId(input.agentId);
  const publicKey = input.publicKey == null ? null : checkPublicKey(input.publicKey);
  const secretHash = input.secret == null ? null : hashToken(context.config.secret, input.secret);
  return write(context, "shared", async (trx, viewer) => {
    const served = await findServed(trx, viewer, ref, REGISTRARS);
    await requireInUse(trx, served);
    const { account, group } = served;
    const known = await table.lockMachineOfAgent(trx, agentId);
    if (known !== null) {
      if (known.userId !== account.id) throw conflict("is registered by another user", "agentId");
      requireSameSecret(known.secretHash, secretHash);
      await table.updateMachineKey(trx, known.id, publicKey);
      return known.id;
    }
    checkAgentId(agentId);
    await requireFreeQuota(trx, served);
    await countable(account.id)(applyUserUsage(trx, account.id, group.path, { universalDevicesCount: 1 }));
    const backupServerId = await place(trx, group);
    return unique(table.insertMachine(trx, { userId: account.id, agentId, publicKey, secretHash, backupServerId }));
  });
}

/** Checks that a machine could be registered for a service user, its quotas aside. @throws Refusal FORBIDDEN or NOT_FOUND */
export async function checkMachineRegistration(context: ViewerContext, account: AccountRow): Promise<void> {
  const { db, loaders, viewer } = context;
  const group = (await loaders.of(groupById).load(account.groupId))!;
  await requireUnlocked(db, viewer, group);
  await requireInUse(db, { account, group });
}

/** Removes a machine; it is no device of its user any more. @returns its id */
export async function deleteMachine(context: ViewerContext, userRef: string, ref: string): Promise<number> {
  const reference = parseReference(ref);
  return write(context, "shared", async (trx, viewer) => {
    const { account, group } = await findServed(trx, viewer, userRef, WRITERS);
    const id = typeof reference === "string" ? null : await table.deleteMachine(trx, account.id, reference);
    if (id === null) throw notFound(`service user ${account.id} has no machine '${ref}'`);
    // A root admin may have recorded fewer devices than there are machines.
    const { own } = (await usageOf(trx, [account.id]))[0]!;
    if (own.universalDevicesCount > 0) await applyUserUsage(trx, account.id, group.path, { universalDevicesCount: -1 });
    return id;
  });
}
