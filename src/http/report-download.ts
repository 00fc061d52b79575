import { pipeline } from "node:stream/promises";
import type { ServerResponse } from "node:http";
import { signatureOf } from "../features/reports/download-link.js";
import type { Readable } from "node:stream";
import { timingSafeEqual } from "node:crypto";
import type { Knex } from "knex";
import type { Config } from "../config/config.js";
import type { Cause } from "../access/cause.js";
import { viewerByAccount } from "../access/viewer.table.js";
import { ClientGone, notFound, unauthenticated } from "../kernel/errors.js";
import { groupsById } from "../features/groups/group.table.js";
import { sessionActor } from "../authentication/acting.js";
import { requireReader } from "../features/reports/report-cause.lookup.js";
import { csvFile, jsonOf } from "../features/reports/report-content.js";
import { withoutRows } from "../features/reports/report-file.js";
import { paramsOf } from "../features/reports/report-params.rules.js";
import { type ReportRecord, reportById } from "../features/reports/report.table.js";
import { ReportFormat, ReportState } from "../features/reports/report.type.js";

/** What is behind a link. */
export interface Download {
  status: number;
  headers: Record<string, string>;
  content: Readable | string;
}

/** What a link names. */
interface Named {
  reportId: number;
  format: ReportFormat;
  cause: Cause;
  /** The account that acted as that one. */
  actorId: number | null;
}

const LINK = /^((\d+)\.(json|csv)\.(\d+)\.([ap])(\d+)(?:-(\d+))?)\.([\w-]+)$/;

/** @throws Refusal UNAUTHENTICATED for a link that is none of ours or too old */
function named(config: Config, link: string, now: number): Named {
  const [, text, reportId, format, expires, sort, accountId, actorId, signature] = LINK.exec(link.slice(link.lastIndexOf("/") + 1)) ?? [];
  const given = Buffer.from(signature ?? "", "base64url");
  const right = signatureOf(config, text ?? "");
  if (given.length !== right.length || !timingSafeEqual(given, right) || Number(expires) * 1000 < now)
    throw unauthenticated("the link is no good, or has expired");
  const cause = { accountId: Number(accountId), isApiAccount: sort === "p" };
  return { reportId: Number(reportId), format: format as ReportFormat, cause, actorId: actorId === undefined ? null : Number(actorId) };
}

/** Checks that whoever got a link may still have what it leads to. @throws Refusal FORBIDDEN or UNAUTHENTICATED saying why not */
async function requireHolder(db: Knex, { cause, actorId }: Named, report: ReportRecord, address: string): Promise<void> {
  await requireReader(db, cause, report, address);
  const row = actorId === null ? null : await viewerByAccount(db, cause.accountId);
  if (row !== null) await sessionActor(db, actorId, row, address);
}

/** Who opens a link. */
export interface Reader {
  /** Whether it unpacks. */
  acceptsGzip: boolean;
  /** From where it asks. */
  address: string;
}

/**
 * Opens what a link leads to: the report, or that it is not made yet (202).
 *
 * @throws Refusal UNAUTHENTICATED for a link that is no good, or a report that is gone, FORBIDDEN where whoever got the link
 * may not read the report any more, or not from there, NOT_FOUND for a report that has ended
 */
export async function openDownload(
  { config, db }: { config: Config; db: Knex },
  link: string,
  { acceptsGzip, address }: Reader,
  now = Date.now(),
): Promise<Download> {
  const opened = named(config, link, now);
  const { reportId, format } = opened;
  const report = await reportById(db, reportId);
  const [group] = report === null ? [] : await groupsById(db, [report.groupId]);
  if (report === null || group === undefined) throw unauthenticated("the report is gone");
  await requireHolder(db, opened, report, address);
  if (report.state === ReportState.ENDED) throw notFound(`the report is not made: ${report.endReason}`);
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store", Vary: "Accept-Encoding" };
  if (report.state !== ReportState.SAVED)
    return { status: 202, headers, content: withoutRows(paramsOf(report, group.name, new Date(now))) };
  if (format === ReportFormat.CSV) {
    const disposition = `attachment; filename="report-${report.id}.csv"`;
    return {
      status: 200,
      headers: { ...headers, "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": disposition },
      content: csvFile(db, report.id),
    };
  }
  return {
    status: 200,
    headers: acceptsGzip ? { ...headers, "Content-Encoding": "gzip" } : headers,
    content: jsonOf(db, report.id, acceptsGzip),
  };
}

/** Writes what is behind a link, as fast as its reader takes it. @throws ClientGone where the reader goes away, or has gone */
export async function writeDownload({ status, headers, content }: Download, response: ServerResponse, silent: boolean): Promise<void> {
  if (response.destroyed) {
    if (typeof content !== "string") content.destroy();
    throw new ClientGone();
  }
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (typeof content === "string") {
    response.end(content);
    return;
  }
  if (silent) {
    content.destroy();
    response.end();
    return;
  }
  let isLeft = false;
  response.once("close", () => (isLeft = !content.destroyed));
  try {
    await pipeline(content, response);
  } catch (error) {
    throw isLeft ? new ClientGone() : error;
  }
}
