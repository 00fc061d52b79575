import { randomUUID } from "node:crypto";
import type { Knex } from "knex";
import { addJob } from "../jobs/job.table.js";
import { sealedPlace } from "../sealing.table.js";
import type { Sealing } from "../sealing.js";
import type { Mail } from "./mail.js";
import { MAIL_CONTENT, deleteMail, insertMail, mailContent } from "./mail.table.js";
import type { Mailer } from "./mailer.js";

/** Leaves a mail to be sent in the background: within a transaction, once that commits. */
export async function queueMail(db: Knex, sealing: Sealing, mail: Mail): Promise<void> {
  const mailId = randomUUID();
  await insertMail(db, mailId, sealing.seal(JSON.stringify(mail), sealedPlace(MAIL_CONTENT, mailId)));
  await addJob(db, "sendMail", { mailId });
}

/**
 * Sends a mail that waits. A process that dies between the server's yes and our deleting the mail has it sent twice,
 * with one Message-ID.
 *
 * @param attempt which one this is, from 1 on
 * @throws Error where no server takes it
 */
export async function sendQueuedMail({ db, sealing, mailer }: { db: Knex; sealing: Sealing; mailer: Mailer }, mailId: string, attempt: number): Promise<void> {
  const content = await mailContent(db, mailId);
  if (content === null) return;
  await mailer.send(JSON.parse(sealing.open(content, sealedPlace(MAIL_CONTENT, mailId))) as Mail, { id: mailId, attempt });
  await deleteMail(db, mailId);
}
