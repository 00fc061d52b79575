import type { Knex } from "knex";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, openDatabase } from "../../db/connection.js";
import { isLost } from "../../db/failure.js";
import { connectionOf, poolOf, query } from "../../db/query.js";
import { LastStatement, inTransaction } from "../../db/transaction.js";
import { Refusal } from "../../src/kernel/errors.js";
import { type Logger, createLogger } from "../../src/kernel/log.js";
import { type FragileWay, openFragileDatabase } from "../setup/fragile-way.js";
import type { TestDatabase } from "../setup/test-database.js";

let database: TestDatabase;
let way: FragileWay;
let db: Knex;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, way, db, close } = await openFragileDatabase(5));
  await query(database.db, "create table noted (word text unique check (word <> 'bad'))");
  await query(database.db, "create function note(word text) returns text language sql as 'insert into noted values (word) returning word'");
});
beforeEach(() => query(database.db, "delete from noted"));
afterAll(() => close());

const words = async (): Promise<string[]> =>
  (await query<{ word: string }>(database.db, "select word from noted order by word")).map(({ word }) => word);
const note = (on: Knex, word: string): Promise<unknown[]> => query(on, "insert into noted values (?) returning word", [word]);

/** What a refusal says, by its first words. */
async function refused(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  const { code, details, message } = error as Refusal;
  expect([code, details.retryAfter]).toEqual(["UNAVAILABLE", 5]);
  return message;
}

const NOTHING = "the database can't be reached at the moment, and nothing was changed: try again in a few seconds";
const UNANSWERED =
  "the connection to the database was lost before its answer came: if this was to change something, read it again before you repeat it";
const UNKNOWN =
  "the connection to the database was lost while the change was being saved, and it is unknown whether it was: " +
  "read it again before you repeat it";

describe("a statement of its own whose connection is lost", () => {
  it.each(["before", "after"] as const)("is tried once more if it reads, lost %s it was run", async (when) => {
    for (let time = 0; time < 3; time++) {
      way.breakAt("'a read'", when);
      expect(await query(db, "select 'a read' found, ? given", [time])).toEqual([{ found: "a read", given: String(time) }]);
    }
  });

  it("is tried once, and not twice", async () => {
    expect(await refused(query(db, "select pg_terminate_backend(pg_backend_pid())"))).toBe(UNANSWERED);
  });

  it.each([
    ["insert into noted values ('a write')", []],
    ["with made as (insert into noted values ('a write') returning word) select * from made", []],
    ["select note('a write')", []],
  ])("is never tried again if it writes: %s", async (sql, values) => {
    way.breakAt("'a write'", "after");
    expect(await refused(query(db, sql, values))).toBe(UNANSWERED);
    expect(await words()).toEqual(["a write"]);
    await query(database.db, "delete from noted");
    way.breakAt("'a write'", "before");
    expect(await refused(query(db, sql, values))).toBe(UNANSWERED);
    expect(await words()).toEqual([]);
  });

  it("fails of itself where it fails again", async () => {
    way.breakAt("'a fault'", "before");
    await expect(query(db, "select 1 / 0, 'a fault'")).rejects.toThrow("division by zero");
  });

  it("is run again where PostgreSQL has aborted it for the sake of others", async () => {
    await query(database.db, "create sequence if not exists aborted");
    const abort = `do $$ begin if nextval('aborted') % 3 <> 0 then raise exception 'in a circle' using errcode = '40P01'; end if;
       insert into noted values ('once'); end $$`;
    await query(db, abort);
    expect(await words()).toEqual(["once"]);
  });
});

/** A statement that fails as PostgreSQL, or a pooler before it, has things fail. */
const failing = (state: string): string => `do $$ begin raise exception 'as told' using errcode = '${state}'; end $$`;

