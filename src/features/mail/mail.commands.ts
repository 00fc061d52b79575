import { randomUUID } from "node:crypto";
import type { Knex } from "knex";
import { markSmtpDown, markSmtpUp } from "../brands/brand.table.js";
import type { Services } from "../../graph/context.js";
import { type Jobs, addJob, removeWaitingJob } from "../../jobs/job.table.js";
import { encryptionPlace } from "../../encryption/encryption.table.js";
import type { Encryption } from "../../encryption/encryption.js";
import type { MailBrand } from "./mail-brand.js";
import type { Mail } from "./mail.js";
import { MAIL_CONTENT, deleteMail, insertMail, mailContent } from "./mail.table.js";
import { isServersFault, serverDigest } from "./smtp-connection.js";

/** What sends the mails that wait. */
export type Delivery = Pick<Services, "db" | "encryption" | "mailer" | "brandOf" | "log"> & {
  /** Why a mail may not be delivered any more; null where it may. */
  whyEnded: (mail: Mail) => Promise<string | null>;
};

/** Reports go after what somebody waits for. */
const REPORT_PRIORITY = 10;
const priorityOf = ({ reportId }: Mail): number => (reportId === undefined ? 0 : REPORT_PRIORITY);

/**
 * How often a brand's own server is tried before its mail goes by the platform's: a person who waits for a link is better
 * served by a mail from the platform than by none.
 */
const OWN_SERVER_ATTEMPTS = 3;
/** Milliseconds after which a mail goes by the platform's server if its turn at the brand's has not come. */
const OWN_SERVER_PATIENCE = 60_000;
const NOT_ACCEPTED = "the brand's server has not taken it";

const queueOf = ({ groupId }: Mail): string => `mail of ${groupId}`;
const ownJob = (mailId: string): string => `mail by brand ${mailId}`;
const platformJob = (mailId: string): string => `mail by platform ${mailId}`;

/** Leaves a mail to be sent in the background: within a transaction, once that commits. */
export async function queueMail(db: Knex, encryption: Encryption, mail: Mail): Promise<void> {
  const mailId = randomUUID();
  await insertMail(db, mailId, encryption.encrypt(JSON.stringify(mail), encryptionPlace(MAIL_CONTENT, mailId)));
  await addJob(db, "sendMail", { mailId }, { queue: queueOf(mail), priority: priorityOf(mail) });
}

/** A mail that waits, with the effective brand, as far as the mail may use it now. */
interface Opened {
  mailId: string;
  mail: Mail;
  brand: MailBrand;
}

/** Null where it has been sent. One that may not be delivered any more is dropped, and the log says why. */
async function openMail({ db, encryption, brandOf, log, whyEnded }: Delivery, mailId: string): Promise<Opened | null> {
  const content = await mailContent(db, mailId);
  if (content === null) return null;
  const mail = JSON.parse(encryption.decrypt(content, encryptionPlace(MAIL_CONTENT, mailId))) as Mail;
  const reason = await whyEnded(mail);
  if (reason !== null) {
    log.warn({ mailId, mail: mail.name, reason }, "mail: not delivered, since its recipient may not have it any more");
    await deleteMail(db, mailId);
    return null;
  }
  return { mailId, mail, brand: await brandOf(mail.groupId, mail.recipientId) };
}

/** Why a mail goes by the platform's server at once; null where the brand's is to be tried. */
function whyNotOwn({ smtp, smtpIsDown, distrust }: MailBrand): string | null {
  if (distrust !== null) return `distrust of the brand's settings: ${distrust}`;
  if (smtp === null) return "the brand has no server of its own";
  return smtpIsDown ? "the brand's server could not be used a short time ago" : null;
}

