import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../db/query.js";
import { backfill, keepMissingDays, keepMonths } from "../../src/features/usage/snapshot.commands.js";
import { historyMonths } from "../../src/features/usage/snapshot.table.js";
import { ROOT, type TestServer, startTestServer } from "../setup/test-server.js";
import { makeGroup } from "../setup/tree.js";
import { addDays, dayOf } from "../../src/kernel/days.js";
import { GroupKind } from "../../src/kernel/enums.js";

let server: TestServer;
let partner: number, other: number, company: number;
const today = dayOf(new Date());
beforeAll(async () => {
  server = await startTestServer();
  partner = (await makeGroup(server, "self", GroupKind.MSP, "Partner")).id;
  other = (await makeGroup(server, "self", GroupKind.MSP, "Other")).id;
  company = (await makeGroup(server, partner, GroupKind.END_USER_COMPANY, "Company")).id;
  // As if all of it had been there for a while.
  await query(server.db, "update groups set created_at = now() - interval '10 days'");
});
afterAll(() => server.stop());

const record = (id: number, vms: number) =>
  server.graph("mutation ($id: ID!, $vms: SafeInt) { recordUsage(id: $id, usage: { vmCount: $vms }) { vmCount } }", {
    as: ROOT,
    variables: { id: String(id), vms },
  });
const vmsOn = async (day: string): Promise<Record<number, number>> =>
  Object.fromEntries(
    (
      await query<{ id: number; vms: number }>(
        server.db,
        "select owner_id id, coalesce(vm_count, 0) vms from usage_snapshots where day = ?::date and owner_id = any(?::bigint[])",
        [day, [partner, other, company]],
      )
    ).map(({ id, vms }) => [id, vms]),
  );
/** What has been written by now is of that day. */
const dated = (day: string): Promise<unknown> =>
  query(
    server.db,
    "update usage_changes set at = (?::date + interval '12 hours') at time zone 'UTC' where at > now() - interval '1 hour'",
    [day],
  );

describe("a day that is kept late", () => {
  it("is as it was at its end: what has changed since does not count, moves included", async () => {
    for (const back of [-3, -2, -1]) await query(server.db, "select make_usage_month(?::date)", [addDays(today, back)]);
    await record(company, 5);
    await dated(addDays(today, -3));
    await record(company, 8);
    await dated(addDays(today, -2));
    await server.rest("PUT", `/groups/${company}`, { as: ROOT, body: { parent_id: other } });
    await dated(addDays(today, -1));
    await record(company, 13);

    const now = new Date();
    expect((await backfill(server.db, addDays(today, -3), today, now)).map(({ day }) => day)).toEqual([
      addDays(today, -3),
      addDays(today, -2),
      addDays(today, -1),
    ]);
    expect(await vmsOn(addDays(today, -3))).toEqual({ [partner]: 5, [other]: 0, [company]: 5 });
    expect(await vmsOn(addDays(today, -2))).toEqual({ [partner]: 8, [other]: 0, [company]: 8 });
    expect(await vmsOn(addDays(today, -1))).toEqual({ [partner]: 0, [other]: 8, [company]: 8 });
    expect(await vmsOn(today)).toEqual({});
  });

  it("is known to the planner at once, so that a report of it is not planned as one of an empty month", async () => {
    const month = addDays(today, -1).slice(0, 7);
    const [known] = await query<{ rows: number }>(server.db, "select reltuples::int rows from pg_class where relname = ?", [
      `usage_snapshots_${month.replace("-", "_")}`,
    ]);
    const [there] = await query<{ rows: number }>(
      server.db,
      "select count(*)::int rows from usage_snapshots where to_char(day, 'YYYY-MM') = ?",
      [month],
    );
    expect(known).toEqual(there);
  });

  it("is kept once, by whomever, however often it is asked for", async () => {
    const before = await query(server.db, "select * from usage_snapshots order by day, owner_id");
    await Promise.all(Array.from({ length: 4 }, () => keepMissingDays(server.db, new Date())));
    expect(await backfill(server.db, addDays(today, -3), today, new Date())).toEqual([]);
    expect(await query(server.db, "select * from usage_snapshots order by day, owner_id")).toEqual(before);
  });

  it("several at once keep it once", async () => {
    const day = addDays(today, -5);
    const made = await Promise.all(Array.from({ length: 4 }, () => backfill(server.db, day, day, new Date())));
    expect(made.flat()).toEqual([{ day, rows: 4 }]);
  });
});

describe("months", () => {
  it("come in time, and go when they are too old", async () => {
    await query(server.db, "select make_usage_month('2020-01-15')");
    await query(server.db, "select make_usage_month('2020-01-20')");
    const now = new Date("2031-05-05T00:00:00Z");
    await keepMonths(server.db, now, 600);
    expect(await historyMonths(server.db)).toEqual(expect.arrayContaining(["2020_01", "2031_05", "2031_06"]));
    await Promise.all([keepMonths(server.db, now, 2), keepMonths(server.db, now, 2)]);
    expect((await historyMonths(server.db)).sort()).toEqual(["2031_05", "2031_06"]);
  });
});
