import { type DocumentNode, type GraphQLError, execute, parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../db/seeds/random.js";
import { query } from "../../db/query.js";
import { writeInOneTrip } from "../../src/access/one-trip.js";
import { type Viewer, toViewer } from "../../src/access/viewer.js";
import { type Revalidation, viewerByUuid } from "../../src/access/viewer.table.js";
import { OpenCall } from "../../src/authentication/open-call.js";
import { loadConfig } from "../../src/config/load-config.js";
import { AccessRight, AccountSort, FULL_ACCESS, GroupCapability } from "../../src/kernel/enums.js";
import { createSchema } from "../../src/schema.js";
import { executeForText } from "../../src/graph/changing.js";
import { type GraphPlanner, planningFor, writeFor } from "../../src/graph/planning.js";
import { createContext } from "../../src/graph/server.js";
import { refusalOf } from "../../src/graph/graph-errors.js";
import { createLogger } from "../../src/kernel/log.js";
import type { Context, Services } from "../../src/graph/context.js";
import { createServices } from "../../src/services.js";
import { Planner } from "../../src/sql-planner/plan.js";
import { type RandomGroup, type RandomTree, insertRandomTree } from "../planner/random-tree.js";
import { ALL_RIGHTS, READ_AND_BRAND, READ_AND_WRITE } from "../setup/masks.js";
import { type TestDatabase, createTestDatabase } from "../setup/test-database.js";

/**
 * Random changes by random viewers, in one trip and by the ordinary command: where the one trip answers, the command gives the same
 * answer and leaves the same rows; where it answers nothing, nothing has changed. Between them the tree and the viewers change.
 */

const SEED = Number(process.env["WRITES_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const OPERATIONS = Number(process.env["WRITES_OPERATIONS"] ?? 5_000);

const schema = await createSchema();
let database: TestDatabase;
let services: Services;
let planner: GraphPlanner;
let tree: RandomTree;
let branded: ReadonlySet<number>;
/** With the paths of their owners. */
let storages: { id: number; uuid: string; name: string; path: string }[];
const random = new Random(SEED).restart(1, 0);

beforeAll(async () => {
  database = await createTestDatabase();
  const config = loadConfig({ DATABASE_URL: database.url, PORTICO_SECRET: "a secret for tests, long enough to be one" });
  services = createServices(config, database.db, createLogger("silent"));
  planner = new Planner(schema, planningFor(config));
  tree = await insertRandomTree(database.db, random);
  // A version that has grown to more than a number holds exactly is none that any client could have brought it to.
  branded = new Set((await query<{ id: number }>(database.db, "select id from groups where brand_id is not null")).map(({ id }) => id));
  // At the top of the tree, where most may write.
  for (const [place, id] of tree.storageIds.entries())
    await query(database.db, "update storages set group_id = ? where id = ?", [tree.groups[place % 4]!.id, id]);
  storages = await query(
    database.db,
    "select s.id, s.uuid, s.name, g.path from storages s join groups g on g.id = s.group_id order by s.id",
  );
  for (const table of ["groups", "accounts", "storages"])
    await run(`update ${table} set version = 7 where version > 9007199254740991 - 1000000`);
});
afterAll(() => database.drop());

/** A row that a change may touch. */
interface Touched {
  table: string;
  key: string;
  id: number;
}

/** A mutation as one run sends it. */
interface Drawn {
  document: DocumentNode;
  variables: Record<string, unknown>;
  /** The row whose version the mutation may be given, first, and all others that it may touch. */
  rows: Touched[];
}

interface Kind {
  /** How often it is drawn, in parts of all weights. */
  weight: number;
  draw: (viewer: Viewer) => Promise<Drawn>;
}

/** What an answer shows; of the last ones, a part may be refused where the change is not. */
const SELECTIONS: Readonly<Record<string, readonly string[]>> = {
  Group: [
    "{ version }",
    "{ id name version customerId internalTag language agents { autoupdate } contact { email city } billingContact { firstname } }",
    "{ name version parent { id name } capabilities quotas { quotaVmsHard } brand { companyName color } }",
    "{ settings { logonIps { enabled items } flags { allowAddDevices } localBackupRestriction { restricted } } storages { inherited } }",
    "{ version createdAt pricing { mode modeUpdateDate price } }",
    "{ version children(first: 2) { nodes { id name } } }",
    "{ version admins(first: 2) { nodes { id login } } }",
  ],
  User: [
    "{ version }",
    "{ id login version firstname city language hidden quotas { quotaVmsHard storageSize } backup { monitorDisabled } }",
  ],
  Admin: ["{ version }", "{ id login version lastname status notificationsBackup accessType group { id name } }"],
  Storage: ["{ version }", "{ id name version contentUrl inherited used }"],
};

const documents = new Map<string, DocumentNode>();
/** @param field the root field with its arguments @param variables as they are declared */
function documentOf(type: string, field: string, variables: string): DocumentNode {
  const text = `mutation (${variables}) { ${field} ${random.pick(SELECTIONS[type]!)} }`;
  const known = documents.get(text) ?? parse(text);
  documents.set(text, known);
  return known;
}

const TEXTS = ["", "a", "b", "c", "Grün", "'; --", "x".repeat(300), " a", "a\nb"] as const;
const NAMES = ["North", "north", "South", " South", "", "Ost\u0000"] as const;
const LANGUAGES = ["en", "de", "pt-BR", "no language", null] as const;
const limit = (): number | null => random.pick([null, -1, 0, 1, 2, -2]);
const text = (): string => random.pick(TEXTS);
const quotas = (): unknown =>
  random.pick([
    { quotaVmsHard: limit() },
    { storageSize: limit(), quotaVmsHard: limit() },
    { cloudToCloudBackup: random.chance(0.5) },
    { subscriptionExpiration: random.pick([null, "2030-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z"]) },
    {},
    null,
  ]);

type Draws = Readonly<Record<string, (group: RandomGroup | undefined) => unknown>>;
/** Some of the fields, each with how its value is drawn; those after the first ones are not simple. */
function drawInput(fields: Draws, simple: number, group?: RandomGroup): Record<string, unknown> {
  const names = random.chance(0.85) ? Object.keys(fields).slice(0, simple) : Object.keys(fields);
  return Object.fromEntries(
    Array.from({ length: 1 + random.below(3) }, () => random.pick(names)).map((field) => [field, fields[field]!(group)]),
  );
}

const GROUP_FIELDS: Draws = {
  name: (group) => (random.chance(0.3) && group !== undefined ? group.name : random.pick([...NAMES, `New ${random.below(1_000)}`])),
  customerId: () => random.pick([...TEXTS, null]),
  internalTag: () => random.pick([...TEXTS, null]),
  language: () => random.pick(LANGUAGES),
  agents: () => random.pick([{ autoupdate: true }, { autoupdate: false }, {}, null]),
  contact: () => random.pick([{ city: text(), email: text() }, { city: null }, {}, null]),
  billingContact: () => random.pick([{ firstname: text() }, { phone: text() }]),
  quotas,
  enabled: () => random.chance(0.9),
  external: () => random.chance(0.1),
  migrationEnabled: () => random.chance(0.5),
};
const ACCOUNT_FIELDS: Draws = {
  firstname: text,
  city: () => random.pick([...TEXTS, null]),
  language: () => random.pick(LANGUAGES),
  notificationsBackup: () => random.pick([[], ["REPORTS"], null]),
  notificationsManagement: () => random.pick([true, false, null]),
  status: () => random.pick(["ENABLED", "DISABLED"]),
  email: () => random.pick(["a@example.com", "no address"]),
  roles: () => [],
};
const USER_FIELDS: Draws = {
  quotas,
  hidden: () => random.chance(0.5),
  privileged: () => random.chance(0.5),
  backup: () => random.pick([{ monitorDisabled: true }, {}, null]),
  agents: () => random.pick([{ autoupdate: true }, null]),
  ...ACCOUNT_FIELDS,
};
const BRAND_FIELDS: Draws = {
  companyName: () => random.pick([...TEXTS, null]),
  color: () => random.pick(["00ff00", "ff0000", "green", "", null]),
  colorScheme: () => random.pick(["RED", "BLUE", null]),
  helpUrl: () => random.pick(["https://help.example.com", "javascript:alert(1)", "", null]),
  whiteLabeledAgent: () => random.pick([true, false, null]),
  smtpOverride: () => random.pick([false, null]),
  smtpServer: () => random.pick([null, ""]),
  // No image has that id. Null would remove a row, which nothing here puts back.
  logoId: () => "1",
};
const link = (...odd: unknown[]): unknown => (random.chance(0.8) ? `https://${random.below(1_000)}.example.com` : random.pick(odd));
const STORAGE_FIELDS: Draws = {
  name: () => (random.chance(0.8) ? `New ${random.below(1_000)}` : random.pick(NAMES)),
  contentUrl: () => link("", "ftp://a", null),
  contentMobileUrl: () => link("", " a", null),
};

/** A group, mostly near the viewer. */
function drawGroup({ groupPath }: Viewer): RandomGroup {
  const near = tree.groups.filter(({ path }) => path.startsWith(groupPath));
  return random.chance(0.8) && near.length > 0 ? random.pick(near) : random.pick(tree.groups);
}
const namesOf = ({ id, uuid }: { id: number; uuid: string }, own: number): string =>
  id === own && random.chance(0.5) ? "self" : random.chance(0.5) ? String(id) : uuid;
/** A group that has a brand of its own, mostly. */
const drawBranded = (viewer: Viewer): RandomGroup => {
  const near = tree.groups.filter(({ id, path }) => branded.has(id) && path.startsWith(viewer.groupPath));
  return random.chance(0.9) && near.length > 0 ? random.pick(near) : drawGroup(viewer);
};
const rowsOfGroup = async (id: number): Promise<Touched[]> => {
  const [row] = await query<{ brandId: number | null }>(services.db, `select brand_id "brandId" from groups where id = ?`, [id]);
  const brand = row!.brandId === null ? [] : [{ table: "brands", key: "id", id: row!.brandId }];
  return [{ table: "groups", key: "id", id }, { table: "quotas", key: "owner_id", id }, ...brand];
};

/** A change of a group that the argument `groupId` names. */
const ofGroup =
  (field: string, declared: string, drawVariables: () => Record<string, unknown>, hasVersion = false, drawn = drawGroup): Kind["draw"] =>
  async (viewer) => {
    const group = drawn(viewer);
    return {
      document: documentOf("Group", field, `$group: ID!, ${hasVersion ? "$version: SafeInt, " : ""}${declared}`),
      variables: { group: namesOf(group, viewer.groupId), ...drawVariables() },
      rows: await rowsOfGroup(group.id),
    };
  };

const ofAccount =
  (sort: AccountSort, type: "User" | "Admin", fields: Draws, simple: number): Kind["draw"] =>
  async (viewer) => {
    const near = new Set(tree.groups.filter(({ path }) => path.startsWith(viewer.groupPath)).map(({ id }) => id));
    const all = tree.accounts.filter((account) => account.sort === sort);
    const nearest = all.filter(({ groupId }) => near.has(groupId));
    const account = random.chance(0.9) && nearest.length > 0 ? random.pick(nearest) : random.pick(all);
    const [row] = await query<{ identityId: number }>(services.db, `select identity_id "identityId" from accounts where id = ?`, [
      account.id,
    ]);
    return {
      document: documentOf(
        type,
        `update${type}(id: $id, version: $version, input: $input)`,
        `$id: ID!, $version: SafeInt, $input: Update${type}Input!`,
      ),
      variables: { id: namesOf(account, viewer.accountId), input: drawInput(fields, simple) },
      rows: [
        { table: "accounts", key: "id", id: account.id },
        { table: "identities", key: "id", id: row!.identityId },
        ...(sort === AccountSort.SERVICE_USER ? [{ table: "quotas", key: "owner_id", id: account.id }] : []),
      ],
    };
  };

function drawStorage(viewer: Viewer): Promise<Drawn> {
  const near = storages.filter(({ path }) => path.startsWith(viewer.groupPath));
  const storage = random.chance(0.9) && near.length > 0 ? random.pick(near) : random.pick(storages);
  const owner = tree.groups.find(({ path }) => path === storage.path)!;
  const group = random.chance(0.9) ? owner : drawGroup(viewer);
  return Promise.resolve({
    document: documentOf(
      "Storage",
      "updateStorage(groupId: $group, id: $id, version: $version, input: $input)",
      "$group: ID!, $id: ID!, $version: SafeInt, $input: UpdateStorageInput!",
    ),
    variables: {
      group: namesOf(group, viewer.groupId),
      id: namesOf(storage, 0),
      input: {
        ...drawInput(STORAGE_FIELDS, Object.keys(STORAGE_FIELDS).length),
        ...(random.chance(0.2) && { name: storage.name }),
      },
    },
    rows: [{ table: "storages", key: "id", id: storage.id }],
  });
}

const yesNo = (): boolean => random.chance(0.5);

/** The mutations of which something goes in one trip. */
const KINDS: Readonly<Record<string, Kind>> = {
  updateGroup: {
    weight: 8,
    draw: async (viewer) => {
      const group = drawGroup(viewer);
      return {
        document: documentOf(
          "Group",
          "updateGroup(id: $id, version: $version, input: $input)",
          "$id: ID!, $version: SafeInt, $input: UpdateGroupInput!",
        ),
        variables: { id: namesOf(group, viewer.groupId), input: drawInput(GROUP_FIELDS, 8, group) },
        rows: await rowsOfGroup(group.id),
      };
    },
  },
  updateUser: { weight: 4, draw: ofAccount(AccountSort.SERVICE_USER, "User", USER_FIELDS, 10) },
  updateAdmin: { weight: 4, draw: ofAccount(AccountSort.ADMIN, "Admin", ACCOUNT_FIELDS, 5) },
  updateBrand: {
    weight: 4,
    draw: ofGroup(
      "updateBrand(groupId: $group, version: $version, input: $input)",
      "$input: UpdateBrandInput!",
      () => ({ input: drawInput(BRAND_FIELDS, 5) }),
      true,
      drawBranded,
    ),
  },
  updateStorage: { weight: 2, draw: drawStorage },
  updateStorageInheritance: {
    weight: 1,
    draw: ofGroup(
      "updateStorageInheritance(groupId: $group, version: $version, inherited: $inherited)",
      "$inherited: Boolean",
      () => ({ inherited: random.pick([true, false, null]) }),
      true,
    ),
  },
  updateMigration: {
    weight: 1,
    draw: ofGroup(
      "updateMigration(groupId: $group, version: $version, input: $input)",
      "$input: MigrationInput!",
      () => ({ input: { migrationEnabled: random.pick([true, false, null]) } }),
      true,
    ),
  },
  updateGroupFlags: {
    weight: 1,
    draw: ofGroup("updateGroupFlags(groupId: $group, input: $input)", "$input: GroupFlagsInput!", () => ({
      input: random.pick([{ allowAddDevices: yesNo() }, { allowDownloadDocs: null }, { allowDownloadTools: yesNo() }]),
    })),
  },
  updateAgentsAutoupdate: {
    weight: 1,
    draw: ofGroup("updateAgentsAutoupdate(groupId: $group, enabled: $enabled)", "$enabled: Boolean!", () => ({ enabled: yesNo() })),
  },
  restrictLocalBackup: {
    weight: 1,
    draw: ofGroup("restrictLocalBackup(groupId: $group, restricted: $restricted)", "$restricted: Boolean!", () => ({
      restricted: yesNo(),
    })),
  },
  setLogonIps: {
    weight: 1,
    draw: ofGroup("setLogonIps(groupId: $group, items: $items)", "$items: [String!]!", () => ({
      items: random.pick([["192.0.2.0/24"], ["no address"], [], ["192.0.2.1", "2001:db8::/32"]]),
    })),
  },
  disableLogonIps: { weight: 1, draw: ofGroup("disableLogonIps(groupId: $group)", "$ignored: Boolean", () => ({})) },
};
const DRAWN = Object.entries(KINDS).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name));

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

/** Paths of the root group and those below it are shorter. */
const HIGH = "/1000/1001/1002/".length;

/** A viewer as it was when it was cached, which may have been long ago. */
async function cachedViewer(): Promise<Cached | null> {
  const isAdmin = random.chance(0.9);
  const isHigh = random.chance(0.6);
  const { accountUuid } = random.pick(
    tree.viewers.filter(({ sort, groupPath }) => (sort === AccountSort.ADMIN) === isAdmin && (!isHigh || groupPath.length < HIGH)),
  );
  if (!cached.has(accountUuid) || random.chance(0.3)) {
    const now = await present(accountUuid);
    if (now === null) cached.delete(accountUuid);
    else cached.set(accountUuid, now);
  }
  return cached.get(accountUuid) ?? null;
}

/** Most may write again, and most groups can be written to. */
async function heal(): Promise<void> {
  const capabilities = GroupCapability.MODIFICATION | GroupCapability.BRANDING;
  await run("update groups set enabled = true, locked = false, external = external and id % 4 = 0, capabilities = capabilities | ?", [
    capabilities,
  ]);
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
    () => run("update groups set capabilities = ? where id = ?", [flip ? GroupCapability.BACKUP : 2 ** 12 - 1, id]),
    () => run("update groups set isolated_by = ? where id = ?", [flip ? random.pick(tree.groups).id : null, id]),
    () =>
      run("update accounts set access_type = ? where id = ?", [
        random.pick([AccessRight.READ, READ_AND_BRAND, READ_AND_WRITE, FULL_ACCESS, ALL_RIGHTS]),
        account,
      ]),
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

type Row = Readonly<Record<string, unknown>>;
const stateOf = (rows: readonly Touched[]): Promise<Row[]> =>
  Promise.all(
    rows.map(async ({ table, key, id }) => {
      const found = await query<{ row: Row }>(services.db, `select to_jsonb(t) row from ${table} t where ${key} = ?`, [id]);
      return found[0]!.row;
    }),
  );

/** Puts back what a change has made of rows. */
async function restore(rows: readonly Touched[], before: readonly Row[], after: readonly Row[]): Promise<void> {
  for (const [place, { table, key, id }] of rows.entries()) {
    const columns = Object.keys(before[place]!).filter(
      (name) => JSON.stringify(before[place]![name]) !== JSON.stringify(after[place]![name]),
    );
    if (columns.length === 0) continue;
    await run(
      `update ${table} set (${columns.join(", ")}) =
         (select ${columns.map((name) => `r.${name}`).join(", ")} from jsonb_populate_record(null::${table}, ?::jsonb) r) where ${key} = ?`,
      [JSON.stringify(Object.fromEntries(columns.map((name) => [name, before[place]![name]]))), id],
    );
  }
}

const ADDRESS = "192.0.2.1";

const contextOf = (viewer: Viewer): Context =>
  createContext(services, viewer, {
    address: ADDRESS,
    acceptLanguage: "",
    userAgent: "",
    secure: true,
    openCall: new OpenCall(services.rateLimit, ADDRESS),
    request: () => {
      throw new Error("a change asks for no request");
    },
  });

/** What a mutation has answered, and by what it was refused. */
interface Outcome {
  data: unknown;
  refused: string[];
}

const outcomeOf = (data: unknown, errors: readonly GraphQLError[] = []): Outcome => ({
  data,
  refused: errors.map((error) => refusalOf(error)?.code ?? `a fault: ${String(error.stack)}`),
});

/** The ordinary command, with its answer from resolvers. */
async function ordinarily(document: DocumentNode, variableValues: Record<string, unknown>, viewer: Viewer): Promise<Outcome> {
  const { data, errors } = await execute({ schema, document, variableValues, contextValue: contextOf(viewer) });
  return outcomeOf(JSON.parse(JSON.stringify(data ?? null)), errors);
}

/** The ordinary command, with its answer as its transaction reads it; null where that can't be. */
async function forText(document: DocumentNode, variables: Record<string, unknown>, viewer: Viewer): Promise<Outcome | null> {
  const changed = await executeForText(schema, planner, { document, variables }, contextOf(viewer));
  if (changed === null) return null;
  return "text" in changed ? outcomeOf(JSON.parse(changed.text)) : outcomeOf(null, changed.errors);
}

interface Counts {
  oneTrip: Record<string, number>;
  refused: Record<string, number>;
  /** How answers of the ordinary command were read. */
  read: Record<string, number>;
  unplanned: number;
  unchanged: number;
}

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

async function tryOne(counts: Counts): Promise<void> {
  const caller = await cachedViewer();
  if (caller === null) return;
  const { viewer, revalidation } = caller;
  const kind = random.pick(DRAWN);
  const { document, rows, variables: drawn } = await KINDS[kind]!.draw(viewer);
  const before = await stateOf(rows);
  const stored = before[0]!["version"];
  const version = random.pick([undefined, null, stored, stored, Number(stored) + 1]);
  const variables = { ...drawn, ...(version !== undefined && { version }) };

  const write = writeFor(planner, document, undefined, variables, viewer);
  if (write === null) {
    counts.unplanned += 1;
    // The command answers these alone.
    if (random.chance(0.8)) return;
  }
  const body = write && (await writeInOneTrip(services.db, write, revalidation));
  const after = await stateOf(rows);
  const now = await present(viewer.accountUuid);
  const told = JSON.stringify({ seed: SEED, viewer: viewer.login, kind, variables });
  if (body === null) expect(after, told).toEqual(before);
  else {
    count(counts.oneTrip, kind);
    // The one that is cached is the one that is there.
    expect(now?.viewer, told).toEqual(viewer);
    await restore(rows, before, after);
  }
  if (now === null) return;
  const { data, refused } = await ordinarily(document, variables, now.viewer);
  expect(
    refused.filter((code) => code.startsWith("a fault")),
    told,
  ).toEqual([]);
  if (body !== null) {
    expect([JSON.parse(body), refused], told).toEqual([data, []]);
    expect(await stateOf(rows), told).toEqual(after);
    return;
  }
  for (const code of refused) count(counts.refused, code);
  if (refused.length === 0) counts.unchanged += 1;
  if (random.chance(0.5)) return;
  const ordinary = await stateOf(rows);
  await restore(rows, before, ordinary);
  const outcome = await forText(document, variables, now.viewer);
  count(counts.read, outcome === null ? "by resolvers" : "in the transaction");
  if (outcome !== null) expect(outcome, told).toEqual({ data, refused });
  expect(await stateOf(rows), told).toEqual(outcome === null ? before : ordinary);
  await restore(rows, before, await stateOf(rows));
}

describe("a change in one trip", () => {
  it(`is what the ordinary command makes, ${OPERATIONS} times with WRITES_SEED=${SEED}`, { timeout: 240_000 }, async () => {
    const counts: Counts = { oneTrip: {}, refused: {}, read: {}, unplanned: 0, unchanged: 0 };
    for (let done = 0; done < OPERATIONS; done++) {
      if (done % 250 === 0) await heal();
      if (random.chance(0.05)) await disturb();
      await tryOne(counts);
    }
    // What is drawn reaches each of the outcomes.
    const told = JSON.stringify(counts);
    expect(
      Object.values(counts.oneTrip).reduce((sum, made) => sum + made, 0),
      told,
    ).toBeGreaterThan(OPERATIONS / 15);
    for (const [kind, { weight }] of Object.entries(KINDS))
      expect(counts.oneTrip[kind] ?? 0, `${kind}: ${told}`).toBeGreaterThan((OPERATIONS * weight) / DRAWN.length / 100);
    for (const code of ["FORBIDDEN", "VERSION_MISMATCH", "BAD_REQUEST"])
      expect(counts.refused[code] ?? 0, told).toBeGreaterThan(OPERATIONS / 100);
    for (const way of ["by resolvers", "in the transaction"]) expect(counts.read[way] ?? 0, told).toBeGreaterThan(OPERATIONS / 100);
    process.stdout.write(`${told}\n`);
  });
});
