import type { Knex } from "knex";
import { deleteExpiredTokens } from "./activation/action-token.table.js";
import { renewRevocationLists } from "./certificates/certificate.commands.js";
import type { Logger } from "./log.js";
import { ensureSigningKeys } from "./oauth/signing-key.commands.js";
import { deleteExpiredKeys } from "./oauth/signing-key.table.js";
import type { Sealing } from "./sealing.js";
import { deleteExpiredCalls } from "./access/rate-limit.table.js";
import { deleteForgotten } from "./lockout/lockout.table.js";
import { deleteExpiredSessions } from "./sessions/session.table.js";
import { deleteOldMails } from "./mail/mail.table.js";
import { foldUsage } from "./usage/usage.commands.js";

const FOLD_EVERY = 1_000;
const CLEAR_EVERY = 60_000;
const SWEEP_EVERY = 3_600_000;

async function fold(db: Knex): Promise<void> {
  while ((await foldUsage(db)) > 0);
}

async function sweep(db: Knex): Promise<void> {
  await deleteExpiredSessions(db);
  await deleteExpiredTokens(db);
  await deleteExpiredKeys(db);
  await deleteOldMails(db);
}

async function sign(db: Knex, sealing: Sealing): Promise<void> {
  await ensureSigningKeys(db, sealing);
  await renewRevocationLists(db, sealing);
}

/** Counts of attempts and calls come as fast as anybody sends them, so that they go as soon as they may. */
async function clear(db: Knex): Promise<void> {
  await deleteForgotten(db);
  await deleteExpiredCalls(db);
}

/**
 * Work that no request waits for: adding up queued usage, removing what is over (sessions, tokens, keys, counts, unsent mails), changing
 * the keys that sign tokens in turn, and signing lists of revocations anew. Several processes may do it at once. What fails is logged and
 * tried again at the next turn.
 *
 * @returns stops it, and resolves when the last turn has ended
 */
export function startMaintenance(db: Knex, sealing: Sealing, log: Logger): () => Promise<void> {
  const turns = [
    { every: FOLD_EVERY, work: fold },
    { every: CLEAR_EVERY, work: clear },
    { every: SWEEP_EVERY, work: sweep },
    { every: SWEEP_EVERY, work: sign },
  ].map(({ every, work }) => {
    let running = Promise.resolve();
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      running = work(db, sealing)
        .catch((error: unknown) => log.error({ err: error }, `maintenance: ${work.name} failed`))
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
