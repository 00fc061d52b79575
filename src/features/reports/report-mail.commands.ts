import type { Knex } from "knex";
import { type AccountRow, accountsById, adminsOf } from "../accounts/account.table.js";
import type { Services } from "../../graph/context.js";
import { groupsById } from "../groups/group.table.js";
import { queueMail } from "../mail/mail.commands.js";
import { usageOf } from "../usage/usage.table.js";
import type { ReportRecord } from "./report.table.js";
import { mailTo } from "../mail/mail.js";

const GIB = 2 ** 30;

/** Whom a report is mailed to: who ordered it, or for a schedule's all admins of the group who can log in. */
async function recipientsOf(db: Knex, { bySchedule, orderedBy, groupId }: ReportRecord): Promise<AccountRow[]> {
  const accounts = bySchedule ? await adminsOf(db, groupId) : await accountsById(db, orderedBy === null ? [] : [orderedBy]);
  return accounts.filter(({ enabled, hasPassword }) => enabled && hasPassword);
}

/** Leaves a saved report to be mailed, one mail for each recipient: in the transaction that saves it, so that it is done once. */
export async function queueReportMail(trx: Knex, { encryption }: Pick<Services, "encryption">, report: ReportRecord): Promise<void> {
  const [group] = await groupsById(trx, [report.groupId]);
  const [usage] = await usageOf(trx, [report.groupId]);
  if (group === undefined || usage === undefined) return;
  const values = {
    period: `${report.beginDate} – ${report.endDate}`,
    rows: String(report.writtenRows),
    storage: `${(usage.total.storageSize / GIB).toFixed(2)} GiB`,
  };
  for (const account of await recipientsOf(trx, report)) {
    await queueMail(trx, encryption, { ...mailTo(account, group, "report", values), reportId: report.id });
  }
}
