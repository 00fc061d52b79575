import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, readdir, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SmtpEncryption } from "../../src/brands/brand.type.js";
import { createLogger } from "../../src/log.js";
import { type MailBrand, type MayConnect, PLAIN_BRAND } from "../../src/mail/mail-brand.js";
import { MailTemplates } from "../../src/mail/mail-templates.js";
import { type Delivery, queueMail, sendQueuedMail } from "../../src/mail/mail.commands.js";
import { deleteOldMails } from "../../src/mail/mail.table.js";
import type { Mail } from "../../src/mail/mail.js";
import { type Mailer, createMailer } from "../../src/mail/mailer.js";
import { Sealing } from "../../src/sealing.js";
import { MailServer } from "../setup/mail-server.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";

const MAIL: Mail = {
  name: "reset",
  to: { name: "Ada <b>, \"A\"", address: "ada@example.com" },
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

function mailer(brand: Partial<MailBrand> = {}, mayConnect: MayConnect = () => true): Mailer {
  return createMailer({ config: server.config, log: createLogger("silent"), templates: new MailTemplates(), brandOf: () => Promise.resolve({ ...PLAIN_BRAND, ...brand }), attachmentsOf: () => Promise.resolve([]), mayConnect });
}

const ownServer = (host = "127.0.0.1"): MailBrand["smtp"] => ({ server: host, port: own.portNumber, user: "acme", openPassword: () => "pass", encryption: SmtpEncryption.NONE });

describe("the platform's server", () => {
  it("gets text and HTML, from the brand's name, with where answers go", async () => {
    await mailer({ service: "Acme", replyAddress: "help@acme.example" }).send(MAIL, { id: "one", attempt: 1 });
    const [mail] = platform.received;
    expect(mail).toMatchObject({ sender: "portal@portico.example", recipients: ["ada@example.com"], subject: "Nouveau mot de passe pour Acme", messageId: "<one@portal.example>" });
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
    await mailer({ smtp: ownServer(), replyAddress: "help@acme.example" }).send(MAIL, { id: "two", attempt: 3 });
    expect(own.received.map(({ sender, replyTo }) => [sender, replyTo])).toEqual([["help@acme.example", undefined]]);
    expect(platform.received).toEqual([]);
  });

  it("that is down is tried three times; then the mail goes by the platform's", async () => {
    await own.close();
    const sender = mailer({ smtp: ownServer(), replyAddress: "help@acme.example" });
    for (const attempt of [1, 2, 3]) await expect(sender.send(MAIL, { id: "three", attempt })).rejects.toThrow(/ECONNREFUSED/);
    await sender.send(MAIL, { id: "three", attempt: 4 });
    await own.open();
    expect(platform.received).toMatchObject([{ sender: "portal@portico.example", replyTo: [{ address: "help@acme.example" }] }]);
  });

  it("that says nothing is given up after ten seconds", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const smtp = { ...ownServer()!, port: (silent.address() as AddressInfo).port };
    const began = Date.now();
    await expect(mailer({ smtp }).send(MAIL, { id: "four", attempt: 1 })).rejects.toThrow(/Greeting never received/);
    expect(Date.now() - began).toBeLessThan(15_000);
    silent.close();
  });

  it("is connected to only at an address that is allowed", async () => {
    const asked: string[][] = [];
    const refusing = mailer({ smtp: ownServer("localhost") }, (...question) => {
      asked.push(question);
      return false;
    });
    await expect(refusing.send(MAIL, { id: "five", attempt: 1 })).rejects.toThrow("localhost is on an address that mail may not be sent to");
    expect(asked).toContainEqual(["localhost", "127.0.0.1"]);
    expect(own.received).toEqual([]);
  });

  it("is connected to at the address that was judged, whatever its name leads to next", async () => {
    // The name has other addresses, where nobody listens: only a connection to the judged one can succeed.
    await mailer({ smtp: ownServer("localhost") }, (_server, address) => address === "127.0.0.1").send(MAIL, { id: "six", attempt: 1 });
    expect(own.received).toHaveLength(1);
  });
});

describe("a mail that waits", () => {
  const services = (reason: string | null = null): Delivery => ({ db: server.db, sealing: new Sealing(server.config), mailer: mailer(), log: createLogger("silent"), whyEnded: () => Promise.resolve(reason) });

  it("is sealed, and its job names it only", async () => {
    const { db, sealing } = services();
    await queueMail(db, sealing, MAIL);
    const [{ id, content }] = (await db("outgoing_mails")) as [{ id: string; content: string }];
    const jobs = (await db.raw<{ rows: { payload: unknown }[] }>("select payload from graphile_worker._private_jobs")).rows;
    expect(jobs).toEqual([{ payload: { mailId: id } }]);
    expect(content).not.toMatch(/secret-token|ada/);
    await sendQueuedMail(services(), id, 1);
    expect(platform.received).toMatchObject([{ messageId: `<${id}@portal.example>` }]);
    expect(await db("outgoing_mails")).toEqual([]);
    await sendQueuedMail(services(), id, 2);
    expect(platform.received).toHaveLength(1);
  });

  it("is dropped where it may not be delivered any more", async () => {
    const { db, sealing } = services();
    await queueMail(db, sealing, MAIL);
    const [{ id }] = (await db("outgoing_mails")) as [{ id: string }];
    const before = platform.received.length;
    await sendQueuedMail(services("its recipient has gone"), id, 1);
    expect([platform.received.length, await db("outgoing_mails")]).toEqual([before, []]);
  });

  it("stays when no server takes it", async () => {
    const { db, sealing } = services();
    await queueMail(db, sealing, MAIL);
    const [{ id }] = (await db("outgoing_mails")) as [{ id: string }];
    platform.refusal = "no thanks";
    await expect(sendQueuedMail(services(), id, 1)).rejects.toThrow(/no thanks/);
    platform.refusal = undefined;
    expect(await db("outgoing_mails").count()).toEqual([{ count: 1 }]);
    await db("outgoing_mails").delete();
  });
});

it("mails that no server has taken in two weeks are removed", async () => {
  const { db } = server;
  await db("outgoing_mails").insert([13, 15].map((days) => ({ id: randomUUID(), content: String(days), created_at: new Date(Date.now() - days * 86_400_000) })));
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
    expect(body).toMatchObject({ error: { code: 503, message: "Service Unavailable", domain: "PlatformAccountServer", details: { info: expect.stringMatching(/mail server did not take the mail: .*550 mailbox is full of spam/) as string } } });
    expect(errors?.[0]?.extensions.code).toBe("MAIL_REFUSED");
  });
});

describe("without a server", () => {
  it("mails are kept as files that their owner alone can read", async () => {
    const without = await startTestServer();
    const { errors } = await without.graph(`mutation { sendTestMail(groupId: "self") }`, { as: ROOT });
    expect(errors).toBeUndefined();
    const folder = join(without.config.dataFolder, "mail");
    const files = await readdir(folder);
    expect(files).toEqual([expect.stringMatching(/^\d{4}-.* root@example\.com [0-9a-f-]{36}\.eml$/)]);
    expect((await stat(join(folder, files[0]!))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, files[0]!), "utf8")).toMatch(/^From: Portico <no-reply@localhost>\r\nTo: /m);
    await without.stop();
  });
});
