import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { AccessRight } from "../../src/kernel/enums.js";
import { projectRoot } from "../../src/kernel/project-root.js";
import { MailServer } from "../setup/mail-server.js";
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
  dataFolder = await mkdtemp(join(tmpdir(), "portico-reports-"));
});
afterEach(async () => {
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
    USAGE_HISTORY_MONTHS: "1200",
  };
  const server = new ServerProcess(dataFolder, { ...settings, ...env }, args);
  started.push(server);
  return server;
}

const authorization = `Basic ${Buffer.from(`${ROOT.login}:${ROOT.password}`).toString("base64")}`;
const json = { "content-type": "application/json", authorization };

async function graph<T>(url: string, text: string): Promise<T> {
  const response = await fetch(`${url}/graphql`, { method: "POST", headers: json, body: JSON.stringify({ query: text }) });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/** Many owners on some days of a month long ago. */
async function history(owners: number): Promise<void> {
  await query(database.db, "select make_usage_month('2020-03-01')");
  const root = `select d.day::date, g.id, null::bigint, g.path, '', g.name, 0, true, 1, 'USD', 0
    from groups g, generate_series('2020-03-01'::timestamp, '2020-03-10', '1 day') d(day) where g.parent_id is null`;
  const below = `select d.day::date, 1000000 + n, g.id, g.path || (1000000 + n) || '/',
    '\\Group ' || n, 'Group ' || n, 40, true, 1, 'USD', n
    from groups g, generate_series('2020-03-01'::timestamp, '2020-03-10', '1 day') d(day), generate_series(1, ${owners}) n
    where g.parent_id is null`;
  await query(
    database.db,
    `insert into usage_snapshots
       (day, owner_id, parent_id, path, human_path, name, kind, parent_has_access, mode, currency, vm_count)
     ${root} union all ${below}`,
  );
  await query(database.db, "analyze usage_snapshots");
}

const ORDER = `mutation { orderReport(groupId: "self",
  input: { kind: DAILY, level: ACCOUNTS, beginDate: "2020-03-01T00:00:00Z",
  endDate: "2020-03-31T00:00:00Z", resultAction: SEND }) { id } }`;

describe("a report", () => {
  it("whose worker is killed in the middle is made by another: one report, one mail, with all rows", async () => {
    const url = await start({ JOBS: "off" }).ready();
    await history(20_000);
    const first = start({}, ["worker"]);
    await first.says("ready: running jobs");
    const { orderReport } = await graph<{ orderReport: { id: string } }>(url, ORDER);
    const state = (): Promise<{ report: { state: string; progress: number; writtenRows: number } }> =>
      graph(url, `{ report(groupId: "self", id: "${orderReport.id}") { state progress writtenRows } }`);
    await expect.poll(async () => (await state()).report.writtenRows, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    first.signal("SIGKILL");
    await first.ended();
    const { report: halted } = await state();
    expect([halted.state, halted.progress > 0 && halted.progress < 1]).toEqual(["RUNNING", true]);

    const second = start({}, ["worker"]);
    await second.says("ready: running jobs");
    const seen = new Set<number>();
    await expect
      .poll(
        async () => {
          const { report } = await state();
          seen.add(report.progress);
          return report.state;
        },
        { timeout: 60_000, interval: 20 },
      )
      .toBe("SAVED");
    expect(seen.size).toBeGreaterThan(2);

    const saved = (await (await fetch(`${url}/api/1/groups/self/reports/ordered?id=${orderReport.id}`, { headers: json })).json()) as {
      tenants: { group_id: number; date: number }[];
    };
    expect(saved.tenants).toHaveLength(200_010);
    expect(new Set(saved.tenants.map(({ group_id, date }) => `${group_id} ${date}`)).size).toBe(200_010);
    const { attachments, subject, text } = await mail.mailTo("root@example.com", /Usage/);
    expect([subject, attachments.map(({ filename, mimeType }) => [filename, mimeType])]).toEqual([
      expect.stringContaining("2020-03-01 – 2020-03-31"),
      [["usage-2020-03-01-2020-03-31.zip", "application/zip"]],
    ]);
    expect(text).toContain("Rows: 200010");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(mail.received).toHaveLength(1);
  }, 180_000);
});

describe("a schedule", () => {
  it("that is due while two nodes run, after months of nobody, makes each month's report once: one mail each recipient", async () => {
    const setting = await start({ JOBS: "off" }).ready();
    const { createReportSchedule } = await graph<{ createReportSchedule: { id: string } }>(
      setting,
      "mutation { createReportSchedule(input: { level: ITSELF, schedule: { timeshift: 0 }, enabled: true }) { id } }",
    );
    const created = await fetch(`${setting}/api/1/groups/self/admins`, {
      method: "POST",
      headers: json,
      body: JSON.stringify({ login: "second", email: "second@example.com", access_type: AccessRight.READ, language: "de" }),
    });
    expect(created.status).toBe(201);
    await query(
      database.db,
      "update identities set password_hash = (select password_hash from identities where login = ?) where login = 'second'",
      [ROOT.login],
    );
    await started.splice(0)[0]!.stop();
    const now = new Date();
    const missed = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 2));
    await query(database.db, "update report_schedules set next_run_at = ? where id = ?", [missed, Number(createReportSchedule.id)]);
    const runs = now.getUTCDate() >= 2 ? 3 : 2;

    await Promise.all([start().ready(), start().ready()]);
    await expect.poll(() => mail.received.length, { timeout: 60_000 }).toBe(2 * runs);
    await new Promise((resolve) => setTimeout(resolve, 22_000));
    expect(mail.received.map(({ recipients, subject }) => `${recipients[0]} ${subject}`).sort()).toHaveLength(
      new Set(mail.received.map(({ recipients, subject }) => `${recipients[0]} ${subject}`)).size,
    );
    expect(mail.received).toHaveLength(2 * runs);
    expect(
      mail.received
        .filter(({ recipients }) => recipients[0] === "second@example.com")
        .every(({ subject }) => subject!.startsWith("Nutzung von")),
    ).toBe(true);
    const reports = await query<{ begin: string }>(
      database.db,
      "select begin_date::text as begin from reports where by_schedule order by 1",
    );
    expect(new Set(reports.map(({ begin }) => begin)).size).toBe(runs);
  }, 180_000);
});
