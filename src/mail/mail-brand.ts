import type { Knex } from "knex";
import { type BrandInForce, type SmtpServer, brandInForce } from "../brands/brand.lookup.js";
import { mayConnect, privateSmtpServers } from "../brands/smtp-address.rules.js";
import type { Config } from "../config.js";
import { isTemporary } from "../errors.js";
import { rootGroup } from "../groups/group.table.js";
import { logoUrl } from "../images/logo-door.js";
import type { Sealing } from "../sealing.js";

/** What mails and pages take from the brand in force for a group. "" where it says nothing. */
export interface MailBrand {
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
  /** Whom answers go to, and as whom its own server sends. */
  replyAddress: string | null;
  /** Null where its mail goes by the platform's server. */
  smtp: SmtpServer | null;
}

/** Looks up the brand in force for a group: the platform's, where none is named or there is no such group. */
export type BrandOf = (groupId: number | null) => Promise<MailBrand>;

/** Whether a brand's mail server may be connected to at that address, to which its name was resolved. */
export type MayConnect = (server: string, address: string) => boolean;

/** How Portico looks where no brand says otherwise. */
export const PLAIN_BRAND: MailBrand = {
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
};

const toMailBrand = (brand: BrandInForce, publicUrl: string): MailBrand => ({
  service: brand.serviceName || brand.companyName || PLAIN_BRAND.service,
  color: brand.color || PLAIN_BRAND.color,
  logoUrl: brand.logoDigest === null ? "" : logoUrl(publicUrl, brand.logoDigest),
  supportUrl: brand.supportUrl ?? "",
  supportPhone: brand.supportPhone ?? "",
  userGuideUrl: brand.userGuideUrl ?? "",
  termsUrl: brand.termsUrl ?? "",
  platformTermsUrl: brand.platformTermsUrl ?? "",
  privacyPolicyUrl: brand.privacyPolicyUrl ?? "",
  replyAddress: brand.replyAddress,
  smtp: brand.smtp,
});

export const brandLookup =
  (db: Knex, sealing: Sealing, { publicUrl }: Config): BrandOf =>
  async (groupId) => {
    const brand = (groupId === null ? null : await brandInForce(db, sealing, groupId)) ?? (await brandInForce(db, sealing, (await rootGroup(db))!.id));
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
