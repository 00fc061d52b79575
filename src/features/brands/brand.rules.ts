import type { Config } from "../../config/config.js";
import { PARTNERS } from "../../access/roles.js";
import { type AblePlace, BRAND_IS_CHANGEABLE, holds } from "../../access/visibility.js";
import { type Viewer, isFullAdmin } from "../../access/viewer.js";
import { badRequest, forbidden } from "../../kernel/errors.js";
import { checkLine } from "../../kernel/text.js";
import { checkLink } from "./brand-link.rules.js";
import { type Addresses, ownAddresses } from "./own-addresses.rules.js";
import type { SentBrand } from "./brand.input.js";
import type { BrandChanges, PublicBrand, BrandSmtp } from "./brand.table.js";
import { BRAND_LINKS, BRAND_SWITCHES, BRAND_TEXTS } from "./brand.type.js";
import { checkSmtpServer, privateSmtpServers } from "./smtp-address.rules.js";

/** Whether the viewer may set how mail is sent at all, whatever the group: a person with full access among those who change brands. */
export const setsSmtp = (viewer: Viewer): boolean => PARTNERS.includes(viewer.role) && !viewer.isApiAccount && isFullAdmin(viewer);

/** Whether the viewer may see and set how the mail of a group's own brand is sent, locks aside. In SQL it is in brand.edges.ts. */
export const maySetSmtp = (viewer: Viewer, group: AblePlace): boolean => setsSmtp(viewer) && holds(BRAND_IS_CHANGEABLE, viewer, { group });

const SMTP_FIELDS = [
  "smtpOverride",
  "smtpReplyAddress",
  "smtpServer",
  "smtpPort",
  "smtpUser",
  "smtpPassword",
  "smtpEncryption",
] as const satisfies readonly (keyof BrandSmtp)[];

/** Whether a client says anything of how the brand's mail is sent. */
export const namesSmtp = (sent: SentBrand): boolean => SMTP_FIELDS.some((field) => sent[field] !== undefined);

/** An empty text is what is shown, and asterisks are what consoles show: both say that the client has no new password. */
const isMask = (password: string): boolean => /^\**$/.test(password);

/**
 * What a client sends who may not set how a brand's mail is sent, without that: he may put back what he is shown of it,
 * which is nothing.
 *
 * @throws Refusal FORBIDDEN for anything else
 */
export function withoutSmtp(sent: SentBrand): SentBrand {
  const rest = { ...sent };
  for (const field of SMTP_FIELDS) {
    const value = sent[field];
    const isShown = value == null || value === false || value === "" || (field === "smtpPassword" && isMask(String(value)));
    if (!isShown) throw forbidden("smtp", "is set only by persons with full access who may change the brand", field);
    delete rest[field];
  }
  return rest;
}

/** Null, like the empty text of a form, clears. */
const isClear = (value: string | null): value is null | "" => value === null || value === "";

function checkColor(color: string): string {
  if (!/^[0-9a-f]{6}$/i.test(color)) throw badRequest("must be six hex digits, like 1F5FBF", "color");
  return color;
}

function checkPort(port: number): number {
  if (port < 1 || port > 65_535) throw badRequest("must be a port, 1 to 65535", "smtpPort");
  return port;
}

const names = <T extends object>(table: T): (keyof T)[] => Object.keys(table) as (keyof T)[];

/**
 * What a client sends for a brand, in stored form, its mail server's password aside. Absent is left out; null is left
 * out where nothing can be cleared.
 *
 * @throws Refusal BAD_REQUEST for a value that no brand could have
 */
export function brandChanges(sent: SentBrand, config: Addresses & Pick<Config, "smtpPrivateServers">): BrandChanges {
  const changes: BrandChanges = {};
  for (const name of names(BRAND_TEXTS)) {
    const text = sent[name];
    if (text !== undefined) changes[name] = isClear(text) ? null : name === "color" ? checkColor(text) : checkLine(text, name);
  }
  const own: Partial<PublicBrand> = ownAddresses(config);
  for (const name of names(BRAND_LINKS)) {
    const link = sent[name];
    // A client that sends back what it read does not fix the server's own address: that may change.
    if (link !== undefined) changes[name] = isClear(link) || link === own[name] ? null : checkLink(link, name);
  }
  for (const name of names(BRAND_SWITCHES)) if (sent[name] != null) changes[name] = sent[name];
  if (sent.colorScheme != null) changes.colorScheme = sent.colorScheme;
  return { ...changes, ...smtpChanges(sent, config) };
}

function smtpChanges(sent: SentBrand, { smtpPrivateServers }: Pick<Config, "smtpPrivateServers">): BrandChanges {
  const { smtpOverride, smtpReplyAddress, smtpServer, smtpPort, smtpUser, smtpEncryption } = sent;
  const changes: BrandChanges = {};
  if (smtpOverride != null) changes.smtpOverride = smtpOverride;
  if (smtpReplyAddress !== undefined) changes.smtpReplyAddress = smtpReplyAddress;
  if (smtpServer !== undefined)
    changes.smtpServer = isClear(smtpServer) ? null : checkSmtpServer(smtpServer, privateSmtpServers(smtpPrivateServers));
  if (smtpPort !== undefined) changes.smtpPort = smtpPort === null ? null : checkPort(smtpPort);
  if (smtpUser !== undefined) changes.smtpUser = isClear(smtpUser) ? null : checkLine(smtpUser, "smtpUser");
  if (smtpEncryption !== undefined) changes.smtpEncryption = smtpEncryption;
  return changes;
}

/** Whom a stored password is for. With another server it would be shown to that one. */
const PASSWORD_IS_FOR = ["smtpServer", "smtpPort", "smtpUser"] as const satisfies readonly (keyof BrandSmtp)[];

/**
 * What becomes of the mail server's password: a new one, null for none, undefined for the stored one.
 */
export function passwordAfter(sent: string | null | undefined, stored: BrandSmtp, changes: BrandChanges): string | null | undefined {
  if (sent === null) return null;
  if (sent !== undefined && !isMask(sent)) return sent;
  return PASSWORD_IS_FOR.some((field) => changes[field] !== undefined && changes[field] !== stored[field]) ? null : undefined;
}
