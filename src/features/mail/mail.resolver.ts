import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { ADMINS } from "../../access/roles.js";
import { Allow } from "../../access/allow.js";
import type { ViewerContext } from "../../graph/context.js";
import { sendTestMail } from "./test-mail.commands.js";

@Resolver()
export class MailResolver {
  @Allow(ADMINS)
  @Mutation(() => Boolean, {
    description:
      "Mails the caller at once: by the own mail server of the effective brand for a group, if the caller may set that, and else the " +
      "way any mail to the caller would go. Always true. " +
      "Refuses with NOT_FOUND, FORBIDDEN, MAIL_REFUSED with the server's reason, or BUSY while other test mails are on their way.",
  })
  async sendTestMail(
    @Arg("groupId", () => ID, { description: "The group's integer id, uuid or 'self'." }) groupId: string,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    await sendTestMail(context, groupId);
    return true;
  }
}
