import { SMTP_PASSWORD } from "./features/brands/brand.table.js";
import { AUTHORITY_KEYS } from "./features/certificates/certificate.table.js";
import { BACKUP_SERVER_KEY } from "./features/datacenter/backup-server.table.js";
import { GATEWAY_KEY } from "./features/datacenter/gateway.table.js";
import { MAIL_CONTENT } from "./features/mail/mail.table.js";
import { SIGNING_KEYS } from "./authentication/oauth/signing-key.table.js";
import type { EncryptedColumn } from "./encryption/encryption.table.js";

/** Every column that holds encrypted texts. A feature that keeps one adds it here, or a change of the secret would leave it behind. */
export const ENCRYPTED_COLUMNS: readonly EncryptedColumn[] = [
  SMTP_PASSWORD,
  AUTHORITY_KEYS,
  BACKUP_SERVER_KEY,
  GATEWAY_KEY,
  MAIL_CONTENT,
  SIGNING_KEYS,
];
