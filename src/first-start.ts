import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { hashPassword } from "./access/passwords.js";
import { transaction } from "./access/transaction.js";
import { insertAccount, insertIdentity, updateIdentity } from "./accounts/account.table.js";
import { insertBrand } from "./brands/brand.table.js";
import type { Config } from "./config.js";
import { defaultCapabilities } from "./groups/group.rules.js";
import { insertGroup, rootGroup, updateGroup } from "./groups/group.table.js";
import type { Logger } from "./log.js";
import { insertQuotas } from "./quotas/quota.table.js";
import { insertUsage } from "./usage/usage.table.js";
import { AccessRight, AccountSort, AdminRole, FULL_ACCESS, GroupKind, PricingMode } from "./vocabulary.js";

/**
 * Makes sure that there is a root group with an admin; at the first start they are created.
 *
 * Without a given password one is made and written to standard error, once: the log is no place for it.
 */
export async function ensureRoot(db: Knex, config: Config, log: Logger): Promise<void> {
  if ((await rootGroup(db)) !== null) return;
  const password = config.rootPassword ?? randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword({ password, isMd5: false });
  const created = await transaction(db, "exclusive", async (trx) => {
    if ((await rootGroup(trx)) !== null) return false;
    const groupId = await insertGroup(trx, null, {
      name: "Root",
      kind: GroupKind.ROOT,
      capabilities: defaultCapabilities(GroupKind.ROOT),
      isolatedBy: null,
      pricingMode: PricingMode.PRODUCTION,
      pricingEnabled: true,
    });
    const brandId = await insertBrand(trx, groupId, { serviceName: "Portico" });
    await updateGroup(trx, groupId, { brandId }, { grows: false });
    await insertQuotas(trx, groupId, {});
    await insertUsage(trx, groupId);
    const identityId = await insertIdentity(trx, { login: config.rootLogin, email: config.rootEmail });
    await updateIdentity(trx, identityId, { passwordHash });
    await insertAccount(trx, {
      identityId,
      groupId,
      sort: AccountSort.ADMIN,
      accessType: FULL_ACCESS | AccessRight.MIGRATION,
      roles: AdminRole.BUYER,
    });
    return true;
  });
  if (!created) return;
  log.info({ login: config.rootLogin }, "first start: created the root group and its admin");
  if (config.rootPassword === undefined) {
    process.stderr.write(`\nFirst start. Root administrator: login "${config.rootLogin}", password "${password}". It is shown this once.\n\n`);
  }
}
