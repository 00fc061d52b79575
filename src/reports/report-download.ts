import type { Readable } from "node:stream";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Knex } from "knex";
import type { Config } from "../config.js";
import { unauthenticated } from "../errors.js";
import { groupsById } from "../groups/group.table.js";
import { csvFile, jsonOf } from "./report-content.js";
import { withoutRows } from "./report-file.js";
import { paramsOf } from "./report-params.rules.js";
import { reportById } from "./report.table.js";
import { ReportFormat, ReportState } from "./report.type.js";

/** Below which reports can be had by links. */
export const DOWNLOAD_PREFIX = "/content/reports";

/** Seconds a link is good for: long enough to be followed, too short to be passed on. */
const LIFETIME = 300;

const signatureOf = ({ secret }: Config, text: string): Buffer => createHmac("sha256", secret).update(`report download ${text}`).digest();

/** A link to a report that is good for whoever has it, for five minutes. */
export function downloadLink(config: Config, reportId: number, format: ReportFormat, now = Date.now()): string {
  const text = `${reportId}.${format}.${Math.floor(now / 1000) + LIFETIME}`;
  return `${config.publicUrl}${DOWNLOAD_PREFIX}/${text}.${signatureOf(config, text).toString("base64url")}`;
}

/** What is behind a link. */
export interface Download {
  status: number;
  headers: Record<string, string>;
  content: Readable | string;
}

/** @throws Refusal UNAUTHENTICATED for a link that is none of ours or too old */
function named(config: Config, link: string, now: number): { reportId: number; format: ReportFormat } {
  const [, text, reportId, format, expires, signature] = /^((\d+)\.(json|csv)\.(\d+))\.([\w-]+)$/.exec(link.slice(link.lastIndexOf("/") + 1)) ?? [];
  const given = Buffer.from(signature ?? "", "base64url");
  const right = signatureOf(config, text ?? "");
  if (given.length !== right.length || !timingSafeEqual(given, right) || Number(expires) * 1000 < now) throw unauthenticated("the link is no good, or has expired");
  return { reportId: Number(reportId), format: format as ReportFormat };
}

/**
 * Opens what a link leads to: the report, or that it is not made yet (202).
 *
 * @param acceptsGzip whether the reader unpacks
 * @throws Refusal UNAUTHENTICATED for a link that is no good, or a report that is gone
 */
export async function openDownload({ config, db }: { config: Config; db: Knex }, link: string, acceptsGzip: boolean, now = Date.now()): Promise<Download> {
  const { reportId, format } = named(config, link, now);
  const report = await reportById(db, reportId);
  const [group] = report === null ? [] : await groupsById(db, [report.groupId]);
  if (report === null || group === undefined) throw unauthenticated("the report is gone");
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store", Vary: "Accept-Encoding" };
  if (report.state !== ReportState.SAVED) return { status: 202, headers, content: withoutRows(paramsOf(report, group.name, new Date(now))) };
  if (format === ReportFormat.CSV) {
    const disposition = `attachment; filename="report-${report.id}.csv"`;
    return { status: 200, headers: { ...headers, "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": disposition }, content: csvFile(db, report.id) };
  }
  return { status: 200, headers: acceptsGzip ? { ...headers, "Content-Encoding": "gzip" } : headers, content: jsonOf(db, report.id, acceptsGzip) };
}
