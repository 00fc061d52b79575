import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail as the server took it. */
export interface ReceivedMail extends Omit<Email, "sender"> {
  /** The envelope's. */
  sender: string;
  recipients: string[];
}

/** A real SMTP server on a port of 127.0.0.1, which keeps what it is sent. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Logins and passwords it was shown. */
  readonly logins: [string, string][] = [];
  /** What it answers to each mail in place of taking it. */
  refusal: string | undefined;
  /** Whether it leaves clients waiting once they have sent a mail. */
  holds = false;
  /** How many clients have waited so. */
  held = 0;
  private server: SMTPServer;

  private constructor(private port: number) {
    this.server = this.make();
  }

  static async start(port = 0): Promise<MailServer> {
    const server = new MailServer(port);
    await server.open();
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  get portNumber(): number {
    return this.port;
  }

  /** Listens, on the port it had before. */
  async open(): Promise<void> {
    this.server = this.make();
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server.server, "listening");
    this.port = (this.server.server.address() as AddressInfo).port;
  }

  /** Goes away; connections are refused from now on. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  /** The newest mail to that address, once there is one. */
  async mailTo(address: string, subject = /./, patience = 40_000): Promise<ReceivedMail> {
    for (const began = Date.now(); Date.now() - began < patience; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const mail = this.received.findLast(({ recipients, subject: words }) => recipients.includes(address) && subject.test(words ?? ""));
      if (mail !== undefined) return mail;
    }
    const there = this.received.map(({ recipients, subject: words }) => `${recipients.join()}: ${words}`);
    throw new Error(`no mail to ${address} within ${patience} ms; there are ${there.join("; ")}`);
  }

  private make(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        this.logins.push([username ?? "", password ?? ""]);
        done(null, { user: username ?? "" });
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          if (this.holds) {
            this.held += 1;
            return;
          }
          if (this.refusal !== undefined) {
            done(Object.assign(new Error(this.refusal), { responseCode: 550 }));
            return;
          }
          void PostalMime.parse(Buffer.concat(chunks)).then((email) => {
            const { mailFrom, rcptTo } = session.envelope;
            this.received.push({
              ...email,
              sender: mailFrom === false ? "" : mailFrom.address,
              recipients: rcptTo.map(({ address }) => address),
            });
            done();
          });
        });
      },
    });
  }
}

/** The link in a mail, the same in both its parts. */
export function linkIn({ text, html }: ReceivedMail): string {
  const link = /https?:\/\/\S+\?token=[\w-]+/.exec(text ?? "")?.[0];
  if (link === undefined || !(html ?? "").includes(`href="${link}"`)) throw new Error(`no link in both parts of:\n${text}\n${html}`);
  return link;
}
