import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "../../src/kernel/log.js";
import { downloadLink } from "../../src/features/reports/download-link.js";
import { makeReport } from "../../src/features/reports/report-making.commands.js";
import { ReportFormat } from "../../src/features/reports/report.type.js";
import { GroupKind } from "../../src/kernel/enums.js";
import { createServices } from "../../src/services.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { makeGroup } from "../setup/tree.js";

/** Names that a spreadsheet could take for something else, in several scripts. */
const NAMES = [
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2",
  "@SUM(A1)",
  "Ελλάδα, «ΑΕ»",
  "北京公司",
  ',"currency":"none"',
  "شركة",
  'Новая "Заря"',
  "Ünïcode 🚀",
  '=HYPERLINK("http://x")',
  "x;=1+1;y",
  "a;b; c",
  'q;"=2+2"',
  "＝1;＋2",
];
/** A name from when names could hold more than a line. */
const OLD_NAME = "line\n=3+3\t-4\t@A1;=5+5";
/** And from when a currency could be anything. */
const OLD_CURRENCY = 'U"S\\D"';

/** The cells of a file as a spreadsheet sees them, whatever separates them: quotes count where a cell begins with one. */
function cellsOf(text: string, separator: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; at < text.length && !(text[at] === '"' && text[at + 1] !== '"'); at += 1) {
        if (text[at] === '"') at += 1;
        cell += text[at]!;
      }
      at += 1;
    }
    for (; at < text.length && text[at] !== separator && text[at] !== "\r" && text[at] !== "\n"; at += 1) cell += text[at]!;
    cells.push(cell);
  }
  return cells;
}

let server: TestServer;
let report: string;
let partner: number;
let root: number;
const graph = async <T>(text: string): Promise<T> => {
  const { data, errors } = await server.graph(text, { as: ROOT });
  expect(errors).toBeUndefined();
  return data;
};
beforeAll(async () => {
  server = await startTestServer();
  root = (await server.db("accounts").orderBy("id").first<{ id: number }>("id")).id;
  partner = (await makeGroup(server, "self", GroupKind.MSP, "Partner")).id;
  for (const [index, name] of NAMES.entries()) {
    const { id } = await makeGroup(server, partner, GroupKind.END_USER_COMPANY, name);
    await server.rest("PUT", `/groups/${id}`, { as: ROOT, body: { usage: { vm_count: index + 1, storage_size: (index + 1) * 2 ** 40 } } });
  }
  const old = await makeGroup(server, partner, GroupKind.END_USER_COMPANY, "old");
  await server.db("groups").where({ id: old.id }).update({ name: OLD_NAME, pricing_currency: OLD_CURRENCY });
  const today = new Date().toISOString();
  ({
    orderReport: { id: report },
  } = await graph<{ orderReport: { id: string } }>(
    `mutation { orderReport(groupId: "${partner}", input: { level: ACCOUNTS, beginDate: "${today}", endDate: "${today}" }) { id } }`,
  ));
  await makeReport(createServices({ ...server.config }, server.db, createLogger("silent")), Number(report));
});
afterAll(() => server.stop());

const link = (format: ReportFormat, now?: number): string =>
  downloadLink(
    { ...server.config, publicUrl: server.url },
    { accountId: root, isApiAccount: false, actor: null },
    Number(report),
    format,
    now,
  );
/** As bytes: fetch would swallow the mark at the begin. */
const csv = async (): Promise<Buffer> => Buffer.from(await (await fetch(link(ReportFormat.CSV))).arrayBuffer());

describe("a link", () => {
  it("is good for five minutes, for that file, and for nothing else", async () => {
    const { report: shown } = await graph<{ report: { download: string } }>(
      `{ report(groupId: "${partner}", id: "${report}") { download(format: CSV) } }`,
    );
    expect(shown.download).toContain(`${server.config.publicUrl}/content/reports/${report}.csv.`);
    expect((await fetch(link(ReportFormat.CSV))).status).toBe(200);
    for (const bad of [
      link(ReportFormat.CSV, Date.now() - 301_000),
      link(ReportFormat.CSV).replace(".csv.", ".json."),
      link(ReportFormat.JSON).replace(`${report}.`, "1."),
      `${link(ReportFormat.CSV)}x`,
      link(ReportFormat.CSV).slice(0, -3),
    ]) {
      expect((await fetch(bad)).status).toBe(401);
    }
  });

  it("leads to the same JSON packed and plain, and HEAD to none", async () => {
    const plain = await fetch(link(ReportFormat.JSON), { headers: { "accept-encoding": "identity" } });
    const packed = await fetch(link(ReportFormat.JSON), { headers: { "accept-encoding": "gzip" } });
    expect([plain.headers.get("content-encoding"), packed.headers.get("content-encoding")]).toEqual([null, "gzip"]);
    const text = await plain.text();
    expect(await packed.text()).toBe(text);
    expect((JSON.parse(text) as { tenants: unknown[] }).tenants).toHaveLength(NAMES.length + 2);
    expect(await (await fetch(link(ReportFormat.JSON), { method: "HEAD" })).text()).toBe("");
  });
});