describe("what the database says of itself", () => {
  it.each(["08000", "08003", "08006", "57P01", "57P02", "57P03", "53300"])("by %s is that it is away", async (state) => {
    expect(await refused(query(db, failing(state)))).toBe(UNANSWERED);
    expect(await refused(inTransaction(db, "", (trx) => query(trx, failing(state))))).toBe(NOTHING);
  });

  it.each(["08P01", "57014", "53100", "42601", "XX000"])("by %s is a fault", async (state) => {
    await expect(query(db, failing(state))).rejects.toMatchObject({ name: "error", code: state });
    await expect(inTransaction(db, "", (trx) => query(trx, failing(state)))).rejects.toMatchObject({ name: "error", code: state });
  });

  it("that it has no connection left is for another time; that it does not know who asks is for the operator", async () => {
    const role = `few_${process.pid}`;
    await query(database.db, `create role ${role} login password 'few' connection limit 1`);
    const address = new URL(database.url);
    Object.assign(address, { username: role, password: "few" });
    const holder = new pg.Client({ connectionString: address.href });
    await holder.connect();
    const few = openDatabase(address.href, { poolSize: 2, log: createLogger("silent") });
    expect(await refused(query(few, "select 1"))).toBe(NOTHING);
    await holder.end();
    await closeDatabase(few);
    await query(database.db, `drop role ${role}`);
    const strange = openDatabase(address.href, { poolSize: 2, log: createLogger("silent") });
    await expect(query(strange, "select 1")).rejects.toMatchObject({ code: expect.stringMatching(/^28/) as string });
    await closeDatabase(strange);
  });
});

describe("connections that are all in use", () => {
  it("are waited for once, by reads as by writes", async () => {
    const narrow = openDatabase(database.url, { poolSize: 2, log: createLogger("silent") });
    const pool = poolOf(narrow);
    const held = await Promise.all([1, 2].map(() => pool.acquireConnection()));
    let asked = 0;
    (narrow.client as { pool: { on: (event: "acquireRequest", listen: () => void) => void } }).pool.on(
      "acquireRequest",
      () => (asked += 1),
    );
    expect(await refused(query(narrow, "select 1"))).toBe(NOTHING);
    expect(asked).toBe(1);
    for (const connection of held) await pool.releaseConnection(connection);
    await closeDatabase(narrow);
  });
});

it("a connection that comes too late for the read that wanted it is there for others", async () => {
  const { pool } = db.client as { pool: { numUsed: () => number; numPendingCreates: () => number } };
  await query(db, "select 1");
  way.breakAt("'a late read'", "before");
  way.hang(true);
  expect(await refused(query(db, "select 'a late read'"))).toBe(UNANSWERED);
  expect([pool.numUsed(), pool.numPendingCreates()]).toEqual([0, 1]);
  way.hang(false);
  await expect.poll(() => [pool.numUsed(), pool.numPendingCreates()]).toEqual([0, 0]);
  expect(await query(db, "select 1 one")).toEqual([{ one: 1 }]);
});

describe("a database that takes no connections", () => {
  let log: Logger;
  let failures = 0;
  beforeEach(async () => {
    await closeDatabase(db);
    await way.shut();
    failures = 0;
    log = createLogger("debug", { write: () => (failures += 1) });
    db = openDatabase(way.url, { poolSize: 5, log });
  });

  it("refuses reads and writes, and says so once a second", async () => {
    const said: string[] = [];
    log.warn = (message: string) => void said.push(message);
    expect(await refused(query(db, "select 1"))).toBe(NOTHING);
    expect(failures).toBeGreaterThan(3);
    expect(said[0]).toMatch(/^database: .* connect ECONNREFUSED [0-9.:]+$/);
    expect(said.length).toBeLessThan(failures);
    expect(await refused(note(db, "never"))).toBe(NOTHING);
    expect(await refused(inTransaction(db, "", (trx) => note(trx, "never")))).toBe(NOTHING);
    await way.open();
    expect(await query(db, "select 1 one")).toEqual([{ one: 1 }]);
    expect(await words()).toEqual([]);
  });

  it("is waited for by reads for a moment, and not by writes", async () => {
    const read = query(db, "select 1 one");
    const write = refused(note(db, "never"));
    await expect.poll(() => failures, { interval: 1 }).toBeGreaterThan(2);
    await way.open();
    expect(await read).toEqual([{ one: 1 }]);
    expect(await write).toBe(NOTHING);
    expect(await words()).toEqual([]);
  });
});

