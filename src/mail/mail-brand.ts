/** A brand's own mail server. */
export interface BrandSmtp {
  server: string;
  port: number | null;
  user: string | null;
  password: string | null;
  encryption: "NONE" | "TLS" | "STARTTLS" | null;
}

/** What mails and pages take from the brand in force for a group. */
export interface MailBrand {
  /** What the service is called. */
  service: string;
  /** Six hex digits. */
  color: string;
  /** Absolute address of its logo; "" where it has none. */
  logoUrl: string;
  supportUrl: string;
  supportPhone: string;
  /** Whom answers go to, and as whom its own server sends. */
  replyAddress: string | null;
  /** Null where its mail goes by the platform's server. */
  smtp: BrandSmtp | null;
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
  replyAddress: null,
  smtp: null,
};
