import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, readdir, stat } from "node:fs/promises";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SmtpEncryption } from "../../src/features/brands/brand.type.js";
import { createLogger } from "../../src/kernel/log.js";
import { type MailBrand, type MayConnect, PLAIN_BRAND } from "../../src/features/mail/mail-brand.js";
import { MailTemplates } from "../../src/features/mail/mail-templates.js";
import { type Delivery, queueMail, sendByBrandServer, sendQueuedMail } from "../../src/features/mail/mail.commands.js";
import { deleteOldMails } from "../../src/features/mail/mail.table.js";
import type { Mail } from "../../src/features/mail/mail.js";
import { type Mailer, createMailer } from "../../src/features/mail/mailer.js";
import { serverDigest } from "../../src/features/mail/smtp-connection.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { MailServer } from "../setup/mail-server.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

const MAIL: Mail = {
  name: "reset",
  to: { name: 'Ada <b>, "A"', address: "ada@example.com" },
  language: "fr",
  groupId: 1,
  values: { name: "Ada", login: "ada", company: "Company", link: "https://portal.example/reset?token=secret-token" },
};

let server: TestServer;
let platform: MailServer;
let own: MailServer;
beforeAll(async () => {
  platform = await MailServer.start();
  server = await startTestServer({ SMTP_URL: platform.url, MAIL_FROM: "portal@portico.example", PUBLIC_URL: "https://portal.example" });
});
afterAll(async () => {
  await server.stop();
  await platform.close();
});
beforeEach(async () => {
  own = await MailServer.start();
});
afterEach(async () => {
  platform.received.length = 0;
  await own.close();
});

const mailer = (mayConnect: MayConnect = () => true, brandPatience?: number): Mailer =>
  createMailer({
    config: server.config,
    log: createLogger("silent"),
    templates: new MailTemplates(),
    attachmentsOf: () => Promise.resolve([]),
    mayConnect,
    ...(brandPatience !== undefined && { brandPatience }),
  });

const send = (id: string, brand: Partial<MailBrand>, mayConnect?: MayConnect): Promise<void> =>
  mailer(mayConnect).send(MAIL, { ...PLAIN_BRAND, ...brand }, { id, attempt: 1 });

const ownServer = (host = "127.0.0.1"): MailBrand["smtp"] => ({
  server: host,
  port: own.portNumber,
  user: "acme",
  openPassword: () => "pass",
  encryption: SmtpEncryption.NONE,
});

