import type { Knex } from "knex";
import { PasswordChecker } from "./authentication/passwords.js";
import { ViewerCache } from "./authentication/viewer-cache.js";
import { RateLimit } from "./authentication/rate-limit.js";
import { mailForgottenPassword } from "./activation/action-mail.commands.js";
import type { Config } from "./config.js";
import type { Services } from "./context.js";
import type { Tasks } from "./jobs/job-runner.js";
import type { Logger } from "./log.js";
import { brandLookup, connectionRule } from "./mail/mail-brand.js";
import { MailTemplates } from "./mail/mail-templates.js";
import { type Delivery, sendByBrandServer, sendQueuedMail } from "./mail/mail.commands.js";
import { createMailer } from "./mail/mailer.js";
import { SigningKeys } from "./oauth/signing-key.commands.js";
import { reportAttachments } from "./reports/report-attachment.js";
import { whyMailEnds } from "./reports/report-cause.lookup.js";
import { makeReport } from "./reports/report-making.commands.js";
import { Sealing } from "./sealing.js";
import { TokenSigning } from "./tokens/token.signing.js";

/** What lives as long as the process. @throws TemplateError */
export function createServices(config: Config, db: Knex, log: Logger): Services {
  const sealing = new Sealing(config);
  const brandOf = brandLookup(db, sealing, config);
  const mailer = createMailer({
    config,
    log,
    templates: new MailTemplates(config.mailTemplates),
    mayConnect: connectionRule(config),
    attachmentsOf: (mail) => reportAttachments(db, mail),
  });
  const signingKeys = new SigningKeys(db, sealing, config.publicUrl);
  const tokens = new TokenSigning(config, [signingKeys.verifying]);
  return {
    config,
    db,
    passwords: new PasswordChecker(),
    viewerCache: new ViewerCache(),
    rateLimit: new RateLimit(db, config.rateLimit),
    sealing,
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
