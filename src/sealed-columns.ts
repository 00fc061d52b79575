import { SMTP_PASSWORD } from "./brands/brand.table.js";
import { MAIL_CONTENT } from "./mail/mail.table.js";
import type { SealedColumn } from "./sealing.table.js";

/** Every column that holds sealed texts. A feature that keeps one adds it here, or a change of the secret would leave it behind. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [SMTP_PASSWORD, MAIL_CONTENT];
