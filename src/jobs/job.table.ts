import type { Knex } from "knex";
import { query } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";
import { Refusal } from "../kernel/errors.js";

/** Every kind of job, with what it is given. The queue keeps it in plain text: no secrets. */
export interface Jobs {
  /** Sends a mail that waits in `outgoing_mails`, or leaves it to `sendByBrandServer`; `byPlatform` has it sent by the platform's server, whatever the brand says. */
  sendMail: { mailId: string; byPlatform?: boolean };
  /** Sends a mail by its brand's own mail server, which this digest stands for. */
  sendByBrandServer: { mailId: string; server: string };
  /** Mails whoever has this login a link to a new password, if anybody has it. The login is encrypted. */
  mailForgottenPassword: { login: string };
  /** Makes an ordered report and, if that was ordered, leaves it to be mailed. */
  makeReport: { reportId: number };
}

/** How a job waits. */
export interface Waiting {
  /** Not before then. */
  runAt?: Date;
  /** Jobs of one queue are run one at a time, by all processes together. */
  queue?: string;
  /** Those with a lower number go first; 0 unless said. */
  priority?: number;
  /** By which `removeWaitingJob` finds it. */
  key?: string;
}

/** Puts a job on the queue: within a transaction, it is there when that commits. */
export async function addJob<Name extends keyof Jobs>(
  db: Knex,
  name: Name,
  payload: Jobs[Name],
  { runAt, queue, priority, key }: Waiting = {},
): Promise<void> {
  await query(db, "select 1 from graphile_worker.add_job(?, ?::json, queue_name := ?, run_at := ?, priority := ?, job_key := ?)", [
    name,
    JSON.stringify(payload),
    queue ?? null,
    runAt ?? null,
    priority ?? null,
    key ?? null,
  ]);
}

/** Takes a job off the queue. @returns whether it is running, and so was left alone */
export async function removeWaitingJob(db: Knex, key: string): Promise<boolean> {
  const rows = await query<{ isRunning: boolean }>(
    db,
    `select locked_at is not null "isRunning", case when locked_at is null then graphile_worker.remove_job(key) end from graphile_worker.jobs where key = ?`,
    [key],
  );
  return rows[0]?.isRunning ?? false;
}

/**
 * Forgets the names of queues without jobs: whoever looks for a job goes through all of them. The library's own statement
 * for it takes the queue away from a job that is being put on it, which then waits for ever; so nobody may be putting one
 * on meanwhile. Where somebody is, it is left for another time.
 */
export async function forgetEmptyQueues(db: Knex): Promise<void> {
  const forget = (trx: Knex): Promise<unknown[]> =>
    query(
      trx,
      `delete from graphile_worker._private_job_queues q where locked_at is null
      and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id)`,
    );
  try {
    await inTransaction(db, "lock table graphile_worker._private_jobs in share row exclusive mode nowait", forget);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "BUSY")) throw error;
  }
}

/** The space of advisory locks by which workers show that they live; the second half names the worker. */
const PRESENCE = 0x6a6f62;

/** Shows, for as long as the connection it runs on lasts, that a worker lives. `$1` is its name. */
export const HOLD_PRESENCE = `select pg_advisory_lock(${PRESENCE}, hashtext($1))`;

/** Lets others run the jobs of workers whose process is gone. */
export async function freeJobsOfTheDead(db: Knex): Promise<void> {
  await query(
    db,
    `select graphile_worker.force_unlock_workers(array_agg(name)) from (
       select distinct locked_by as name from graphile_worker.jobs where locked_by is not null
     ) workers where pg_try_advisory_xact_lock(${PRESENCE}, hashtext(name))`,
  );
}
