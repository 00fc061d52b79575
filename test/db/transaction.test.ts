import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { to as copyTo } from "pg-copy-streams";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, openDatabase, withCopying } from "../../db/connection.js";
import { connectionOf, query } from "../../db/query.js";
import { LastStatement, inTransaction } from "../../db/transaction.js";
import { openWay } from "../setup/way.js";
import { createTestDatabase, type TestDatabase } from "../setup/test-database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await query(database.db, "create table noted (word text unique check (word <> 'bad'))");
});
beforeEach(() => query(database.db, "delete from noted"));
afterAll(() => database.drop());

const words = async (): Promise<string[]> =>
  (await query<{ word: string }>(database.db, "select word from noted order by word")).map(({ word }) => word);
const note = (db: TestDatabase["db"], word: string): Promise<unknown[]> => query(db, "insert into noted values (?) returning word", [word]);

describe("a transaction", () => {
  it("keeps all of its work, or nothing", async () => {
    expect(await inTransaction(database.db, "select 1", async (trx) => [await note(trx, "one"), await note(trx, "two")].length)).toBe(2);
    await expect(
      inTransaction(database.db, "select 1", async (trx) => {
        await note(trx, "three");
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await words()).toEqual(["one", "two"]);
  });

  it("keeps its last statement with the rest", async () => {
    const result = await inTransaction(database.db, "select 1", async (trx) => {
      await note(trx, "one");
      return new LastStatement(note(trx, "two"));
    });
    expect(result).toEqual([{ word: "two" }]);
    expect(await words()).toEqual(["one", "two"]);
  });

  it("keeps nothing where its last statement fails, and leaves its connection in order", async () => {
    for (let time = 0; time < 5; time += 1) {
      await expect(
        inTransaction(database.db, "select 1", async (trx) => {
          await note(trx, "one");
          return new LastStatement(note(trx, "bad"));
        }),
      ).rejects.toThrow("noted_word_check");
    }
    expect(await words()).toEqual([]);
  });

  it("is no success where its work goes on after a statement that has failed", async () => {
    await expect(
      inTransaction(database.db, "select 1", async (trx) => {
        await note(trx, "one");
        return note(trx, "bad").catch(() => "forgotten");
      }),
    ).rejects.toThrow("ROLLBACK");
    expect(await words()).toEqual([]);
    expect(await inTransaction(database.db, "select 1", (trx) => note(trx, "two"))).toEqual([{ word: "two" }]);
  });

  it("that is its last statement alone fails by its opening, or is kept", async () => {
    const only = (opening: string): Promise<unknown> =>
      inTransaction(database.db, opening, (trx) => Promise.resolve(new LastStatement(note(trx, "one"))));
    await expect(only("select 1 / 0")).rejects.toThrow("division by zero");
    expect(await words()).toEqual([]);
    expect(await only("select 1")).toEqual([{ word: "one" }]);
    expect(await words()).toEqual(["one"]);
  });

  it("lets nothing through where its opening fails, and says why", async () => {
    let tried = 0;
    await expect(
      inTransaction(database.db, "select 1 / 0", async (trx) => {
        tried += 1;
        await note(trx, "one");
        await note(trx, "two");
      }),
    ).rejects.toThrow("division by zero");
    expect(tried).toBe(1);
    expect(await words()).toEqual([]);
  });

  it("gives each of the statements that go out together its own answer", async () => {
    const outcomes = await inTransaction(database.db, "select 1", (trx) =>
      Promise.all([1, 2, 3].map((value) => query<{ value: number }>(trx, "select ?::int as value", [value]))),
    );
    expect(outcomes).toEqual([[{ value: 1 }], [{ value: 2 }], [{ value: 3 }]]);
  });

  it("is over once COMMIT is on its way: a statement that comes later fails, and is not kept", async () => {
    const late: Promise<unknown>[] = [];
    const after = async (first: Promise<unknown>, next: () => Promise<unknown>): Promise<unknown> => first.then(next);
    await inTransaction(database.db, "select 1", (trx) => {
      const last = note(trx, "one");
      late.push(
        after(last, () => note(trx, "late")),
        after(last, async () => trx("noted").insert({ word: "late too" })),
      );
      for (const outcome of late) outcome.catch(() => undefined);
      return Promise.resolve(new LastStatement(last));
    });
    for (const outcome of late) await expect(outcome).rejects.toThrow("a transaction that is over");
    expect(await words()).toEqual(["one"]);
  });

  it("takes as many trips as its statements wait for each other", async () => {
    const way = await openWay(database.url);
    const db = openDatabase(way.url, { poolSize: 2 });
    const twice = async (work: () => Promise<unknown>): Promise<number> => {
      await work();
      const before = way.trips();
      await work();
      return way.trips() - before;
    };
    const inTurn = () =>
      inTransaction(db, "select 1", async (trx) => {
        await query(trx, "select 1");
        await query(trx, "select 2");
      });
    const together = () =>
      inTransaction(db, "select 1", async (trx) => {
        await Promise.all([query(trx, "select 1"), query(trx, "select 2")]);
        return new LastStatement(query(trx, "select 3"));
      });
    // BEGIN with the first; the second; COMMIT.
    expect(await twice(inTurn)).toBe(3);
    // BEGIN with both; the last with COMMIT.
    expect(await twice(together)).toBe(2);
    await closeDatabase(db);
    await way.close();
  });

  it("copies on a pool of its own, which is gone afterwards", async () => {
    await note(database.db, "one");
    const copied = await withCopying(database.db, (copying) =>
      inTransaction(copying, "set transaction read only", (trx) =>
        text(Readable.from(connectionOf(trx).query(copyTo("copy noted to stdout")))),
      ),
    );
    expect(copied).toBe("one\n");
    await expect
      .poll(() => query(database.db, "select from pg_stat_activity where datname = current_database() and query like 'copy noted%'"))
      .toEqual([]);
  });
});
