import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GroupKind } from "../../src/kernel/enums.js";
import { projectRoot } from "../../src/kernel/project-root.js";
import { Encryption } from "../../src/encryption/encryption.js";
import { hasBrowser, startBrowser } from "../setup/browser.js";
import { MailServer, linkIn } from "../setup/mail-server.js";
import { ServerProcess } from "../setup/server-process.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import { type Answer, type Credentials, ROOT } from "../setup/test-server.js";

const SECRET = "a secret for tests, long enough to be one";
const PASSWORD = "chosen by its owner";

let mail: MailServer;
let database: TestDatabase;
let dataFolder: string;
let server: ServerProcess;
let url: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let requests: string[];

const environment = (): NodeJS.ProcessEnv => ({
  DATABASE_URL: database.url,
  PORTICO_SECRET: SECRET,
  PORTICO_ROOT_LOGIN: ROOT.login,
  PORTICO_ROOT_PASSWORD: ROOT.password,
  PORTICO_ROOT_EMAIL: "root@example.com",
  SMTP_URL: mail.url,
  MAIL_FROM: "portal@portico.example",
  SMTP_PRIVATE_SERVERS: "127.0.0.1",
});

beforeAll(async () => {
  if (!hasBrowser) return;
  execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" });
  mail = await MailServer.start();
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), "portico-mail-"));
  server = new ServerProcess(dataFolder, environment());
  url = await server.ready();
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await server.stop();
  await mail.close();
  await database.drop();
  await rm(dataFolder, { recursive: true });
});
beforeEach(async () => {
  if (!hasBrowser) return;
  context = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE" });
  requests = [];
  context.on("request", (request) => requests.push(request.url()));
  page = await context.newPage();
});
afterEach(() => context?.close());

async function rest(
  method: string,
  path: string,
  { as, body }: { as?: Credentials; body?: unknown } = {},
): Promise<Pick<Answer, "status" | "body">> {
  const response = await fetch(`${url}/api/1${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(as && { authorization: `Basic ${Buffer.from(`${as.login}:${as.password}`).toString("base64")}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as never };
}

async function makeAdmin(login: string, language: string): Promise<void> {
  const { status } = await rest("POST", "/groups/self/admins", {
    as: ROOT,
    body: { login, email: `${login}@example.com`, firstname: "Ada", lastname: "Admin", language },
  });
  expect(status).toBe(201);
}

const logsIn = async (username: string, password: string): Promise<number> =>
  (await rest("POST", "/login", { body: { username, password } })).status;

async function submit(): Promise<void> {
  await Promise.all([page.waitForLoadState("load"), page.getByRole("button").click()]);
}

/** Sets a password on the page of a link, and sees that the link is dead afterwards. */
async function setPassword(link: string, password: string, title: string): Promise<void> {
  // Opened twice: neither a scanner's look nor the person's uses the token up.
  for (let times = 0; times < 2; times++) expect((await page.goto(link))?.status()).toBe(200);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(title);
  await page.getByLabel("Neues Passwort", { exact: true }).fill(password);
  await page.getByLabel("Neues Passwort noch einmal").fill(password);
  await submit();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Ihr Passwort ist gesetzt");
  expect(page.url()).not.toContain("token");
  expect((await page.goto(link))?.status()).toBe(401);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Dieser Link gilt nicht mehr");
  const { port } = new URL(link);
  expect(requests.filter((address) => !address.startsWith("data:") && new URL(address).port !== port)).toEqual([]);
}

