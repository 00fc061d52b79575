import { badRequest } from "../../kernel/errors.js";
import { checkEmail } from "../accounts/account.rules.js";
import { MailAction } from "./activation.type.js";

const DAY = 24 * 3600;

/** For each action: the seconds its token is good for, and the page its link leads to. */
export const ACTIONS: Readonly<Record<MailAction, { lifetime: number; page: string }>> = {
  [MailAction.ACTIVATE]: { lifetime: 7 * DAY, page: "/activate" },
  [MailAction.RESET]: { lifetime: DAY, page: "/reset" },
  [MailAction.EMAIL_UPDATE]: { lifetime: DAY, page: "/confirm-email" },
};

/** The link in a mail: it begins with the server's own address, whatever a brand says. */
export const linkOf = (publicUrl: string, action: MailAction, token: string): string =>
  `${publicUrl}${ACTIONS[action].page}?token=${token}`;

/** The address a change of e-mail is to set. @throws Refusal BAD_REQUEST */
export function requiredNewEmail(email: string | null | undefined, present: string): string {
  if (email == null) throw badRequest("is required: the new address", "email");
  if (checkEmail(email) === present) throw badRequest("is the address already", "email");
  return email;
}
