import { type DocumentNode, execute, parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../db/seeds/random.js";
import { query } from "../../db/query.js";
import { writeInOneTrip } from "../../src/access/one-trip.js";
import { type Viewer, toViewer } from "../../src/access/viewer.js";
import { type Revalidation, viewerByUuid } from "../../src/access/viewer.table.js";
import { OpenCall } from "../../src/authentication/open-call.js";
import { loadConfig } from "../../src/config/load-config.js";
import { AccountSort } from "../../src/kernel/enums.js";
import { createSchema } from "../../src/schema.js";
import { type GraphPlanner, planningFor, writeFor } from "../../src/graph/planning.js";
import { createContext, refusalOf } from "../../src/graph/server.js";
import { createLogger } from "../../src/kernel/log.js";
import type { Services } from "../../src/graph/context.js";
import { createServices } from "../../src/services.js";
import { Planner } from "../../src/sql-planner/plan.js";
import { type RandomGroup, type RandomTree, insertRandomTree } from "../planner/random-tree.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";

/**
 * Random changes of groups by random viewers, in one trip and by the ordinary command: where the one trip answers, the command
 * gives the same answer and leaves the same row; where it answers nothing, nothing has changed. Between them the tree and the
 * viewers change.
 */

const SEED = Number(process.env["WRITES_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const OPERATIONS = Number(process.env["WRITES_OPERATIONS"] ?? 5_000);

const schema = await createSchema();
let database: TestDatabase;
let services: Services;
let planner: GraphPlanner;
let tree: RandomTree;
const random = new Random(SEED).restart(1, 0);

beforeAll(async () => {
  database = await createTestDatabase();
  const config = loadConfig({ DATABASE_URL: database.url, PORTICO_SECRET: "a secret for tests, long enough to be one" });
  services = createServices(config, database.db, createLogger("silent"));
  planner = new Planner(schema, planningFor(config));
  tree = await insertRandomTree(database.db, random);
  // A version that has grown to more than a number holds exactly is none that any client could have brought it to.
  await run("update groups set version = 7 where version > 9007199254740991 - 1000000");
});
afterAll(() => database.drop());

/** What an answer shows; of the last two, a part may be refused where the change is not. */
const DOCUMENTS: readonly DocumentNode[] = [
  "{ version }",
  "{ id name version customerId internalTag language agents { autoupdate } contact { email city } billingContact { firstname } }",
  "{ name version parent { id name } capabilities quotas { quotaVmsHard } }",
  "{ version children(first: 2) { nodes { id name } } }",
  "{ version admins(first: 2) { nodes { id login } } }",
].map((selection) =>
  parse(
    `mutation ($id: ID!, $version: SafeInt, $input: UpdateGroupInput!) {
     updateGroup(id: $id, version: $version, input: $input) ${selection} }`,
  ),
);

const TEXTS = ["", "a", "b", "c", "Grün", "'; --", "x".repeat(300), " a", "a\nb"] as const;
const NAMES = ["North", "north", "South", " South", "", "Ost\u0000"] as const;
/** Each field with how its value is drawn; those at the end are not simple. */
const FIELDS: Readonly<Record<string, (group: RandomGroup | undefined) => unknown>> = {
  name: (group) => (random.chance(0.3) && group !== undefined ? group.name : random.pick([...NAMES, `New ${random.below(1_000)}`])),
  customerId: () => random.pick([...TEXTS, null]),
  internalTag: () => random.pick([...TEXTS, null]),
  language: () => random.pick(["en", "de", "pt-BR", "no language", null]),
  agents: () => random.pick([{ autoupdate: true }, { autoupdate: false }, {}, null]),
  contact: () => random.pick([{ city: random.pick(TEXTS), email: random.pick(TEXTS) }, { city: null }, {}, null]),
  billingContact: () => random.pick([{ firstname: random.pick(TEXTS) }, { phone: random.pick(TEXTS) }]),
  enabled: () => random.chance(0.9),
  external: () => random.chance(0.1),
  migrationEnabled: () => random.chance(0.5),
  quotas: () => ({ quotaVmsHard: random.below(3) }),
};
const SIMPLE = Object.keys(FIELDS).slice(0, 7);

interface Cached {
  viewer: Viewer;
  revalidation: Revalidation;
}
const cached = new Map<string, Cached>();

/** Who an account is now; null where it may not sign in. */
async function present(uuid: string): Promise<Cached | null> {
  const row = await viewerByUuid(services.db, uuid);
  return row === null || !row.accountEnabled || !row.groupsEnabled ? null : { viewer: toViewer(row, null), revalidation: row.revalidation };
}

/** A viewer as it was when it was cached, which may have been long ago. */
async function cachedViewer(): Promise<Cached | null> {
  const isAdmin = random.chance(0.9);
  const { accountUuid } = random.pick(tree.viewers.filter(({ sort }) => (sort === AccountSort.ADMIN) === isAdmin));
  if (!cached.has(accountUuid) || random.chance(0.3)) {
    const now = await present(accountUuid);
    if (now === null) cached.delete(accountUuid);
    else cached.set(accountUuid, now);
  }
  return cached.get(accountUuid) ?? null;
}

/** Most may write again, and most groups can be written to. */
async function heal(): Promise<void> {
  await run("update groups set enabled = true, locked = false, external = external and id % 4 = 0, capabilities = capabilities | 16");
  await run("update accounts set enabled = true, access_type = case when sort = 'admin' and id % 4 > 0 then 31 else access_type end");
}

const run = (sql: string, values: unknown[] = []): Promise<unknown> => query(services.db, sql, values);

/** Changes something that rights depend on. */
async function disturb(): Promise<void> {
  const { id } = random.pick(tree.groups);
  const account = random.pick(tree.accounts).id;
  const flip = random.chance(0.2);
  await random.pick([
    () => run("update groups set locked = ? where id = ?", [flip, id]),
    () => run("update groups set external = ? where id = ?", [flip, id]),
    () => run("update groups set enabled = ? where id = ?", [!flip, id]),
    () => run("update groups set capabilities = ? where id = ?", [flip ? 1 : 2 ** 12 - 1, id]),
    () => run("update groups set isolated_by = ? where id = ?", [flip ? random.pick(tree.groups).id : null, id]),
    () => run("update accounts set access_type = ? where id = ?", [random.pick([1, 3, 5, 15, 31]), account]),
    () => run("update accounts set enabled = ? where id = ?", [!flip, account]),
    // Elsewhere in the tree, with its path alone: what hangs on it is no part of what is compared.
    () =>
      run(
        `update groups g set path = up.path||g.id||'/' from groups up
         where g.id = ? and up.id = ? and not g.has_children and up.id <> g.id`,
        [id, random.pick(tree.groups).id],
      ),
  ])();
}

const rowOf = async (id: number): Promise<Record<string, unknown>> =>
  (await query<{ row: Record<string, unknown> }>(services.db, "select to_jsonb(g) row from groups g where id = ?", [id]))[0]!.row;

const restore = async (id: number, row: Readonly<Record<string, unknown>>): Promise<unknown> => {
  const columns = Object.keys(row).filter((name) =>
    /^(name|name_key|version|customer_id|internal_tag|language|agents_.*|contact_.*|billing_.*)$/.test(name),
  );
  const kept = columns.map((name) => `r.${name}`).join(", ");
  return run(
    `update groups set (${columns.join(", ")}) = (select ${kept} from jsonb_populate_record(null::groups, ?::jsonb) r) where id = ?`,
    [JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]]))), id],
  );
};

