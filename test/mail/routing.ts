import { createServices, createTasks } from "../../src/services.js";
import { startJobs } from "../../src/jobs/job-runner.js";
import { createLogger } from "../../src/kernel/log.js";
import { runDueSchedules } from "../../src/features/reports/report-schedule.commands.js";
import { AccessRight, GroupKind } from "../../src/kernel/enums.js";
import { MailServer, type ReceivedMail } from "../setup/mail-server.js";
import { type Answer, type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type MadeAccount, type MadeGroup, makeAdmin, makeGroup } from "../setup/tree.js";

/** By which server a mail came, and where its answers go. */
export interface Delivery {
  by: "own" | "platform";
  replyTo: string | null;
  mail: ReceivedMail;
}

/** The address that answers to the brand's mails go to. */
export const REPLIES = "answers@partner.example";

let made = 0;
export const fresh = (word: string): string => `${word}-${++made}`;

/** A server with its job runner, the platform's mail server, and one that brands may name. */
export class Routing {
  private stopJobs: () => Promise<void> = () => Promise.resolve();

  private constructor(
    readonly server: TestServer,
    readonly platform: MailServer,
    readonly own: MailServer,
  ) {}

  static async start(): Promise<Routing> {
    const platform = await MailServer.start();
    const server = await startTestServer({
      SMTP_URL: platform.url,
      MAIL_FROM: "portal@portico.example",
      SMTP_PRIVATE_SERVERS: "127.0.0.1",
    });
    const routing = new Routing(server, platform, await MailServer.start());
    await routing.runJobs();
    return routing;
  }

  async stop(): Promise<void> {
    await this.stopJobs();
    await this.server.stop();
    await this.own.close();
    await this.platform.close();
  }

  /** Does something between the asking for a mail and its being sent. */
  async beforeSending(ask: () => Promise<unknown>, then: () => Promise<unknown>): Promise<void> {
    await this.stopJobs();
    await ask();
    await then();
    await this.runJobs();
  }

  private async runJobs(): Promise<void> {
    const { config, db } = this.server;
    const log = createLogger("silent");
    this.stopJobs = await startJobs(db, createTasks(createServices(config, db, log)), log);
  }

  /** A request that must succeed. */
  async must(method: string, path: string, as: Credentials, body?: unknown): Promise<never> {
    const answer = await this.server.rest(method, path, { as, body });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  smtp = (): object => ({
    smtp_override: 1,
    smtp_server: "127.0.0.1",
    smtp_port: this.own.portNumber,
    smtp_encryption: "NONE",
    smtp_reply_address: REPLIES,
  });

  /** Sets how the mail of a group's own brand is sent. */
  setSmtp = (group: number, as: Credentials, body: object = this.smtp()): Promise<Answer> =>
    this.server.rest("PUT", `/groups/${group}/brand`, { as, body });

  /** A group with a brand of its own that sends by the own server, set by an admin of it with full access. */
  async branded(parent: number | "self" = "self", kind = GroupKind.MSP): Promise<{ group: MadeGroup; setter: MadeAccount }> {
    const group = await makeGroup(this.server, parent, kind, fresh("Branded"));
    const setter = await makeAdmin(this.server, group.id, fresh("setter"));
    await this.must("POST", `/groups/${group.id}/brand`, ROOT);
    await this.must("PUT", `/groups/${group.id}/brand`, setter, { ...this.smtp(), service_name: "Acme" });
    return { group, setter };
  }

  /** Gives somebody a second seat, without the rights that would let it change brands. */
  seat = (group: number | "self", login: string): Promise<never> =>
    this.must("POST", `/groups/${group}/admins`, ROOT, { login, use_existing_identity: 1, access_type: AccessRight.READ });

  /** The mail to that address with such a subject, by whichever server it came. */
  async delivery(address: string, subject = /./): Promise<Delivery> {
    for (const began = Date.now(); Date.now() - began < 40_000; await new Promise((resolve) => setTimeout(resolve, 20))) {
      for (const by of ["own", "platform"] as const) {
        const mail = this[by].received.find(({ recipients, subject: words }) => recipients.includes(address) && subject.test(words ?? ""));
        if (mail !== undefined)
          return { by, mail, replyTo: mail.replyTo?.[0]?.address ?? (mail.from?.address === REPLIES ? REPLIES : null) };
      }
    }
    throw new Error(`no mail to ${address}`);
  }

  forgot = (login: string): Promise<unknown> =>
    this.server.graph("mutation ($login: String!) { requestPasswordReset(login: $login) }", { variables: { login } });

  /** Runs the schedule of a group's reports, as if its time had come. */
  async runSchedule(id: number): Promise<void> {
    await this.server
      .db("report_schedules")
      .where({ id })
      .update({ next_run_at: new Date(Date.now() - 1_000) });
    await runDueSchedules(this.server.db, new Date());
  }
}
