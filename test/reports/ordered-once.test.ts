import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { down, up } from "../../db/migrations/202611270910_causes.js";
import { ReportKind, ReportLevel } from "../../src/features/reports/report.type.js";
import { createLogger } from "../../src/kernel/log.js";
import { createServices } from "../../src/services.js";
import { program } from "../api-accounts/programs.js";
import { MailServer } from "../setup/mail-server.js";
import { runJobs } from "../setup/run-jobs.js";
import { type Credentials, ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { type Tree, makeAdmin, makeTree } from "../setup/tree.js";

/** One unsaved report of the same content and orderer, however many orders come at once. */

const DAY = 86_400;
const today = Math.floor(Date.now() / 1000 / DAY) * DAY;
const FOUR = [1, 2, 3, 4];

let server: TestServer;
let mail: MailServer;
let tree: Tree;
let shop: Credentials;
let otherShop: Credentials;
beforeAll(async () => {
  mail = await MailServer.start();
  server = await startTestServer({ SMTP_URL: mail.url });
  tree = await makeTree(server);
  const roles = [`partner_admin@${tree.partner.uuid}`];
  [shop, otherShop] = [await program(server, { roles }), await program(server, { roles })];
});
afterAll(async () => {
  await server.stop();
  await mail.close();
});
beforeEach(async () => {
  await server.db("reports").delete();
  await server.db("graphile_worker._private_jobs").delete();
  mail.received.length = 0;
});

const rest = async (as: Credentials, more: object = {}): Promise<number> =>
  (
    await server.rest("POST", `/groups/${tree.company.id}/reports/ordered`, {
      as,
      body: { kind: ReportKind.SUMMARY, level: ReportLevel.ACCOUNTS, begin_date: today - DAY, end_date: today, ...more },
    })
  ).status;
const CODES: Readonly<Record<string, number>> = { CONFLICT: 409 };
async function graph(as: Credentials): Promise<number> {
  const [begin, end] = [today - DAY, today].map((time) => new Date(time * 1000).toISOString());
  const { errors } = await server.graph(
    `mutation { orderReport(groupId: "${tree.company.id}", input: { level: ACCOUNTS, beginDate: "${begin}", endDate: "${end}" }) { id } }`,
    { as },
  );
  return errors === undefined ? 200 : (CODES[errors[0]!.extensions.code] ?? 500);
}

const count = async (): Promise<number> => (await server.db("reports")).length;
const work = (): Promise<void> => runJobs(createServices(server.config, server.db, createLogger("silent")));

describe("the same report ordered four times at once", () => {
  it.each<[string, () => Credentials, (as: Credentials) => Promise<number>]>([
    ["by a person", () => tree.accounts.partner_admin, rest],
    ["by a person, through the graph", () => tree.accounts.partner_admin, graph],
    ["by a program", () => shop, rest],
    ["by a program, through the graph", () => shop, graph],
  ])("%s is made once; the others are 409", async (_by, as, order) => {
    const statuses = await Promise.all(FOUR.map(() => order(as())));
    expect([statuses.sort(), await count()]).toEqual([[200, 409, 409, 409], 1]);
    await work();
    expect([await server.db("reports").pluck("state"), await order(as())]).toEqual([["saved"], 200]);
  });

  it("through both endpoints is made once", async () => {
    const statuses = await Promise.all(FOUR.map((n) => (n % 2 === 0 ? rest : graph)(shop)));
    expect([statuses.sort(), await count()]).toEqual([[200, 409, 409, 409], 1]);
  });

  it("by several is made for each of them", async () => {
    const statuses = await Promise.all([shop, otherShop, tree.accounts.partner_admin, tree.accounts.company_admin].map((as) => rest(as)));
    expect([statuses, await count()]).toEqual([[200, 200, 200, 200], 4]);
  });

  it("but for one thing is another report", async () => {
    const others = [
      {},
      { kind: ReportKind.DAILY },
      { level: ReportLevel.ITSELF },
      { begin_date: today },
      { end_date: today - DAY },
      { result_action: "send" },
      { hide_zero_usage: 1 },
      { show_skus: 1 },
    ];
    expect(await Promise.all(others.map((more) => rest(tree.accounts.partner_admin, more)))).toEqual(others.map(() => 200));
    expect(await rest(tree.accounts.partner_admin, { when: today + 30 * DAY })).toBe(409);
  });
});

describe("what mails a report to the caller, asked for four times at once,", () => {
  const schedule = async (as: Credentials): Promise<number> => {
    const { body } = await server.rest("POST", "/reports", {
      as,
      body: { level: ReportLevel.ACCOUNTS, schedule: { timeshift: 0 }, enabled: 0 },
    });
    return (body as { id: number }).id;
  };
  const ordered = async (as: Credentials): Promise<number> => {
    expect(await rest(as)).toBe(200);
    return (await server.db("reports").orderBy("id").first<{ id: number }>("id")).id;
  };
  const dates = { begin_date: today - DAY, end_date: today };
  const send =
    (field: string): ((id: number, as: Credentials) => Promise<number>) =>
    async (id, as) => {
      const [begin, end] = [today - DAY, today].map((time) => new Date(time * 1000).toISOString());
      const args = field === "sendReport" ? `id: "${id}"` : `scheduleId: "${id}", beginDate: "${begin}", endDate: "${end}"`;
      return (await server.graph(`mutation { ${field}(${args}) { id } }`, { as })).errors === undefined ? 204 : 500;
    };

  it.each<[string, (as: Credentials) => Promise<number>, (id: number, as: Credentials) => Promise<number>, number]>([
    ["ad hoc", schedule, async (id, as) => (await server.rest("POST", `/reports/${id}/adhoc`, { as, body: dates })).status, 1],
    ["ad hoc, through the graph", schedule, send("sendAdhocReport"), 1],
    ["for a schedule", schedule, async (id, as) => (await server.rest("POST", `/reports/${id}/send`, { as })).status, 1],
    ["for a schedule, through the graph", schedule, send("sendReport"), 1],
    ["for a report that is not made yet", ordered, async (id, as) => (await server.rest("POST", `/reports/${id}/send`, { as })).status, 2],
    ["for a report that is not made yet, through the graph", ordered, send("sendReport"), 2],
  ])("%s, is one report and one mail", async (_what, make, ask, reports) => {
    const as = tree.accounts.company_admin;
    const id = await make(as);
    expect(await Promise.all(FOUR.map(() => ask(id, as)))).toEqual([204, 204, 204, 204]);
    expect(await count()).toBe(reports);
    await work();
    expect(mail.received.map(({ recipients }) => recipients)).toEqual([["company-admin@example.com"]]);
  });

  it("is made no later than it is asked for, where the same one waits for another time", async () => {
    const as = tree.accounts.company_admin;
    expect(await rest(as, { result_action: "send", when: today + 30 * DAY, hide_zero_usage: 0, show_skus: 0 })).toBe(200);
    const id = await schedule(as);
    expect((await server.rest("POST", `/reports/${id}/adhoc`, { as, body: dates })).status).toBe(204);
    const runs = await server.db("reports").pluck<Date[]>("run_at");
    expect([runs.length, runs[0]!.getTime() <= Date.now()]).toEqual([1, true]);
    const due = await server.db("graphile_worker._private_jobs").where("run_at", "<=", server.db.fn.now());
    expect(due).toHaveLength(1);
    await work();
    expect(mail.received).toHaveLength(1);
  });
});

describe("orders that wait", () => {
  it("do not keep their orderers from being removed, though what is left of them is the same", async () => {
    const admins = await Promise.all(["first", "second"].map((word) => makeAdmin(server, tree.company.id, `${word}-orderer`)));
    for (const as of admins) expect(await rest(as)).toBe(200);
    for (const { id } of admins) expect((await server.rest("DELETE", `/admins/${id}`, { as: ROOT })).status).toBe(204);
    await work();
    expect(await server.db("reports").pluck("end_reason")).toEqual(Array(2).fill("the account that asked for it has been removed"));
  });

  it("of before that are the same end, but for the first, when the database is brought up to date", async () => {
    await down(server.db);
    const row = {
      group_id: tree.company.id,
      kind: ReportKind.SUMMARY,
      level: ReportLevel.ACCOUNTS,
      begin_date: "2026-01-01",
      end_date: "2026-01-31",
      run_at: new Date(),
      result_action: "save",
      hide_zero_usage: false,
      show_skus: false,
    };
    const ordered = tree.accounts.company_admin.id;
    await server
      .db("reports")
      .insert([
        { ...row, ordered_by: ordered },
        { ...row, ordered_by: ordered, state: "running" },
        { ...row, ordered_by: ordered, level: ReportLevel.CUSTOMERS },
        { ...row, ordered_by: ordered, state: "saved" },
        row,
        row,
      ]);
    await up(server.db);
    const rows = await server
      .db("reports")
      .orderBy("id")
      .select<{ id: number; state: string; end_reason: string | null }[]>("id", "state", "end_reason");
    expect(rows.map(({ state, end_reason }) => [state, end_reason])).toEqual([
      ["waiting", null],
      ["ended", `the same report was ordered before, as ${rows[0]!.id}`],
      ["waiting", null],
      ["saved", null],
      ["waiting", null],
      ["waiting", null],
    ]);
  });
});