const ADDRESS = "192.0.2.1";

/** The ordinary command's answer, or by what it was refused. */
async function ordinarily(
  document: DocumentNode,
  variableValues: Record<string, unknown>,
  viewer: Viewer,
): Promise<{ data: unknown; refused: string[] }> {
  const contextValue = createContext(services, viewer, {
    address: ADDRESS,
    acceptLanguage: "",
    userAgent: "",
    secure: true,
    openCall: new OpenCall(services.rateLimit, ADDRESS),
    request: () => {
      throw new Error("a change asks for no request");
    },
  });
  const { data, errors = [] } = await execute({ schema, document, variableValues, contextValue });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    refused: errors.map((error) => refusalOf(error)?.code ?? `a fault: ${String(error.stack)}`),
  };
}

interface Counts {
  oneTrip: number;
  refused: Map<string, number>;
  unplanned: number;
  unchanged: number;
}

async function tryOne(counts: Counts): Promise<void> {
  const caller = await cachedViewer();
  if (caller === null) return;
  const { viewer, revalidation } = caller;
  const near = tree.groups.filter(({ path }) => path.startsWith(viewer.groupPath));
  const group = random.chance(0.8) && near.length > 0 ? random.pick(near) : random.pick(tree.groups);
  const isSelf = group.id === viewer.groupId && random.chance(0.5);
  const reference = isSelf ? "self" : random.chance(0.5) ? String(group.id) : group.uuid;
  const before = await rowOf(group.id);
  const fields = random.chance(0.85) ? SIMPLE : Object.keys(FIELDS);
  const input = Object.fromEntries(
    Array.from({ length: 1 + random.below(3) }, () => random.pick(fields)).map((field) => [field, FIELDS[field]!(group)]),
  );
  const version = random.pick([undefined, null, before["version"], before["version"], Number(before["version"]) + 1]);
  const variables = { id: reference, input, ...(version !== undefined && { version }) };
  const document = random.pick(DOCUMENTS);

  const write = writeFor(planner, document, undefined, variables, viewer);
  if (write === null) {
    counts.unplanned += 1;
    // The command answers these alone.
    if (random.chance(0.8)) return;
  }
  const text = write && (await writeInOneTrip(services.db, write, revalidation));
  const after = await rowOf(group.id);
  const now = await present(viewer.accountUuid);
  const told = JSON.stringify({ seed: SEED, viewer: viewer.login, variables });
  if (text === null) expect(after, told).toEqual(before);
  else {
    counts.oneTrip += 1;
    // The one that is cached is the one that is there.
    expect(now?.viewer, told).toEqual(viewer);
    await restore(group.id, before);
  }
  if (now === null) return;
  const { data, refused } = await ordinarily(document, variables, now.viewer);
  expect(
    refused.filter((code) => code.startsWith("a fault")),
    told,
  ).toEqual([]);
  if (text !== null) {
    expect([JSON.parse(text), refused], told).toEqual([data, []]);
    expect(await rowOf(group.id), told).toEqual(after);
    return;
  }
  for (const code of refused) counts.refused.set(code, (counts.refused.get(code) ?? 0) + 1);
  if (refused.length === 0) counts.unchanged += 1;
}

describe("a change in one trip", () => {
  it(`is what the ordinary command makes, ${OPERATIONS} times with WRITES_SEED=${SEED}`, { timeout: 240_000 }, async () => {
    const counts: Counts = { oneTrip: 0, refused: new Map(), unplanned: 0, unchanged: 0 };
    for (let count = 0; count < OPERATIONS; count++) {
      if (count % 250 === 0) await heal();
      if (random.chance(0.05)) await disturb();
      await tryOne(counts);
    }
    // What is drawn reaches each of the outcomes.
    const told = JSON.stringify({ ...counts, refused: Object.fromEntries(counts.refused) });
    expect(counts.oneTrip, told).toBeGreaterThan(OPERATIONS / 20);
    for (const code of ["FORBIDDEN", "VERSION_MISMATCH", "BAD_REQUEST"])
      expect(counts.refused.get(code) ?? 0, told).toBeGreaterThan(OPERATIONS / 100);
    process.stdout.write(`${told}\n`);
  });
});
