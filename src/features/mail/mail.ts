import type { AccountRow } from "../accounts/account.table.js";

/** The mails Portico writes, each by a template of its name. */
export const MAIL_NAMES = ["activate", "reset", "emailupdate", "email-change-asked", "email-changed", "test", "report"] as const;
export type MailName = (typeof MAIL_NAMES)[number];

/** What a template may name in double braces, beside what the brand gives it. */
export interface MailValues {
  /** The recipient's first and last name, or the login where there is none. */
  name: string;
  login: string;
  /** The name of the group the mail is about. */
  company: string;
  /** The page to open, with its token. */
  link: string;
  newEmail: string;
  /** The first and last day a report is about. */
  period: string;
  /** How many rows it has. */
  rows: string;
  /** The cloud storage its group uses, with its unit. */
  storage: string;
}

/** A mail that is to be sent. It is written when it is sent, so that the brand and the templates are those of that time. */
export interface Mail {
  name: MailName;
  to: { name: string; address: string };
  /** The recipient's account; absent in mails that were queued before it was kept. */
  recipientId?: number;
  /** The recipient's, as a code like 'en' or 'pt-BR'. */
  language: string;
  /** The group by whose brand it is sent. */
  groupId: number;
  values: Partial<MailValues>;
  /** The report that goes with it. It is read when the mail is sent. */
  reportId?: number;
}

/** A mail to an account's holder, as far as the account tells what it is made of. */
export function mailTo(
  account: AccountRow,
  group: { id: number; name: string },
  name: Mail["name"],
  values: Mail["values"],
  address = account.email,
): Mail {
  const { id: recipientId, login, firstname, lastname, language } = account;
  const holder = `${firstname} ${lastname}`.trim() || login;
  return {
    name,
    to: { name: holder, address },
    recipientId,
    language,
    groupId: group.id,
    values: { name: holder, login, company: group.name, ...values },
  };
}
