import type { Knex } from "knex";
import { encryptionPlace } from "../../encryption/encryption.table.js";
import type { Encryption } from "../../encryption/encryption.js";
import { type PublicBrand, type BrandRow, SMTP_PASSWORD, brandForMail, publicPartOf } from "./brand.table.js";
import type { SmtpEncryption } from "./brand.type.js";
import type { Distrust } from "./smtp-trust.table.js";

/** A mail server to send by. */
export interface SmtpServer {
  server: string;
  port: number | null;
  user: string | null;
  /**
   * Its password in the clear, for the sender alone; null where it has none.
   *
   * @throws DecryptionError where it opens with no secret of this server
   */
  openPassword: () => string | null;
  /** Null where the brand does not say. */
  encryption: SmtpEncryption | null;
}

/** What a group's mail and pages look like, and how its mail is sent. */
export interface EffectiveBrand extends PublicBrand {
  id: number;
  /** The group whose own brand it is. */
  groupId: number;
  /** The image that is its logo. */
  logoId: number | null;
  /** Its digest, which its open address is made of. */
  logoDigest: string | null;
  /** Whom answers to its mails go to. */
  replyAddress: string | null;
  /** The brand's own mail server; null where its mail goes by the platform's. */
  smtp: SmtpServer | null;
  /** Why a mail to the recipient may use neither its server nor its reply address; null where it may. */
  smtpDistrust: Distrust | null;
  /** Whether its server was found to be unusable a short time ago. */
  smtpIsDown: boolean;
}

/**
 * The effective brand for a group: its own, else the nearest one upwards, across groups that are cut off, too.
 *
 * One statement. Null where there is no such group.
 *
 * @param recipientId the account a mail is for, if it is for one
 */
export async function effectiveMailBrand(
  db: Knex,
  encryption: Encryption,
  groupId: number,
  recipientId: number | null = null,
): Promise<EffectiveBrand | null> {
  const brand = await brandForMail(db, groupId, recipientId);
  if (brand === null) return null;
  const { id, groupId: ownerId, logoId, logoDigest, smtpReplyAddress: replyAddress, smtpDistrust, smtpIsDown } = brand;
  return {
    ...publicPartOf(brand),
    id,
    groupId: ownerId,
    logoId,
    logoDigest,
    replyAddress,
    smtp: smtpOf(brand, encryption),
    smtpDistrust,
    smtpIsDown,
  };
}

function smtpOf(
  { id, smtpOverride, smtpServer, smtpPort, smtpUser, smtpEncryption, smtpPassword }: BrandRow,
  encryption: Encryption,
): SmtpServer | null {
  if (!smtpOverride || smtpServer === null) return null;
  const openPassword = (): string | null =>
    smtpPassword === null ? null : encryption.decrypt(smtpPassword, encryptionPlace(SMTP_PASSWORD, id));
  return { server: smtpServer, port: smtpPort, user: smtpUser, openPassword, encryption: smtpEncryption };
}
