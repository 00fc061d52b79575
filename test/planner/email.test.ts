import { GraphQLEmailAddress } from "graphql-scalars";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../db/query.js";
import { acceptance } from "../../src/planner/encoding.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const label = (length: number): string => "a".repeat(length);
const HOSTS = [
  "x", "example.com", "a-b.example.com", "a--b.example.com", "-a.com", "a-.com", "a.-b", "a..b", ".a", "a.", "a_b.com", "xn--exmple-cua.com",
  label(63), label(64), `${label(63)}.com`, `${label(64)}.com`, `a-${label(61)}`, `a-${label(62)}`, `${label(30)}.${label(33)}`, `${label(30)}-${label(33)}`, "exämple.com", "a b.com", "",
];
const NAMES = ["a", "a.b", ".", "o'neil+{x}", "a!#$%&*/=?^_`|~-", "jürgen", "a b", "a@b", "", label(64), label(65), "a\nb"];

/** What the graph's scalar says of a value that goes out. */
function isShown(address: string): boolean {
  try {
    return GraphQLEmailAddress.serialize(address) === address;
  } catch {
    return false;
  }
}

it("shows the addresses that the graph's scalar shows, and no others", async () => {
  const addresses = NAMES.flatMap((name) => HOSTS.map((host) => `${name}@${host}`)).concat("", "@", "a", "a@b\n", "\na@b");
  const rows = await run<{ address: string; shown: boolean }>(
    database.db, `select address, ${acceptance(GraphQLEmailAddress, "address")} shown from unnest($1::text[]) address`, [addresses],
  );
  expect(rows).toHaveLength(addresses.length);
  expect(rows.filter(({ shown }) => shown).length).toBeGreaterThan(20);
  expect(rows.filter(({ address, shown }) => shown !== isShown(address))).toEqual([]);
});
