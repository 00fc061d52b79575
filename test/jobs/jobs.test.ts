import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Knex } from "knex";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../src/kernel/project-root.js";
import { MailServer, linkIn } from "../setup/mail-server.js";
import { ServerProcess } from "../setup/server-process.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";
import { ROOT } from "../setup/test-server.js";

let mail: MailServer;
let database: TestDatabase;
let dataFolder: string;
const started: ServerProcess[] = [];

beforeAll(() => void execFileSync(process.execPath, [join(projectRoot, "scripts/setup.mjs")], { stdio: "inherit" }), 180_000);
beforeEach(async () => {
  mail = await MailServer.start();
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), "portico-jobs-"));
});
afterEach(async () => {
  mail.holds = false;
  await Promise.all(started.splice(0).map((server) => server.stop()));
  await mail.close();
  await database.drop();
  await rm(dataFolder, { recursive: true });
});

function start(env: NodeJS.ProcessEnv = {}, args: readonly string[] = []): ServerProcess {
  const settings = {
    DATABASE_URL: database.url,
    PORTICO_SECRET: "a secret for tests, long enough to be one",
    PORTICO_ROOT_LOGIN: ROOT.login,
    PORTICO_ROOT_PASSWORD: ROOT.password,
    PORTICO_ROOT_EMAIL: "root@example.com",
    SMTP_URL: mail.url,
  };
  const server = new ServerProcess(dataFolder, { ...settings, ...env }, args);
  started.push(server);
  return server;
}

/** Has the root admin mailed a link for a new password. @returns how many milliseconds it took */
async function order(url: string): Promise<number> {
  const began = performance.now();
  const { status } = await fetch(`${url}/api/1/actions/mail/reset`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}`,
    },
    body: JSON.stringify({ login: ROOT.login, email: "root@example.com" }),
  });
  expect(status).toBe(204);
  return performance.now() - began;
}

interface Job {
  attempts: number;
  locked: boolean;
}
const jobs = async (db: Knex): Promise<Job[]> =>
  (await db.raw<{ rows: Job[] }>("select attempts, locked_at is not null locked from graphile_worker.jobs")).rows;
const untilNoneWaits = (): Promise<void> => expect.poll(() => jobs(database.db), { timeout: 10_000 }).toEqual([]);

describe("a mail", () => {
  it("is sent by the server itself, and nothing of it stays", async () => {
    const url = await start().ready();
    await order(url);
    expect(linkIn(await mail.mailTo("root@example.com"))).toContain("/reset?token=");
    await untilNoneWaits();
    expect(await database.db("outgoing_mails")).toEqual([]);
  });

  it("waits while the mail server is down, and blocks no request; the third try succeeds", async () => {
    const url = await start().ready();
    await mail.close();
    expect(await order(url)).toBeLessThan(5_000);
    await expect.poll(() => jobs(database.db), { timeout: 40_000, interval: 100 }).toEqual([{ attempts: 2, locked: false }]);
    await mail.open();
    expect((await mail.mailTo("root@example.com", /./, 50_000)).subject).toBe("Reset your password at Portico");
    await untilNoneWaits();
    expect(mail.received).toHaveLength(1);
  }, 120_000);

  it("ordered from a process that is killed before it is sent is sent by the next", async () => {
    const first = start({ JOBS: "off" });
    await order(await first.ready());
    first.signal("SIGKILL");
    await first.ended();
    expect(await jobs(database.db)).toEqual([{ attempts: 0, locked: false }]);
    await start().ready();
    await mail.mailTo("root@example.com");
    await untilNoneWaits();
  });

  it("that a killed process was about to send is sent by another within half a minute", async () => {
    mail.holds = true;
    const first = start();
    await order(await first.ready());
    await expect.poll(() => mail.held, { timeout: 10_000 }).toBe(1);
    const second = start();
    await second.ready();
    // The second one sees that the first lives, and leaves it its job.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    expect([mail.held, await jobs(database.db)]).toEqual([1, [{ attempts: 1, locked: true }]]);
    mail.holds = false;
    first.signal("SIGKILL");
    await mail.mailTo("root@example.com", /./, 30_000);
    await untilNoneWaits();
    expect(mail.received).toHaveLength(1);
  }, 120_000);
});

describe("a server that has lost its database for a moment", () => {
  it("goes on running jobs, and shows again that it lives", async () => {
    const server = start();
    const url = await server.ready();
    const { db } = database;
    const end = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name like 'portico%'`;
    const present = `select from pg_locks where locktype = 'advisory' and classid = 6975330 and granted
      and database = (select oid from pg_database where datname = current_database())`;
    const count = async (): Promise<number> => (await db.raw<{ rows: unknown[] }>(present)).rows.length;
    // One for each runner.
    await expect.poll(count).toBe(3);
    await db.raw(`${end} and application_name <> 'portico'`);
    await expect.poll(count, { timeout: 10_000 }).toBe(3);
    await order(url);
    await mail.mailTo("root@example.com");
    expect(server.output).not.toMatch(/"level":60/);
  });
});

describe("a worker", () => {
  it("runs the jobs of servers that run none, and stops when told to", async () => {
    const url = await start({ JOBS: "off" }).ready();
    await order(url);
    const worker = start({}, ["worker"]);
    await worker.says("ready: running jobs");
    await mail.mailTo("root@example.com");
    expect(await worker.stop()).toBe(0);
    expect(worker.output).not.toContain("not everything stopped");
  });
});

describe("the log", () => {
  it("has no token in it, whatever fails", async () => {
    mail.refusal = "not today";
    const server = start({ LOG_LEVEL: "trace" });
    await order(await server.ready());
    await server.says("not today");
    mail.refusal = undefined;
    const token = new URL(linkIn(await mail.mailTo("root@example.com"))).searchParams.get("token")!;
    await server.stop();
    expect(server.output).not.toContain(token);
  });

  it("says where mails are kept without a mail server", async () => {
    const server = start({ SMTP_URL: "" });
    await order(await server.ready());
    await server.says("the mail is kept in a file");
    expect(server.output).toContain(`SMTP_URL is not set: mails are kept as files in ${dataFolder}/mail`);
  });
});
