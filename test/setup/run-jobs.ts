import { query } from "../../db/query.js";
import type { Services } from "../../src/graph/context.js";
import type { Tasks } from "../../src/jobs/job-runner.js";
import { createTasks } from "../../src/services.js";

/**
 * Does everything that waits on the queue, whenever it was to be done, and what comes of that: by the server's own tasks, one
 * after another.
 *
 * @param only jobs of that kind alone
 */
export async function runJobs(services: Services, only: keyof Tasks | null = null): Promise<void> {
  const tasks = createTasks(services) as Record<string, (payload: unknown, attempt: number) => Promise<void>> satisfies Record<
    keyof Tasks,
    unknown
  >;
  for (;;) {
    const [job] = await query<{ name: string; payload: unknown }>(
      services.db,
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and j.id = (
         select min(x.id) from graphile_worker._private_jobs x
         join graphile_worker._private_tasks y on y.id = x.task_id where coalesce(y.identifier = ?, true))
       returning t.identifier "name", j.payload`,
      [only],
    );
    if (job === undefined) return;
    await tasks[job.name]!(job.payload, 1);
  }
}
