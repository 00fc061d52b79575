import { randomUUID } from "node:crypto";
import type { Knex } from "knex";
import { addJob } from "../jobs/job.table.js";
import { sealedPlace } from "../sealing.table.js";
import type { Sealing } from "../sealing.js";
import type { Mail } from "./mail.js";
import { MAIL_CONTENT, deleteMail, insertMail, mailContent } from "./mail.table.js";
import type { Mailer } from "./mailer.js";
import type { Logger } from "../log.js";

/** What sends the mails that wait. */
export interface Delivery {
  db: Knex;
  sealing: Sealing;
  mailer: Mailer;
  log: Logger;
  /** Why a mail may not be delivered any more; null where it may. */
  whyEnded: (mail: Mail) => Promise<string | null>;
}

/** Leaves a mail to be sent in the background: within a transaction, once that commits. */
export async function queueMail(db: Knex, sealing: Sealing, mail: Mail): Promise<void> {
  const mailId = randomUUID();
  await insertMail(db, mailId, sealing.seal(JSON.stringify(mail), sealedPlace(MAIL_CONTENT, mailId)));
  await addJob(db, "sendMail", { mailId });
}

/**
 * Sends a mail that waits. A process that dies between the server's yes and our deleting the mail has it sent twice,
 * with one Message-ID. One that may not be delivered any more is dropped, and the log says why.
 *
 * @param attempt which one this is, from 1 on
 * @throws Error where no server takes it
 */
export async function sendQueuedMail({ db, sealing, mailer, log, whyEnded }: Delivery, mailId: string, attempt: number): Promise<void> {
  const content = await mailContent(db, mailId);
  if (content === null) return;
  const mail = JSON.parse(sealing.open(content, sealedPlace(MAIL_CONTENT, mailId))) as Mail;
  const reason = await whyEnded(mail);
  if (reason === null) await mailer.send(mail, { id: mailId, attempt });
  else log.warn({ mailId, mail: mail.name, reason }, "mail: not delivered, since its recipient may not have it any more");
  await deleteMail(db, mailId);
}
