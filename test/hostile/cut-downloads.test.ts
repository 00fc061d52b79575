import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { basic } from "../contract/http.js";
import { rowsFrom } from "../../src/features/reports/report-content.js";
import { downloadLink } from "../../src/features/reports/download-link.js";
import { ReportPacker, fileOf } from "../../src/features/reports/report-file.js";
import { makeReport } from "../../src/features/reports/report-making.commands.js";
import { insertPiece } from "../../src/features/reports/report.table.js";
import { ReportFormat } from "../../src/features/reports/report.type.js";
import { createServices } from "../../src/services.js";
import { createLogger } from "../../src/kernel/log.js";
import { type FragileWay, openFragileWay } from "../setup/fragile-way.js";
import { pngOfSize } from "../setup/png.js";
import { type SecondEndpoint, openSecondEndpoint } from "../setup/second-endpoint.js";
import { ROOT, type TestServer } from "../setup/test-server.js";
import { type Line, type Listening, startListening } from "./listening.js";

/** Answers that end in their middle: nothing is held for them any longer, and only what is a fault of ours is logged as one. */

/** Pieces of the report, and bytes of each: together more than both ends of a connection hold for a client that does not read. */
const PIECES = 60;
const ROWS = 200;
const NAME_BYTES = 1_500;

let server: TestServer;
let listening: Listening;
let blocker: pg.Client;
let root: number;
let report: number;
let digest: string;

beforeAll(async () => {
  listening = await startListening();
  ({ server } = listening);
  blocker = new pg.Client({ connectionString: server.config.databaseUrl });
  await blocker.connect();
  expect((await server.rest("POST", "/groups/self/logo", { as: ROOT, body: pngOfSize(1024 * 1024) })).status).toBe(200);
  ({ digest } = await server.db("images").first<{ digest: string }>("digest"));
  ({ id: root } = await server.db("accounts").first<{ id: number }>("id"));
  report = await largeReport();
}, 120_000);
beforeEach(() => void listening.log());
afterEach(() => blocker.query("rollback"));
afterAll(async () => {
  await blocker.end();
  await listening.stop();
});

/** A report whose text is 20 MB and can hardly be packed. */
async function largeReport(): Promise<number> {
  const today = new Date().toISOString();
  const order = `mutation { orderReport(groupId: "self", input: { level: ITSELF, beginDate: "${today}", endDate: "${today}" }) { id } }`;
  const { data } = await server.graph(order, { as: ROOT });
  const id = Number((data as { orderReport: { id: string } }).orderReport.id);
  await makeReport(createServices(server.config, server.db, createLogger("silent")), id);
  const [made] = await rowsFrom(server.db, id, 0, 1);
  await query(server.db, "delete from report_pieces where report_id = ?", [id]);
  const packer = new ReportPacker();
  await insertPiece(server.db, id, { number: 0, firstRow: 0, rows: 0, content: await packer.head(), currencies: null });
  for (let number = 1; number <= PIECES; number++) {
    const texts = Array.from({ length: ROWS }, () =>
      Buffer.from(JSON.stringify({ ...made!.row, group_name: randomBytes(NAME_BYTES).toString("base64") })),
    );
    await insertPiece(server.db, id, { number, firstRow: (number - 1) * ROWS, rows: ROWS, ...(await packer.rowsPiece(texts)) });
  }
  return id;
}

/** A way to get something large. */
interface Way {
  target: () => string;
  headers?: string;
  /** The table that is read once the answer has begun, or for all of it; and the one that is read before. */
  table: string;
  before?: string;
}

const link = (format: ReportFormat): string =>
  new URL(downloadLink(server.config, { accountId: root, isApiAccount: false, actor: null }, report, format)).pathname;
const AS_ROOT = `Authorization: ${basic(ROOT)}\r\n`;
const WAYS: Readonly<Record<string, Way>> = {
  "a report's CSV": { target: () => link(ReportFormat.CSV), table: "report_pieces", before: "reports" },
  "a report's JSON": { target: () => link(ReportFormat.JSON), table: "report_pieces", before: "reports" },
  "a report's JSON, packed": {
    target: () => link(ReportFormat.JSON),
    headers: "Accept-Encoding: gzip\r\n",
    table: "report_pieces",
    before: "reports",
  },
  "a report by REST": {
    target: () => `/api/1/groups/self/reports/ordered?id=${report}`,
    headers: AS_ROOT,
    table: "report_pieces",
    before: "reports",
  },
  "an image by REST": { target: () => "/api/1/content/images/1", headers: AS_ROOT, table: "images" },
  "a logo": { target: () => `/logos/${digest}.png`, table: "images" },
};
const reports = Object.entries(WAYS).filter(([, { table }]) => table === "report_pieces");

