import "reflect-metadata";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { closeDatabase, openDatabase } from "../db/connection.js";
import { migrate } from "../db/migrate.js";
import { query } from "../db/query.js";
import { createApp } from "../src/app.js";
import { loadConfig } from "../src/config/load-config.js";
import { ensureRoot } from "../src/first-start.js";
import { createLogger } from "../src/kernel/log.js";
import { downloadLink } from "../src/features/reports/download-link.js";
import { makeReport } from "../src/features/reports/report-making.commands.js";
import { insertReport, reportById } from "../src/features/reports/report.table.js";
import { ReportAction, ReportFormat, ReportKind, ReportLevel } from "../src/features/reports/report.type.js";
import { createServices } from "../src/services.js";
import type { AddressInfo } from "node:net";

/**
 * W5: a report over a subtree, against the bare aggregate of the same history, and the memory it takes.
 *
 * npm run bench:report -- --database postgres://postgres@127.0.0.1:5432/postgres --groups 116000 --days 31 [--daily]
 */
const { values: options } = parseArgs({
  options: {
    database: { type: "string", default: "postgres://postgres@127.0.0.1:5432/postgres" },
    groups: { type: "string", default: "5000" },
    days: { type: "string", default: "31" },
    rounds: { type: "string", default: "3" },
    daily: { type: "boolean", default: false },
  },
});
const groups = Number(options.groups);
const days = Number(options.days);
const FIRST = "2026-01-01";
const LAST = new Date(Date.parse(FIRST) + (days - 1) * 86_400_000).toISOString().slice(0, 10);
const COUNTS = [
  "workstation_count",
  "server_count",
  "vm_count",
  "mobile_count",
  "virtualhost_count",
  "win_server_essential_count",
  "mailbox_count",
  "website_count",
  "universal_devices_count",
];
const SIZES = [
  "workstations",
  "servers",
  "vms",
  "mobiles",
  "virtualhosts",
  "win_server_essentials",
  "mailboxes",
  "websites",
  "universal_devices",
].map((name) => `size_for_${name}`);

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: options.database });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** What a person would write by hand for the same numbers. */
const BARE = options.daily
  ? `select * from usage_snapshots where day between '${FIRST}' and '${LAST}' order by owner_id, day`
  : `select c.*, l.* from (select owner_id, max(day) last_day, ${COUNTS.flatMap((name) => [`max(case when mode = 1 then ${name} end) p_${name}`, `max(case when mode <> 1 then ${name} end) t_${name}`]).join(", ")}, max(service_users) m_users
       from usage_snapshots where day between '${FIRST}' and '${LAST}' group by owner_id) c
     join usage_snapshots l on l.owner_id = c.owner_id and l.day = c.last_day order by c.owner_id`;

const name = `portico_bench_report_${process.pid}`;
await administer(`create database "${name}" encoding 'UTF8' template template0`);
const address = new URL(options.database);
address.pathname = `/${name}`;
const db = openDatabase(address.href, { poolSize: 5 });
const dataFolder = await mkdtemp(join(tmpdir(), "portico-bench-report-"));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const MIB = 2 ** 20;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** The most memory the work took above what the process had. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  (globalThis as { gc?: () => void }).gc?.();
  const idle = process.memoryUsage().rss;
  let most = idle;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  await work().finally(() => clearInterval(timer));
  return (most - idle) / MIB;
}

async function bare(): Promise<void> {
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  await client.query("set work_mem = '64MB'");
  const stream = client.query(copyTo(`copy (${BARE}) to stdout`));
  stream.resume();
  await once(stream, "end");
  await client.end();
}

