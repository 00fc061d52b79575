import type { Knex } from "knex";
import { PasswordChecker } from "./encryption/passwords.js";
import { ViewerCache } from "./authentication/viewer-cache.js";
import { RateLimit } from "./authentication/rate-limit.js";
import { mailForgottenPassword } from "./features/activation/action-mail.commands.js";
import type { Config } from "./config/config.js";
import type { Services } from "./graph/context.js";
import type { Tasks } from "./jobs/job-runner.js";
import type { Logger } from "./kernel/log.js";
import { brandLookup, connectionRule } from "./features/mail/mail-brand.js";
import { MailTemplates } from "./features/mail/mail-templates.js";
import { type Delivery, sendByBrandServer, sendQueuedMail } from "./features/mail/mail.commands.js";
import { createMailer } from "./features/mail/mailer.js";
import { SigningKeys } from "./authentication/oauth/signing-key.commands.js";
import { reportAttachments } from "./features/reports/report-attachment.js";
import { whyMailEnds } from "./features/reports/report-cause.lookup.js";
import { makeReport } from "./features/reports/report-making.commands.js";
import { Encryption } from "./encryption/encryption.js";
import { TokenSigning } from "./encryption/token.signing.js";

/** What lives as long as the process. @throws TemplateError */
export function createServices(config: Config, db: Knex, log: Logger): Services {
  const encryption = new Encryption(config);
  const brandOf = brandLookup(db, encryption, config);
  const mailer = createMailer({
    config,
    log,
    templates: new MailTemplates(config.mailTemplates),
    mayConnect: connectionRule(config),
    attachmentsOf: (mail) => reportAttachments(db, mail),
  });
  const signingKeys = new SigningKeys(db, encryption, config.publicUrl);
  const tokens = new TokenSigning(config, [signingKeys.verifying]);
  return {
    config,
    db,
    passwords: new PasswordChecker(),
    viewerCache: new ViewerCache(),
    rateLimit: new RateLimit(db, config.rateLimit),
    encryption,
    signingKeys,
    tokens,
    brandOf,
    mailer,
    log,
  };
}

/** What is done for each kind of job. */
export function createTasks(services: Services): Tasks {
  const delivery: Delivery = { ...services, whyEnded: (mail) => whyMailEnds(services.db, mail) };
  return {
    sendMail: (payload, attempt) => sendQueuedMail(delivery, payload, attempt),
    sendByBrandServer: (payload, attempt) => sendByBrandServer(delivery, payload, attempt),
    mailForgottenPassword: ({ login }) => mailForgottenPassword(services, login),
    makeReport: ({ reportId }) => makeReport(services, reportId),
  };
}
