import "reflect-metadata";
import type { Knex } from "knex";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../db/query.js";
import { SeedRefused, seedTree, type SeedProgress, type SeedResult } from "../db/seeds/seed-tree.js";
import { someSignIns } from "../db/seeds/sign-ins.js";
import { foldCase } from "../src/kernel/fold-case.js";
import { loadConfig } from "../src/config/load-config.js";
import { ensureRoot } from "../src/first-start.js";
import { childKindsOf } from "../src/features/groups/group.rules.js";
import { insertGroup, rootGroup } from "../src/features/groups/group.table.js";
import { createLogger } from "../src/kernel/log.js";
import { GroupKind } from "../src/kernel/enums.js";
import { createTestDatabase, type TestDatabase } from "./setup/test-database.js";

const GROUPS = 2000;
const ROOT = "(select id from groups where parent_id is null)";
const TABLES = ["groups", "identities", "accounts", "quotas", "usages"];

const OWNERS = "(select id from groups union all select id from accounts where sort = 'service_user') o";
const PARENTS = "groups g join groups p on p.id = g.parent_id";
const SEEDED = `accounts a join identities i on i.id = a.identity_id where a.group_id <> ${ROOT}`;
const NEAREST_CUT_OFF = `(select a.id from groups a
  where starts_with(g.path, a.path) and a.id <> g.id and not a.parent_has_access order by a.grade desc limit 1)`;
const USERS_OF_GROUP = "(select count(*) from accounts a where a.group_id = g.id and a.sort = 'service_user')";

/** What no tree may hold, as what to count. */
const NEVER: [string, string][] = [
  ["a path that does not follow from the parent's", `${PARENTS} where g.path <> p.path || g.id || '/'`],
  ["a grade that does not follow from the parent's", `${PARENTS} where g.grade <> p.grade + 1`],
  ["a group older than its parent", `${PARENTS} where g.created_at < p.created_at`],
  ["a customer id missing where the parent requires one", `${PARENTS} where p.capabilities & 128 <> 0 and g.customer_id is null`],
  ["siblings of one name, in any case", "(select from groups group by parent_id, name_key having count(*) > 1) x"],
  [
    "a service user outside of companies and units",
    "accounts a join groups g on g.id = a.group_id where a.sort = 'service_user' and g.kind not in (40, 50)",
  ],
  ["a wrong isolating group", `groups g where g.isolated_by is distinct from ${NEAREST_CUT_OFF}`],
  ["a cut-off group that may not cut itself off", "groups where not parent_has_access and capabilities & 8 = 0"],
  ["a disabled partner", "groups where not enabled and kind < 40"],
  ["quotas without an owner, or the reverse", `${OWNERS} full join quotas t on t.owner_id = o.id where o.id is null or t.owner_id is null`],
  ["usage without an owner, or the reverse", `${OWNERS} full join usages t on t.owner_id = o.id where o.id is null or t.owner_id is null`],
  ["a wrong number of service users", `groups g join usages u on u.owner_id = g.id where u.own_service_users <> ${USERS_OF_GROUP}`],
  ["a service user that counts service users", "usages u join accounts a on a.id = u.owner_id where u.own_service_users <> 0"],
  ["an id of both a group and an account", "groups g join accounts a on a.id = g.id"],
  ["a password nobody asked for", `${SEEDED} and i.password_hash is not null`],
];

/** What makes the tree worth trying things on: at least so many. */
const SOME: [string, string, number][] = [
  ["disabled groups", "groups where not enabled", 10],
  ["hidden groups", "groups where isolated_by is not null", 1],
  ["identities with several seats", "(select from accounts group by identity_id having count(*) > 1) x", 1],
  ["groups with usage only below", "usages where total_storage_size > 0 and own_storage_size = 0", 100],
];

const open: TestDatabase[] = [];

async function databaseWithRoot(): Promise<Knex> {
  const database = await createTestDatabase();
  open.push(database);
  const config = loadConfig({ PORTICO_SECRET: "a secret that is long enough for the tests", PORTICO_ROOT_PASSWORD: "root of the tests" });
  await ensureRoot(database.db, config, createLogger("fatal"));
  return database.db;
}

const countOf = async (db: Knex, from: string): Promise<number> => (await query<{ n: number }>(db, `select count(*) n from ${from}`))[0]!.n;

/** Everything but the root's own rows, which are made at a first start. */
async function checksums(db: Knex): Promise<unknown[]> {
  const first = await query<{ group: number; identity: number }>(
    db,
    `select (select min(id) from groups where parent_id is not null) "group",
      (select min(identity_id) from accounts where group_id <> ${ROOT}) "identity"`,
  );
  const { group, identity } = first[0]!;
  const sums: unknown[] = [];
  for (const table of TABLES) {
    const key = table === "quotas" || table === "usages" ? "owner_id" : "id";
    const from = table === "identities" ? identity : group;
    const sum = `count(*), md5(string_agg(t::text, '|' order by ${key})) sum`;
    sums.push(...(await query(db, `select '${table}' "table", ${sum} from ${table} t where ${key} >= ${from}`)));
  }
  return sums;
}

