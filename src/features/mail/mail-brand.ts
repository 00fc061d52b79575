import type { Knex } from "knex";
import { type EffectiveBrand, type SmtpServer, effectiveMailBrand } from "../brands/brand.lookup.js";
import { mayConnect, privateSmtpServers } from "../brands/smtp-address.rules.js";
import type { Distrust } from "../brands/smtp-trust.table.js";
import type { Config } from "../../config/config.js";
import { isTemporary } from "../../kernel/errors.js";
import { rootGroup } from "../groups/group.table.js";
import { logoUrl } from "../images/logo-url.js";
import type { Encryption } from "../../encryption/encryption.js";

/** What mails and pages take from the effective brand for a group. "" where it says nothing. */
export interface MailBrand {
  id: number;
  /** What the service is called. */
  service: string;
  /** Six hex digits. */
  color: string;
  /** Absolute address of its logo. */
  logoUrl: string;
  supportUrl: string;
  supportPhone: string;
  userGuideUrl: string;
  termsUrl: string;
  platformTermsUrl: string;
  privacyPolicyUrl: string;
  /** Whom answers go to, and as whom its own server sends; null also where `distrust` says so. */
  replyAddress: string | null;
  /** Null where its mail goes by the platform's server, also where `distrust` says so. */
  smtp: SmtpServer | null;
  /** Whether that server was found to be unusable a short time ago. */
  smtpIsDown: boolean;
  /** Why what is sent to the recipient may not reach who set the brand's mail server and reply address; null where it may. */
  distrust: Distrust | null;
}

/**
 * Looks up the effective brand for a group: the platform's, where none is named or there is no such group.
 *
 * @param recipientId the account a mail is for; without one the brand comes without its mail server and reply address
 */
export type BrandOf = (groupId: number | null, recipientId?: number) => Promise<MailBrand>;

/** Whether a brand's mail server may be connected to at that address, to which its name was resolved. */
export type MayConnect = (server: string, address: string) => boolean;

/** How Portico looks where no brand says otherwise. */
export const PLAIN_BRAND: MailBrand = {
  id: 0,
  service: "Portico",
  color: "1f5fbf",
  logoUrl: "",
  supportUrl: "",
  supportPhone: "",
  userGuideUrl: "",
  termsUrl: "",
  platformTermsUrl: "",
  privacyPolicyUrl: "",
  replyAddress: null,
  smtp: null,
  smtpIsDown: false,
  distrust: null,
};

/** @param distrust null lets the mail use the brand's mail server and reply address */
export const toMailBrand = (brand: EffectiveBrand, publicUrl: string, distrust = brand.smtpDistrust): MailBrand => ({
  id: brand.id,
  service: brand.serviceName || brand.companyName || PLAIN_BRAND.service,
  color: brand.color || PLAIN_BRAND.color,
  logoUrl: brand.logoDigest === null ? "" : logoUrl(publicUrl, brand.logoDigest),
  supportUrl: brand.supportUrl ?? "",
  supportPhone: brand.supportPhone ?? "",
  userGuideUrl: brand.userGuideUrl ?? "",
  termsUrl: brand.termsUrl ?? "",
  platformTermsUrl: brand.platformTermsUrl ?? "",
  privacyPolicyUrl: brand.privacyPolicyUrl ?? "",
  replyAddress: distrust === null ? brand.replyAddress : null,
  smtp: distrust === null ? brand.smtp : null,
  smtpIsDown: brand.smtpIsDown,
  distrust,
});

export const brandLookup =
  (db: Knex, encryption: Encryption, { publicUrl }: Config): BrandOf =>
  async (groupId, recipientId) => {
    const brand =
      (groupId === null ? null : await effectiveMailBrand(db, encryption, groupId, recipientId)) ??
      (await effectiveMailBrand(db, encryption, (await rootGroup(db))!.id, recipientId));
    return toMailBrand(brand!, publicUrl);
  };

/** The platform's brand for a page that says what went wrong: the plain one while the database, which has it, is away. */
export const problemBrand = (brandOf: BrandOf): Promise<MailBrand> =>
  brandOf(null).catch((error: unknown) => {
    if (isTemporary(error)) return PLAIN_BRAND;
    throw error;
  });

/** What of brands' mail servers the operator allows. */
export function connectionRule({ smtpPrivateServers }: Config): MayConnect {
  const allowed = privateSmtpServers(smtpPrivateServers);
  return (server, address) => mayConnect(allowed, server, address);
}
