import { chmod, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type MimeNode from "nodemailer/lib/mailer";
import type { Config } from "../../config/config.js";
import { makeFolder } from "../../kernel/data-folder.js";
import type { Logger } from "../../kernel/log.js";
import type { MailBrand, MayConnect } from "./mail-brand.js";
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
  /**
   * Sends a mail by its brand's server, or by the platform's where the brand has none: whether the mail may use what the
   * brand says is for the caller to decide.
   *
   * @throws Error with the server's own words where it does not take the mail
   */
  send: (mail: Mail, brand: MailBrand, sending: Sending) => Promise<void>;
}

type Message = MimeNode.Options;
interface Sender {
  mailFrom: string;
  send: (message: Message, sending: Sending) => Promise<void>;
}

/**
 * Keeps messages as files, where there is no server to give them to: for this user alone, as their links are as good as
 * passwords, and under names that say nothing.
 */
function fileSender(folder: string, mailFrom: string, log: Logger): Sender {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return {
    mailFrom,
    send: async (message, { id }) => {
      const { message: bytes } = await transport.sendMail(message);
      makeFolder(folder);
      await chmod(folder, 0o700);
      const file = join(folder, `${new Date().toISOString().replaceAll(":", "-")} ${id}.eml`);
      await writeFile(file, bytes as Buffer, { mode: 0o600 });
      log.info({ file }, "mail: SMTP_URL is not set, so the mail is kept in a file");
    },
  };
}

type TransportOptions = Parameters<typeof createTransport>[0];

function platformSender(smtpUrl: string, mailFrom: string): Sender {
  const transport = createTransport({ url: smtpUrl, ...SMTP_PATIENCE } as TransportOptions);
  return { mailFrom, send: async (message) => void (await transport.sendMail(message)) };
}

/** Each answer may take long; a server that goes on and on is cut off, since others wait for its place. */
async function brandSender({ smtp, replyAddress }: MailBrand, mailFrom: string, mayConnect: MayConnect, patience: number): Promise<Sender> {
  const options = await brandConnection(smtp!, mayConnect);
  const send = async (message: Message): Promise<void> => {
    const socket = new Socket();
    let timer: NodeJS.Timeout | undefined;
    const cutOff = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const error = new Error(`the mail server took more than ${patience / 1000} seconds`);
        socket.destroy(error);
        reject(error);
      }, patience);
    });
    try {
      await Promise.race([createTransport({ ...options, socket } as TransportOptions).sendMail(message), cutOff]);
    } finally {
      clearTimeout(timer);
      socket.destroy();
    }
  };
  return { mailFrom: replyAddress ?? mailFrom, send };
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
  /** Judges the addresses of their servers. */
  mayConnect: MayConnect;
  /** The files that go with a mail. */
  attachmentsOf: (mail: Mail) => Promise<Attachment[]>;
  /** Milliseconds that a brand's server has for one mail, however it spends them; two minutes, unless told otherwise. */
  brandPatience?: number;
}

export function createMailer({ config, log, templates, mayConnect, attachmentsOf, brandPatience = 120_000 }: MailerParts): Mailer {
  const platform =
    config.smtpUrl === undefined
      ? fileSender(join(config.dataFolder, "mail"), config.mailFrom, log)
      : platformSender(config.smtpUrl, config.mailFrom);

  async function send(mail: Mail, brand: MailBrand, sending: Sending): Promise<void> {
    const sender = brand.smtp === null ? platform : await brandSender(brand, config.mailFrom, mayConnect, brandPatience);
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

  return { send };
}
