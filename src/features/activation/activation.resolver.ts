import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { ADMINS } from "../../access/roles.js";
import { ANY_ACCOUNT, Allow } from "../../access/allow.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { prepareActionMail, requestPasswordReset, sendActionMail } from "./action-mail.commands.js";
import { changePassword, confirmEmailUpdate, readActionToken, setPasswordByToken } from "./activation.commands.js";
import { ActionMail, ActionTokenInfo, EmailChange, ForgottenPasswordPage, MailAction, MailTargetInput } from "./activation.type.js";

const TOKEN = { nullable: true, description: "The token from the link; without one the answer is UNAUTHENTICATED." };
const TARGET = { description: "Whose mail it is." };
const PASSWORD = {
  description: "At least 8 characters, or as many as the server's settings say; not the login, e-mail or a name of its owner.",
};
const MD5 = { nullable: true, description: "Whether `password` is the MD5 digest of the password, in hex." };

@Resolver()
export class ActivationResolver {
  @Allow(ADMINS)
  @Mutation(() => ActionMail, {
    description:
      "Makes the parameters of a mail to an account's holder, with a new token for its link. " +
      "The token is for admins with full access whose part of the tree holds all accounts of the identity, none with more rights, and " +
      "works as long as they could ask for it anew. " +
      "An API account gets one for ACTIVATE alone, on the same terms, as long as the identity has no password. " +
      "Refuses with BAD_REQUEST, NOT_FOUND or FORBIDDEN.",
  })
  prepareActionMail(
    @Arg("action", () => MailAction, { description: "What the token is for." }) action: MailAction,
    @Arg("target", () => MailTargetInput, TARGET) target: MailTargetInput,
    @Ctx() context: ViewerContext,
  ): Promise<ActionMail> {
    return prepareActionMail(context, action, target);
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Boolean, {
    description:
      "Mails an account's holder a link to set the first password. Always true. " +
      "Refuses with BAD_REQUEST (it has one), NOT_FOUND or FORBIDDEN.",
  })
  async sendActivationMail(
    @Arg("target", () => MailTargetInput, TARGET) target: MailTargetInput,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    await sendActionMail(context, MailAction.ACTIVATE, target);
    return true;
  }

  @Allow(ADMINS)
  @Mutation(() => Boolean, {
    description: "Mails an account's holder a link to set a new password. Always true. Refuses with BAD_REQUEST, NOT_FOUND or FORBIDDEN.",
  })
  async sendResetMail(
    @Arg("target", () => MailTargetInput, TARGET) target: MailTargetInput,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    await sendActionMail(context, MailAction.RESET, target);
    return true;
  }

  @Allow(ADMINS)
  @Mutation(() => Boolean, {
    description:
      "Mails a new e-mail address a link that confirms it, and the old one a notice. Always true. " +
      "Refuses with BAD_REQUEST, NOT_FOUND or FORBIDDEN.",
  })
  async sendEmailUpdateMail(
    @Arg("target", () => MailTargetInput, TARGET) target: MailTargetInput,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    await sendActionMail(context, MailAction.EMAIL_UPDATE, target);
    return true;
  }

  @Allow("anyone")
  @Mutation(() => Boolean, {
    description: "Mails the holder of a login a link to set a new password, if somebody has it. Always true, and tells nothing.",
  })
  async requestPasswordReset(
    @Arg("login", () => String, { description: "The login, whatever its case." }) login: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await requestPasswordReset(context, login);
    return true;
  }

  @Allow("anyone")
  @Query(() => ActionTokenInfo, {
    description:
      "What a token from a mail stands for; it is not used up. " +
      "Refuses with UNAUTHENTICATED, or FORBIDDEN from an address that is not allowed.",
  })
  actionToken(
    @Arg("action", () => MailAction, { description: "What the token is for." }) action: MailAction,
    @Arg("token", () => String, TOKEN) token: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<ActionTokenInfo> {
    return readActionToken(context, action, token);
  }

  @Allow("anyone")
  @Mutation(() => Boolean, {
    description:
      "Sets an account's first password by the token from its mail. Always true. " +
      "Refuses with UNAUTHENTICATED, FORBIDDEN (from an address that is not allowed) or BAD_REQUEST.",
  })
  async activateAccount(
    @Arg("token", () => String, TOKEN) token: string | null | undefined,
    @Arg("password", () => String, PASSWORD) password: string,
    @Arg("md5", () => Boolean, MD5) md5: boolean | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await setPasswordByToken(context, MailAction.ACTIVATE, token, { password, isMd5: md5 ?? false });
    return true;
  }

  @Allow("anyone")
  @Mutation(() => Boolean, {
    description:
      "Sets a new password by the token from a mail; all sessions and tokens of the identity end. Always true. " +
      "Refuses with UNAUTHENTICATED, FORBIDDEN (from an address that is not allowed) or BAD_REQUEST.",
  })
  async resetPassword(
    @Arg("token", () => String, TOKEN) token: string | null | undefined,
    @Arg("password", () => String, PASSWORD) password: string,
    @Arg("md5", () => Boolean, MD5) md5: boolean | null | undefined,
    @Ctx() context: Context,
  ): Promise<boolean> {
    await setPasswordByToken(context, MailAction.RESET, token, { password, isMd5: md5 ?? false });
    return true;
  }

  @Allow("anyone")
  @Mutation(() => EmailChange, {
    description:
      "Sets the e-mail address that a token from a mail confirms; the old address gets a notice. " +
      "Refuses with UNAUTHENTICATED, or FORBIDDEN from an address that is not allowed.",
  })
  confirmEmailUpdate(@Arg("token", () => String, TOKEN) token: string | null | undefined, @Ctx() context: Context): Promise<EmailChange> {
    return confirmEmailUpdate(context, token);
  }

  @Allow(ADMINS)
  @Query(() => ForgottenPasswordPage, { description: "The page where the holder of a login who forgot the password starts." })
  forgottenPasswordPage(
    @Arg("login", () => String, { description: "The login, with which the page begins." }) login: string,
    @Ctx() { config }: ViewerContext,
  ): ForgottenPasswordPage {
    return { url: `${config.publicUrl}/forgot-password?login=${encodeURIComponent(login)}` };
  }

  @Allow(ANY_ACCOUNT)
  @Mutation(() => Boolean, {
    description:
      "Changes the caller's own password; other sessions of the identity end. Always true. " +
      "Refuses with BAD_REQUEST, or LOCKED_OUT after too many wrong ones.",
  })
  async changePassword(
    @Arg("currentPassword", () => String, { description: "The current password." }) currentPassword: string,
    @Arg("newPassword", () => String, PASSWORD) newPassword: string,
    @Ctx() context: ViewerContext,
  ): Promise<boolean> {
    await changePassword(context, currentPassword, newPassword);
    return true;
  }
}
