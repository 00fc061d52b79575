import { PassThrough, type Readable } from "node:stream";
import type { Knex } from "knex";
import { ZipFile } from "yazl";
import type { Attachment } from "../mail/mailer.js";
import type { Mail } from "../mail/mail.js";
import { csvFile } from "./report-content.js";
import { reportById } from "./report.table.js";

/** Beyond this many bytes a spreadsheet is mailed as a zip. */
const PLAIN_MOST = 5 * 1024 * 1024;

/** Whether a file is longer than that; it is read no further than needed. */
async function isLonger(file: Readable, bytes: number): Promise<boolean> {
  let read = 0;
  for await (const chunk of file) if ((read += (chunk as Buffer).length) > bytes) return true;
  return false;
}

function zipped(name: string, file: Readable): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  file.on("error", (error) => out.destroy(error));
  zip.addReadStream(file, name);
  zip.end();
  return zip.outputStream.pipe(out);
}

/** The report that goes with a mail, as a spreadsheet; nothing where it is not there any more. */
export async function reportAttachments(db: Knex, { reportId }: Mail): Promise<Attachment[]> {
  const report = reportId === undefined ? null : await reportById(db, reportId);
  if (report === null) return [];
  const name = `usage-${report.beginDate}-${report.endDate}`;
  if (await isLonger(csvFile(db, report.id), PLAIN_MOST)) {
    return [{ filename: `${name}.zip`, contentType: "application/zip", content: zipped(`${name}.csv`, csvFile(db, report.id)) }];
  }
  return [{ filename: `${name}.csv`, contentType: "text/csv; charset=utf-8", content: csvFile(db, report.id) }];
}