describe("the platform's server", () => {
  it("gets text and HTML, from the brand's name, with where answers go", async () => {
    await send("one", { service: "Acme", replyAddress: "help@acme.example" });
    const [mail] = platform.received;
    expect(mail).toMatchObject({
      sender: "portal@portico.example",
      recipients: ["ada@example.com"],
      subject: "Nouveau mot de passe pour Acme",
      messageId: "<one@portal.example>",
    });
    expect([mail!.from, mail!.replyTo, mail!.to]).toEqual([
      { address: "portal@portico.example", name: "Acme" },
      [{ address: "help@acme.example", name: "" }],
      [{ address: "ada@example.com", name: 'Ada <b>, "A"' }],
    ]);
    expect(mail!.text).toContain("Choisir un nouveau mot de passe: https://portal.example/reset?token=secret-token");
    expect(mail!.html).toContain('<a class="button" href="https://portal.example/reset?token=secret-token">');
    expect(mail!.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  });
});

describe("a brand's own server", () => {
  it("gets the brand's mail, from the brand's address", async () => {
    await send("two", { smtp: ownServer(), replyAddress: "help@acme.example" });
    expect(own.received.map(({ sender, replyTo }) => [sender, replyTo])).toEqual([["help@acme.example", undefined]]);
    expect(platform.received).toEqual([]);
  });

  it("that says nothing is given up after ten seconds", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const smtp = { ...ownServer()!, port: (silent.address() as AddressInfo).port };
    const began = Date.now();
    await expect(send("four", { smtp })).rejects.toThrow(/Greeting never received/);
    expect(Date.now() - began).toBeLessThan(15_000);
    silent.close();
  });

  it.each<[string, (socket: Socket) => void]>([
    ["takes the connection and says nothing", () => undefined],
    ["greets and answers nothing", (socket) => socket.write("220 here\r\n")],
    [
      "answers without an end",
      (socket) => {
        socket.write("220 here\r\n");
        const more = setInterval(() => socket.write("250-and more\r\n"), 20);
        socket.on("close", () => clearInterval(more));
      },
    ],
  ])("that %s is cut off when its time for one mail is over", async (_what, answer) => {
    const sockets: Socket[] = [];
    const endless = createServer((socket) => {
      sockets.push(socket.on("error", () => undefined).resume());
      answer(socket);
    }).listen(0, "127.0.0.1");
    await once(endless, "listening");
    const smtp = { ...ownServer()!, port: (endless.address() as AddressInfo).port };
    await expect(mailer(undefined, 300).send(MAIL, { ...PLAIN_BRAND, smtp }, { id: "seven", attempt: 1 })).rejects.toThrow(
      "the mail server took more than 0.3 seconds",
    );
    await expect.poll(() => sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
    endless.close();
  });

  it("is connected to only at an address that is allowed", async () => {
    const asked: string[][] = [];
    const refuse = (...question: [string, string]): boolean => {
      asked.push(question);
      return false;
    };
    await expect(send("five", { smtp: ownServer("localhost") }, refuse)).rejects.toThrow(
      "localhost is on an address that mail may not be sent to",
    );
    expect(asked).toContainEqual(["localhost", "127.0.0.1"]);
    expect(own.received).toEqual([]);
  });

  it("is connected to at the address that was judged, whatever its name leads to next", async () => {
    // The name has other addresses, where nobody listens: only a connection to the judged one can succeed.
    await send("six", { smtp: ownServer("localhost") }, (_server, address) => address === "127.0.0.1");
    expect(own.received).toHaveLength(1);
  });
});

describe("a mail that waits", () => {
  const parts = (brand: Partial<MailBrand> = {}, reason: string | null = null): Delivery => ({
    db: server.db,
    encryption: new Encryption(server.config),
    mailer: mailer(),
    log: createLogger("silent"),
    brandOf: () => Promise.resolve({ ...PLAIN_BRAND, ...brand }),
    whyEnded: () => Promise.resolve(reason),
  });
  const queued = async (): Promise<string> => {
    await server.db.raw("delete from graphile_worker._private_jobs");
    await queueMail(server.db, parts().encryption, MAIL);
    return ((await server.db("outgoing_mails")) as [{ id: string }])[0].id;
  };
  const jobs = async (): Promise<unknown[]> =>
    (
      await server.db.raw<{ rows: unknown[] }>(
        `select task_identifier task, payload from graphile_worker.jobs j
         join graphile_worker._private_jobs using (id) order by 1, 2::text`,
      )
    ).rows;

  it("is encrypted, and its job names it only", async () => {
    const id = await queued();
    const [{ content }] = (await server.db("outgoing_mails")) as [{ content: string }];
    expect(await jobs()).toEqual([{ task: "sendMail", payload: { mailId: id } }]);
    expect(content).not.toMatch(/secret-token|ada/);
    await sendQueuedMail(parts(), { mailId: id }, 1);
    expect(platform.received).toMatchObject([{ messageId: `<${id}@portal.example>` }]);
    expect(await server.db("outgoing_mails")).toEqual([]);
    await sendQueuedMail(parts(), { mailId: id }, 2);
    expect(platform.received).toHaveLength(1);
  });

  it.each([
    ["when its turn comes", (mailId: string) => sendQueuedMail(parts({}, "its recipient has gone"), { mailId }, 1)],
    [
      "at the brand's own server",
      (mailId: string) =>
        sendByBrandServer(parts({ smtp: ownServer() }, "its recipient has gone"), { mailId, server: serverDigest(ownServer()!) }, 1),
    ],
  ])("is dropped where it may not be delivered any more %s", async (_when, send) => {
    await send(await queued());
    expect([platform.received, own.received, await server.db("outgoing_mails")]).toEqual([[], [], []]);
  });

  it("stays when no server takes it", async () => {
    const mailId = await queued();
    platform.refusal = "no thanks";
    await expect(sendQueuedMail(parts(), { mailId }, 1)).rejects.toThrow(/no thanks/);
    platform.refusal = undefined;
    expect(await server.db("outgoing_mails").count()).toEqual([{ count: 1 }]);
    await server.db("outgoing_mails").delete();
  });

  it("is left to the brand's own server, tried there three times, and sent by the platform's in the third", async () => {
    const brand = { smtp: ownServer(), replyAddress: "help@acme.example" };
    const mailId = await queued();
    await sendQueuedMail(parts(brand), { mailId }, 1);
    const payload = { mailId, server: serverDigest(brand.smtp!) };
    expect(await jobs()).toEqual([
      { task: "sendByBrandServer", payload },
      { task: "sendMail", payload: { mailId } },
      { task: "sendMail", payload: { mailId, byPlatform: true } },
    ]);
    await own.close();
    for (const attempt of [1, 2]) await expect(sendByBrandServer(parts(brand), payload, attempt)).rejects.toThrow(/ECONNREFUSED/);
    expect(platform.received).toEqual([]);
    await sendByBrandServer(parts(brand), payload, 3);
    await own.open();
    expect(platform.received).toMatchObject([{ sender: "portal@portico.example", replyTo: [{ address: "help@acme.example" }] }]);
    expect(await server.db("outgoing_mails")).toEqual([]);
  });

  it.each([
    ["a server that is down for all", { smtpIsDown: true }],
    ["settings that are no longer trusted", { smtp: null, replyAddress: null, distrust: "changer" as const }],
    ["another server", { smtp: { server: "127.0.0.1", port: 1, user: null, openPassword: () => null, encryption: null } }],
  ])("and finds %s when its turn comes goes by the platform's", async (_what, now) => {
    const brand = { smtp: ownServer() };
    const mailId = await queued();
    await sendByBrandServer(parts({ ...brand, ...now }), { mailId, server: serverDigest(brand.smtp!) }, 1);
    expect([platform.received.length, own.received.length]).toEqual([1, 0]);
  });

  it("whose turn at the brand's server has not come goes by the platform's, once", async () => {
    const brand = { smtp: ownServer() };
    const mailId = await queued();
    await sendQueuedMail(parts(brand), { mailId }, 1);
    await sendQueuedMail(parts(brand), { mailId, byPlatform: true }, 1);
    expect((await jobs()).filter((job) => (job as { task: string }).task === "sendByBrandServer")).toEqual([]);
    await sendByBrandServer(parts(brand), { mailId, server: serverDigest(brand.smtp!) }, 1);
    expect([platform.received.length, own.received.length]).toEqual([1, 0]);
  });

  it("is not sent by the platform's while the brand's server is being given it", async () => {
    const brand = { smtp: ownServer() };
    const mailId = await queued();
    await sendQueuedMail(parts(brand), { mailId }, 1);
    await server.db.raw(
      "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody' where key like 'mail by brand%'",
    );
    await expect(sendQueuedMail(parts(brand), { mailId, byPlatform: true }, 1)).rejects.toThrow(/at this moment/);
    expect(platform.received).toEqual([]);
    await server.db("outgoing_mails").delete();
  });
});

it("mails that no server has taken in two weeks are removed", async () => {
  const { db } = server;
  await db("outgoing_mails").insert(
    [13, 15].map((days) => ({ id: randomUUID(), content: String(days), created_at: new Date(Date.now() - days * 86_400_000) })),
  );
  await deleteOldMails(db);
  expect(await db("outgoing_mails").pluck("content")).toEqual(["13"]);
  await db("outgoing_mails").delete();
});

describe("a test mail", () => {
  it("comes at once, to whoever asks", async () => {
    expect((await server.rest("POST", "/actions/mail/test", { as: ROOT, body: { group_id: 2 } })).status).toBeOneOf([204, 404]);
    const { errors } = await server.graph(`mutation { sendTestMail(groupId: "self") }`, { as: ROOT });
    expect(errors).toBeUndefined();
    expect(platform.received.at(-1)).toMatchObject({ subject: "Test mail of Portico", recipients: ["root@example.com"] });
  });

  it("that the server refuses is 503, with its reason", async () => {
    platform.refusal = "mailbox is full of spam";
    const { body: profile } = await server.rest("GET", "/profile", { as: ROOT });
    const group_id = (profile as { account_group_id: number }).account_group_id;
    const { status, body } = await server.rest("POST", "/actions/mail/test", { as: ROOT, body: { group_id } });
    const { errors } = await server.graph(`mutation { sendTestMail(groupId: "self") }`, { as: ROOT });
    platform.refusal = undefined;
    expect(status).toBe(503);
    expect(body).toMatchObject({
      error: {
        code: 503,
        message: "Service Unavailable",
        domain: "PlatformAccountServer",
        details: { info: expect.stringMatching(/mail server did not take the mail: .*550 mailbox is full of spam/) as string },
      },
    });
    expect(errors?.[0]?.extensions.code).toBe("MAIL_REFUSED");
  });
});

describe("without a server", () => {
  it("mails are kept as files that their owner alone can read, under names that name nobody", async () => {
    const without = await startTestServer();
    const { errors } = await without.graph(`mutation { sendTestMail(groupId: "self") }`, { as: ROOT });
    expect(errors).toBeUndefined();
    const folder = join(without.config.dataFolder, "mail");
    const files = await readdir(folder);
    expect(files).toEqual([expect.stringMatching(/^[\dTZ.-]+ [0-9a-f-]{36}\.eml$/)]);
    expect([(await stat(folder)).mode & 0o777, (await stat(join(folder, files[0]!))).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(await readFile(join(folder, files[0]!), "utf8")).toMatch(/^From: Portico <no-reply@localhost>\r\nTo: /m);
    await without.stop();
  });
});
