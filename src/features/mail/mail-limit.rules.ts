import { createHmac } from "node:crypto";
import { foldCase } from "../../kernel/fold-case.js";
import type { MailLimit } from "./mail-limit.table.js";

/** Who asks for a mail: somebody without credentials, or an account. Each has counts of its own, so that neither silences the other. */
export type MailSource = "anyone" | "account";

/** A mail with a token, as it is counted. */
export interface CountedMail {
  /** What the token is for. */
  action: string;
  identityId: number;
  address: string;
  source: MailSource;
}

/** Mails with a token that an identity is sent in an hour, of each kind. */
const MOST_FOR_IDENTITY = 3;
/** Mails with a token that go to one address in an hour: many identities may share it. */
const MOST_FOR_ADDRESS = 10;

/** What a mail is counted by, always in this order: who locks one first never waits for who locks the other first. */
export function limitsOf(secret: string, { action, identityId, address, source }: CountedMail): MailLimit[] {
  const digest = (...parts: string[]): Buffer =>
    createHmac("sha256", secret)
      .update(["token mail", source, ...parts].join("\0"))
      .digest();
  return [
    { key: digest("identity", action, String(identityId)), most: MOST_FOR_IDENTITY },
    { key: digest("address", foldCase(address)), most: MOST_FOR_ADDRESS },
  ];
}
