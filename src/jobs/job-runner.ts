import { setTimeout as delay } from "node:timers/promises";
import { Logger as QueueLogger, type Runner, type TaskList, run } from "graphile-worker";
import type { Knex } from "knex";
import { addressOf } from "../../db/connection.js";
import { openQueuePool } from "../../db/queue-schema.js";
import { isTemporary } from "../kernel/errors.js";
import type { Logger } from "../kernel/log.js";
import { type Jobs, freeJobsOfTheDead } from "./job.table.js";
import { Presence } from "./presence.js";

/** What is done for each kind of job. What throws is tried again, with growing pauses, for some days. */
export type Tasks = { [Name in keyof Jobs]: (payload: Jobs[Name], attempt: number) => Promise<void> };

/** Who runs a kind of job. Each has places of its own in a process, so that none waits for jobs of another. */
const RUNNER_OF = {
  sendMail: "mail",
  mailForgottenPassword: "mail",
  sendByBrandServer: "brand mail",
  makeReport: "reports",
} as const satisfies Record<keyof Jobs, string>;
type RunnerName = (typeof RUNNER_OF)[keyof Jobs];

/** Jobs that a runner runs at a time in one process. */
const PLACES: Readonly<Record<RunnerName, number>> = { mail: 4, "brand mail": 3, reports: 2 };
const RUNNERS = Object.keys(PLACES) as RunnerName[];
/** Connections of all runners together: one each to be told of new jobs, and the rest to take and end jobs, which is quick. */
const CONNECTIONS = 6;
/** Milliseconds after which each place looks for work that nobody has told it of: retries, and what another was just looking at. */
const LOOK_EVERY = 2_000;
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
  const pool = openQueuePool(address, CONNECTIONS);
  const begin = (name: RunnerName): Promise<Runner> =>
    run({
      pgPool: pool,
      logger: queueLog(log),
      noHandleSignals: true,
      concurrency: PLACES[name],
      pollInterval: LOOK_EVERY,
      parsedCronItems: [],
      taskList: taskListOf(name, tasks),
      // Before a worker asks for its first job.
      preset: {
        plugins: [
          {
            name: "presence",
            version: "1.0.0",
            worker: { hooks: { startWorker: (_context, { worker }) => presence.announce(worker.workerPool.id) } },
          },
        ],
      },
    });
  const free = (): Promise<void> =>
    freeJobsOfTheDead(db).catch((error: unknown) => {
      if (isTemporary(error)) log.debug({ reason: error.message }, "jobs: those of dead processes are freed later");
      else log.error({ err: error }, "jobs: those of dead processes could not be freed");
    });

  const stops = await Promise.all(RUNNERS.map((name) => keepRunning(() => begin(name), log)));
  await free();
  const timer = setInterval(() => void free(), FREE_EVERY);
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await settled(Promise.all(stops.map((stopRunner) => stopRunner())), STOP_PATIENCE);
    await presence.stop();
    await settled(pool.end(), POOL_PATIENCE);
  };
  let ending: Promise<void> | undefined;
  return () => (ending ??= stop());
}

/** Begins a runner, and another one when it gives up: where it can't tell the database that a job has ended. @returns stops it */
async function keepRunning(begin: () => Promise<Runner>, log: Logger): Promise<() => Promise<void>> {
  let stopped = false;
  let runner = await begin();
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
  return () => {
    stopped = true;
    return runner.stop();
  };
}

const taskListOf = (runner: RunnerName, tasks: Tasks): TaskList =>
  Object.fromEntries(
    Object.entries(tasks)
      .filter(([name]) => RUNNER_OF[name as keyof Jobs] === runner)
      .map(([name, task]) => [
        name,
        (payload, { job }) => (task as (payload: unknown, attempt: number) => Promise<void>)(payload, job.attempts),
      ]),
  );