try {
  await migrate(db);
  const log = createLogger("silent");
  const config = loadConfig({
    DATABASE_URL: address.href,
    PORTICO_DATA: dataFolder,
    PORTICO_SECRET: "a secret for the bench, long enough to be one",
    PORTICO_ROOT_PASSWORD: "correct-horse-battery",
  });
  await ensureRoot(db, config, log);
  for (let month = Date.parse(FIRST); month <= Date.parse(LAST); month += 28 * 86_400_000)
    await query(db, "select make_usage_month(?::date)", [new Date(month).toISOString().slice(0, 10)]);
  await query(db, "select make_usage_month(?::date)", [LAST]);
  const figure = (metric: string, index: number): string =>
    `case when (n * ${index * 7 + 3} + extract(day from d.day)::int) % 3 = 0 then (n * ${index + 11}) % ${metric.startsWith("size") ? "4000000000" : "90"} end`;
  await query(
    db,
    `insert into usage_snapshots (day, owner_id, parent_id, path, human_path, name, kind, parent_has_access, mode, price, currency, quota_vms, service_users, storage_size, ${[...COUNTS, ...SIZES].join(", ")})
    select d.day::date, case n when 0 then g.id else 1000000 + n end, g.id, case n when 0 then g.path else g.path || (1000000 + n) || '/' end, '\\Customer ' || n, 'Customer ' || n, 40, true, 1 + (n + extract(day from d.day)::int / 15) % 2, 0.25, 'USD', 50,
      n % 5, n * 1000003::bigint, ${[...COUNTS, ...SIZES].map(figure).join(", ")}
    from groups g, generate_series(?::timestamp, ?::timestamp, '1 day') d(day), generate_series(0, ?::bigint) n where g.parent_id is null order by d.day, n`,
    [FIRST, LAST, groups - 1],
  );
  await query(db, "vacuum analyze usage_snapshots");
  const services = createServices(config, db, log);
  const [root] = await query<{ id: number }>(db, "select id from groups where parent_id is null");
  const [admin] = await query<{ id: number }>(db, "select id from accounts where group_id = ?", [root!.id]);
  const holder = { accountId: admin!.id, isApiAccount: false, actor: null };
  const place = async (): Promise<number> =>
    (await insertReport(db, {
      groupId: root!.id,
      scheduleId: null,
      bySchedule: false,
      orderedBy: holder.accountId,
      orderedByProgram: null,
      kind: options.daily ? ReportKind.DAILY : ReportKind.SUMMARY,
      level: ReportLevel.ACCOUNTS,
      beginDate: FIRST,
      endDate: LAST,
      runAt: new Date(),
      resultAction: ReportAction.SAVE,
      hideZeroUsage: false,
      showSkus: false,
    }))!.id;
  await bare();
  let last = 0;
  const seen = new Set<number>();
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const floor = await seconds(bare);
    last = await place();
    const watching = setInterval(() => void reportById(db, last).then((report) => seen.add(report?.writtenRows ?? 0)), 50);
    let made = 0;
    const memory = await memoryOf(async () => (made = await seconds(() => makeReport(services, last))));
    clearInterval(watching);
    say(
      `round ${round}: bare SQL ${floor.toFixed(2)} s, report ${made.toFixed(2)} s, ratio ${(made / floor).toFixed(2)}, ${memory.toFixed(0)} MiB above idle`,
    );
  }
  const report = (await reportById(db, last))!;
  say(`${report.writtenRows} rows of ${groups} groups x ${days} days; ${seen.size} different figures of progress seen`);

  const server = (await createApp({ services: createServices(config, db, log) })).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [format, encoding] of [
    [ReportFormat.JSON, "gzip"],
    [ReportFormat.JSON, "identity"],
    [ReportFormat.CSV, "identity"],
  ] as const) {
    let bytes = 0;
    let took = 0;
    const memory = await memoryOf(async () => {
      took = await seconds(async () => {
        const response = await fetch(downloadLink({ ...config, publicUrl: url }, holder, last, format), {
          headers: { "accept-encoding": encoding },
        });
        for await (const chunk of response.body!) bytes += (chunk as Uint8Array).length;
      });
    });
    say(
      `download as ${format}, ${encoding}: ${(bytes / MIB).toFixed(1)} MiB read in ${took.toFixed(2)} s, ${memory.toFixed(0)} MiB above idle, client included`,
    );
  }
  server.close();
  server.closeAllConnections();
} finally {
  await closeDatabase(db);
  await administer(`drop database "${name}" with (force)`);
  await rm(dataFolder, { recursive: true, force: true });
}
