import { setTimeout as delay } from "node:timers/promises";
import { Logger as QueueLogger, type Runner, type TaskList, run } from "graphile-worker";
import type { Knex } from "knex";
import { addressOf } from "../../db/connection.js";
import { openQueuePool } from "../../db/queue-schema.js";
import { isTemporary } from "../errors.js";
import type { Logger } from "../log.js";
import { type Jobs, freeJobsOfTheDead } from "./job.table.js";
import { Presence } from "./presence.js";

/** What is done for each kind of job. What throws is tried again, with growing pauses, for some days. */
export type Tasks = { [Name in keyof Jobs]: (payload: Jobs[Name], attempt: number) => Promise<void> };

/** Jobs that run at a time in one process. */
const CONCURRENCY = 4;
/** Milliseconds after which each of them looks for work that nobody has told it of: retries. */
const LOOK_EVERY = 10_000;
const FREE_EVERY = 10_000;
/** Milliseconds that jobs have to end in when the process stops; what has not ended then is run again by another. */
const STOP_PATIENCE = 7_000;
const POOL_PATIENCE = 500;
const AGAIN_AFTER = 1_000;

/** The queue's own words go to our log without what it adds to them: the jobs with all they were given. */
const LEVELS: Readonly<Record<string, "error" | "warn" | "debug">> = { error: "error", warning: "warn" };
const queueLog = (log: Logger): QueueLogger => new QueueLogger(() => (level, message) => log[LEVELS[level] ?? "debug"](`jobs: ${message}`));

const settled = (work: Promise<unknown>, patience: number): Promise<unknown> =>
  Promise.race([work.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, patience).unref())]);

/**
 * Runs jobs from the queue in this process until it is told to stop.
 *
 * @returns stops it, however often it is called: no new jobs are begun, and those that run are waited for
 */
export async function startJobs(db: Knex, tasks: Tasks, log: Logger): Promise<() => Promise<void>> {
  const address = addressOf(db);
  const presence = new Presence(address, log);
  const pool = openQueuePool(address, CONCURRENCY);
  let stopped = false;
  const begin = (): Promise<Runner> =>
    run({
      pgPool: pool,
      logger: queueLog(log),
      noHandleSignals: true,
      concurrency: CONCURRENCY,
      pollInterval: LOOK_EVERY,
      parsedCronItems: [],
      taskList: toTaskList(tasks),
      // Before a worker asks for its first job.
      preset: { plugins: [{ name: "presence", version: "1.0.0", worker: { hooks: { startWorker: (_context, { worker }) => presence.announce(worker.workerPool.id) } } }] },
    });
  const free = (): Promise<void> => freeJobsOfTheDead(db).catch((error: unknown) => {
    if (isTemporary(error)) log.debug({ reason: error.message }, "jobs: those of dead processes are freed later");
    else log.error({ err: error }, "jobs: those of dead processes could not be freed");
  });

  let runner = await begin();
  // The runner gives up where it can't tell the database that a job has ended.
  const keep = (): void =>
    void runner.promise
      .catch((error: unknown) => log.error({ err: error }, "jobs: the runner gave up, and begins anew"))
      .then(async () => {
        while (!stopped) {
          await delay(AGAIN_AFTER);
          if (stopped) return;
          const next = await begin().catch(() => null);
          if (next === null) continue;
          runner = next;
          return keep();
        }
      });
  keep();
  await free();
  const timer = setInterval(() => void free(), FREE_EVERY);
  const stop = async (): Promise<void> => {
    stopped = true;
    clearInterval(timer);
    await settled(runner.stop(), STOP_PATIENCE);
    await presence.stop();
    await settled(pool.end(), POOL_PATIENCE);
  };
  let ending: Promise<void> | undefined;
  return () => (ending ??= stop());
}

const toTaskList = (tasks: Tasks): TaskList =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload, { job }) => (task as (payload: unknown, attempt: number) => Promise<void>)(payload, job.attempts)]),
  );
