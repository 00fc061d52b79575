import { deleteExpiredTokens } from "./features/activation/action-token.table.js";
import { renewRevocationLists } from "./features/certificates/certificate.commands.js";
import type { Services } from "./graph/context.js";
import { isTemporary } from "./kernel/errors.js";
import { ensureSigningKeys } from "./authentication/oauth/signing-key.commands.js";
import { deleteExpiredKeys } from "./authentication/oauth/signing-key.table.js";
import { deleteExpiredCalls } from "./authentication/rate-limit.table.js";
import { FOLDED_COLUMNS } from "./folded-columns.js";
import { settleClashes } from "./kernel/folding.table.js";
import { deleteForgotten } from "./access/lockout/lockout.table.js";
import { deleteExpiredSessions } from "./access/session.table.js";
import { forgetEmptyQueues } from "./jobs/job.table.js";
import { deleteOldTokenMails } from "./features/mail/mail-limit.table.js";
import { deleteOldMails } from "./features/mail/mail.table.js";
import { runDueSchedules } from "./features/reports/report-schedule.commands.js";
import { deleteOldReports } from "./features/reports/report.table.js";
import { keepMissingDays, keepMonths } from "./features/usage/snapshot.commands.js";
import { foldUsage } from "./features/usage/usage.commands.js";

const FOLD_EVERY = 1_000;
const CLEAR_EVERY = 60_000;
const SWEEP_EVERY = 3_600_000;
const CLOCK_EVERY = 20_000;
/** Milliseconds into a day when the day before is kept: by then its last writes have ended. */
const DAY_SETTLES = 60_000;

type Maintained = Pick<Services, "config" | "db" | "log" | "encryption">;

async function fold({ db }: Maintained): Promise<void> {
  while ((await foldUsage(db)) > 0);
}

async function sweep({ db, config: { usageHistoryMonths } }: Maintained): Promise<void> {
  await deleteExpiredSessions(db);
  await deleteExpiredTokens(db);
  await deleteExpiredKeys(db);
  await deleteOldMails(db);
  await keepMonths(db, new Date(), usageHistoryMonths);
  await deleteOldReports(db, usageHistoryMonths);
  // What a name or login clashed with may be gone.
  await settleClashes(db, FOLDED_COLUMNS);
}

/** What is due by the clock: the day that has ended, and scheduled reports. */
async function clock({ db }: Maintained): Promise<void> {
  await keepMissingDays(db, new Date(Date.now() - DAY_SETTLES));
  while ((await runDueSchedules(db, new Date())) > 0);
}

async function sign({ db, encryption }: Maintained): Promise<void> {
  await ensureSigningKeys(db, encryption);
  await renewRevocationLists(db, encryption);
}

/** Counts and queues come as fast as anybody sends requests, so that they go as soon as they may. */
async function clear({ db }: Maintained): Promise<void> {
  await deleteForgotten(db);
  await deleteExpiredCalls(db);
  await deleteOldTokenMails(db);
  await forgetEmptyQueues(db);
}

/**
 * Work that no request waits for: adding up queued usage, removing what is over (sessions, tokens, keys, counts, unsent mails), what is due by
 * the clock (the day's snapshot and scheduled reports), changing the keys that sign tokens in turn, and signing lists of revocations anew.
 * Several processes may do it at once. What fails is logged and tried again at the next turn.
 *
 * @returns stops it, and resolves when the last turn has ended
 */
export function startMaintenance(services: Maintained): () => Promise<void> {
  const turns = [
    { every: FOLD_EVERY, work: fold },
    { every: CLEAR_EVERY, work: clear },
    { every: SWEEP_EVERY, work: sweep },
    { every: SWEEP_EVERY, work: sign },
    { every: CLOCK_EVERY, work: clock },
  ].map(({ every, work }) => {
    let running = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      running = work(services)
        .catch((error: unknown) => {
          if (isTemporary(error)) services.log.debug({ reason: error.message }, `maintenance: ${work.name} waits for its next turn`);
          else services.log.error({ err: error }, `maintenance: ${work.name} failed`);
        })
        .finally(() => {
          busy = false;
        });
    }, every);
    return { timer, ended: () => running };
  });
  return async () => {
    for (const { timer } of turns) clearInterval(timer);
    await Promise.all(turns.map(({ ended }) => ended()));
  };
}
