import { MIGRATION_CHANGE, requireChange, requirePerson } from "../../access/rights.js";
import { write } from "../../access/transaction.js";
import { accountsById } from "../accounts/account.table.js";
import type { ViewerContext } from "../../graph/context.js";
import { notFound, unauthenticated } from "../../kernel/errors.js";
import { effectiveChanges, groupChanges } from "../groups/group.changes.js";
import { findGroup, findGroupForChange } from "../groups/group.lookup.js";
import { type GroupChanges, type GroupRow, updateGroup } from "../groups/group.table.js";
import { claimsOf } from "../../encryption/token.rules.js";
import { changesAny, requireVersion } from "../../kernel/version.js";
import type { MigrationInput } from "./migration.input.js";
import type { MigrationAccess } from "./migration.type.js";

/** What the token for a migration portal is limited to; nothing here goes by that name. */
const SCOPE = "Migration";

/** The migration portal of a group, with a token by which it knows who comes and which group is meant. */
export async function migrationAccess(context: ViewerContext, ref: string): Promise<MigrationAccess> {
  const { db, tokens, viewer } = context;
  const group = await findGroup(context, ref);
  requirePerson(viewer);
  if (group.migrationEnabled !== true || group.migrationService === "") throw notFound(`migration of group ${group.id} is not enabled`);
  const accounts = await accountsById(db, [viewer.accountId, ...(viewer.actor === null ? [] : [viewer.actor.accountId])]);
  const account = accounts.find(({ id }) => id === viewer.accountId);
  if (account === undefined) throw unauthenticated("this account has been removed");
  const actor = accounts.find(({ id }) => id === viewer.actor?.accountId) ?? null;
  const claims = { ...claimsOf(account, actor, [SCOPE]), tenantId: String(group.id) };
  return { serviceUrl: group.migrationService, ...tokens.signFor(new URL(group.migrationService).origin, claims) };
}

/** What a client sends, in stored form; null, like absence, leaves a field as it is. @throws Refusal BAD_REQUEST */
export const migrationChanges = ({ migrationService, migrationEnabled }: MigrationInput): GroupChanges =>
  groupChanges({ ...(migrationService != null && { migrationService }), ...(migrationEnabled != null && { migrationEnabled }) });

/** Sets a group's migration portal and whether migration is on. @returns the group as it then is */
export async function updateMigration(
  context: ViewerContext,
  ref: string,
  input: MigrationInput,
  version: number | null | undefined,
): Promise<GroupRow> {
  const requested = migrationChanges(input);
  return write(context, "shared", async (trx, viewer) => {
    const group = await findGroupForChange(trx, viewer, ref);
    await requireChange(trx, viewer, group, MIGRATION_CHANGE);
    requireVersion(group, version);
    const changes = effectiveChanges(requested, group);
    return changesAny(changes) ? updateGroup(trx, group.id, changes, { grows: true }) : group;
  });
}
