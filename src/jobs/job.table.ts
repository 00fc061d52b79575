import type { Knex } from "knex";
import { query } from "../../db/query.js";

/** Every kind of job, with what it is given. The queue keeps it in plain text: no secrets. */
export interface Jobs {
  /** Sends a mail that waits in `outgoing_mails`. */
  sendMail: { mailId: string };
  /** Mails whoever has this login a link to a new password, if anybody has it. The login is sealed. */
  mailForgottenPassword: { login: string };
  /** Makes an ordered report and, if that was ordered, leaves it to be mailed. */
  makeReport: { reportId: number };
}

/** Puts a job on the queue: within a transaction, it is there when that commits. @param runAt not before then */
export async function addJob<Name extends keyof Jobs>(db: Knex, name: Name, payload: Jobs[Name], { runAt }: { runAt?: Date } = {}): Promise<void> {
  await query(db, "select 1 from graphile_worker.add_job(?, ?::json, run_at := ?)", [name, JSON.stringify(payload), runAt ?? null]);
}

/** The space of advisory locks by which workers show that they live; the second half names the worker. */
const PRESENCE = 0x6a6f62;

/** Shows, for as long as the connection it runs on lasts, that a worker lives. `$1` is its name. */
export const HOLD_PRESENCE = `select pg_advisory_lock(${PRESENCE}, hashtext($1))`;

/** Lets others run the jobs of workers whose process is gone. */
export async function freeJobsOfTheDead(db: Knex): Promise<void> {
  await query(db, `select graphile_worker.force_unlock_workers(array_agg(name)) from (
       select distinct locked_by as name from graphile_worker.jobs where locked_by is not null
     ) workers where pg_try_advisory_xact_lock(${PRESENCE}, hashtext(name))`);
}
