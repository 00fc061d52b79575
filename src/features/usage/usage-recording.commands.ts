import type { ViewerContext } from "../../graph/context.js";
import { parseReference } from "../../kernel/reference.js";
import { requireWriteRight } from "../../access/rights.js";
import { write } from "../../access/transaction.js";
import { findAccountForChange } from "../accounts/account.lookup.js";
import { accountsById, accountsByUuid } from "../accounts/account.table.js";
import { findGroupForChange } from "../groups/group.lookup.js";
import { AccountSort } from "../../kernel/enums.js";
import { applyOwnUsage, applyUserUsage, checkFigures, ownUsageDelta } from "./usage.commands.js";
import { usageOf } from "./usage.table.js";
import type { SentUsage, UsageFigures } from "./usage.type.js";

/**
 * Records own figures of a group or a service user. Idempotent, as figures are set and not added. A lock of the group does not
 * stop it.
 *
 * @returns the figures now shown
 */
export async function recordUsage(context: ViewerContext, ref: string, sent: SentUsage): Promise<UsageFigures> {
  checkFigures(sent);
  return write(context, "shared", async (trx, viewer) => {
    const reference = parseReference(ref);
    const accounts =
      typeof reference === "string"
        ? []
        : "id" in reference
          ? await accountsById(trx, [reference.id])
          : await accountsByUuid(trx, [reference.uuid]);
    const user = accounts.find(({ sort }) => sort === AccountSort.SERVICE_USER);
    const { id, group } =
      user === undefined
        ? await findGroupForChange(trx, viewer, ref).then((found) => ({ id: found.id, group: found }))
        : await findAccountForChange(trx, viewer, AccountSort.SERVICE_USER, ref).then((found) => ({
            id: found.account.id,
            group: found.group,
          }));
    requireWriteRight(viewer, group);
    const delta = ownUsageDelta(sent, (await usageOf(trx, [id]))[0]!);
    if (delta !== null) {
      if (user === undefined) await applyOwnUsage(trx, group, delta);
      else await applyUserUsage(trx, id, group.path, delta);
    }
    return (await usageOf(trx, [id]))[0]!.total;
  });
}