describe.skipIf(!hasBrowser)("from the mail to the login", () => {
  it.each([
    ["en", /^Activate your account at Portico$/],
    ["de", /^Aktivieren Sie Ihr Konto bei Portico$/],
    ["fr", /^Activez votre compte Portico$/],
  ])("activation, in %s", async (language, subject) => {
    const login = `activate-${language}`;
    await makeAdmin(login, language);
    expect((await rest("POST", "/actions/mail/activate", { as: ROOT, body: { login, email: `${login}@example.com` } })).status).toBe(204);
    const link = linkIn(await mail.mailTo(`${login}@example.com`, subject));
    expect(await logsIn(login, PASSWORD)).toBe(401);
    await setPassword(link, PASSWORD, "Konto aktivieren");
    expect(await logsIn(login, PASSWORD)).toBe(200);
    const token = new URL(link).searchParams.get("token");
    expect((await rest("POST", `/actions/activate?token=${token}`, { body: { password: "another one of it" } })).status).toBe(401);
  });

  it("a forgotten password, from the sign-in page on", async () => {
    await makeAdmin("forgetful", "de");
    const { body } = await rest("GET", "/actions/mail/activate?login=forgetful", { as: ROOT });
    await rest("POST", `/actions/activate?token=${(body as { token: string }).token}`, { body: { password: PASSWORD } });

    await page.goto(`${url}/signin`);
    await Promise.all([page.waitForURL("**/forgot-password"), page.getByRole("link", { name: "Passwort vergessen?" }).click()]);
    await page.getByLabel("Anmeldename").fill("Forgetful");
    await submit();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sehen Sie in Ihr Postfach");
    await setPassword(
      linkIn(await mail.mailTo("forgetful@example.com", /^Neues Passwort für Portico$/)),
      "remembered from now on",
      "Neues Passwort wählen",
    );
    expect([await logsIn("forgetful", "remembered from now on"), await logsIn("forgetful", PASSWORD)]).toEqual([200, 401]);

    const received = mail.received.length;
    await page.goto(`${url}/forgot-password`);
    await page.getByLabel("Anmeldename").fill("nobody");
    await submit();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sehen Sie in Ihr Postfach");
    await expect.poll(async () => (await database.db.raw<{ rows: unknown[] }>("select from graphile_worker.jobs")).rows.length).toBe(0);
    expect(mail.received).toHaveLength(received);
  });

  it("from a brand's own mail server, in its colours", async () => {
    const own = await MailServer.start();
    const { body } = await rest("POST", "/groups/self/children", { as: ROOT, body: { name: "Acme", kind: GroupKind.MSP } });
    const { id } = body as { id: number };
    const [brand] = await database
      .db("brands")
      .insert({ group_id: id, service_name: "Acme Backup", color: "FFCC00", support_url: "https://help.acme.example/" })
      .returning<{ id: number }[]>("id");
    const smtp_password = new Encryption({ secret: SECRET }).encrypt("acme's own", `brands.smtp_password:${brand!.id}`);
    const smtp = {
      smtp_override: true,
      smtp_server: "127.0.0.1",
      smtp_port: own.portNumber,
      smtp_user: "acme",
      smtp_password,
      smtp_encryption: "NONE",
      smtp_reply_address: "help@acme.example",
      smtp_set_by: (await database.db("accounts").min<{ id: number }[]>("id as id"))[0]!.id,
    };
    await database.db("brands").where({ id: brand!.id }).update(smtp);
    await database.db("groups").where({ id }).update({ brand_id: brand!.id });
    await rest("POST", `/groups/${id}/admins`, {
      as: ROOT,
      body: { login: "branded", email: "branded@example.com", firstname: "Bea", lastname: "Branded" },
    });
    const before = mail.received.length;
    await rest("POST", "/actions/mail/activate", { as: ROOT, body: { login: "branded", email: "branded@example.com" } });
    const received = await own.mailTo("branded@example.com", /^Activate your account at Acme Backup$/);
    expect(received).toMatchObject({ sender: "help@acme.example", from: { name: "Acme Backup", address: "help@acme.example" } });
    expect(received.text).toContain("Help: https://help.acme.example/");
    expect(own.logins).toEqual([["acme", "acme's own"]]);
    expect(mail.received).toHaveLength(before);
    const link = linkIn(received);
    await page.goto(link);
    expect(await page.title()).toBe("Konto aktivieren - Acme Backup");
    expect(await page.evaluate("getComputedStyle(document.querySelector('button')).backgroundColor")).toBe("rgb(255, 204, 0)");
    await setPassword(link, PASSWORD, "Konto aktivieren");
    await own.close();
  });

  it("a new e-mail address; the old one is told", async () => {
    await makeAdmin("mover", "en");
    expect(
      (await rest("POST", "/actions/mail/emailupdate", { as: ROOT, body: { login: "mover", email: "moved@example.com" } })).status,
    ).toBe(204);
    expect((await mail.mailTo("mover@example.com", /is to be changed/)).text).toContain("moved@example.com");
    const link = linkIn(await mail.mailTo("moved@example.com", /^Confirm your new e-mail address at Portico$/));
    for (let times = 0; times < 2; times++) await page.goto(link);
    expect(await page.locator("dd").allTextContents()).toEqual(["mover", "moved@example.com"]);
    await submit();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Ihre E-Mail-Adresse ist geändert");
    expect((await mail.mailTo("mover@example.com", /has been changed$/)).text).toContain("moved@example.com");
    expect((await page.goto(link))?.status()).toBe(401);
    expect(await database.db("identities").where({ login: "mover" }).pluck("email")).toEqual(["moved@example.com"]);
  });
});
