import type { Knex } from "knex";
import { LOGIN_KEYS } from "./features/accounts/account.table.js";
import { LOCAL_IDENTIFIER_KEYS, X509_IDENTIFIER_KEYS } from "./features/api-accounts/api-account.table.js";
import { SUBJECT_KEYS } from "./features/certificates/certificate.table.js";
import { BACKUP_SERVER_AGENT_KEYS } from "./features/datacenter/backup-server.table.js";
import { type FoldedColumn, foldAnew, settleClashes } from "./kernel/folding.table.js";
import { GROUP_NAME_KEYS } from "./features/groups/group.table.js";
import type { Logger } from "./kernel/log.js";
import { MACHINE_AGENT_KEYS } from "./features/machines/machine.table.js";
import { STORAGE_NAME_KEYS, STORAGE_UID_KEYS } from "./features/storages/storage.table.js";

/** Every column that holds canonical forms. A feature that keeps one adds it here, or a newer table of Unicode's would leave it behind. */
export const FOLDED_COLUMNS: readonly FoldedColumn[] = [
  GROUP_NAME_KEYS,
  LOGIN_KEYS,
  STORAGE_NAME_KEYS,
  STORAGE_UID_KEYS,
  BACKUP_SERVER_AGENT_KEYS,
  MACHINE_AGENT_KEYS,
  LOCAL_IDENTIFIER_KEYS,
  X509_IDENTIFIER_KEYS,
  SUBJECT_KEYS,
];

/** Most clashes that the log names. */
const NAMED = 100;

/** Brings stored canonical forms up to date, and tells the operator what clashes. */
export async function keepCanonicalForms(db: Knex, log: Logger): Promise<void> {
  if (await foldAnew(db, FOLDED_COLUMNS)) log.info("canonical forms of names and logins are computed anew");
  const clashes = await settleClashes(db, FOLDED_COLUMNS);
  if (clashes.length === 0) return;
  log.warn(
    { count: clashes.length, clashes: clashes.slice(0, NAMED) },
    "these names and logins are another one's but for their case or the way they are written: they are found by their exact text alone until one of both is changed",
  );
}