/** Leaves a mail to the places for brands' servers, and for the case that its turn does not come, to the platform's server later. */
async function leaveToBrandServer({ db, log }: Delivery, { mailId, mail, brand }: Opened): Promise<void> {
  const server = serverDigest(brand.smtp!);
  const priority = priorityOf(mail);
  log.info({ mailId, mail: mail.name, brandId: brand.id }, "mail: goes by the brand's own server");
  const runAt = new Date(Date.now() + OWN_SERVER_PATIENCE);
  await addJob(db, "sendMail", { mailId, byPlatform: true }, { runAt, queue: queueOf(mail), priority, key: platformJob(mailId) });
  await addJob(db, "sendByBrandServer", { mailId, server }, { queue: `brand server ${server}`, priority, key: ownJob(mailId) });
}

async function sendByPlatform({ db, mailer, log }: Delivery, { mailId, mail, brand }: Opened, attempt: number, why: string): Promise<void> {
  log.info({ mailId, mail: mail.name, brandId: brand.id, why }, "mail: goes by the platform's server");
  await mailer.send(mail, { ...brand, smtp: null }, { id: mailId, attempt });
  await deleteMail(db, mailId);
}

/** @returns null where the server has accepted the mail, or why it is not tried again. @throws Error where it is */
async function sendByBrand({ db, mailer, log }: Delivery, { mailId, mail, brand }: Opened, attempt: number): Promise<string | null> {
  try {
    await mailer.send(mail, brand, { id: mailId, attempt });
  } catch (error) {
    if (isServersFault(error)) await markSmtpDown(db, brand.id);
    if (attempt < OWN_SERVER_ATTEMPTS) throw error;
    log.warn({ err: error, mailId, brandId: brand.id }, `mail: ${NOT_ACCEPTED}`);
    return NOT_ACCEPTED;
  }
  await markSmtpUp(db, brand.id);
  await deleteMail(db, mailId);
  return null;
}

/**
 * Decides by which server a mail that waits is sent, and sends it if that is the platform's. A process that dies between
 * the server's yes and our deleting the mail has it sent twice, with one Message-ID.
 *
 * @param attempt which one this is, from 1 on
 * @throws Error where the platform's server does not take it
 */
export async function sendQueuedMail(parts: Delivery, { mailId, byPlatform = false }: Jobs["sendMail"], attempt: number): Promise<void> {
  const opened = await openMail(parts, mailId);
  if (opened === null) return;
  const why = byPlatform ? "its turn at the brand's server has not come" : whyNotOwn(opened.brand);
  if (why === null) return leaveToBrandServer(parts, opened);
  if (byPlatform && (await removeWaitingJob(parts.db, ownJob(mailId))))
    throw new Error("the mail is being given to the brand's server at this moment");
  return sendByPlatform(parts, opened, attempt, why);
}

/**
 * Sends a mail by its brand's own server, if it still may go there; when that has failed for the last time, by the platform's.
 *
 * @param attempt which one this is, from 1 on
 * @throws Error where the brand's server does not take it and is to be tried again, or the platform's does not
 */
export async function sendByBrandServer(parts: Delivery, { mailId, server }: Jobs["sendByBrandServer"], attempt: number): Promise<void> {
  const opened = await openMail(parts, mailId);
  if (opened === null) return;
  const why = whyNoLonger(opened.brand, server, attempt) ?? (await sendByBrand(parts, opened, attempt));
  if (why !== null) await sendByPlatform(parts, opened, attempt, why);
  await removeWaitingJob(parts.db, platformJob(mailId));
}

/** Why a mail that was left to its brand's server does not go there; null where it does. */
function whyNoLonger(brand: MailBrand, server: string, attempt: number): string | null {
  if (attempt > OWN_SERVER_ATTEMPTS) return NOT_ACCEPTED;
  // The mail that found out that the server is down goes on trying; those behind it do not.
  const why = whyNotOwn(attempt === 1 ? brand : { ...brand, smtpIsDown: false });
  return why ?? (serverDigest(brand.smtp!) === server ? null : "the brand's server has been changed");
}