describe("rows", () => {
  it("come page by page, each once, as the graph has them", async () => {
    const names: string[] = [];
    for (let after: string | null = null; ;) {
      const answer: {
        report: {
          rows: {
            nodes: { groupName: string; groupKind: string; mode: string; date: string; currency: string }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      } = await graph(
        `{ report(groupId: "${partner}", id: "${report}") {
         rows(first: 5, after: ${JSON.stringify(after)}) { nodes { groupName groupKind mode date currency }
         pageInfo { hasNextPage endCursor } } } }`,
      );
      const { nodes, pageInfo } = answer.report.rows;
      names.push(...nodes.map(({ groupName }) => groupName));
      expect(nodes.map(({ currency }) => currency)).toEqual(nodes.map(({ groupName }) => (groupName === OLD_NAME ? OLD_CURRENCY : "USD")));
      expect(nodes[0]).toMatchObject({
        mode: expect.stringMatching(/DEMO|PRODUCTION/) as string,
        date: expect.stringMatching(/T00:00:00\.000Z$/) as string,
      });
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(names).toEqual(["Partner", ...NAMES, OLD_NAME]);
  });
});

describe("the spreadsheet", () => {
  it("has a name for each column, and no text that is a formula", async () => {
    const text = (await csv()).toString();
    const lines = text.slice(1).trimEnd().split("\r\n");
    expect([text.charCodeAt(0), lines.length]).toEqual([0xfeff, NAMES.length + 3]);
    expect(lines[0]!.split(",")).toHaveLength(68);
    const place = lines[0]!.split(",").indexOf("currency");
    expect(lines.slice(-2).map((line) => line.split(",")[place])).toEqual(['"USD"', '"U""S\\D"""']);
    expect(text).toContain(`"'=cmd|' /C calc'!A0"`);
    expect(text).not.toMatch(/(^|,)"[=+\-@\t]/m);
  });

  it.each([",", ";", "\t"])("has no cell that is a formula where %j separates", async (separator) => {
    const cells = cellsOf((await csv()).toString().slice(1), separator);
    expect(cells.filter((cell) => /^[=+@\t\r＝＋－＠]|^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([]);
  });

  it("has all other names as they are", async () => {
    const cells = cellsOf((await csv()).toString().slice(1), ",");
    for (const name of NAMES.filter((each) => !/^[=+\-@＝]|;"*[=＋]/.test(each))) expect(cells).toContain(name);
    expect(cells).toContain("x;'=1+1;y");
    expect(cells).toContain("a;b; c");
  });

  const office = ["/usr/bin/soffice", "/usr/bin/localc", "/usr/bin/libreoffice"].find(existsSync);
  const noOffice = office === undefined ? " (skipped: LibreOffice is not installed)" : "";
  /** The file as LibreOffice opens it where this separates cells, as XML. */
  async function opened(separator: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "portico-office-"));
    try {
      // Without a window to ask in, it has to be told: separator, quotes, UTF-8.
      await writeFile(join(folder, "report.csv"), await csv());
      const args = [
        `-env:UserInstallation=file://${folder}/profile`,
        "--headless",
        `--infilter=CSV:${separator.charCodeAt(0)},34,76`,
        "--convert-to",
        "fods",
        "--outdir",
        folder,
        join(folder, "report.csv"),
      ];
      await promisify(execFile)(office!, args, { timeout: 150_000 });
      return await readFile(join(folder, "report.fods"), "utf8");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  it.skipIf(office === undefined).each([";", "\t"])(
    `has no formula in LibreOffice where %j separates${noOffice}`,
    async (separator) => {
      expect(await opened(separator)).not.toContain("table:formula");
    },
    180_000,
  );

  it.skipIf(office === undefined)(
    `opens in LibreOffice with the same sums and names${noOffice}`,
    async () => {
      const sheet = await opened(",");
      expect(sheet).not.toContain("table:formula");
      const texts = [...sheet.matchAll(/<text:p>([\s\S]*?)<\/text:p>/g)].map(([, text]) =>
        text!
          .replace(/<text:(tab|s)\/>/g, (_match, sort: string) => (sort === "tab" ? "\t" : " "))
          .replace(/&(lt|gt|amp|quot|apos);/g, (_match, name: string) => ({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" })[name]!),
      );
      for (const name of NAMES) expect(texts).toContainEqual(expect.stringContaining(name.trim().split(";").at(0)!));
      const numbers = [...sheet.matchAll(/office:value="([\d.E+]+)"/g)].map(([, value]) => Number(value));
      const count = (value: number): number => numbers.filter((number) => number === value).length;
      const sum = (NAMES.length * (NAMES.length + 1)) / 2;
      // The partner's own row has the sum of all others.
      expect([count(sum) > 0, count(sum * 2 ** 40) > 0]).toEqual([true, true]);
      for (const index of NAMES.keys()) expect(count((index + 1) * 2 ** 40)).toBeGreaterThan(0);
    },
    180_000,
  );
});