describe("a transaction whose connection is lost", () => {
  it("has changed nothing before COMMIT, and is not tried again", async () => {
    let tries = 0;
    way.breakAt("'second'", "after");
    expect(
      await refused(
        inTransaction(db, "select 1", async (trx) => {
          tries += 1;
          await note(trx, "first");
          await query(trx, "select 'second'");
        }),
      ),
    ).toBe(NOTHING);
    expect(tries).toBe(1);
    expect(await words()).toEqual([]);
  });

  it.each(["before", "after"] as const)("is of unknown outcome where COMMIT was sent and its answer lost, %s it was run", async (when) => {
    let tries = 0;
    way.breakAt("commit", when);
    expect(
      await refused(
        inTransaction(db, "select 1", async (trx) => {
          tries += 1;
          await note(trx, "one");
        }),
      ),
    ).toBe(UNKNOWN);
    expect(tries).toBe(1);
    expect(await words()).toEqual(when === "after" ? ["one"] : []);
  });

  it.each(["before", "after"] as const)(
    "is of unknown outcome where COMMIT went right behind its last statement, lost %s they were run",
    async (when) => {
      way.breakAt("'the last'", when === "before" ? when : "committed");
      expect(
        await refused(
          inTransaction(db, "select 1", async (trx) => {
            await note(trx, "one");
            return new LastStatement(query(trx, "insert into noted values ('the last')"));
          }),
        ),
      ).toBe(UNKNOWN);
      expect(await words()).toEqual(when === "after" ? ["one", "the last"] : []);
    },
  );

  it("has changed nothing where its connection was gone before COMMIT was sent", async () => {
    expect(
      await refused(
        inTransaction(db, "select 1", async (trx) => {
          await note(trx, "one");
          await way.shut();
          await expect.poll(() => isLost(connectionOf(trx))).toBe(true);
        }),
      ),
    ).toBe(NOTHING);
    await way.open();
    expect(await words()).toEqual([]);
  });

  it("has changed nothing where the database says of the last statement that it ends", async () => {
    expect(
      await refused(
        inTransaction(db, "select 1", async (trx) => {
          await note(trx, "one");
          return new LastStatement(query(trx, "select pg_terminate_backend(pg_backend_pid())"));
        }),
      ),
    ).toBe(NOTHING);
    expect(await words()).toEqual([]);
  });
});

describe("a transaction that PostgreSQL aborts for the sake of others", () => {
  /** Two transactions that lock the same two rows, each in its own order, and each the second when both have the first. */
  async function inACircle(last: boolean): Promise<{ tries: number; results: PromiseSettledResult<unknown>[] }> {
    await note(database.db, "a");
    await note(database.db, "b");
    let tries = 0;
    let met = 0;
    let meet: () => void;
    const both = new Promise<void>((resolve) => (meet = resolve));
    const one = (first: string, second: string): Promise<unknown> =>
      inTransaction(db, "set local deadlock_timeout = '50ms'", async (trx) => {
        tries += 1;
        await query(trx, "select from noted where word = ? for update", [first]);
        if (++met === 2) meet();
        await both;
        const taken = query<{ word: string }>(trx, "update noted set word = word || '!' where word = ? or word = ? returning word", [
          second,
          `${second}!`,
        ]);
        return last ? new LastStatement<unknown>(taken) : taken;
      });
    const results = await Promise.allSettled([one("a", "b"), one("b", "a")]);
    return { tries, results };
  }

  it.each([[false], [true]])("is run again, with COMMIT behind its last statement: %s", async (last) => {
    const { tries, results } = await inACircle(last);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(tries).toBeGreaterThan(2);
    expect(await words()).toEqual(["a!", "b!"]);
  });

  it("is run three more times at most, and then refused", async () => {
    let tries = 0;
    const work = inTransaction(db, "", async (trx) => {
      tries += 1;
      await note(trx, "never");
      await query(trx, "do $$ begin raise exception 'no' using errcode = '40001'; end $$");
    });
    await expect(work).rejects.toMatchObject({ code: "BUSY", details: { retryAfter: 5 } });
    expect(tries).toBe(4);
    expect(await words()).toEqual([]);
  });
});
