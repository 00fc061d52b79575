import type { Knex } from "knex";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Statement, query } from "../../db/query.js";
import { LastStatement, inTransaction } from "../../db/transaction.js";
import { Answer } from "../../src/access/answer.js";
import type { Viewer } from "../../src/access/viewer.js";
import { type FragileDatabase, openFragileDatabase } from "../setup/fragile-way.js";

let fragile: FragileDatabase;
beforeAll(async () => {
  fragile = await openFragileDatabase(2);
  await query(fragile.database.db, "create table noted (id int, word text)");
});
beforeEach(() => query(fragile.database.db, "delete from noted"));
afterAll(() => fragile.close());

const words = async (): Promise<string[]> =>
  (await query<{ word: string }>(fragile.database.db, "select word from noted order by word")).map(({ word }) => word);

const VIEWER = {} as Viewer;
const answering = (text: string): Answer => new Answer(({ id }): Statement => ({ text, values: [id] }));

/** How a write ends: with its result, or with its last statement still on its way, of an object that is known or not. */
const ENDS: Readonly<Record<string, (trx: Knex) => Promise<number | LastStatement<number>>>> = {
  "its result": async (trx) => {
    await query(trx, "insert into noted values (7, 'one')");
    return 7;
  },
  "its last statement": async (trx) => Promise.resolve(new LastStatement(query(trx, "insert into noted values (7, 'one')").then(() => 7))),
  "its last statement, of an object that is known": (trx) =>
    Promise.resolve(
      new LastStatement(
        query(trx, "insert into noted values (7, 'one')").then(() => 7),
        7,
      ),
    ),
};

const write = (answer: Answer, end: (typeof ENDS)[string]): Promise<number> =>
  inTransaction(fragile.db, "select 1", async (trx) => answer.behind(trx, VIEWER, await end(trx)));

describe.each(Object.entries(ENDS))("the answer to a write that ends by %s", (_name, end) => {
  it("is of what the write has made", async () => {
    const answer = answering("select word||$1::int body from noted where id = $1");
    expect(await write(answer, end)).toBe(7);
    expect([answer.text, answer.isUnwritable, await words()]).toEqual(["one7", false, ["one"]]);
  });

  it.each([
    ["is null", "select (select word from noted where id = $1::int + 1) body"],
    ["can't be written", "select ($1::int / 0)::text body"],
  ])("undoes the write where it %s", async (_what, text) => {
    const answer = answering(text);
    await expect(write(answer, end)).rejects.toThrow();
    expect([answer.text, answer.isUnwritable, await words()]).toEqual([null, true, []]);
  });

  it("undoes the write where it has no statement", async () => {
    const answer = new Answer(() => null);
    await expect(write(answer, end)).rejects.toThrow("has no statement");
    expect([answer.text, answer.isUnwritable, await words()]).toEqual([null, true, []]);
  });

  it("undoes the write where a value of its statement is missing", async () => {
    const answer = new Answer(() => ({ text: "select $1::text body", values: [undefined] }));
    await expect(write(answer, end)).rejects.toThrow("is undefined");
    expect([answer.isUnwritable, await words()]).toEqual([false, []]);
  });

  it("is no reason to write again where its connection was lost, for what was written may be kept", async () => {
    const answer = answering("select 'lost'||$1::int body");
    fragile.way.breakAt("'lost'", "committed");
    await expect(write(answer, end)).rejects.toThrow("it is unknown whether it was");
    expect([answer.isUnwritable, await words()]).toEqual([false, ["one"]]);
  });

  it("says why the write has failed, where that has", async () => {
    const answer = answering("select 'a'||$1::int body");
    const failing = (trx: Knex): Promise<LastStatement<number>> =>
      Promise.resolve(
        new LastStatement(
          query(trx, "insert into noted values (1 / 0, 'one')").then(() => 7),
          7,
        ),
      );
    await expect(write(answer, failing)).rejects.toThrow("division by zero");
    expect([answer.isUnwritable, await words()]).toEqual([false, []]);
  });
});
