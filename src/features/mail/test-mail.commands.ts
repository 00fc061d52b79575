import { randomUUID } from "node:crypto";
import { requirePerson } from "../../access/rights.js";
import { effectiveMailBrand } from "../brands/brand.lookup.js";
import { maySetSmtp } from "../brands/brand.rules.js";
import { markSmtpUp } from "../brands/brand.table.js";
import type { ViewerContext } from "../../graph/context.js";
import { Refusal } from "../../kernel/errors.js";
import { findGroup } from "../groups/group.lookup.js";
import { type MailBrand, toMailBrand } from "./mail-brand.js";
import { serverDigest } from "./smtp-connection.js";
import { accountById } from "../accounts/account.loaders.js";
import { groupById } from "../groups/group.loaders.js";
import { mailTo } from "./mail.js";

/** Longest reason of a mail server that is passed on. */
const REASON_LENGTH = 300;

/** Brands' servers that test mails are on their way to in this process. */
const testing = new Set<string>();
/** Most of them at a time, one for each server: a server that is silent keeps whoever asks waiting, and nobody else. */
const MOST_CONCURRENT = 4;
const RETRY_AFTER = 30;

async function oneAtATime(server: string, work: () => Promise<void>): Promise<void> {
  if (testing.has(server) || testing.size >= MOST_CONCURRENT) {
    throw new Refusal("BUSY", `other test mails are on their way: try again in ${RETRY_AFTER} seconds`, { retryAfter: RETRY_AFTER });
  }
  testing.add(server);
  try {
    await work();
  } finally {
    testing.delete(server);
  }
}

/**
 * The brand that a test mail is sent by: whoever may set its mail server has it tried out; for others it goes the way that
 * any mail to them would.
 */
async function testedBrand({ config, db, loaders, encryption, viewer }: ViewerContext, groupId: number): Promise<MailBrand> {
  const brand = (await effectiveMailBrand(db, encryption, groupId, viewer.accountId))!;
  const owner = (await loaders.of(groupById).load(brand.groupId))!;
  return toMailBrand(brand, config.publicUrl, maySetSmtp(viewer, owner) ? null : brand.smtpDistrust);
}

/**
 * Mails the caller by the server of the effective brand for a group, while the caller waits.
 *
 * @throws Refusal MAIL_REFUSED with the server's reason, or BUSY
 */
export async function sendTestMail(context: ViewerContext, groupRef: string): Promise<void> {
  const { db, loaders, mailer, viewer } = context;
  const group = await findGroup(context, groupRef);
  requirePerson(viewer);
  const account = (await loaders.of(accountById).load(viewer.accountId))!;
  const brand = await testedBrand(context, group.id);
  const send = (): Promise<void> =>
    mailer.send(mailTo(account, group, "test", {}), brand, { id: randomUUID(), attempt: 1 }).catch((error: unknown) => {
      throw new Refusal("MAIL_REFUSED", `the mail server did not take the mail: ${reasonOf(error)}`);
    });
  if (brand.smtp === null) return send();
  await oneAtATime(serverDigest(brand.smtp), send);
  await markSmtpUp(db, brand.id);
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, REASON_LENGTH);