afterAll(async () => {
  for (const database of open) await database.drop();
});

describe("a seeded tree", () => {
  let db: Knex;
  let result: SeedResult;
  const progress: SeedProgress[] = [];

  beforeAll(async () => {
    db = await databaseWithRoot();
    result = await seedTree(db, { groups: GROUPS, seed: 1, onProgress: (entry) => progress.push(entry) });
  });

  it("has the groups and accounts it says", async () => {
    expect(await countOf(db, "groups where parent_id is not null")).toBe(GROUPS);
    expect(await countOf(db, `accounts where sort = 'admin' and group_id <> ${ROOT}`)).toBe(result.admins);
    expect(await countOf(db, "accounts where sort = 'service_user'")).toBe(result.serviceUsers);
  });

  it.each(NEVER)("never has %s", async (_what, from) => {
    expect(await countOf(db, from)).toBe(0);
  });

  it.each(SOME)("has some %s", async (_what, from, least) => {
    expect(await countOf(db, from)).toBeGreaterThanOrEqual(least);
  });

  it("has only children their parents may have", async () => {
    const pairs = await query<{ kind: GroupKind; parentKind: GroupKind; parentGrade: number }>(
      db,
      `select distinct g.kind, p.kind "parentKind", p.grade "parentGrade" from groups g join groups p on p.id = g.parent_id`,
    );
    const forbidden = pairs.filter(
      ({ kind, parentKind, parentGrade }) => !childKindsOf({ kind: parentKind, grade: parentGrade }).includes(kind),
    );
    expect(forbidden).toEqual([]);
    expect(new Set(pairs.map(({ kind }) => kind))).toEqual(new Set([0, 10, 20, 21, 30, 31, 40, 50]));
  });

  it("has one very large parent, one of a tenth, and many of one child", async () => {
    const sizes = await query<{ n: number }>(
      db,
      "select count(*) n from groups where parent_id is not null group by parent_id order by 1 desc",
    );
    expect(sizes[0]!.n).toBe(GROUPS * 0.3);
    expect(sizes[1]!.n).toBeLessThanOrEqual(GROUPS * 0.15);
    expect(sizes.filter(({ n }) => n === GROUPS / 10).length).toBeGreaterThan(0);
    expect(sizes.filter(({ n }) => n === 1).length).toBeGreaterThan(50);
  });

  it("has keys that are the folded names, many of them beyond ASCII", async () => {
    const names = await query<{ text: string; key: string }>(
      db,
      "select name text, name_key key from groups union all select login, login_key from identities",
    );
    expect(names.filter(({ text, key }) => foldCase(text) !== key)).toEqual([]);
    expect(names.filter(({ text }) => /[^\x20-\x7e]/.test(text)).length).toBeGreaterThan(GROUPS / 10);
  });

  it("has totals that are the exact sums of what lies below", async () => {
    const columns = await query<{ name: string }>(
      db,
      "select substr(column_name, 5) name from information_schema.columns where table_name = 'usages' and column_name like 'own\\_%'",
    );
    const below = columns.map(({ name }) => `sum(own_${name}) ${name}`).join(", ");
    const same = columns.map(({ name }) => `s.${name} = u.total_${name}`).join(" and ");
    const right = `usages u join (
      select g.id, ${below}
      from groups g
      join groups d on d.path >= g.path and d.path < rtrim(g.path, '/') || '0'
      join (select id, id group_id from groups
        union all select id, group_id from accounts where sort = 'service_user') o on o.group_id = d.id
      join usages v on v.owner_id = o.id
      group by g.id
    ) s on s.id = u.owner_id where ${same}`;
    expect(columns.length).toBe(22);
    expect(await countOf(db, right)).toBe(GROUPS + 1);
    const users = columns.map(({ name }) => `u.own_${name} = u.total_${name}`).join(" and ");
    expect(await countOf(db, `usages u join accounts a on a.id = u.owner_id where not (${users})`)).toBe(0);
  });

  it("stores no more by device than in all", async () => {
    const sizes = await query<{ name: string }>(
      db,
      "select column_name name from information_schema.columns where table_name = 'usages' and column_name like 'own\\_size\\_for\\_%'",
    );
    expect(await countOf(db, `usages where own_storage_size < ${sizes.map(({ name }) => name).join(" + ")}`)).toBe(0);
  });

  it("leaves the sequences ahead of the ids", async () => {
    const [next] = await query<{ object: number; identity: number }>(
      db,
      "select nextval('object_ids') object, nextval(pg_get_serial_sequence('identities', 'id')) identity",
    );
    const [last] = await query<{ object: number; identity: number }>(
      db,
      `select (select max(id) from (select id from groups union all select id from accounts) o) "object",
       (select max(id) from identities) "identity"`,
    );
    expect(next).toEqual({ object: last!.object + 1, identity: last!.identity + 1 });
  });

  it("reported its progress up to the end", () => {
    expect(progress.every(({ done }, index) => index === 0 || done >= progress[index - 1]!.done)).toBe(true);
    expect(progress.at(-1)!.done).toBe(1);
    expect(new Set(progress.map(({ step }) => step))).toEqual(new Set([...TABLES, "statistics"]));
  });
});

