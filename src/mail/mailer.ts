import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type MimeNode from "nodemailer/lib/mailer";
import type { Config } from "../config.js";
import { makeFolder } from "../data-folder.js";
import type { Logger } from "../log.js";
import type { BrandOf, MailBrand, MayConnect } from "./mail-brand.js";
import type { MailTemplates } from "./mail-templates.js";
import type { Mail } from "./mail.js";
import { SMTP_PATIENCE, brandConnection } from "./smtp-connection.js";

/** Which attempt it is at which mail. */
export interface Sending {
  id: string;
  /** From 1 on. */
  attempt: number;
}

/** Sends mail. Slow, and to be called from jobs alone, save for a test mail that somebody waits for. */
export interface Mailer {
  /** @throws Error with the server's own words where it does not take the mail */
  send: (mail: Mail, sending: Sending) => Promise<void>;
  /** Sends by the brand's own server alone, if it has one. @throws Error as `send` does */
  sendTest: (mail: Mail, sending: Sending) => Promise<void>;
}

/**
 * How often a brand's own server is tried before its mail goes by the platform's: for half a minute. After that a person
 * who waits for a link is better served by a mail from the platform than by none.
 */
const OWN_SERVER_ATTEMPTS = 3;

type Message = MimeNode.Options;
interface Sender {
  mailFrom: string;
  send: (message: Message, sending: Sending) => Promise<void>;
}

const pathSafe = (text: string): string => text.replace(/[^\w@.+-]/g, "_").slice(0, 100);

/** Keeps messages as files, where there is no server to give them to. */
function fileSender(folder: string, mailFrom: string, log: Logger): Sender {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return {
    mailFrom,
    send: async (message, { id }) => {
      const { message: bytes } = await transport.sendMail(message);
      makeFolder(folder);
      const file = join(folder, `${new Date().toISOString().replaceAll(":", "-")} ${pathSafe((message.to as { address: string }).address)} ${id}.eml`);
      // For this user alone: the links in mails are as good as passwords.
      await writeFile(file, bytes as Buffer, { mode: 0o600 });
      log.info({ file }, "mail: SMTP_URL is not set, so the mail is kept in a file");
    },
  };
}

function serverSender(options: Parameters<typeof createTransport>[0], mailFrom: string): Sender {
  const transport = createTransport(options);
  return { mailFrom, send: async (message) => void (await transport.sendMail(message)) };
}

/** A file that goes with a mail; it is read while the mail is sent. */
export interface Attachment {
  filename: string;
  contentType: string;
  content: Readable;
}

/** What a mailer is made of. */
export interface MailerParts {
  config: Config;
  log: Logger;
  templates: MailTemplates;
  /** Looks up brands. */
  brandOf: BrandOf;
  /** Judges the addresses of their servers. */
  mayConnect: MayConnect;
  /** The files that go with a mail. */
  attachmentsOf: (mail: Mail) => Promise<Attachment[]>;
}

export function createMailer({ config, log, templates, brandOf, mayConnect, attachmentsOf }: MailerParts): Mailer {
  const platform =
    config.smtpUrl === undefined
      ? fileSender(join(config.dataFolder, "mail"), config.mailFrom, log)
      : serverSender({ url: config.smtpUrl, ...SMTP_PATIENCE } as Parameters<typeof createTransport>[0], config.mailFrom);

  async function own({ smtp, replyAddress }: MailBrand): Promise<Sender> {
    return serverSender(await brandConnection(smtp!, mayConnect), replyAddress ?? config.mailFrom);
  }

  async function sendBy(sender: Sender, mail: Mail, brand: MailBrand, sending: Sending): Promise<void> {
    const { subject, text, html } = templates.write(mail.name, mail.language, mail.values, brand);
    const { replyAddress } = brand;
    const message: Message = {
      from: { name: brand.service, address: sender.mailFrom },
      to: mail.to,
      ...(replyAddress !== null && replyAddress !== sender.mailFrom && { replyTo: replyAddress }),
      subject,
      text,
      html,
      attachments: await attachmentsOf(mail),
      messageId: `<${sending.id}@${new URL(config.publicUrl).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    await sender.send(message, sending);
    log.info({ mailId: sending.id, mail: mail.name, attempt: sending.attempt }, "mail: sent");
  }

  return {
    send: async (mail, sending) => {
      const brand = await brandOf(mail.groupId);
      const useOwn = brand.smtp !== null && sending.attempt <= OWN_SERVER_ATTEMPTS;
      await sendBy(useOwn ? await own(brand) : platform, mail, brand, sending);
    },
    sendTest: async (mail, sending) => {
      const brand = await brandOf(mail.groupId);
      await sendBy(brand.smtp === null ? platform : await own(brand), mail, brand, sending);
    },
  };
}
