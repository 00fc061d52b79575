import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { addJob, forgetEmptyQueues, removeWaitingJob } from "../../src/jobs/job.table.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => query(database.db, "delete from graphile_worker._private_jobs"));

const queues = async (): Promise<string[]> =>
  (await query<{ name: string }>(database.db, "select queue_name name from graphile_worker._private_job_queues order by 1")).map(
    ({ name }) => name,
  );

it("queues are forgotten once they have no jobs", async () => {
  const { db } = database;
  await addJob(db, "makeReport", { reportId: 1 }, { queue: "one" });
  await addJob(db, "makeReport", { reportId: 2 }, { queue: "two", key: "second" });
  expect(await removeWaitingJob(db, "second")).toBe(false);
  await forgetEmptyQueues(db);
  expect(await queues()).toEqual(["one"]);
});

it("a queue that a job is being put on is left alone", async () => {
  const { db } = database;
  await addJob(db, "makeReport", { reportId: 1 }, { queue: "one", key: "first" });
  await removeWaitingJob(db, "first");
  const trx = await db.transaction();
  await trx.raw("select graphile_worker.add_job('makeReport', '{}'::json, queue_name := 'one')");
  await forgetEmptyQueues(db);
  await trx.commit();
  const lost = await query(
    db,
    `select from graphile_worker._private_jobs j
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id where q.id is null`,
  );
  expect([await queues(), lost]).toEqual([["one"], []]);
});

it("a job that is running is not taken away", async () => {
  const { db } = database;
  await addJob(db, "makeReport", { reportId: 1 }, { key: "running" });
  await query(db, "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody'");
  expect([await removeWaitingJob(db, "running"), await removeWaitingJob(db, "nobody's")]).toEqual([true, false]);
  expect(await query(db, "select attempts from graphile_worker.jobs where key = 'running'")).toEqual([{ attempts: 0 }]);
});