describe("seeding", () => {
  it("adds to what is there: a partner made by hand, and what the same seeding has made", async () => {
    const db = await databaseWithRoot();
    await seedTree(db, { groups: 300, seed: 1 });
    const names = await query<{ name: string }>(db, `select name from groups where parent_id = ${ROOT} order by id`);
    const other = await databaseWithRoot();
    const root = (await rootGroup(other))!;
    const made = { kind: GroupKind.MSP, capabilities: root.capabilities, pricingMode: root.pricingMode, isolatedBy: null };
    await insertGroup(other, root, { ...made, name: names[0]!.name.toLowerCase() });
    for (const expected of [301, 601]) {
      await seedTree(other, { groups: 300, seed: 1, password: "a word for everybody" });
      expect(await countOf(other, "groups where parent_id is not null")).toBe(expected);
    }
    expect(await countOf(other, "(select parent_id, name_key from groups group by 1, 2 having count(*) > 1) x")).toBe(0);
  });

  it("says whom to sign in as: who can", async () => {
    const db = await databaseWithRoot();
    const { signIns } = await seedTree(db, { groups: 500, seed: 3, password: "a word for everybody" });
    expect(signIns.map(({ who }) => /^(administrator|service user) of the (partner|company) ./.exec(who)?.slice(1).join(" "))).toEqual([
      "administrator partner",
      "administrator company",
      "service user company",
    ]);
    for (const { login } of signIns) {
      const [row] = await query<{ enabled: boolean; hash: string | null; off: number }>(
        db,
        `select a.enabled, i.password_hash hash,
         (select count(*) from groups up where starts_with(g.path, up.path) and not up.enabled) "off"
         from accounts a join identities i on i.id = a.identity_id join groups g on g.id = a.group_id where i.login = ?`,
        [login],
      );
      expect(row).toEqual({ enabled: true, hash: expect.any(String) as string, off: 0 });
    }
    await query(db, "update accounts set enabled = false where identity_id in (select id from identities where login = any(?))", [
      signIns.map(({ login }) => login),
    ]);
    const others = await someSignIns(db, 0);
    expect(others).toHaveLength(3);
    for (const { login } of signIns) expect(others.map((other) => other.login)).not.toContain(login);
    expect((await seedTree(db, { groups: 20, seed: 4 })).signIns).toEqual([]);
  });

  it("gives equal data for an equal seed, and other data for another", async () => {
    const sums: unknown[][] = [];
    for (const seed of [7, 7, 8]) {
      const db = await databaseWithRoot();
      await seedTree(db, { groups: 500, seed });
      sums.push(await checksums(db));
    }
    expect(sums[1]).toEqual(sums[0]);
    expect(sums[2]).not.toEqual(sums[0]);
  });

  it("leaves nothing when it fails on the way, and can be done again", async () => {
    const db = await databaseWithRoot();
    const failing = seedTree(db, {
      groups: 500,
      seed: 1,
      onProgress: ({ step }) => {
        if (step === "accounts") throw new Error("stopped on the way");
      },
    });
    await expect(failing).rejects.toThrow("stopped on the way");
    expect(await countOf(db, "groups where parent_id is not null")).toBe(0);
    expect(await countOf(db, "identities")).toBe(1);
    await seedTree(db, { groups: 1, seed: 1 });
    expect(await countOf(db, "groups")).toBe(2);
  });

  it("gives every account the password that is asked for", async () => {
    const db = await databaseWithRoot();
    await seedTree(db, { groups: 20, seed: 1, password: "a word for everybody" });
    const hashes = await query<{ hash: string }>(
      db,
      `select distinct password_hash hash from identities where id in (select identity_id from accounts where group_id <> ${ROOT})`,
    );
    expect(hashes).toHaveLength(1);
    expect(hashes[0]!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    { groups: 0, seed: 1 },
    { groups: 2.5, seed: 1 },
    { groups: 4_000_001, seed: 1 },
    { groups: 10, seed: -1 },
  ])("refuses %o", async (options) => {
    const db = await databaseWithRoot();
    await expect(seedTree(db, options)).rejects.toThrow(SeedRefused);
  });

  it("refuses a database without a root", async () => {
    const database = await createTestDatabase();
    open.push(database);
    await expect(seedTree(database.db, { groups: 10, seed: 1 })).rejects.toThrow(/no root group/);
  });
});
