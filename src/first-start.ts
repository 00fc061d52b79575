import { randomBytes } from "node:crypto";
import type { Knex } from "knex";
import { hashPassword } from "./encryption/passwords.js";
import { transaction } from "./access/transaction.js";
import { adminsOf, insertAccount, insertIdentity, updateIdentity } from "./features/accounts/account.table.js";
import { insertBrand } from "./features/brands/brand.table.js";
import type { Config } from "./config/config.js";
import { defaultCapabilities } from "./features/groups/group.rules.js";
import { insertGroup, rootGroup, updateGroup } from "./features/groups/group.table.js";
import type { Logger } from "./kernel/log.js";
import { insertQuotas } from "./features/quotas/quota.table.js";
import { insertUsage } from "./features/usage/usage.table.js";
import { AccessRight, AccountSort, AdminRole, FULL_ACCESS, GroupKind, PricingMode } from "./kernel/enums.js";

/** The root administrator that has been made, for the person who starts the server. The log is no place for a password. */
export interface MadeRoot {
  login: string;
  /** The password that was made up; null where it was given. */
  password: string | null;
}

/**
 * Makes sure that there is a root group with an admin; at the first start they are created.
 *
 * @returns null where they were there: the settings that are for the first start are then warned of
 */
export async function ensureRoot(db: Knex, config: Config, log: Logger): Promise<MadeRoot | null> {
  if ((await rootGroup(db)) !== null) return warnOfLateSettings(config, log);
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
  if (!created) return warnOfLateSettings(config, log);
  log.info({ login: config.rootLogin }, "first start: created the root group and its admin");
  return { login: config.rootLogin, password: config.rootPassword === undefined ? password : null };
}

function warnOfLateSettings({ firstStartSettings }: Config, log: Logger): null {
  for (const name of firstStartSettings) log.warn(`${name} has no effect: the root administrator was created at an earlier start`);
  return null;
}

/** The login of the root group's first administrator who may sign in, and whether there are groups below the root. */
export async function rootStanding(db: Knex, { rootLogin }: Config): Promise<{ login: string; isEmpty: boolean }> {
  const root = (await rootGroup(db))!;
  const admins = await adminsOf(db, root.id);
  return { login: admins.find(({ enabled, hasPassword }) => enabled && hasPassword)?.login ?? rootLogin, isEmpty: !root.hasChildren };
}
