import { SMTP_PASSWORD } from "./brands/brand.table.js";
import { AUTHORITY_KEYS } from "./certificates/certificate.table.js";
import { BACKUP_SERVER_KEY } from "./datacenter/backup-server.table.js";
import { GATEWAY_KEY } from "./datacenter/gateway.table.js";
import { MAIL_CONTENT } from "./mail/mail.table.js";
import { SIGNING_KEYS } from "./oauth/signing-key.table.js";
import type { SealedColumn } from "./sealing.table.js";

/** Every column that holds sealed texts. A feature that keeps one adds it here, or a change of the secret would leave it behind. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  SMTP_PASSWORD,
  AUTHORITY_KEYS,
  BACKUP_SERVER_KEY,
  GATEWAY_KEY,
  MAIL_CONTENT,
  SIGNING_KEYS,
];
