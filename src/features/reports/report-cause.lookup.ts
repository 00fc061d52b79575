import type { Knex } from "knex";
import { type Cause, causeOf, viewerOfCause } from "../../access/cause.js";
import { accountsById } from "../accounts/account.table.js";
import { Refusal, forbidden } from "../../kernel/errors.js";
import { groupsById } from "../groups/group.table.js";
import { stateAbove } from "../../access/state-above.table.js";
import type { Mail } from "../mail/mail.js";
import { requireReport } from "./report.lookup.js";
import { type ReportRecord, reportById } from "./report.table.js";

/** Whether what was allowed when a report was ordered, a link made or a mail written is allowed still, looked at when it is done. */

/**
 * Checks that somebody may read a report now.
 *
 * @param address from where it is read, if from anywhere
 * @throws Refusal FORBIDDEN saying why not
 */
export async function requireReader(db: Knex, cause: Cause | null, report: ReportRecord, address: string | null = null): Promise<void> {
  const viewer = await viewerOfCause(db, cause, address);
  const [group] = await groupsById(db, [report.groupId]);
  if (group === undefined) throw forbidden("cause", `group ${report.groupId} has been removed`);
  requireReport(viewer, group, report.level);
}

/** Checks the right that a report rests on: its orderer's, or for a schedule's that its group has admins who can log in. */
async function requireCause(db: Knex, report: ReportRecord): Promise<void> {
  if (!report.bySchedule) return requireReader(db, causeOf({ account: report.orderedBy, program: report.orderedByProgram }), report);
  const [group] = await groupsById(db, [report.groupId]);
  const disabledBy = group === undefined ? report.groupId : (await stateAbove(db, group.path)).disabledBy;
  if (disabledBy !== null) throw forbidden("disabled", `group ${disabledBy} is disabled: none of its admins can log in`);
}

const reasonOf = (check: Promise<void>): Promise<string | null> =>
  check.then(
    () => null,
    (error: unknown) => {
      if (error instanceof Refusal) return error.reason;
      throw error;
    },
  );

/** Why a report may not be made, or not be kept, any more; null where it may. */
export const whyReportEnds = (db: Knex, report: ReportRecord): Promise<string | null> => reasonOf(requireCause(db, report));

/** Checks that the recipient of a mail may still have the report that goes with it. @throws Refusal FORBIDDEN saying why not */
async function requireRecipient(db: Knex, recipientId: number, address: string, report: ReportRecord): Promise<void> {
  await requireReader(db, { accountId: recipientId, isApiAccount: false }, report);
  const [account] = await accountsById(db, [recipientId]);
  if (account?.email !== address) throw forbidden("cause", `account ${recipientId} has another e-mail address now`);
}

/**
 * Why a mail may not be delivered any more: its report may be its recipient's no longer. Null where it may, and for mails
 * without a report.
 */
export async function whyMailEnds(db: Knex, { reportId, recipientId, to }: Mail): Promise<string | null> {
  if (reportId === undefined) return null;
  const report = await reportById(db, reportId);
  if (report === null) return "the report has been removed";
  if (recipientId === undefined) return "it does not say which account it is for";
  return reasonOf(requireRecipient(db, recipientId, to.address, report));
}
