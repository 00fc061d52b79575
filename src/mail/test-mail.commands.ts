import { randomUUID } from "node:crypto";
import { requirePerson } from "../access/rights.js";
import { mailTo } from "../activation/action-mail.commands.js";
import type { ViewerContext } from "../context.js";
import { Refusal } from "../errors.js";
import { findGroup } from "../groups/group.lookup.js";

/** Longest reason of a mail server that is passed on. */
const REASON_LENGTH = 300;

/** Mails the caller by the server of the brand in force for a group, while the caller waits. @throws Refusal MAIL_REFUSED with the server's reason */
export async function sendTestMail(context: ViewerContext, groupRef: string): Promise<void> {
  const { loaders, mailer, viewer } = context;
  const group = await findGroup(context, groupRef);
  requirePerson(viewer);
  const account = (await loaders.accountById.load(viewer.accountId))!;
  await mailer.sendTest(mailTo(account, group, "test", {}), { id: randomUUID(), attempt: 1 }).catch((error: unknown) => {
    throw new Refusal("MAIL_REFUSED", `the mail server did not take the mail: ${reasonOf(error)}`);
  });
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, REASON_LENGTH);