const requestOf = ({ target, headers = "" }: Way): string => `GET ${target()} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;

/** The lines of the log up to the request's own, which is written when its connection is gone. */
async function logged(): Promise<Line[]> {
  const lines: Line[] = [];
  await expect.poll(() => lines.push(...listening.log()) > 0 && lines.some(({ msg }) => msg.startsWith("request "))).toBe(true);
  return lines;
}

const levels = (lines: readonly Line[]): [number, string][] => lines.map(({ level, msg }) => [level, msg]);

/** Connections that somebody holds, and calls that wait for one. */
function held(): [used: number, waiting: number] {
  const { pool } = server.db.client as { pool: { numUsed: () => number; numPendingAcquires: () => number } };
  return [pool.numUsed(), pool.numPendingAcquires()];
}

/** How many statements wait for the blocker. */
async function blocked(): Promise<number> {
  const { rows } = await blocker.query<{ count: number }>(
    `select count(*)::int count from pg_locks
     where not granted and relation is not null and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]!.count;
}

async function expectNothingHeld(): Promise<void> {
  await expect.poll(held).toEqual([0, 0]);
  const { rows } = await blocker.query(
    "select query from pg_stat_activity where datname = current_database() and application_name = 'portico' and state <> 'idle'",
  );
  expect(rows).toEqual([]);
}

describe("a client that leaves in the middle of", () => {
  it.each(reports)("%s", async (_what, way) => {
    const socket = listening.open();
    socket.on("error", () => undefined);
    const pieces = await server.statements(async () => {
      socket.write(requestOf(way));
      await once(socket, "data");
      socket.pause();
      socket.resetAndDestroy();
      expect(levels(await logged())).toEqual([[30, "request aborted"]]);
      await expectNothingHeld();
      // Whatever went on without the client would have come before this.
      await server.rest("GET", "/groups/self", { as: ROOT });
    });
    expect(pieces.filter((sql) => sql.includes("report_pieces")).length).toBeLessThan(PIECES / 2);
    expect(listening.log()).toEqual([]);
  });

  it.each(
    Object.entries(WAYS).flatMap(([what, way]) =>
      [way.table, ...(way.before === undefined ? [] : [way.before])].map((table) => [what, table, way] as const),
    ),
  )("%s while %s is read", async (_what, table, way) => {
    await blocker.query(`begin; lock table ${table} in access exclusive mode`);
    const socket = listening.open();
    socket.on("error", () => undefined);
    socket.write(requestOf(way));
    await expect.poll(blocked).toBe(1);
    socket.resetAndDestroy();
    expect(levels(await logged())).toEqual([[30, "request aborted"]]);
    await blocker.query("rollback");
    await expectNothingHeld();
    await server.rest("GET", "/groups/self", { as: ROOT });
    expect(listening.log()).toEqual([]);
  });
});

/** Reads until the connection ends. @returns whether the answer was whole */
async function isWhole(url: string, { target, headers = "" }: Way, begun: () => Promise<unknown>): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined);
  let end = "";
  socket.write(`GET ${target()} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`);
  await once(socket, "data");
  socket.pause();
  await begun();
  socket.on("data", (data: Buffer) => (end = (end + data.toString("latin1")).slice(-5))).resume();
  await once(socket, "close");
  return end === "0\r\n\r\n";
}

describe("an answer is cut off, and its end is not the end of a whole one,", () => {
  const lines: Line[] = [];
  let way: FragileWay;
  let endpoint: SecondEndpoint;
  beforeAll(async () => {
    way = await openFragileWay(server.config.databaseUrl!);
    const log = createLogger("warn", { write: (line: string) => void lines.push(JSON.parse(line) as Line) });
    endpoint = await openSecondEndpoint(server.config, { poolSize: 2, log }, way.url);
  });
  afterAll(async () => {
    await endpoint.close();
    await way.shut();
  });
  beforeEach(() => void lines.splice(0));

  it.each(reports)("where the database goes away: %s", async (_what, download) => {
    expect(await isWhole(endpoint.url, download, way.shut)).toBe(false);
    await way.open();
    const said = lines.filter(({ msg }) => !msg.startsWith("database: "));
    expect(said.map(({ level, msg, reason }) => [level, msg, reason])).toEqual([
      [40, "an answer was cut off", expect.stringMatching(/^Connection terminated|ECONNREFUSED/)],
    ]);
  });

  it("where what is kept can't be read: that is for somebody to look at", async () => {
    const { target } = WAYS["a report's JSON"]!;
    const last = { report_id: report, number: PIECES };
    const { content } = await server.db("report_pieces").where(last).first<{ content: Buffer }>("content");
    expect(
      await isWhole(endpoint.url, { target, table: "" }, () =>
        server
          .db("report_pieces")
          .where(last)
          .update({ content: Buffer.from("no piece") }),
      ),
    ).toBe(false);
    await server.db("report_pieces").where(last).update({ content });
    expect(lines.map(({ level, msg, err }) => [level, msg, (err as { code: string }).code])).toEqual([
      [50, "an answer was cut off", "Z_DATA_ERROR"],
    ]);
  });
});

it.each([[true], [false]])("what a report's file is read from is closed with it, packed: %s", async (packed) => {
  let closed = false;
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      for (const packer = new ReportPacker(); ;)
        yield (await packer.rowsPiece([Buffer.from(randomBytes(1000).toString("base64"))])).content;
    } finally {
      closed = true;
    }
  }
  const file = fileOf(pieces(), packed);
  await once(file, "readable");
  file.destroy();
  await expect.poll(() => closed).toBe(true);
});
